"""What was seen on a page becomes glyphs: blanks only where the page has some, body type of one size, marks not lost."""

from __future__ import annotations

from dataclasses import replace

import pytest

pytest.importorskip("cv2", reason='pictures are read with the extra: pip install -e ".[ocr]"')
pytest.importorskip("rapidocr", reason='pictures are read with the extra: pip install -e ".[ocr]"')

import numpy as np

from retrieval.model import Box
from retrieval.reading.ocr.characters import Character, PrintedLine
from retrieval.reading.ocr.glyphs import even, page_glyphs
from retrieval.reading.ocr.ink import Ink
from retrieval.reading.ocr.missed import with_missed_marks
from retrieval.reading.ocr.page import Sheet
from retrieval.reading.ocr.repair import repaired
from retrieval.reading.ocr.strips import strips_of
from retrieval.reading.ocr.upright import Levelled

EM = 24.0
WHITE = np.zeros((200, 900), np.uint8)


def sheet(*lines: PrintedLine) -> Sheet:
    levelled = Levelled(255 - WHITE, EM, np.zeros((0, 4, 2), np.float32), np.eye(3), EM)
    return Sheet(levelled, Ink(WHITE, WHITE, (), ()), lines)


def printed(text: str, y: float = 100.0, em: float = EM, narrow: str = "") -> PrintedLine:
    """A line of full-width characters an em apart and digits 0.6 em apart; the ink of `narrow` is a stroke."""
    characters, x = [], 40.0
    for character in text:
        advance = 0.6 * EM if character.isascii() else EM
        bearing = 0.26 * EM if character in narrow else 0.04 * EM
        characters.append(Character(character, x + bearing, x + advance - bearing, 1.0))
        x += advance
    box = Box(characters[0].left, y - 0.8 * em, characters[-1].right, y)
    return PrintedLine(box, tuple(characters), em, y)


def text_of(*lines: PrintedLine) -> str:
    return "".join(glyph.text for glyph in page_glyphs(sheet(*lines))[0].glyphs)


def test_digits_are_never_set_apart_by_a_narrow_one() -> None:
    """The ink of 1 is thin; the cells of digits touch all the same."""
    assert text_of(printed("共有1187人于11月1日到11处", narrow="1")) == "共有1187人于11月1日到11处"


def test_a_blank_before_a_digit_is_kept() -> None:
    """Half an em of white behind a character is one."""
    line = printed("本报讯11月1日", narrow="1")
    moved = [
        c if k < 3 else Character(c.text, c.left + EM / 2, c.right + EM / 2, 1.0)
        for k, c in enumerate(line.characters)
    ]

    assert text_of(PrintedLine(line.box, tuple(moved), EM, line.baseline)) == "本报讯 11月1日"


def test_a_short_line_of_low_characters_is_body_type() -> None:
    """The ink of 心更足了 is low; its characters are as far apart as those of the body."""
    body = [printed("从递交材料到拿到执照前后不到一小时", 40.0 + 36 * n) for n in range(3)]
    last = printed("心更足了。”", 160.0, 0.89 * EM)

    assert {line.em for line in even([*body, last], EM)} == {EM}


def test_small_print_is_no_body_type() -> None:
    """A caption of few characters is set closer than the body."""
    body = [printed("从递交材料到拿到执照前后不到一小时", 40.0 + 36 * n) for n in range(3)]
    caption = printed("市民在健身", 160.0)
    shrunk = tuple(
        Character(c.text, 40 + 0.89 * (c.left - 40), 40 + 0.89 * (c.right - 40), 1.0)
        for c in caption.characters
    )

    small = PrintedLine(caption.box, shrunk, 0.89 * EM, caption.baseline)
    assert even([*body, small], EM)[-1].em == small.em


def test_a_piece_of_hardly_a_character_is_of_the_line_beside_it() -> None:
    """The ink of 工 is much lower than that of other characters, and the line was found in two pieces."""
    piece = printed("工”", 100.0, 0.77 * EM)
    rest = replace(printed("服务机制让企业安心", 100.0), box=Box(100.0, 80.0, 320.0, 100.0))

    assert [line.em for line in even([piece, rest], EM)] == [EM, EM]


def test_a_gap_as_wide_as_a_gutter_is_left_to_the_layout() -> None:
    """A blank there would hide that a column ends."""
    line = printed("今年以来公布众现场解决")
    moved = [
        c if k < 6 else Character(c.text, c.left + 1.1 * EM, c.right + 1.1 * EM, 1.0)
        for k, c in enumerate(line.characters)
    ]

    assert " " not in text_of(PrintedLine(line.box, tuple(moved), EM, line.baseline))


def inked(*blots: tuple[float, float, float, float]) -> Ink:
    """Letters as blots: left, top, right, bottom in ems."""
    letters = WHITE.copy()
    for left, top, right, bottom in blots:
        letters[round(top * EM) : round(bottom * EM), round(left * EM) : round(right * EM)] = 1
    return Ink(letters, WHITE, (), ())


def strip_end(*blots: tuple[float, float, float, float]) -> float:
    """Where the strip ends, in ems, of a line that was found from 1 to 5 em."""
    found = np.array([[[1.0, 1.9], [5.0, 1.9], [5.0, 3.1], [1.0, 3.1]]], np.float32) * EM
    (strip,) = strips_of(found, inked(*blots), EM)
    return round(strip.right / EM, 1)


LINE = ((1.0, 2.0, 4.0, 2.9), (4.1, 2.7, 4.4, 3.0))


