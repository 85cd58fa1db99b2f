"""The characters of a PDF page with their places, taken one by one: never the library's own lines or words.

All places are points of the upright page, y downwards from its top left corner. Line ends and blanks that the
library made up are not taken. A character drawn twice, as false bold and shadows are, is taken once; a ligature
is its letters; a radical is its character; a character that no map names is U+FFFD.
"""

from __future__ import annotations

import ctypes
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from retrieval.reading.geometry import Glyph
from retrieval.reading.pdf.frame import TURNS, Array, Frame, level, upright_turns
from retrieval.text.radicals import character_of

UNKNOWN = "\ufffd"
_HYPHENS = frozenset((0x02, 0xFFFE))
_MAY_BE_MADE_UP = frozenset((0x09, 0x0A, 0x0D, 0x20, 0xA0))
_UNPRINTED = frozenset((0x0A, 0x0D, 0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF))
# Halves of a character beyond the first plane, as some fonts tell them.
_HIGH, _LOW = range(0xD800, 0xDC00), range(0xDC00, 0xE000)
_SAME_PLACE = 0.15
_ONE_GLYPH = 1e-3
_THIN = 0.2
_INK_OFF = 0.02
_FULL_WIDTH = 0x2E80
_WIDE_MARKS = np.array([ord(mark) for mark in "“”‘’…—·"])

# Radicals, and the forms that marks take in vertical lines.
_VERTICAL = dict(
    zip(
        map(ord, "︐︑︒︓︔︕︖︗︘︵︶︷︸︹︺︻︼︽︾︿﹀﹁﹂﹃﹄︱"),
        "，、。：；！？〖〗（）｛｝〔〕【】《》〈〉「」『』—",
        strict=True,
    )
)
_AS_PRINTED = _VERTICAL | {code: chr(character) for code, character in character_of().items()}

Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Characters:
    """The characters of a page in the file's order; `slanted` is the text of those that do not run level.

    `sideways` are those of the latter that run straight down, as numbers do in vertical lines: as they stand on the
    page turned counter-clockwise by a quarter; `at` is how many of `glyphs` the file gives before.
    """

    frame: Frame
    glyphs: tuple[Glyph, ...]
    slanted: str
    sideways: tuple[Glyph, ...] = ()


def characters_of(page: pdfium.PdfPage) -> Characters:
    """Return the characters of a page; a glyph's `at` is its place among `glyphs`."""
    codes, table = _raw_characters(page)
    turns = page.get_rotation() // 90
    box: tuple[float, float, float, float] = page.get_bbox()
    if not codes:
        return Characters(Frame(*box, turns=turns), (), "")
    turned = upright_turns(table[:, 6], table[:, 7], turns)
    if turned != turns:
        # The library gives lines in the order in which they stand on the page as it is shown.
        codes, table = _turned_characters(page, turned)
    turns = turned
    frame = Frame(*box, turns=turns)
    level_ones = _placed(codes, table, frame)
    is_level, is_inside = level_ones.is_level, level_ones.is_inside
    slanted = "".join(map(_text, np.array(codes)[is_inside & ~is_level].tolist()))
    sideways: tuple[Glyph, ...] = ()
    if slanted:
        lying = _placed(codes, table, replace(frame, turns=(turns - 1) % TURNS))
        before = np.cumsum(level_ones.is_kept)[lying.is_kept].tolist()
        sideways = (
            tuple(g._replace(at=before[g.at]) for g in lying.glyphs)
            if len(before) == len(lying.glyphs)
            else ()
        )
    return Characters(frame, level_ones.glyphs, slanted, sideways)


@dataclass(frozen=True, slots=True)
class _Placed:
    """What of a page's characters runs level in a frame, and which of all characters these are."""

    glyphs: tuple[Glyph, ...]
    is_kept: Bools
    is_level: Bools
    is_inside: Bools


def _placed(codes: list[int], table: Array, frame: Frame) -> _Placed:
    x, y, left, bottom, right, top, along, across, size = table.T
    x, baseline = frame.place(x, y)
    one, _ = frame.place(left, bottom)
    other, _ = frame.place(right, top)
    numbers = np.array(codes)
    starts, ends = _advances(numbers, x, np.minimum(one, other), np.maximum(one, other), size)
    starts, ends, is_shared = _shared(x, baseline, starts, ends)
    width, height = frame.size
    is_inside = (ends > 0) & (starts < width) & (baseline > 0) & (baseline - 0.5 * size < height) & (size > 0)
    is_level = level(along, across, frame.turns)
    is_kept = is_level & is_inside & (is_shared | ~_repeats(numbers, x, baseline, size))
    columns = (starts[is_kept], ends[is_kept], baseline[is_kept], size[is_kept])
    glyphs = _glyphs(numbers[is_kept].tolist(), zip(*(column.tolist() for column in columns), strict=True))
    return _Placed(glyphs, is_kept, is_level, is_inside)


def _turned_characters(page: pdfium.PdfPage, turns: int) -> tuple[list[int], Array]:
    """The characters of a page as if it were shown after so many quarter turns."""
    rotation = page.get_rotation()
    page.set_rotation(90 * turns)
    try:
        return _raw_characters(page)
    finally:
        page.set_rotation(rotation)


