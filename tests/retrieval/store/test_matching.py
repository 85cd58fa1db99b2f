"""Which article of a corrected page is which of the former one."""

from __future__ import annotations

import pytest

from retrieval.store.matching import Mark, correspond


def marks(*titles: str, lead: str = "", digest: str = "") -> list[Mark]:
    """Marks in page order; the lead and the digest follow from the title unless given."""
    return [Mark(digest or title, title, n, lead or title * 3) for n, title in enumerate(titles)]


@pytest.mark.parametrize(
    ("former", "current", "expected"),
    [
        (marks("a", "b"), marks("a", "b"), [0, 1]),
        (marks("a", "b"), marks("b", "a"), [1, 0]),
        (marks("a"), marks("x", "a", "y"), [None, 0, None]),
        (marks("a", "a"), marks("a", "a", "a"), [0, 1, None]),
        (
            marks("old", lead="九月二日上午，区政府召开会议。"),
            marks("new", lead="9月2日上午，区政府召开会议。"),
            [0],
        ),
        (marks("old", lead="九月二日上午，区政府召开会议。"), marks("new", lead="台风路径北移。"), [None]),
        ([], marks("a"), [None]),
        (marks("a"), [], []),
    ],
)
def test_correspond(former: list[Mark], current: list[Mark], expected: list[int | None]) -> None:
    """Each current article continues at most one former one."""
    assert correspond(former, current) == expected


def test_the_same_words_outrank_the_same_title() -> None:
    """Of two articles with one title, the one with the very same words is the continued one."""
    former = [Mark("d1", "简讯", 0, "甲"), Mark("d2", "简讯", 1, "乙")]
    current = [Mark("d2", "简讯", 0, "乙"), Mark("d3", "简讯", 1, "丙")]

    assert correspond(former, current) == [1, 0]