def test_a_closing_quote_an_em_behind_a_stop_belongs_to_the_line() -> None:
    """The stop is inked at the left of its cell, the quote at the left of the next one."""
    assert strip_end(*LINE, (5.2, 2.0, 5.6, 2.3)) == 5.6


def test_what_stands_behind_the_end_of_a_line_and_is_no_quote_is_left_out() -> None:
    """A character as high as the line, or a quote that other text follows, belongs to a line of the next column."""
    assert strip_end(*LINE, (5.2, 2.0, 5.6, 2.9)) == 4.4
    assert strip_end(*LINE, (5.2, 2.0, 5.6, 2.3), (5.7, 2.0, 6.6, 2.9)) == 4.4


def said(characters: list[Character], *blots: tuple[float, float, float, float]) -> str:
    """What a line on the baseline of 0.9 em says once the ink of its characters is looked at."""
    line = PrintedLine(Box(0.0, 0.0, 8 * EM, 0.92 * EM), tuple(characters), EM, 0.9 * EM)
    return "".join(character.text for character in with_missed_marks(line, inked(*blots).letters))


def test_a_lone_quotation_mark_that_was_passed_over_is_found_by_its_ink() -> None:
    """It stands raised before 问, with white on its left; a stroke as high as the line is none."""
    wide = [Character("把", 0.0, 0.9 * EM, 1.0), Character("问", 2.7 * EM, 3.95 * EM, 1.0)]
    both = ((0.0, 0.0, 0.9, 0.9), (3.05, 0.0, 3.95, 0.9))

    assert said(wide, *both, (2.7, 0.0, 2.85, 0.3)) == "把‘问"
    assert said(wide, *both, (2.7, 0.0, 2.85, 0.9)) == "把问"


@pytest.mark.parametrize(
    ("blots", "expected"),
    [
        ([], "%家"),
        ([(1.66, 0.75, 1.8, 1.0)], "%，家"),
        ([(1.7, 0.35, 1.8, 0.5), (1.7, 0.75, 1.8, 1.0)], "%；家"),
        ([(1.5, 0.7, 1.8, 1.0)], "%。家"),
    ],
)
def test_a_mark_printed_over_a_percent_sign_is_found(
    blots: list[tuple[float, float, float, float]], expected: str
) -> None:
    """It hangs below the baseline, and an empty half of its cell is behind it."""
    sign = Character("%", 1.0 * EM, (1.8 if blots else 1.7) * EM, 1.0)
    home = Character("家", 2.6 * EM, 3.5 * EM, 1.0)

    assert said([sign, home], (1.0, 0.1, 1.65, 0.9), (2.6, 0.0, 3.5, 0.9), *blots) == expected


def test_a_single_quotation_mark_taken_for_a_double_one_is_put_right() -> None:
    """It has one stroke, and a single one closes it."""
    line = [
        Character(c, k * EM + 4, k * EM + (7 if c in "“’" else 22), 1.0) for k, c in enumerate("名“法律’人")
    ]

    assert "".join(c.text for c in repaired(line, EM)) == "名‘法律’人"


def test_a_mark_of_a_headline_found_by_itself_belongs_to_its_line() -> None:
    """The quotation mark has more room behind it than characters of that size have between them."""
    blots = inked((0.5, 0.5, 0.9, 1.2), (2.6, 0.5, 5.0, 3.3), (5.3, 0.5, 8.0, 3.3))
    found = [
        [[left, 0.4], [right, 0.4], [right, 3.4], [left, 3.4]] for left, right in ((0.4, 1.0), (2.5, 8.1))
    ]

    (strip,) = strips_of(np.array(found, np.float32) * EM, blots, EM)
    assert strip.left < EM


def test_no_blank_stands_inside_of_quotation_marks() -> None:
    """In some types the opening mark is inked at the left of its cell."""
    line = printed("变成“致富园”")
    moved = [
        Character(c.text, c.left - 0.5 * EM, c.right - 0.6 * EM, 1.0) if c.text == "“" else c
        for c in line.characters
    ]

    assert text_of(PrintedLine(line.box, tuple(moved), EM, line.baseline)) == "变成“致富园”"


def test_a_line_of_body_type_that_was_cut_low_is_body_type() -> None:
    """Its characters are as far apart as those of the body, so its height is a slip; a long caption's are not."""
    body = [printed("从递交材料到拿到执照前后不到一小时", 40.0 + 36 * n) for n in range(4)]
    low = printed("在镇文化广场举行，五百余名志愿者代表", 200.0, 0.92 * EM)

    assert even([*body, low], EM)[-1].em == EM


def test_a_stretched_line_that_measures_low_is_of_the_column_it_stands_in() -> None:
    """Its steps tell no size; its edges are those of the line above, though a mark ends it."""
    above = printed("切实把思想统一到部署上来", 100.0)
    stretched = printed("一边说着话一边走到田头，", 100.0 + 1.4 * EM, em=0.915 * EM)
    wider = [
        Character(c.text, 40.0 + 1.1 * (c.left - 40.0), 40.0 + 1.1 * (c.right - 40.0), 1.0)
        for c in stretched.characters[:-1]
    ]
    low = replace(stretched, characters=tuple(wider))
    caption = replace(low, baseline=100.0 + 4 * EM)

    assert [line.em for line in even([above, *[printed("防汛物资全部运到各村", 400.0)] * 3, low], EM)][
        -1
    ] == EM
    assert even([above, caption], EM)[-1].em == caption.em
