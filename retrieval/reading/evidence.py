"""What is known of each line before any part is given out. Prices are logarithms of odds: 0 is no surprise."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from retrieval.reading import clues
from retrieval.reading.lines import Line
from retrieval.reading.measure import (
    INDENT,
    UNWRAPPED,
    excess_cost,
    filling_cost,
    first_word_widths,
    measures,
)
from retrieval.text.names import are_names, byline_at_end

_NEW_COLUMN_IN_TEXT = 7.0
_NEW_COLUMN_AT_GAP = 4.0
_NEW_COLUMN_WITH_ARTICLE = 0.7
_CUT_SHORT = 8.0
_CUT_AT_COLON = 6.0
_NO_HEAD = 9.0
_MOST_HEAD_LINES = 5
_OTHER_COLUMN = 0.75
_SURE_COLUMN = 4
_ALONE = 1.0
_ALONE_AND_SHORT = 1.5
_LETTER_SPACED_END = 4.0
_FULL_END = 2.0
_TORN = 2.0
_NAMES_AS_HEAD = 4.0
_SCENE_LINES = 4


class Evidence(NamedTuple):
    """One line's evidence.

    `keep_first`, `keep_next`: the price of its width if the paragraph goes on, as first line and as a later one;
    `stop_first`, `stop_next`: the price if the paragraph ends here. `head`: how little it reads like a headline.
    `is_signed`: a byline runs on at its end; `is_byline`: it is one; `is_wrapped`: a byline runs on into it.
    `is_names`: it is names alone, which sign an article only under its headline.
    `is_dateline`, `is_dated`: it opens with 本报讯, with a day or a scene; `signs_at_start`: the dateline holds a byline.
    `is_new_column`: its column is surely not as wide as the one before; `too_wide`: what it exceeds its column by, priced.
    """

    has_gap: bool
    is_indented: bool
    length: int
    opens_quote: bool
    opens_paragraph: bool
    can_end: bool
    is_signed: bool
    is_byline: bool
    is_head_byline: bool
    is_names: bool
    is_wrapped: bool
    is_dateline: bool
    is_dated: bool
    signs_at_start: bool
    is_new_column: bool
    too_wide: float
    head: float
    keep_first: float
    keep_next: float
    stop_first: float
    stop_next: float


class _Wording(NamedTuple):
    """What a line's words say by themselves; `may_start` says that a paragraph or headline may begin with it."""

    can_end: bool
    may_start: bool
    is_signed: bool
    is_byline: bool
    is_names: bool
    is_wrapped: bool
    is_dateline: bool
    head: float


def gather(lines: Sequence[Line]) -> list[Evidence]:
    """Return the evidence of each line, in order."""
    wordings = _wordings(lines)
    changes = [_change(lines, wordings, i) for i in range(len(lines))]
    can_end, heads = [w.can_end for w in wordings], [w.head for w in wordings]
    columns = measures(lines, can_end, heads, changes)
    words = first_word_widths(lines)
    is_new = _new_columns(columns)
    # A line whose byline runs on below a gap was cut there, however full it is.
    is_cut = [False] * len(lines)
    for i in range(1, len(lines)):
        is_cut[i - 1] = wordings[i].is_wrapped and lines[i].has_gap
    words = [UNWRAPPED if cut else word for cut, word in zip(is_cut, words, strict=True)]
    return [_evidence(lines, i, wordings[i], columns[i], words[i], is_new[i]) for i in range(len(lines))]


def _new_columns(columns: Sequence[float]) -> list[bool]:
    """For each line: a column of another width begins with it, and both are long enough to be sure of theirs."""
    starts = [i for i in range(1, len(columns)) if abs(columns[i] - columns[i - 1]) > _OTHER_COLUMN]
    is_new = [False] * len(columns)
    for before, start, after in zip([0, *starts], starts, [*starts[1:], len(columns)], strict=False):
        is_new[start] = min(start - before, after - start) >= _SURE_COLUMN
    return is_new


def _wordings(lines: Sequence[Line]) -> list[_Wording]:
    bylines, signed, wrapped = _bylines(lines)
    wordings: list[_Wording] = []
    can_end, n_heads = True, 0
    for i, line in enumerate(lines):
        dateline = clues.opens_article(line)
        is_start = can_end or line.has_gap or line.indent > 0 or dateline
        may_start = is_start or 0 < n_heads < _MOST_HEAD_LINES
        can_end = clues.is_terminal(line.bare) or signed[i] or bylines[i]
        head = clues.headline_cost(line.bare) + _torn_price(lines, i) if may_start else _NO_HEAD
        is_names = are_names(line.text)
        head += _NAMES_AS_HEAD if is_names else 0.0
        n_heads = 0 if head >= _NO_HEAD else 1 if is_start else n_heads + 1
        wordings.append(
            _Wording(can_end, may_start, signed[i], bylines[i], is_names, wrapped[i], dateline, head)
        )
    return wordings


