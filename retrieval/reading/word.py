"""A Word document (docx): its paragraphs and tables in order, its headings as the titles of articles.

Offsets count the characters of the document's own text: its paragraphs in order, a line end after each. Deleted
and hidden words are not read; inserted ones are.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from pathlib import PurePath
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from retrieval.model import Issue, Page, Problem, Reading, Source
from retrieval.reading.document.block import Block, joined, plain
from retrieval.reading.document.front import parted
from retrieval.reading.document.reports import Known, articles_of
from retrieval.reading.furniture import label_in_name
from retrieval.reading.given import Given
from retrieval.reading.lines import BLANKS
from retrieval.reading.stretch import Stretch
from retrieval.reading.zipped import Bounds, fault_of, opened

if TYPE_CHECKING:
    from docx.document import Document

_BROKEN = (
    PackageNotFoundError,
    BadZipFile,
    zlib.error,
    KeyError,
    ValueError,
    AttributeError,
    TypeError,
    IndexError,
    NotImplementedError,
    OSError,
    SyntaxError,
    RuntimeError,
)
_BOUNDS = Bounds(n_members=5000, total_bytes=256 * 2**20)
_HEADING = re.compile(r"^(?:heading|标题)\s*(\d)", re.IGNORECASE)
_TITLE = frozenset(("title", "标题", "文章标题", "大标题"))
_SKIPPED = frozenset(
    map(qn, ("w:del", "w:moveFrom", "w:txbxContent", "w:pPr", "w:rPr", "w:instrText", "w:delText"))
)
_ALTERNATIVE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_PICTURES = frozenset(map(qn, ("w:drawing", "w:pict")))
_P, _TBL, _SDT, _CONTENT, _TR, _TC, _R, _T = map(
    qn, ("w:p", "w:tbl", "w:sdt", "w:sdtContent", "w:tr", "w:tc", "w:r", "w:t")
)
_ENDS_LINE = frozenset(map(qn, ("w:br", "w:cr")))
_TAB, _HYPHEN, _VANISH = qn("w:tab"), qn("w:noBreakHyphen"), qn("w:vanish")
_LARGER = 1.2
_USUAL_SIZE = 12.0
_WIDEST_CELL = 60


def read_docx(source: Source, given: Given) -> Reading:
    """Return the reading of a Word document."""
    opened_document = _opened(source)
    if isinstance(opened_document, Problem):
        return Reading(source, Issue(given.bulletin, given.named_on, ()), (opened_document,))
    walk = _Walk(opened_document)
    blocks, others, masthead = parted(walk.blocks(), _header_lines(opened_document))
    published_on = given.published_on or masthead.published_on or given.named_on
    articles, rest = articles_of(blocks, Known(), published_on)
    label = masthead.label or label_in_name(PurePath(source.name).stem)
    page = Page(label, tuple(articles), (*others, *rest))
    problems = [] if articles else [Problem("no_articles", "no article was found in the document")]
    return Reading(source, Issue(given.bulletin or masthead.paper, published_on, (page,)), tuple(problems))


def _opened(source: Source) -> Document | Problem:
    archive = opened(source.content)
    damaged = Problem("damaged_file", "the docx is cut off or damaged; fetch it again", source.name)
    if archive is None:
        return damaged
    fault = fault_of(archive, source.content, _BOUNDS)
    if fault is not None:
        return fault
    try:
        return docx.Document(io.BytesIO(source.content))
    except _BROKEN:
        return damaged


def _header_lines(document: Document) -> list[str]:
    """The lines of the page headers, where a bulletin names itself and its day."""
    try:
        return [
            p.text for section in document.sections[:3] for p in section.header.paragraphs if p.text.strip()
        ]
    except _BROKEN:
        return []


class _Walk:
    """The walk through a document: how much of its own text is behind us."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._length = 0
        self._after_picture = False
        self._usual_size = _size_of_style(document)
        self._styles: dict[str | None, tuple[str, Any]] = {}

    def blocks(self) -> list[Block]:
        """Return the blocks of the whole document."""
        return list(self._inside(self._document.element.body))

    def _inside(self, parent: Any) -> Iterator[Block]:
        for child in parent:
            if child.tag == _P:
                yield from self._paragraph(child)
            elif child.tag == _TBL:
                yield from self._table(child)
            elif child.tag == _SDT:
                yield from (b for content in child.iterchildren(_CONTENT) for b in self._inside(content))

    def _paragraph(self, element: Any) -> Iterator[Block]:
        lines, has_picture = self._lines(element)
        setting = self._setting(Paragraph(element, self._document))
        for whole in lines:
            stretch = plain(whole)
            if stretch.text:
                yield Block(
                    stretch,
                    after_picture=self._after_picture,
                    indent=len(whole.text) - len(whole.text.lstrip(BLANKS)),
                    **setting,
                )
                self._after_picture = False
        self._after_picture = has_picture or self._after_picture
        for box in element.iter(qn("w:txbxContent")):
            if not any(parent.tag == _ALTERNATIVE for parent in box.iterancestors()):
                yield from self._inside(box)

    def _table(self, table: Any) -> Iterator[Block]:
        """Rows of short cells are one block each; other cells are read one after another."""
        rows = [list(row.iterchildren(_TC)) for row in table.iter(_TR)]
        is_of_figures = (
            len(rows) > 1 and next(table.iter(_TBL)) is table and not any(table.iterdescendants(_TBL))
        )
        for cells in rows:
            filled = [cell for cell in cells if "".join(cell.itertext()).strip()]
            if is_of_figures and len(filled) > 1 and all(_is_short(cell) for cell in filled):
                yield from self._row(filled)
            elif is_of_figures or not any(table.iterancestors(_TC)):
                for cell in cells:
                    yield from self._inside(cell)

    def _row(self, cells: list[Any]) -> Iterator[Block]:
        pieces: list[Stretch] = []
        for cell in cells:
            for element in cell.iter(_P):
                lines, _ = self._lines(element)
                for line in lines:
                    pieces += [Stretch(" ", ()), line] if line.text.strip(BLANKS) else []
        if pieces:
            yield Block(plain(joined(pieces)), is_row=True)

    def _lines(self, element: Any) -> tuple[list[Stretch], bool]:
        """The lines of a paragraph, and whether a picture stands in it."""
        pieces, has_picture = [""], False
        for words in _words(element):
            if words is None:
                has_picture = True
            elif words == "\n":
                pieces.append("")
            else:
                pieces[-1] += words
        lines = []
        for text in pieces:
            lines.append(Stretch(text, ((0, self._length, len(text)),) if text else ()))
            self._length += len(text) + 1
        return lines, has_picture

    def _setting(self, paragraph: Paragraph) -> dict[str, Any]:
        """How a paragraph is set, in the words of `Block`."""
        try:
            name, alignment = self._style(paragraph)
            alignment = paragraph.alignment if paragraph.alignment is not None else alignment
            runs = [(n, run) for run in paragraph.runs if (n := _length(run))]
            strong = sum(n for n, run in runs if self._is_strong(run))
            total = sum(n for n, _ in runs)
            size = max((self._size(run) for _, run in runs), default=self._usual_size)
        except _BROKEN:
            return {}
        level = _HEADING.match(name)
        return {
            "heading": int(level[1]) if level else None,
            "is_title": name.lower() in _TITLE,
            "is_centred": alignment == WD_ALIGN_PARAGRAPH.CENTER,
            "size": round(size / self._usual_size, 2),
            "is_strong": total > 0 and strong >= 0.9 * total,
            "is_caption": name.lower() in ("caption", "题注", "图注"),
        }

    def _style(self, paragraph: Paragraph) -> tuple[str, Any]:
        """The name and the alignment of a paragraph's style; each is looked up once, for the library searches them all."""
        key = paragraph._p.style
        if key not in self._styles:
            style = paragraph.style
            found = ("", None) if style is None else (style.name or "", style.paragraph_format.alignment)
            self._styles[key] = found
        return self._styles[key]

    def _size(self, run: Any) -> float:
        """The size of a run in points."""
        size = run.font.size
        return float(size.pt) if size is not None else self._usual_size

    def _is_strong(self, run: Any) -> bool:
        size = run.font.size
        return bool(run.bold) or (size is not None and size.pt >= _LARGER * self._usual_size)


