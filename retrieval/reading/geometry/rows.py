"""Characters -> printed lines: runs on one baseline, cut where a gap is no blank of the line's own.

A typesetter squeezes punctuation to half an em, hangs it out of the column, or stretches a line between all its
characters; so gaps are measured twice, between advances and between what is inked of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from retrieval.model import Box
from retrieval.reading.geometry.glyphs import Glyph
from retrieval.text.names import ROLE, SURNAMES

OPENING = frozenset("“‘（《〈【「『[(")
CLOSING = frozenset("，。、；：？！”’）》〉】」』")
_ASCENT, _DESCENT = 0.88, 0.12
_SAME_BASELINE = 0.18
_SAME_SIZE = 0.08
_GAP = 0.75
_OVERLAP = 0.6
_NEAR = 0.35
_WIDEST_GAP = 1.6
_MOST_GAPS = 0.1
_LEAST_EVENLY = 4
_WIDEST_EVENLY = 3.0
_EVENLY = 0.1
_EMPTY_HALF = 0.45
_LEAST_VERTICAL = 3
_NEIGHBOURS = 6
_SET_APART = 2.2
_LONGEST_BYLINE = 30
_LONGEST_LABEL = 10
_NAMES = r"[ \u3000:：]{0,2}(?:[㐀-鿿]{2,4}[ \u3000、]+|[㐀-鿿][ \u3000]*[㐀-鿿][ \u3000、]+)*[㐀-鿿]$"
# A role may have begun on the line above.
_AFTER_ROLE = re.compile(rf"(?:{ROLE}|^(?:者|[讯訊]?[员員])){_NAMES}")
_IN_BRACKET = re.compile(rf"[（(]{_NAMES}")
_LABEL = re.compile(
    r"(?:第[一二三四五六七八九十百零〇两\d]{1,6}[条章节款编]|[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．])$"
)


@dataclass(frozen=True, eq=False)
class Line:
    """One printed line: its glyphs from left to right, the first and the last of them no blank.

    `margin` is where its leading blanks begin, `n_blanks` how many those are. `is_vertical` lines run downwards.
    """

    glyphs: tuple[Glyph, ...]
    margin: float
    n_blanks: int = 0
    tail: Glyph | None = None
    is_vertical: bool = False

    @cached_property
    def text(self) -> str:
        """Return its characters without blanks."""
        return "".join(glyph.text for glyph in self.glyphs if not glyph.text.isspace())

    @cached_property
    def left(self) -> float:
        """Return where its ink begins."""
        return min(map(inked_left, self.glyphs)) if self.is_vertical else inked_left(self.glyphs[0])

    @cached_property
    def right(self) -> float:
        """Return where its ink ends."""
        return max(map(inked_right, self.glyphs)) if self.is_vertical else inked_right(self.glyphs[-1])

    @cached_property
    def size(self) -> float:
        """Return its em."""
        return self.glyphs[0].size

    @cached_property
    def baseline(self) -> float:
        """Return the y it stands on, for a vertical line that of its last character."""
        return self.glyphs[-1].baseline if self.is_vertical else self.glyphs[0].baseline

    @cached_property
    def top(self) -> float:
        """Return the top of its em box."""
        return self.glyphs[0].baseline - _ASCENT * self.size

    @cached_property
    def bottom(self) -> float:
        """Return the bottom of its em box."""
        return self.baseline + _DESCENT * self.size

    @cached_property
    def start(self) -> int:
        """Return the place of its first character in the source's order."""
        return min(glyph.at for glyph in self.glyphs)

    @cached_property
    def end(self) -> int:
        """Return the place of its last character in the source's order."""
        return max(glyph.at for glyph in self.glyphs)

    @property
    def center(self) -> float:
        """Return its middle between left and right."""
        return (self.left + self.right) / 2

    @property
    def width(self) -> float:
        """Return how far its ink reaches."""
        return self.right - self.left

    @property
    def box(self) -> Box:
        """Return the box of its ink."""
        return Box(self.left, self.top, self.right, self.bottom)