def _torn_price(lines: Sequence[Line], i: int) -> float:
    """What a quotation costs a headline that is not whole in its line, nor in this and the line beside it."""
    n_open = clues.n_open(lines[i].bare)
    if n_open == 0:
        return 0.0
    k = i + 1 if n_open > 0 else i - 1
    is_beside = 0 <= k < len(lines) and not lines[max(i, k)].has_gap
    return 0.0 if is_beside and clues.n_open(lines[k].bare) == -n_open else _TORN


def _bylines(lines: Sequence[Line]) -> tuple[list[bool], list[bool], list[bool]]:
    """For each line: it is a byline; a byline that runs on ends in it; a byline runs on into it."""
    n = len(lines)
    is_byline, is_signed, is_wrapped = [False] * n, [False] * n, [False] * n
    for i, line in enumerate(lines):
        if is_wrapped[i]:
            continue
        n_more = clues.wraps_byline(lines, i)
        if n_more:
            is_signed[i + n_more] = True
            for k in range(1, n_more + 1):
                is_wrapped[i + k] = True
            continue
        byline = byline_at_end(line.text) or (byline_at_end(line.bare) if line.is_spaced else None)
        is_byline[i] = byline is not None and byline.start == 0
        is_signed[i] = byline is not None and byline.start > 0
    return is_byline, is_signed, is_wrapped


def _change(lines: Sequence[Line], wordings: Sequence[_Wording], i: int) -> float:
    """The price of a new column at line i: articles bring one, and column breaks may."""
    if wordings[i].is_dateline or (i > 0 and (wordings[i - 1].is_signed or wordings[i - 1].is_byline)):
        return _NEW_COLUMN_WITH_ARTICLE
    return _NEW_COLUMN_AT_GAP if lines[i].has_gap else _NEW_COLUMN_IN_TEXT


def _evidence(
    lines: Sequence[Line], i: int, wording: _Wording, column: float, word: float, is_new_column: bool
) -> Evidence:
    line = lines[i]
    indented = column - INDENT if column < UNWRAPPED else column
    keep_first = filling_cost(line.narrow, line.wide, indented, word) if wording.may_start else _NO_HEAD
    keep_next = filling_cost(line.narrow, line.wide, column, word)
    too_wide = excess_cost(line.narrow, column)
    stop = _stop_price(line, wording.can_end)
    return Evidence(
        has_gap=line.has_gap,
        is_indented=line.is_indented,
        length=len(line.bare),
        opens_quote=line.bare[0] in "“‘",
        opens_paragraph=wording.may_start and clues.opens_paragraph(line),
        can_end=wording.can_end,
        is_signed=wording.is_signed,
        is_byline=wording.is_byline,
        is_head_byline=wording.is_byline and line.bare[0] in "□■●◎○◆本",
        is_names=wording.is_names,
        is_wrapped=wording.is_wrapped,
        is_dateline=wording.is_dateline,
        is_dated=wording.may_start and not wording.is_dateline and _opens_with_day(lines, i),
        signs_at_start=wording.is_dateline and clues.signs_at_start(_with_next(lines, i)),
        is_new_column=is_new_column,
        too_wide=too_wide,
        head=wording.head,
        keep_first=keep_first,
        keep_next=keep_next,
        stop_first=stop + excess_cost(line.narrow, indented) + _alone_price(line, column, keep_first),
        stop_next=stop + too_wide + (_FULL_END if keep_next < 1.0 else 0.0),
    )


def _opens_with_day(lines: Sequence[Line], i: int) -> bool:
    """Say whether a lead may begin here: with its day, or with a scene that its day follows."""
    if clues.opens_with_date(lines[i]):
        return True
    return clues.opens_with_scene("".join(line.bare for line in lines[i : i + _SCENE_LINES]))


def _stop_price(line: Line, can_end: bool) -> float:
    price = 0.0 if can_end else _CUT_AT_COLON if line.bare[-1] in "：:" else _CUT_SHORT
    return price + (_LETTER_SPACED_END if line.is_spaced else 0.0)


def _alone_price(line: Line, column: float, keep_first: float) -> float:
    """The price of a paragraph of one line: seldom, more so when short, and when full by chance."""
    price = _ALONE + (_FULL_END if keep_first < 1.0 else 0.0)
    return price + (_ALONE_AND_SHORT if column < UNWRAPPED and line.wide < 0.4 * column else 0.0)


def _with_next(lines: Sequence[Line], i: int) -> str:
    """A line and the next: a dateline's bracket may be broken over both."""
    first = lines[i].bare if lines[i].is_spaced else lines[i].text
    return first + (lines[i + 1].text if i + 1 < len(lines) else "")
