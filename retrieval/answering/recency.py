"""Where places of different days answer alike, the newest comes first: the office changes hands, the fee changes.

Only a short answer (who, how many, how much, where, when) can be out of date in this way; of why and how every report tells its
own. Places answer alike when they say as much of the question and hold something of the asked kind as near to its
words. A question that names its year is told by the year, since other years' reports say less of it.
"""

from __future__ import annotations

from collections.abc import Sequence

from retrieval.answering.abstention import Evidence
from retrieval.answering.clues import BRIEF
from retrieval.answering.conditions import day_of
from retrieval.model import ArticleHead

# By how much of the question two places may differ and still say as much of it.
_AS_MUCH = 0.05
_AS_NEAR = 0.2


def newest_first(kind: str, evidences: Sequence[Evidence], heads: Sequence[ArticleHead]) -> list[int]:
    """Return the numbers of the places, best first, in the order in which they are shown.

    Those that answer a question of this kind as well as the first one share out their places, the newest first; the
    rest, and those without a day, keep theirs.
    """
    order = list(range(len(heads)))
    if kind not in BRIEF or not heads:
        return order
    days = {i: day for i, head in enumerate(heads) if (day := day_of(head)) and _is_as_good(evidences, i)}
    if 0 in days:
        for slot, i in zip(days, sorted(days, key=lambda i: days[i].toordinal(), reverse=True), strict=True):
            order[slot] = i
    return order


def _is_as_good(evidences: Sequence[Evidence], i: int) -> bool:
    first, other = evidences[0], evidences[i]
    if not first.kind or not other.kind:
        return False
    return other.coverage >= first.coverage - _AS_MUCH and other.kind >= first.kind - _AS_NEAR
