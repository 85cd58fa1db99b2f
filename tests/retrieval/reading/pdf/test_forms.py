"""Pages set in vertical lines, clauses set apart from their numbers, characters told as radicals."""

from __future__ import annotations

from retrieval.model import Source
from retrieval.reading import as_json, read
from tests.retrieval.reading.pdf import stories
from tests.retrieval.reading.pdf.setter import (
    EM,
    HEIGHT,
    PITCH,
    Measure,
    Sheet,
    Words,
    broken,
    in_columns,
    printed,
)

TITLE = Words(stories.RIVER_TITLE, 150, 100, 24)
CLAUSES = (
    ("第一条", "为了改善人居环境，制定本办法。"),
    ("第二条", "本办法适用于白鹭区的城市更新活动。"),
    ("第三条", "本办法由白鹭区住房和城市建设局解释。"),
)


def test_a_page_of_vertical_lines_is_read_from_the_right() -> None:
    """Lines run downwards, the first at the right; numbers that lie on their side are read in their place."""
    words = list(_downwards(Words(stories.CANTEEN_TITLE, 560, 60, 22)))
    for k, (text, indent) in enumerate(broken(stories.CANTEEN, 30)):
        words += _downwards(Words(text, 520 - k * PITCH, 60 + indent * EM))
    reading = read(Source("page.pdf", printed(Sheet(words))))
    article = as_json(reading)["articles"][0]

    assert reading.problems == ()
    assert article["title"] == stories.CANTEEN_TITLE
    assert article["paragraphs"] == [text.removesuffix("（记者姚一宁）") for text in stories.CANTEEN]
    (box,) = reading.issue.articles[0].paragraphs[0].boxes
    assert 400 < box.left < box.right < 540
    assert 50 < box.top < box.bottom < HEIGHT


def test_numbers_lying_in_vertical_lines_stay_in_their_place() -> None:
    """A number turned by a quarter stands between the characters above and below it."""
    lines = ["本报讯三月五日，白鹭区第", "家社区食堂在竹溪路开张，", "每天供应午餐两百余份。"] * 3
    words = []
    for k, text in enumerate(lines):
        x = 520 - k * PITCH
        words += _downwards(Words(text, x, 60))
        if text.endswith("第"):
            words.append(Words("12", x + 0.12 * EM, 60 + (len(text) - 0.88) * EM, EM, angle=-90))
    reading = read(Source("page.pdf", printed(Sheet(words))))

    assert "白鹭区第12家社区食堂" in "".join(p.text for a in reading.issue.articles for p in a.paragraphs)


def test_a_clause_is_a_paragraph_with_its_number() -> None:
    """A number set apart from its clause is no column of its own, and each clause is a paragraph."""
    words = [Words("城市更新办法", 220, 100, 22)]
    for k, (number, text) in enumerate(CLAUSES):
        y = 140 + k * PITCH
        words += [Words(number, 60, y), Words(text, 60 + 4 * EM, y)]
    (article,) = as_json(read(Source("page.pdf", printed(Sheet(words)))))["articles"]

    assert article["paragraphs"] == [f"{number} {text}" for number, text in CLAUSES]


def test_a_radical_is_the_character_that_is_printed() -> None:
    """Files made from glyphs may name a radical where the page shows the character."""
    radicals = str.maketrans("青人民长风", "⻘⼈⺠⻓⻛")
    paragraphs = [text.translate(radicals) for text in stories.RIVER]
    words = [TITLE, *in_columns(paragraphs, Measure(tops=[140.0, 140.0, 140.0]))]
    (article,) = as_json(read(Source("page.pdf", printed(Sheet(words)))))["articles"]

    assert article["paragraphs"][:2] == list(stories.RIVER[:2])


def _downwards(words: Words) -> list[Words]:
    """A line set downwards from `y`, character by character."""
    return [
        Words(character, words.x, words.y + k * words.size, words.size)
        for k, character in enumerate(words.text)
    ]
