"""Which part does each line play? The cheapest path through the parts of a page.

A page is a row of articles; an article is headline lines, perhaps a byline, a lead, more paragraphs and
cross-heads, and a byline at the end unless it was signed before. Each part asks something of a line (its filling,
its last character, the gap before it, its words); what it misses is a price. No single clue decides: a blank line,
a full line or a full stop alone proves nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from retrieval.reading import clues
from retrieval.reading.lines import Line
from retrieval.reading.measure import INDENT, UNWRAPPED, filling_cost, first_word_widths, measures
from retrieval.text.names import Byline


class Role(IntEnum):
    """The part of a line. `SIGNED` parts belong to an article whose byline stood at its head."""

    HEAD = 0
    HEAD_BYLINE = 1
    LEAD = 2
    LEAD_SIGNED = 3
    FIRST = 4
    FIRST_SIGNED = 5
    NEXT = 6
    NEXT_SIGNED = 7
    CROSSHEAD = 8
    CROSSHEAD_SIGNED = 9
    BYLINE = 10


H, U, N0, N1, F0, F1, C0, C1, S0, S1, B = range(11)
_BODY = (N0, N1, F0, F1, C0, C1)
_SIGNED = frozenset((N1, F1, C1, S1))
_INDENTED = frozenset((N0, N1, F0, F1))
_IMPOSSIBLE = 1e9


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of one line before any part is given out; prices are natural logarithms of odds."""

    line: Line
    can_end: bool
    is_signed_end: bool
    byline: Byline | None
    is_dateline: bool
    signs_at_start: bool
    head: float
    lead: float
    keep_first: float
    keep_next: float
    stop_first: float
    stop_next: float


def roles_of(lines: Sequence[Line], is_closed: Sequence[bool]) -> list[Role]:
    """Return each line's part; `is_closed[i]` says that something before line i closed an article."""
    evidence = _gather(lines)
    return [Role(k) for k in _cheapest_path(evidence, is_closed)]


def _gather(lines: Sequence[Line]) -> list[Evidence]:
    bylines = [clues.byline_line(line) for line in lines]
    signed = [_signs(lines, i) for i in range(len(lines))]
    can_end = [
        clues.is_terminal(line.bare) or signed[i] or bylines[i] is not None for i, line in enumerate(lines)
    ]
    heads = [clues.headline_cost(line.bare) for line in lines]
    columns = measures(lines, can_end, heads)
    words = first_word_widths(lines)
    return [
        _evidence(lines, i, columns[i], words[i], can_end[i], signed[i], bylines[i], heads[i])
        for i in range(len(lines))
    ]


def _signs(lines: Sequence[Line], i: int) -> bool:
    """Say whether a byline runs on at the end of line i, itself perhaps broken over the line before."""
    line = lines[i]
    tail = line.bare[-3:]
    if clues.is_terminal(line.bare) and not tail.endswith(("）", ")")):
        return False
    if clues.signature(line.text) is not None:
        return True
    return (
        i > 0
        and len(line.bare) <= 16
        and clues.signature(lines[i - 1].text + "\u3000" + line.text) is not None
    )


def _evidence(
    lines: Sequence[Line],
    i: int,
    column: float,
    word: float,
    can_end: bool,
    is_signed_end: bool,
    byline: Byline | None,
    head: float,
) -> Evidence:
    line = lines[i]
    indent = INDENT if column < UNWRAPPED else 0.0
    stop = (0.0 if can_end else 5.0) + (4.0 if line.is_spaced else 0.0)
    dateline = clues.opens_article(line)
    after = line.bare + (lines[i + 1].bare if i + 1 < len(lines) else "")
    if dateline:
        lead = 0.0
    elif clues.opens_with_date(line):
        lead = 1.5
    else:
        lead = 4.0
    return Evidence(
        line=line,
        can_end=can_end,
        is_signed_end=is_signed_end,
        byline=byline,
        is_dateline=dateline,
        signs_at_start=dateline and clues.signs_at_start(after),
        head=head,
        lead=lead,
        keep_first=filling_cost(line.narrow, line.wide, column - indent, word),
        keep_next=filling_cost(line.narrow, line.wide, column, word),
        stop_first=stop + _too_wide(line.narrow, column - indent),
        stop_next=stop + _too_wide(line.narrow, column),
    )


def _too_wide(narrow: float, capacity: float) -> float:
    over = narrow - capacity
    return min(10.0, 3.0 + 2.0 * over) if over > 0.3 else 0.0


