"""A byline is told from a sentence, and its names from one another."""

from __future__ import annotations

import pytest

from retrieval.text.names import authors_of, byline_at_end, is_name, split_names


@pytest.mark.parametrize(
    ("text", "byline", "authors"),
    [
        ("记者 白若溪", "记者 白若溪", ("白若溪",)),
        ("会议结束。记者 白若溪", "记者 白若溪", ("白若溪",)),
        ("会议结束。”（记者 白若溪 通讯员 姚一宁）", "（记者 白若溪 通讯员 姚一宁）", ("白若溪", "姚一宁")),
        ("会议结束。（白若溪 姚一宁）", "（白若溪 姚一宁）", ("白若溪", "姚一宁")),
        ("会议结束。记者 姚　宁 文/图", "记者 姚　宁 文/图", ("姚宁",)),
        ("记者 刘　文 白若溪", "记者 刘　文 白若溪", ("刘文", "白若溪")),
        ("会议结束。记者白若溪通讯员姚一宁", "记者白若溪通讯员姚一宁", ("白若溪", "姚一宁")),
        ("■本报记者 欧阳明月", "■本报记者 欧阳明月", ("欧阳明月",)),
        ("會議結束。記者 蕭若溪", "記者 蕭若溪", ("蕭若溪",)),
        ("会议结束。本报全媒体记者：白若溪", "本报全媒体记者：白若溪", ("白若溪",)),
        ("会议结束。撰稿 白若溪", "撰稿 白若溪", ("白若溪",)),
        ("会议结束。记者 白若溪姚 宁", "记者 白若溪姚 宁", ("白若溪", "姚宁")),
        ("□白若溪 姚　宁", "□白若溪 姚　宁", ("白若溪", "姚宁")),
        ("会议结束。（区融媒体中心 白若溪）", "（区融媒体中心 白若溪）", ("白若溪",)),
    ],
)
def test_a_byline_is_found_with_its_names(text: str, byline: str, authors: tuple[str, ...]) -> None:
    """A byline closes a text after the end of a sentence, or is all of it."""
    found = byline_at_end(text)

    assert found is not None
    assert text[found.start :].strip() == byline
    assert found.text == byline
    assert found.authors == authors


@pytest.mark.parametrize(
    "text",
    [
        "会议结束。",
        "社区书记告诉记者",
        "会议结束。记者从区水务局获悉",
        "（扩大）会议",
        "会议结束。（王 府井）",
        "会议结束。（区融媒体中心）",
        "■推进会",
        "会议听取了汇报（含7处监测点）",
        "记者 ",
        "",
        "。" * 500,
        "记者 白若溪说，会议结束",
    ],
)
def test_a_sentence_is_no_byline(text: str) -> None:
    """The word for reporter alone signs nothing."""
    assert byline_at_end(text) is None


def test_names_run_together_are_parted_by_their_surnames() -> None:
    """The reading with the fewest names wins; what has no surname is no name."""
    assert split_names("白若溪姚一宁") == ["白若溪", "姚一宁"]
    assert split_names("欧阳明月") == ["欧阳明月"]
    assert split_names("推进会议精神") == []
    assert is_name("白若溪")
    assert not is_name("推进会")


def test_a_byline_with_a_piece_that_is_no_name_has_no_authors() -> None:
    """Half a byline is not taken for a whole one."""
    assert authors_of("记者 白若溪 推进会议精神落实") == ()
