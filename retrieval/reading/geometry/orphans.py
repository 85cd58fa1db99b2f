"""Text cut in mid-sentence at one place of a page, and begun in mid-sentence at another, belongs together.

Where places alone do not tell that a column goes on in another, as below a picture beside a headline, this does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from retrieval.reading.geometry.columns import Column
from retrieval.reading.geometry.ends import Ends
from retrieval.reading.geometry.matching import best_matching
from retrieval.reading.geometry.order import Chain
from retrieval.reading.geometry.places import Site, place_gain
from retrieval.text.joins import Phrases

_BELONGS = 6.0
_NOWHERE = -8.0
_A_GUESS = 0.0


def reunited(
    chains: Sequence[Chain], ends: Mapping[Column, Ends], site: Site, phrases: Phrases
) -> list[Chain]:
    """Return the chains, those that begin in mid-sentence put behind those that end so; `gains` show that it is a guess."""
    cut = [chain for chain in chains if _is_cut(ends[chain.columns[-1]])]
    begun = [chain for chain in chains if chain.head is None and _goes_on(ends[chain.columns[0]])]
    gains: dict[tuple[int, int], float] = {}
    for i, above in enumerate(cut):
        for j, below in enumerate(begun):
            if above is not below:
                gains[i, j] = _gain(above.columns[-1], below.columns[0], ends, site, phrases)
    found = {cut[i]: begun[j] for i, j in best_matching(gains, len(cut), len(begun)).items()}
    return _joined(chains, found)


def _is_cut(ends: Ends) -> bool:
    return not (ends.can_end or ends.is_short or ends.is_signed or ends.is_byline or ends.may_be_crosshead)


def _goes_on(ends: Ends) -> bool:
    return not (ends.is_indented or ends.is_lead or ends.is_byline)


def _gain(above: Column, below: Column, ends: Mapping[Column, Ends], site: Site, phrases: Phrases) -> float:
    place = place_gain(above, below, site)
    words = phrases.go_on(ends[above].last, ends[below].first)
    return _BELONGS + words + max(_NOWHERE if place is None else place, _NOWHERE)


def _joined(chains: Sequence[Chain], found: Mapping[Chain, Chain]) -> list[Chain]:
    """Put chains together, in the order of their first parts; what runs in a circle stays as it is."""
    behind = set(found.values())
    joined: list[Chain] = []
    done: set[Chain] = set()
    for chain in chains:
        if chain not in behind:
            row = [chain]
            while row[-1] in found:
                row.append(found[row[-1]])
            done.update(row)
            joined.append(_row(row))
    return [*joined, *(chain for chain in chains if chain not in done)]


def _row(chains: Sequence[Chain]) -> Chain:
    gains = [gain for chain in chains for gain in (*chain.gains, _A_GUESS)]
    columns = [column for chain in chains for column in chain.columns]
    return Chain(chains[0].head, tuple(columns), tuple(gains[:-1]))
