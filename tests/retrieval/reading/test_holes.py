"""A paragraph that words are missing from is named; whole ones, with all that may stand beside them, are not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import count

import pytest

from retrieval.model import Box
from retrieval.reading.geometry import Glyph, PageGlyphs, read_pages

EM, PITCH = 10.0, 15.0
LEFT, N_EMS = 40.0, 14
TEXT = (
    "　　本报讯三月五日上午，白鹭",
    "区水务局组织志愿者清理河道，",
    "到场的区长要求各镇办把责任落",
    "实到人，把两岸的垃圾清走，让",
    "居民出门就能看见清水。今年以",
    "来，全区清理的河道有三十多公",
    "里，修好的步道连起了七个村，",
    "散步的人一天比一天多了起来。",
    "　　下一步，水务局会同各镇办",
    "完善巡查的办法，每周至少巡查",
    "两次，发现问题当天处理，并在",
    "公示栏里写明结果。",
)
Row = tuple[int, str, float, float]


def rows(texts: Sequence[str] = TEXT) -> list[Row]:
    """Each line: how many lines down the page, its words, its left end, its size."""
    return [(n, text, LEFT, EM) for n, text in enumerate(texts)]


def codes(lines: Iterable[Row], **more: Sequence[Box]) -> list[str]:
    """The problems of a page of one column under a headline."""
    places = count()
    glyphs = [
        Glyph(character, next(places), left + k * size, left + (k + 1) * size, 100 + n * PITCH, size)
        for n, words, left, size in [(-2, "河道清了", 60.0, 20.0), *lines]
        for k, character in enumerate(words)
    ]
    (page,), _ = read_pages([PageGlyphs(600.0, 800.0, glyphs, **more)], "page", None, None)
    return [problem.code for problem in page.problems]


def test_a_whole_column_has_no_holes() -> None:
    """Nothing is missing, so nothing is named."""
    assert codes(rows()) == []


@pytest.mark.parametrize("gone", range(1, 7))
def test_a_line_that_is_not_there_is_missed(gone: int) -> None:
    """A line's height of nothing inside a paragraph is a hole, wherever it is."""
    assert "words_missing" in codes(row for row in rows() if row[0] != gone)


@pytest.mark.parametrize("small", range(1, 7))
def test_a_line_taken_for_small_print_is_missed(small: int) -> None:
    """It stands in the column, and no article holds it."""
    assert "words_missing" in codes((*row[:3], 0.9 * EM if row[0] == small else EM) for row in rows())


def test_a_line_of_which_half_went_elsewhere_is_missed() -> None:
    """It stops in mid-sentence, far from the edge that the others reach."""
    assert "words_missing" in codes(
        (row[0], row[1][:6] if row[0] == 3 else row[1], *row[2:]) for row in rows()
    )


def test_a_number_that_is_not_broken_leaves_room_at_the_end_of_a_line() -> None:
    """The line before it is short, though nothing is missing."""
    texts = [*TEXT]
    texts[5:7] = ["来，全区修的步道", "123456米，连起了七个村，"]

    assert codes(rows(texts)) == []


def test_a_picture_with_its_caption_is_no_hole() -> None:
    """Text goes on below both."""
    above = [row for row in rows() if row[0] < 4]
    below = [(n + 8, *row) for n, *row in rows() if n >= 4]
    caption = (10, "图为清理现场。记者白若溪摄", LEFT, 0.9 * EM)
    picture = Box(LEFT, 105 + 3 * PITCH, LEFT + N_EMS * EM, 88 + 10 * PITCH)

    assert "words_missing" not in codes([*above, caption, *below], pictures=[picture])


def test_a_byline_and_an_advert_between_reports_are_no_holes() -> None:
    """Neither stands where a sentence is cut."""
    ends = len(TEXT)
    advert = (ends + 2, "节约用水从我做起", LEFT, EM)

    assert codes([*rows(), (ends, "记者白若溪", LEFT + 80, EM), advert]) == []


def test_a_headline_that_a_quotation_mark_seems_to_part_is_one() -> None:
    """The empty half of the mark is no gap between two headlines."""
    places = count()
    lines = [
        ("河道办好“实事”", 40.0, 70.0, 25.0),
        *((text, LEFT, 100 + n * PITCH, EM) for n, text, _, _ in rows()),
    ]
    glyphs = [
        Glyph(character, next(places), left + k * size, left + (k + 1) * size, baseline, size)
        for words, left, baseline, size in [*lines, ("百日攻坚", 260.0, 70.0, 25.0)]
        for k, character in enumerate(words)
    ]
    (page,), _ = read_pages([PageGlyphs(600.0, 800.0, glyphs, is_ordered=False)], "page", None, None)

    assert page.articles[0].headline.text == "河道办好“实事”百日攻坚"


def test_text_cut_at_one_place_goes_on_at_the_only_other_that_begins_so() -> None:
    """The two columns share no line and their tops have no reason to differ; the page is marked as a guess all the same."""
    places = count()
    lower = [(text, LEFT, 300 + n * PITCH, EM) for n, text in enumerate(TEXT[:4])]
    higher = [(text, LEFT + 155, 100 + n * PITCH, EM) for n, text in enumerate(TEXT[4:])]
    glyphs = [
        Glyph(character, next(places), left + k * size, left + (k + 1) * size, baseline, size)
        for words, left, baseline, size in [("河道清了", LEFT, 275.0, 20.0), *higher, *lower]
        for k, character in enumerate(words)
    ]
    (page,), _ = read_pages([PageGlyphs(600.0, 800.0, glyphs, is_ordered=False)], "page", None, None)

    (article,) = page.articles
    assert [len(paragraph.text) for paragraph in article.paragraphs] == [110, 49]
    assert [problem.code for problem in page.problems] == ["order_uncertain"]


def test_a_byline_in_the_middle_belongs_to_the_headline_at_the_left() -> None:
    """Both stand over the same two columns, with nothing beside them; the headline is not lost."""
    places = count()
    columns = [(text, LEFT + 155 * (n // 6), 150 + n % 6 * PITCH, EM) for n, text in enumerate(TEXT)]
    glyphs = [
        Glyph(character, next(places), left + k * size, left + (k + 1) * size, baseline, size)
        for words, left, baseline, size in [
            *columns,
            ("本报记者白若溪", 160.0, 120.0, EM),
            ("河道清了", LEFT, 105.0, 20.0),
        ]
        for k, character in enumerate(words)
    ]
    (page,), _ = read_pages([PageGlyphs(600.0, 800.0, glyphs, is_ordered=False)], "page", None, None)

    (article,) = page.articles
    assert article.headline.text == "河道清了"
    assert article.byline == "本报记者白若溪"