def inked_left(glyph: Glyph) -> float:
    """Return where a glyph's ink begins: the left half of opening punctuation is empty."""
    if glyph.text in OPENING and glyph.right - glyph.left > 0.8 * glyph.size:
        return glyph.left + _EMPTY_HALF * glyph.size
    return glyph.left


def inked_right(glyph: Glyph) -> float:
    """Return where a glyph's ink ends: the right half of closing punctuation is empty."""
    if glyph.text in CLOSING and glyph.right - glyph.left > 0.8 * glyph.size:
        return glyph.right - _EMPTY_HALF * glyph.size
    return glyph.right


def lines_of(glyphs: Sequence[Glyph]) -> list[Line]:
    """Return the printed lines of a page, from top to bottom."""
    runs = _merged(_stretched(_evenly_set(_runs(glyphs))))
    lines = [line for run in runs if (line := line_of(run)) is not None]
    return sorted(_with_vertical(lines), key=lambda line: (line.baseline, line.left))


def line_of(glyphs: Sequence[Glyph]) -> Line | None:
    """Return the glyphs, from left to right, as a line without the blanks at its ends; None when all are blank."""
    start, end = 0, len(glyphs)
    while start < end and glyphs[start].text.isspace():
        start += 1
    while start < end and glyphs[end - 1].text.isspace():
        end -= 1
    if start == end:
        return None
    tail = glyphs[end] if end < len(glyphs) else None
    return Line(tuple(glyphs[start:end]), inked_left(glyphs[0]), start, tail)


