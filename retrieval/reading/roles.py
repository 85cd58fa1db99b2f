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

from retrieval.reading.evidence import Evidence, gather
from retrieval.reading.lines import Line


class Role(IntEnum):
    """The part of a line. A `SIGNED` part belongs to an article whose byline stood at its head."""

    HEAD = 0
    HEAD_BYLINE = 1
    LEAD = 2
    FIRST = 3
    NEXT = 4
    CROSSHEAD = 5
    LEAD_SIGNED = 6
    FIRST_SIGNED = 7
    NEXT_SIGNED = 8
    CROSSHEAD_SIGNED = 9
    BYLINE = 10


H, U, LEAD, FIRST, NEXT, CROSS, LEAD_S, FIRST_S, NEXT_S, CROSS_S, BYLINE = range(11)
_IMPOSSIBLE = 1e9
_FAR = 9.0
_NEAR = 2.0
_SIGNED_TWICE = 8.0
_NEW_COLUMN_LEAD = 1.0
_NEW_COLUMN_PARAGRAPH = 4.5
_LONG_CROSSHEAD, _USUAL_CROSSHEAD = 0.5, 7
_UNDATED = 4.0
_FEW_STARTS = 2
_N_ROLES = len(Role)

# The prices of a step, worked out once a line; a move names the one it pays.
GO_ON, PARAGRAPH, CROSSHEAD, AFTER_CROSSHEAD, SIGN, SIGN_AGAIN = range(6)
HEAD_ON, HEAD_BYLINE, LEAD_UNDER_HEAD, LEAD_UNDER_BYLINE, AFTER_BYLINE = range(6, 11)
NEW_HEAD, NEW_BYLINE, NEW_LEAD, NEW_HEAD_S, NEW_BYLINE_S, NEW_LEAD_S = range(11, 17)
NEW_HEAD_E, NEW_BYLINE_E, NEW_LEAD_E = range(17, 20)

# (part, price, parts before it). The paragraph goes on:
_ON = (
    (NEXT, GO_ON, (LEAD, FIRST, NEXT)),
    (NEXT_S, GO_ON, (LEAD_S, FIRST_S, NEXT_S)),
)
# What stood before has ended:
_OFF = (
    (FIRST, PARAGRAPH, (LEAD, FIRST, NEXT)),
    (FIRST_S, PARAGRAPH, (LEAD_S, FIRST_S, NEXT_S)),
    (CROSS, CROSSHEAD, (LEAD, FIRST, NEXT)),
    (CROSS_S, CROSSHEAD, (LEAD_S, FIRST_S, NEXT_S)),
    (FIRST, AFTER_CROSSHEAD, (CROSS,)),
    (FIRST_S, AFTER_CROSSHEAD, (CROSS_S,)),
    (FIRST_S, AFTER_BYLINE, (BYLINE,)),
    (BYLINE, SIGN, (LEAD, FIRST, NEXT)),
    (BYLINE, SIGN_AGAIN, (LEAD_S, FIRST_S, NEXT_S, BYLINE)),
    (H, NEW_HEAD, (LEAD, FIRST, NEXT)),
    (H, NEW_HEAD_S, (LEAD_S, FIRST_S, NEXT_S)),
    (H, NEW_HEAD_E, (BYLINE,)),
    (U, NEW_BYLINE, (LEAD, FIRST, NEXT)),
    (U, NEW_BYLINE_S, (LEAD_S, FIRST_S, NEXT_S)),
    (U, NEW_BYLINE_E, (BYLINE,)),
    (LEAD, NEW_LEAD, (LEAD, FIRST, NEXT)),
    (LEAD, NEW_LEAD_S, (LEAD_S, FIRST_S, NEXT_S)),
    (LEAD, NEW_LEAD_E, (BYLINE,)),
    (H, HEAD_ON, (H,)),
    (U, HEAD_BYLINE, (H,)),
    (LEAD, LEAD_UNDER_HEAD, (H,)),
    (LEAD_S, LEAD_UNDER_BYLINE, (U,)),
)


@dataclass(frozen=True, slots=True)
class Habit:
    """What is missed on a page: a byline at the end, dateline and day under a headline, a paragraph's indent,
    and, where lines are whole paragraphs, the end of one at the end of a line.
    """

    unsigned: float
    undated: float
    unindented: float
    after_end: float


def roles_of(lines: Sequence[Line], is_closed: Sequence[bool]) -> list[Role]:
    """Return each line's part; `is_closed[i]` says that something before line i closed an article."""
    evidence = gather(lines)
    return [Role(k) for k in _cheapest_path(evidence, is_closed)] if evidence else []


