"""The same report is told from another one of the same template."""

from __future__ import annotations

import pytest

from retrieval.text.likeness import is_same_report, signature

REPORT = (
    "本报讯 9月2日上午，区水务局在柳桥泵站开展防汛演练，三十名队员参加。演练模拟连续降雨，低洼院落出现积水。"
    "接到险情报告后，队员携带沙袋、水泵迅速赶到现场，疏散群众、封堵进水口，整个过程紧张有序。"
    "局长顾南枝到现场查看，要求各镇办严格值班，强化预警，全力保障群众安全。据了解，全区已储备编织袋3000条、水泵40台。"
)
LATER = REPORT + "演练结束后，大家对方案作了讨论，提出了改进的意见。"


@pytest.mark.parametrize(
    "other",
    [
        REPORT.replace("，", "，\n"),
        REPORT.replace("防汛", "防 汛"),
        REPORT.replace("迅速赶到", "立即赶到").replace("严格值班", "加强值班"),
        REPORT.replace("据了解，", ""),
        LATER,
        REPORT.replace("查看", "檢查").replace("队员", "隊員"),
    ],
)
def test_the_same_report_is_known(other: str) -> None:
    """Line breaks, a few other words, a sentence more or less, or other characters do not make another report."""
    assert set(signature(REPORT)) & set(signature(other))
    assert is_same_report(REPORT, other)
    assert is_same_report(other, REPORT)


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("顾南枝", "林小川"),
        ("9月2日", "9月9日"),
        ("3000", "5000"),
        ("三十", "五十"),
        ("柳桥", "金沙"),
        ("区水务局", "区城管局"),
    ],
)
def test_a_report_of_the_same_template_is_another(here: str, there: str) -> None:
    """One name, day, number or place that was exchanged tells them apart."""
    other = REPORT.replace(here, there)

    assert other != REPORT
    assert not is_same_report(REPORT, other)
    assert not is_same_report(other, REPORT)


def test_what_is_too_short_is_not_compared() -> None:
    """A notice of a line is no report; it has no signature."""
    assert signature("明日停水，请市民储水。") == ()


def test_a_signature_is_the_same_in_every_process() -> None:
    """It is kept in the library, so it must never change."""
    assert len(signature(REPORT)) == 16
    assert signature(REPORT)[0] == signature(REPORT.replace("，", " ，\n"))[0]
    assert all(-(2**63) <= band < 2**63 for band in signature(REPORT))
    assert signature("青砚区水务局开展防汛演练" * 5)[:2] == (-1403116672041974208, -7044496844501562010)
