"""Characters become the lines that were printed, and lines end at gutters."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from retrieval.reading.geometry.glyphs import Glyph
from retrieval.reading.geometry.gutters import cut_at_gutters
from retrieval.reading.geometry.rows import lines_of

EM = 10.0


def laid(rows: list[list[tuple[str, float, float]]]) -> list[Glyph]:
    """Glyphs row by row; each piece of a row has its words, its left end, and the step between its characters."""
    places = count()
    return list(_laid(rows, places))


def _laid(rows: list[list[tuple[str, float, float]]], places: Iterator[int]) -> Iterator[Glyph]:
    for n, row in enumerate(rows):
        for words, left, step in row:
            for k, character in enumerate(words):
                x = left + k * step
                yield Glyph(character, next(places), x, x + EM, 100 + 15.0 * n, EM)


def texts(glyphs: list[Glyph]) -> list[str]:
    return [line.text for line in cut_at_gutters(lines_of(glyphs), EM)]


def test_a_few_characters_that_fill_a_column_are_one_line() -> None:
    """Stretched to almost three ems a step, they are no columns of their own."""
    rows = [[("白鹭区严格落", 40.0, 28.8)], [("实各项措施，排查地下空间十二处。", 40.0, EM)]]

    assert texts(laid(rows)) == ["白鹭区严格落", "实各项措施，排查地下空间十二处。"]


def test_a_line_ends_at_the_gutter_also_behind_a_mark_and_before_a_quote() -> None:
    """The empty halves of both stand in the gutter, and only two lines of the column end with a character."""
    rows = [
        [("邻里纠纷和电信诈骗等", 40.0, EM), ("法律知识，提醒大家做", 152.0, EM)],
        [("案例，围绕家庭与邻里", 40.0, EM), ("到心中有数，遇事不慌", 152.0, EM)],
        [("身边案例，围绕家庭、", 40.0, EM), ("“不轻信、不透露、不", 147.0, 10.5)],
        [("老人。", 40.0, EM), ("转账”，居民听得认真", 152.0, EM)],
    ]

    found = texts(laid(rows))
    assert "身边案例，围绕家庭、" in found
    assert "“不轻信、不透露、不" in found


def test_a_name_set_apart_at_the_head_of_a_line_is_one_line() -> None:
    """姚　宁 is a name of two characters, as wide as one of three."""
    rows = [[("记者白若溪通讯员", 40.0, EM)], [("姚宁", 40.0, 20.0)]]

    assert texts(laid(rows)) == ["记者白若溪通讯员", "姚宁"]


def test_what_the_lines_around_cover_is_no_gutter() -> None:
    """A name set apart where columns elsewhere begin is not cut off between whole lines."""
    elsewhere = [[("河水清了散步的人多了", 40.0, EM), ("夜里也听得见蛙声了。", 152.0, EM)]] * 3
    whole = [("水务局在柳桥泵站开展防汛演练，三十名队员参加", 40.0, EM)]
    found = texts(laid([*elsewhere, whole, [("听得见蛙声。记者姚　宁", 40.0, EM)], whole]))

    assert found.count("夜里也听得见蛙声了。") == 3
    assert "听得见蛙声。记者姚宁" in found


def test_a_gutter_wider_than_any_blank_needs_no_other_line_that_ends_there() -> None:
    """Only the next column is known; this line of the one before is the only full one, and the other is indented."""
    rows = [
        [("他说", 40.0, EM), ("法律知识，提醒大家做", 152.0, EM)],
        [("从制造到智造转变，高", 40.0, EM), ("到心中有数，遇事不慌", 152.0, EM)],
        [("造价低", 40.0, EM), ("不慌不忙，邻里都满意", 152.0, EM)],
        [("白鹭区的人大多看得见", 40.0, EM), ("“榜样就在身边”居民", 167.0, EM)],
    ]

    assert "白鹭区的人大多看得见" in texts(laid(rows))