def _runs(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Runs of the source's order: each glyph goes on the line of the one before, not far from it."""
    if not glyphs:
        return []
    runs, run, spacing = [], [glyphs[0]], 0.0
    for before, glyph in pairwise(glyphs):
        size, gap = before.size, glyph.left - before.right
        if (
            abs(glyph.baseline - before.baseline) < _SAME_BASELINE * size
            and abs(glyph.size - size) < _SAME_SIZE * size
            and -_OVERLAP * size < gap < _GAP * size + spacing
        ):
            run.append(glyph)
            spacing = max(0.0, gap)
        else:
            runs.append(run)
            run, spacing = [glyph], 0.0
    runs.append(run)
    return runs


def _evenly_set(runs: list[list[Glyph]]) -> list[list[Glyph]]:
    """Join single characters that stand at one distance on a line: so a few of them are made to fill a column."""
    joined: list[list[Glyph]] = []
    k = 0
    while k < len(runs):
        n = 1
        while k + n < len(runs) and _is_next_evenly(runs[k : k + n], runs[k + n]):
            n += 1
        n = n if n >= _LEAST_EVENLY else 1
        joined.append([glyph for run in runs[k : k + n] for glyph in run])
        k += n
    return joined


def _is_next_evenly(row: list[list[Glyph]], run: list[Glyph]) -> bool:
    """Say whether a run goes on a row of single characters, as far from its last as they are from one another."""
    if len(run) > 1 or len(row[-1]) > 1:
        return False
    gap = _gap_on_line(row[-1], run)
    if gap is None or gap > _WIDEST_EVENLY:
        return False
    before = _gap_on_line(row[-2], row[-1]) if len(row) > 1 else gap
    return before is not None and abs(gap - before) < _EVENLY


def _stretched(runs: list[list[Glyph]]) -> list[list[Glyph]]:
    """Join runs that the source gives one after the other on a line, though they are an em apart.

    Stretched lines have such gaps. A source that goes through the page row by row has them at every gutter too.
    """
    gaps = [_gap_on_line(before, after) for before, after in pairwise(runs)]
    if sum(gap is not None for gap in gaps) > _MOST_GAPS * len(runs):
        return runs
    joined = [list(run) for run in runs[:1]]
    for run, gap in zip(runs[1:], gaps, strict=True):
        if gap is not None and gap < _WIDEST_GAP:
            joined[-1] += run
        else:
            joined.append(list(run))
    return joined


def _gap_on_line(before: list[Glyph], after: list[Glyph]) -> float | None:
    """How many ems a run stands behind the one before it, None when it is not on the same line."""
    last, first = before[-1], after[0]
    is_level = abs(first.baseline - last.baseline) < _SAME_BASELINE * last.size
    is_alike = abs(first.size - last.size) < _SAME_SIZE * last.size
    gap = (first.left - last.right) / last.size
    return gap if is_level and is_alike and gap > 0 else None


def _merged(runs: Iterable[list[Glyph]]) -> list[list[Glyph]]:
    """Join runs that touch on one baseline, whatever the source's order."""
    merged: list[list[Glyph]] = []
    row: list[list[Glyph]] = []
    for run in sorted(runs, key=lambda run: run[0].baseline):
        if row and run[0].baseline - row[0][0].baseline > _SAME_BASELINE * max(run[0].size, row[0][0].size):
            merged += _merged_row(row)
            row = []
        row.append(run)
    return merged + _merged_row(row)


def _merged_row(row: list[list[Glyph]]) -> list[list[Glyph]]:
    merged: list[list[Glyph]] = []
    for run in sorted(row, key=lambda run: run[0].left):
        for other in reversed(merged[-_NEIGHBOURS:]):
            size, gap = run[0].size, run[0].left - other[-1].right
            near = _SET_APART if is_half_a_name(other, run) or _is_labelled(other, run) else _NEAR
            if abs(other[0].size - size) < _SAME_SIZE * size and -_OVERLAP * size < gap < near * size:
                other += run
                break
        else:
            merged.append(list(run))
    return merged


def is_half_a_name(before: Sequence[Glyph], after: Sequence[Glyph], *, in_bracket: bool = True) -> bool:
    """Say whether a gap parts a name of two characters, set as wide as one of three: 记者 景　静."""
    if after[0].at != before[-1].at + 1 or after[0].text in CLOSING or after[0].text in OPENING:
        return False
    if len(before) == len(after) == 1 and before[0].text in SURNAMES:
        return True
    text = "".join(glyph.text for glyph in before[-_LONGEST_BYLINE:])
    return _AFTER_ROLE.search(text) is not None or (in_bracket and _IN_BRACKET.search(text) is not None)


def _is_labelled(before: list[Glyph], after: list[Glyph]) -> bool:
    """Say whether a gap parts the number of a clause from its text: 第一条　为了."""
    if after[0].at != before[-1].at + 1 or len(before) > _LONGEST_LABEL:
        return False
    return _LABEL.match("".join(glyph.text for glyph in before).strip()) is not None


def _with_vertical(lines: list[Line]) -> list[Line]:
    """Stack lines of one glyph that stand below one another, in steps of about an em, to vertical lines."""
    stacks: list[list[Line]] = []
    others: list[Line] = []
    for line in sorted(lines, key=lambda line: (round(line.left), line.baseline)):
        if len(line.text) > 1:
            others.append(line)
        elif stacks and _is_below(line, stacks[-1][-1]):
            stacks[-1].append(line)
        else:
            stacks.append([line])
    for stack in stacks:
        if len(stack) < _LEAST_VERTICAL:
            others += stack
        else:
            glyphs = tuple(glyph for line in stack for glyph in line.glyphs)
            others.append(Line(glyphs, stack[0].margin, is_vertical=True))
    return others


def _is_below(line: Line, above: Line) -> bool:
    size = above.size
    return (
        abs(line.size - size) < _SAME_SIZE * size
        and abs(line.left - above.left) < 0.3 * size
        and 0.8 * size < line.baseline - above.baseline < 1.6 * size
        and line.start > above.end
    )