def _cheapest_path(evidence: Sequence[Evidence], is_closed: Sequence[bool]) -> list[int]:
    if not evidence:
        return []
    so_far = _opening(evidence[0])
    back: list[list[int]] = [[0] * 11]
    for i in range(1, len(evidence)):
        so_far, came = _step(so_far, evidence[i - 1], evidence[i], is_closed[i])
        back.append(came)
    last = evidence[-1]
    ends = [cost + _end_price(k, last) for k, cost in enumerate(so_far)]
    k = min(range(11), key=ends.__getitem__)
    path = [k]
    for came in reversed(back[1:]):
        k = came[k]
        path.append(k)
    return path[::-1]


def _opening(first: Evidence) -> list[float]:
    """What each part costs the first line of a page."""
    costs = [_IMPOSSIBLE] * 11
    costs[H] = _head_price(first)
    costs[U] = _byline_price(first)
    costs[N1 if first.signs_at_start else N0] = first.lead * 0.5 + _body_price(first)
    costs[B] = 4.0 + _byline_price(first)
    return costs


def _head_price(e: Evidence) -> float:
    return 1.0 + e.head + (6.0 if e.byline else 0.0)


def _byline_price(e: Evidence) -> float:
    return 0.0 if e.byline else 30.0


def _body_price(e: Evidence) -> float:
    return 5.0 if e.byline else 0.0


def _end_price(k: int, e: Evidence) -> float:
    if k in (C0, C1):
        return e.stop_next
    if k in _INDENTED:
        return e.stop_first
    return 6.0 if k == H else 0.0


def _step(
    so_far: list[float], before: Evidence, here: Evidence, is_closed: bool
) -> tuple[list[float], list[int]]:
    """One line further: for each part its price so far, and the part of the line before that it came from."""
    has_gap = here.line.has_gap
    costs, came = [_IMPOSSIBLE] * 11, [0] * 11

    def arrive(k: int, price: float, origin: int) -> None:
        if price < costs[k]:
            costs[k], came[k] = price, origin

    ended = [so_far[k] + _end_price(k, before) for k in range(11)]
    # The text goes on.
    if not before.byline:
        gap = (1.2 if here.line.bare[0] in "“‘" else 2.5) if has_gap else 0.0
        inside = gap + (6.0 if here.is_dateline else 0.0) + (4.0 if before.is_signed_end else 0.0)
        inside += _body_price(here) + (3.0 if here.line.indent >= 2 else 0.0)
        for first, start, cont in ((N0, F0, C0), (N1, F1, C1)):
            for k, keep in ((first, before.keep_first), (start, before.keep_first), (cont, before.keep_next)):
                arrive(cont, so_far[k] + keep + inside, k)
    # A new paragraph, or a cross-head.
    para = (
        (0.15 if has_gap else 2.0)
        + (8.0 if here.is_dateline else 0.0)
        + (6.0 if before.is_signed_end else 0.0)
    )
    para += _body_price(here) + (6.0 if is_closed else 0.0)
    cross = 3.5 + here.head + (0.0 if has_gap else 0.3) + (6.0 if before.is_signed_end or is_closed else 0.0)
    cross += 6.0 if here.can_end else 0.0
    cross += 2.0 if len(here.line.bare) > 14 else 0.0
    for lead, start, cont, sub in ((N0, F0, C0, S0), (N1, F1, C1, S1)):
        for k in (lead, start, cont):
            arrive(start, ended[k] + para, k)
            arrive(sub, ended[k] + cross, k)
        arrive(start, ended[sub] + para - (0.0 if has_gap else 1.0), sub)
    arrive(F1, ended[B] + para + 6.0, B)
    # A new article: its headline, its byline, its lead.
    for k in (N0, N1, F0, F1, C0, C1, S0, S1, B):
        if before.is_signed_end or is_closed or k == B:
            new = 0.0
        elif k in _SIGNED:
            new = 0.7
        else:
            new = 3.0
        new += 0.0 if has_gap else 4.0
        if k in (S0, S1):
            new += 6.0
        arrive(H, ended[k] + new + _head_price(here), k)
        arrive(U, ended[k] + new + _byline_price(here) + 1.0, k)
        lead_price = here.lead if new > 0.5 else here.lead * 0.4
        arrive(N1 if here.signs_at_start else N0, ended[k] + new + lead_price + _body_price(here), k)
        if k != B:
            price = _byline_price(here) + (3.0 if k in _SIGNED or before.is_signed_end else 0.0)
            arrive(B, ended[k] + price, k)
    arrive(H, so_far[H] + (2.5 if has_gap else 0.0) + _head_price(here) * 0.6, H)
    arrive(U, so_far[H] + _byline_price(here), H)
    lead_price = (0.0 if has_gap else 2.0) + min(here.lead, 1.0) + _body_price(here)
    arrive(N1 if here.signs_at_start else N0, so_far[H] + lead_price, H)
    arrive(N1, so_far[U] + min(here.lead, 1.0) + _body_price(here), U)
    arrive(B, ended[B] + 3.0 + _byline_price(here), B)
    return costs, came
