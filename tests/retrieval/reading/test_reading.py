"""`read` takes a source and gives an issue; what it cannot read it names."""

from __future__ import annotations

import pytest

from retrieval.model import Source
from retrieval.reading import as_json, read

PAGE = """青禾区开展
河道清洁行动

本报讯 3月5日，青禾区水务
局组织河道清洁行动，二十余名
志愿者参加。

行动中，志愿者分成三组，沿
岸清理垃圾。
记者 白若溪
"""


def test_a_broken_page_becomes_an_article() -> None:
    """Wrapped lines are joined, the headline is put together, the byline is no paragraph."""
    article = as_json(read(Source("page.txt", PAGE.encode())))["articles"][0]

    assert article["title"] == "青禾区开展河道清洁行动"
    assert article["date"] == "XXXX-03-05"
    assert article["authors"] == ["白若溪"]
    assert article["paragraphs"] == [
        "本报讯 3月5日，青禾区水务局组织河道清洁行动，二十余名志愿者参加。",
        "行动中，志愿者分成三组，沿岸清理垃圾。",
    ]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b" \n\n ", "empty"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "damaged"),
        (bytes(range(256)) * 20, "binary"),
    ],
)
def test_what_cannot_be_read_is_named(content: bytes, code: str) -> None:
    """A source that is no text gives no page and a named problem; nothing is raised."""
    reading = read(Source("page.txt", content))

    assert reading.issue.pages == ()
    assert [code] == [problem.code for problem in reading.problems]