def _raw_characters(page: pdfium.PdfPage) -> tuple[list[int], Array]:
    """Codes, and a row a character: x and y of its origin, loose box, direction of writing, size."""
    text_page = page.get_textpage()
    try:
        return _read_raw(text_page.raw, text_page.count_chars())
    finally:
        text_page.close()


def _read_raw(raw: object, n_characters: int) -> tuple[list[int], Array]:
    unicode_of, is_generated = pdfium_c.FPDFText_GetUnicode, pdfium_c.FPDFText_IsGenerated
    size_of, matrix_of = pdfium_c.FPDFText_GetFontSize, pdfium_c.FPDFText_GetMatrix
    origin_of, loose_box_of = pdfium_c.FPDFText_GetCharOrigin, pdfium_c.FPDFText_GetLooseCharBox
    x, y, box, matrix = ctypes.c_double(), ctypes.c_double(), pdfium_c.FS_RECTF(), pdfium_c.FS_MATRIX()
    to_x, to_y, to_box, to_matrix = map(ctypes.byref, (x, y, box, matrix))
    codes: list[int] = []
    rows: list[tuple[float, ...]] = []
    for i in range(n_characters):
        code = unicode_of(raw, i)
        if code in _UNPRINTED or (code in _MAY_BE_MADE_UP and is_generated(raw, i) == 1):
            continue
        if code in _LOW and codes and codes[-1] in _HIGH:
            codes[-1] = 0x10000 + (codes[-1] - 0xD800) * 0x400 + code - 0xDC00
            continue
        origin_of(raw, i, to_x, to_y)
        loose_box_of(raw, i, to_box)
        matrix_of(raw, i, to_matrix)
        a, b = matrix.a, matrix.b
        scale = (matrix.c * matrix.c + matrix.d * matrix.d) ** 0.5 or (a * a + b * b) ** 0.5
        codes.append(code)
        rows.append(
            (x.value, y.value, box.left, box.bottom, box.right, box.top, a, b, size_of(raw, i) * scale)
        )
    return codes, np.array(rows, dtype=np.float64).reshape(len(rows), 9)


def _advances(
    codes: npt.NDArray[np.int64], x: Array, left: Array, right: Array, size: Array
) -> tuple[Array, Array]:
    """Left and right of each advance; where a font tells no width, a whole em or, in Latin, a half one.

    Some fonts tell the box of the ink instead; full-width characters are known by their origin then.
    """
    is_thin = right - left < _THIN * size
    is_wide = (codes >= _FULL_WIDTH) | np.isin(codes, _WIDE_MARKS)
    is_ink = is_wide & (left - x > _INK_OFF * size) & (right < x + size)
    guess = np.where(is_wide, size, 0.5 * size)
    return np.where(is_thin | is_ink, x, left), np.where(is_thin | is_ink, x + guess, right)


def _shared(x: Array, y: Array, starts: Array, ends: Array) -> tuple[Array, Array, Bools]:
    """Part the advance of a glyph among the characters that its font tells for it; say which these are."""
    is_same = (np.abs(np.diff(x)) < _ONE_GLYPH) & (np.abs(np.diff(y)) < _ONE_GLYPH)
    if not is_same.any():
        return starts, ends, np.zeros(len(x), dtype=bool)
    group = np.concatenate(([0], np.cumsum(~is_same)))
    _, first, count = np.unique(group, return_index=True, return_counts=True)
    place, n = np.arange(len(x)) - first[group], count[group]
    step = (ends - starts) / n
    return starts + place * step, starts + (place + 1) * step, n > 1


def _repeats(codes: npt.NDArray[np.int64], x: Array, y: Array, size: Array) -> Bools:
    """Say of each character whether the same one stands before it in the file at nearly the same place."""
    step = 2 * _SAME_PLACE * float(np.median(size)) or 1.0
    repeated = np.zeros(len(codes), dtype=bool)
    for shift_x in (0.0, 0.5):
        for shift_y in (0.0, 0.5):
            cells = np.stack((codes, np.floor(x / step + shift_x), np.floor(y / step + shift_y)))
            order = np.lexsort(cells)
            one, other = order[:-1], order[1:]
            is_same = (cells[:, one] == cells[:, other]).all(axis=0)
            is_near = np.hypot(x[one] - x[other], y[one] - y[other]) < _SAME_PLACE * size[other]
            repeated[np.maximum(one, other)[is_same & is_near]] = True
    return repeated


def _glyphs(codes: list[int], places: Iterable[tuple[float, float, float, float]]) -> tuple[Glyph, ...]:
    glyphs: list[Glyph] = []
    for code, (left, right, baseline, size) in zip(codes, places, strict=True):
        letters = _text(code)
        step = (right - left) / len(letters)
        for k, letter in enumerate(letters):
            start = left + k * step
            glyphs.append(Glyph(letter, len(glyphs), start, start + step, baseline, size))
    return tuple(glyphs)


def _text(code: int) -> str:
    """The printed text of a code: usually its character."""
    if 0x3000 <= code <= 0x9FFF or 0x20 <= code < 0x80:
        return chr(code)
    if code in _HYPHENS:
        return "-"
    if code == 0x09 or code == 0xA0:
        return " "
    if code < 0x20 or 0xD800 <= code < 0xE000 or code > 0x10FFFF:
        return UNKNOWN
    if code in _AS_PRINTED:
        return _AS_PRINTED[code]
    if 0xF900 <= code < 0xFB07:
        return unicodedata.normalize("NFKC", chr(code))
    return chr(code)
