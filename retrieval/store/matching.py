"""Which article of a corrected page is which article of the former one? All decision, no database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

# A corrected lead keeps most of its characters; two different leads in this language share far fewer.
_SIMILAR = 0.6


@dataclass(frozen=True, slots=True)
class Mark:
    """What an article is recognised by."""

    digest: str
    title: str
    position: int
    lead: str


def correspond(former: Sequence[Mark], current: Sequence[Mark]) -> list[int | None]:
    """For each current article the index of the former one it continues, each at most once, or None.

    The surest sign decides first, over all articles: the same words, the same title, then the same place on
    the page with a similar lead.
    """
    found: list[int | None] = [None] * len(current)
    free = set(range(len(former)))
    for is_same in (_is_same_text, _is_same_title, _is_same_place):
        for i, mark in enumerate(current):
            if found[i] is None:
                match = next((j for j in sorted(free) if is_same(former[j], mark)), None)
                found[i] = match
                free.discard(-1 if match is None else match)
    return found


def _is_same_text(former: Mark, current: Mark) -> bool:
    return former.digest == current.digest


def _is_same_title(former: Mark, current: Mark) -> bool:
    return former.title == current.title


def _is_same_place(former: Mark, current: Mark) -> bool:
    if former.position != current.position:
        return False
    return SequenceMatcher(None, former.lead, current.lead, autojunk=False).ratio() >= _SIMILAR