def _cheapest_path(evidence: Sequence[Evidence], is_closed: Sequence[bool]) -> list[int]:
    habit = _habit(evidence)
    so_far = _opening(evidence[0])
    back: list[list[int]] = []
    for i in range(1, len(evidence)):
        so_far, came = _step(so_far, evidence[i - 1], evidence[i], is_closed[i], habit)
        back.append(came)
    ends = _ended(so_far, evidence[-1])
    ends[H] += 6.0
    if evidence[-1].is_signed:
        for part in (LEAD_S, FIRST_S, NEXT_S):
            ends[part] += _SIGNED_TWICE
    k = min(range(_N_ROLES), key=ends.__getitem__)
    path = [k]
    for came in reversed(back):
        k = came[k]
        path.append(k)
    return path[::-1]


def _habit(evidence: Sequence[Evidence]) -> Habit:
    """Count bylines and datelines: what a page always does is missed when it lacks."""
    n_signed = sum(e.is_signed or e.is_byline or e.signs_at_start for e in evidence)
    n_starts = sum(e.is_dateline or (e.is_dated and e.has_gap) for e in evidence)
    n_indented = sum(e.is_indented for e in evidence)
    n_ends = sum(e.can_end for e in evidence)
    # Starts without their day are not counted: on a longer page as many bylines as starts are too few.
    is_signed = n_signed > 0 and n_signed >= n_starts + (n_starts > _FEW_STARTS)
    return Habit(
        unsigned=(3.0 if n_starts <= _FEW_STARTS else 2.0) if is_signed else 0.4,
        undated=_UNDATED if n_starts > 1 else 1.0,
        unindented=4.0 if n_indented > 2 and 20 * n_indented > len(evidence) else 0.0,
        after_end=4.0 if n_ends > 0.6 * len(evidence) else 0.0,
    )


def _opening(e: Evidence) -> list[float]:
    """What each part costs the first line of a page."""
    costs = [_IMPOSSIBLE] * _N_ROLES
    costs[H] = _head_price(e)
    costs[U] = 0.0 if e.is_byline else 1.0 if e.is_names else 30.0
    costs[LEAD_S if e.signs_at_start else LEAD] = 0.4 * _lead_price(e) + _body_price(e)
    return costs


def _step(
    so_far: list[float], before: Evidence, here: Evidence, is_closed: bool, habit: Habit
) -> tuple[list[float], list[int]]:
    """One line further: for each part its price so far, and the part of the line before that it came from."""
    if _must_go_on(so_far, before, here):
        return _step_inside(so_far, before, here)
    prices = _prices(before, here, is_closed, habit)
    costs, came = [_IMPOSSIBLE] * _N_ROLES, [0] * _N_ROLES
    for moves, base in ((_ON, _going_on(so_far, before)), (_OFF, _ended(so_far, before))):
        for part, price, origins in moves:
            origin = origins[0]
            for other in origins[1:]:
                if base[other] < base[origin]:
                    origin = other
            cost = base[origin] + prices[price]
            if cost < costs[part]:
                costs[part], came[part] = cost, origin
    if here.signs_at_start and costs[LEAD] < costs[LEAD_S]:
        costs[LEAD_S], came[LEAD_S] = costs[LEAD], came[LEAD]
        costs[LEAD] = _IMPOSSIBLE
    return costs, came


def _must_go_on(so_far: list[float], before: Evidence, here: Evidence) -> bool:
    """Say whether nothing speaks for an end between two lines: most lines, and no other path is near."""
    if before.can_end or here.has_gap or here.is_byline or here.is_dateline:
        return False
    later = min(so_far[NEXT], so_far[NEXT_S]) + before.keep_next
    first = min(so_far[FIRST], so_far[FIRST_S], so_far[LEAD], so_far[LEAD_S]) + before.keep_first
    body = min(later, first)
    rest = min(so_far[H], so_far[U], so_far[CROSS], so_far[CROSS_S], so_far[BYLINE])
    return body + _FAR < rest and body < min(so_far) + _NEAR


def _step_inside(so_far: list[float], before: Evidence, here: Evidence) -> tuple[list[float], list[int]]:
    """One line further inside a paragraph: signed or not is all that can differ."""
    costs, came = [_IMPOSSIBLE] * _N_ROLES, [0] * _N_ROLES
    price = _going_on_price(before, here, 0.0)
    for part, lead, first in ((NEXT, LEAD, FIRST), (NEXT_S, LEAD_S, FIRST_S)):
        opening = lead if so_far[lead] < so_far[first] else first
        goes, starts = so_far[part] + before.keep_next, so_far[opening] + before.keep_first
        costs[part], came[part] = (goes + price, part) if goes <= starts else (starts + price, opening)
    return costs, came