def _words(element: Any) -> Iterator[str | None]:
    """The words of a paragraph in order; a line end for a break, None for a picture."""
    for child in element:
        if child.tag in _SKIPPED or child.tag == _ALTERNATIVE:
            continue
        if child.tag in _PICTURES:
            yield None
        if child.tag == _R and _is_hidden(child):
            continue
        if child.tag == _T:
            yield (child.text or "").replace("\n", " ")
        elif child.tag in _ENDS_LINE:
            yield "\n"
        elif child.tag == _TAB:
            yield "\t"
        elif child.tag == _HYPHEN:
            yield "-"
        elif len(child):
            yield from _words(child)


def _is_hidden(run: Any) -> bool:
    mark = next(run.iter(_VANISH), None)
    return mark is not None and mark.get(qn("w:val")) not in ("0", "false")


def _length(run: Any) -> int:
    """How many characters of words a run has; not by its `text`, which is slow on a hundred thousand runs."""
    return sum(len((words.text or "").strip()) for words in run._r.iterchildren(_T))


def _is_short(cell: Any) -> bool:
    return len("".join(cell.itertext()).strip()) <= _WIDEST_CELL


def _size_of_style(document: Document) -> float:
    """The size of ordinary text in points."""
    try:
        size = document.styles["Normal"].font.size
    except _BROKEN:
        return _USUAL_SIZE
    return float(size.pt) if size is not None else _USUAL_SIZE
