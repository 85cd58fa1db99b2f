"""Who signed, in the forms in which documents say it."""

from __future__ import annotations

import pytest

from retrieval.reading.document.parts import signature


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("本报记者 白若溪 姚一宁 文/图", ("白若溪", "姚一宁")),
        ("白若溪/文", ("白若溪",)),
        ("文/白若溪 图/姚一宁", ("白若溪", "姚一宁")),
        ("作者：白若溪（区融媒体中心）", ("白若溪",)),
        ("供稿：区教育局 白若溪", ("白若溪",)),
        ("记者：白若溪 编辑：姚一宁", ("白若溪",)),
        ("融媒记者：白若溪", ("白若溪",)),
        ("通讯员 白若溪 报道", ("白若溪",)),
        ("□记者 白若溪 通讯员 姚一宁", ("白若溪", "姚一宁")),
    ],
)
def test_a_signature_gives_its_names(line: str, names: tuple[str, ...]) -> None:
    """Editors and offices sign nothing."""
    signed = signature(line)

    assert signed is not None
    assert signed[1] == names


@pytest.mark.parametrize(
    "line", ["作者：区委宣传部", "责任编辑：姚一宁", "会议指出，要抓好落实。", "党建引领聚合力"]
)
def test_other_lines_are_none(line: str) -> None:
    """No name, no signature."""
    assert signature(line) is None