def _going_on(so_far: list[float], e: Evidence) -> list[float]:
    first, later = (0.0, 0.0) if e.is_byline else (e.keep_first, e.keep_next)
    costs = list(so_far)
    costs[LEAD] += first
    costs[LEAD_S] += first
    costs[FIRST] += first
    costs[FIRST_S] += first
    costs[NEXT] += later
    costs[NEXT_S] += later
    return costs


def _ended(so_far: list[float], e: Evidence) -> list[float]:
    costs = list(so_far)
    costs[LEAD] += e.stop_first
    costs[LEAD_S] += e.stop_first
    costs[FIRST] += e.stop_first
    costs[FIRST_S] += e.stop_first
    costs[NEXT] += e.stop_next
    costs[NEXT_S] += e.stop_next
    return costs


def _prices(before: Evidence, here: Evidence, is_closed: bool, habit: Habit) -> list[float]:
    """The price of each kind of step between two lines."""
    has_gap = here.has_gap
    body, head, lead = _body_price(here), _head_price(here), _lead_price(here)
    byline = 0.0 if here.is_byline else 30.0
    signs = 0.5 if here.is_names else byline
    is_over = before.is_signed or is_closed
    over = 6.0 if is_over else 0.0
    new = 0.0 if has_gap else 4.0
    left = new + (0.0 if is_over else habit.unsigned)
    left_signed = new + (_SIGNED_TWICE if before.is_signed else 0.0 if is_closed else 0.7)
    under_head = 1.0 if here.is_head_byline else 2.0
    sign = byline + (1.5 if here.is_head_byline else 0.0)
    after = 0.4 if is_over else 1.0
    paragraph = _paragraph_price(here) + over + (0.0 if here.is_indented else habit.unindented)
    return [
        _going_on_price(before, here, body) + (habit.after_end if before.can_end else 0.0),
        paragraph,
        _crosshead_price(here) + over,
        paragraph - (0.0 if has_gap else 1.0),
        sign + over * 0.5,
        sign + _SIGNED_TWICE,
        (2.5 if has_gap else 0.8) + 0.6 * head,
        signs,
        (0.0 if has_gap else 2.0) + min(lead, habit.undated) + body,
        min(lead, 1.0) + body,
        paragraph + 6.0,
        left + head,
        left + signs + under_head,
        left + lead * after + body,
        left_signed + head,
        left_signed + signs + under_head,
        left_signed + lead * after + body,
        new + head,
        new + signs + under_head,
        new + 0.4 * lead + body,
    ]


def _head_price(e: Evidence) -> float:
    return 1.0 + e.head + (2.0 if e.is_dated else 0.0) + (12.0 if e.is_byline or e.is_wrapped else 0.0)


def _body_price(e: Evidence) -> float:
    return 5.0 if e.is_byline else 0.0


def _lead_price(e: Evidence) -> float:
    """Leads open with a dateline, or at least with a day."""
    if e.is_dateline:
        return 0.0
    price = (0.5 if e.is_dated else 4.0) + (6.0 if e.is_wrapped else 0.0)
    return price - (_NEW_COLUMN_LEAD if e.is_new_column and e.has_gap else 0.0)


def _going_on_price(before: Evidence, here: Evidence, body: float) -> float:
    if here.is_wrapped:
        return 0.5 if here.has_gap else 0.0
    price = body + (6.0 if here.is_dateline else 0.0) + (4.0 if before.is_signed else 0.0)
    if here.has_gap:
        price += 1.2 if here.opens_quote else 2.5
    if before.is_byline:
        price += 8.0
    return price + (10.0 if here.is_indented else 0.0)


def _paragraph_price(e: Evidence) -> float:
    price = (0.15 if e.has_gap or e.is_indented else 2.0) + _body_price(e)
    if e.opens_paragraph:
        price -= 1.5
    if e.is_dateline:
        price += 8.0
    elif e.is_dated:
        price += 3.0
    return (
        price
        + (_NEW_COLUMN_PARAGRAPH if e.is_new_column and e.has_gap else 0.0)
        + (6.0 if e.is_wrapped else 0.0)
    )


def _crosshead_price(e: Evidence) -> float:
    price = 3.5 + e.head + (0.3 if e.has_gap else 0.0) + (6.0 if e.can_end or e.is_wrapped else 0.0)
    return price + e.too_wide + _LONG_CROSSHEAD * max(0, e.length - _USUAL_CROSSHEAD)
