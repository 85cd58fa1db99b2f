"""What is drawn on a PDF page besides text: rules, frames, pictures, and letters drawn as shapes."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from retrieval.model import Box
from retrieval.reading.pdf.frame import Frame

_THIN_PT = 3.5
_LEAST_RULE_PT = 18.0
_LEAST_PICTURE_PT = 24.0
_LETTER_SEGMENTS = 8
_TALLEST_LETTER_PT = 120.0
_LOWEST_LETTER_PT = 7.0
_MOST_SEGMENTS_OF_FRAME = 9
_MOST_OBJECTS = 60_000
_DEEPEST = 4


@dataclass(frozen=True, slots=True)
class Drawings:
    """The drawings of a page, in the sense of `PageGlyphs`."""

    rules: tuple[Box, ...]
    frames: tuple[Box, ...]
    pictures: tuple[Box, ...]
    outlines: tuple[Box, ...]


class _Shape(NamedTuple):
    box: Box
    n_segments: int
    is_filled: bool
    is_stroked: bool


def drawings_of(page: pdfium.PdfPage, frame: Frame) -> Drawings:
    """Return what is drawn on the page, placed on the upright page of `frame`."""
    shapes: list[_Shape] = []
    pictures: list[Box] = []
    for kind, shape in _shapes(page.raw, frame):
        if kind == pdfium_c.FPDF_PAGEOBJ_IMAGE:
            pictures.append(shape.box)
        else:
            shapes.append(shape)
    width, height = frame.size
    rules = [s.box for s in shapes if _is_rule(s.box)]
    letters = [s.box for s in shapes if _is_letter(s)]
    areas = [s for s in shapes if not _is_rule(s.box) and not _is_letter(s) and _is_area(s.box)]
    frames = [s.box for s in areas if s.is_stroked and s.n_segments <= _MOST_SEGMENTS_OF_FRAME]
    pictures += [s.box for s in areas if s.is_filled and not s.is_stroked]
    pictures = [box for box in pictures if not _covers(box, width, height)]
    return Drawings(tuple(rules), tuple(frames), tuple(pictures), tuple(_lines_of_letters(letters)))


def _shapes(raw_page: object, frame: Frame) -> Iterator[tuple[int, _Shape]]:
    count = min(pdfium_c.FPDFPage_CountObjects(raw_page), _MOST_OBJECTS)
    identity = pdfium_c.FS_MATRIX(1, 0, 0, 1, 0, 0)
    for i in range(count):
        item = pdfium_c.FPDFPage_GetObject(raw_page, i)
        kind = pdfium_c.FPDFPageObj_GetType(item)
        if kind != pdfium_c.FPDF_PAGEOBJ_TEXT:
            yield from _shapes_in(item, kind, identity, frame, 0)


def _shapes_in(
    item: object, kind: int, matrix: pdfium_c.FS_MATRIX, frame: Frame, depth: int
) -> Iterator[tuple[int, _Shape]]:
    """The shapes of an object; those of a form are placed by its matrix."""
    if kind == pdfium_c.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
        own = pdfium_c.FS_MATRIX()
        if not pdfium_c.FPDFPageObj_GetMatrix(item, ctypes.byref(own)):
            return
        both = _product(own, matrix)
        for k in range(min(pdfium_c.FPDFFormObj_CountObjects(item), _MOST_OBJECTS)):
            inner = pdfium_c.FPDFFormObj_GetObject(item, k)
            inner_kind = pdfium_c.FPDFPageObj_GetType(inner)
            if inner_kind != pdfium_c.FPDF_PAGEOBJ_TEXT:
                yield from _shapes_in(inner, inner_kind, both, frame, depth + 1)
    elif kind in (pdfium_c.FPDF_PAGEOBJ_IMAGE, pdfium_c.FPDF_PAGEOBJ_PATH):
        shape = _shape(item, kind, matrix, frame)
        if shape is not None:
            yield kind, shape


def _shape(item: object, kind: int, matrix: pdfium_c.FS_MATRIX, frame: Frame) -> _Shape | None:
    sides = [ctypes.c_float() for _ in range(4)]
    if not pdfium_c.FPDFPageObj_GetBounds(item, *(ctypes.byref(side) for side in sides)):
        return None
    left, bottom, right, top = (side.value for side in sides)
    corners = [_moved(matrix, x, y) for x in (left, right) for y in (bottom, top)]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    box = frame.box(min(xs), min(ys), max(xs), max(ys))
    if kind == pdfium_c.FPDF_PAGEOBJ_IMAGE:
        return _Shape(box, 0, True, False) if _is_area(box) else None
    filled, stroked = ctypes.c_int(), ctypes.c_int()
    pdfium_c.FPDFPath_GetDrawMode(item, ctypes.byref(filled), ctypes.byref(stroked))
    if not filled.value and not stroked.value:
        return None
    return _Shape(box, pdfium_c.FPDFPath_CountSegments(item), bool(filled.value), bool(stroked.value))


def _product(first: pdfium_c.FS_MATRIX, second: pdfium_c.FS_MATRIX) -> pdfium_c.FS_MATRIX:
    """The matrix that applies `first` and then `second`."""
    return pdfium_c.FS_MATRIX(
        first.a * second.a + first.b * second.c,
        first.a * second.b + first.b * second.d,
        first.c * second.a + first.d * second.c,
        first.c * second.b + first.d * second.d,
        first.e * second.a + first.f * second.c + second.e,
        first.e * second.b + first.f * second.d + second.f,
    )


def _moved(matrix: pdfium_c.FS_MATRIX, x: float, y: float) -> tuple[float, float]:
    return matrix.a * x + matrix.c * y + matrix.e, matrix.b * x + matrix.d * y + matrix.f


def _sides(box: Box) -> tuple[float, float]:
    return box.right - box.left, box.bottom - box.top


def _is_rule(box: Box) -> bool:
    width, height = _sides(box)
    return min(width, height) <= _THIN_PT and max(width, height) >= _LEAST_RULE_PT


def _is_area(box: Box) -> bool:
    return min(_sides(box)) >= _LEAST_PICTURE_PT


def _is_letter(shape: _Shape) -> bool:
    """A filled shape of many segments, as high as a line of type."""
    _, height = _sides(shape.box)
    is_filled = shape.is_filled and not shape.is_stroked
    return (
        is_filled
        and shape.n_segments >= _LETTER_SEGMENTS
        and _LOWEST_LETTER_PT <= height <= _TALLEST_LETTER_PT
    )


def _covers(box: Box, width: float, height: float) -> bool:
    """A background, or the scan below an invisible text layer, parts nothing."""
    return (box.right - box.left) * (box.bottom - box.top) > 0.8 * width * height


def _lines_of_letters(letters: Iterable[Box]) -> list[Box]:
    """Boxes of shapes side by side, joined to lines at least three letters long."""
    lines: list[Box] = []
    for box in sorted(letters, key=lambda b: (b.left, b.top)):
        for k, line in enumerate(lines):
            tall = max(box.bottom - box.top, line.bottom - line.top)
            is_level = min(box.bottom, line.bottom) - max(box.top, line.top) > 0.4 * min(
                tall, box.bottom - box.top
            )
            # What is drawn in one piece is a line already, and its neighbour may be another headline.
            reach = 0.6 if _is_line(box) and _is_line(line) else 1.2
            if is_level and -tall < box.left - line.right < reach * tall:
                lines[k] = Box(
                    min(line.left, box.left),
                    min(line.top, box.top),
                    max(line.right, box.right),
                    max(line.bottom, box.bottom),
                )
                break
        else:
            lines.append(box)
    return [line for line in lines if _is_line(line)]


def _is_line(box: Box) -> bool:
    return box.right - box.left > 2.5 * (box.bottom - box.top)
