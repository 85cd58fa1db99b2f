"""Search: every place where the words stand, and that meets the conditions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from retrieval.answering.analyse import analyse
from retrieval.answering.asking import Candidate, candidate_of, candidates, once, quote_found
from retrieval.answering.conditions import day_of, is_met
from retrieval.indexing import Current
from retrieval.model import Hit, Query, Quote, Search, StoredParagraph

# A round asks for more of the ranking when the conditions let too little of it through.
FIRST_ROUND = 50
GROWTH = 4
# Sorting by date is over what is relevant at all, not over everything that shares a word.
MOST_SORTED = 200


def search(
    current: Current, wanted: Search | str, k: int = 10, *, is_newest_first: bool = False
) -> tuple[Quote, ...]:
    """Return the excerpts of the `k` best paragraphs that meet the conditions, ordered by `(-score, paragraph)`.

    With `is_newest_first` the relevant ones are ordered by their day, the newest first. Without words, the first
    paragraphs of the newest articles that meet the conditions are found.
    """
    if isinstance(wanted, str):
        wanted = Search(wanted)
    query = analyse(wanted.words, current.engine, current.names)
    if not wanted.words and wanted.has_conditions:
        found = _newest(current, wanted, query, k)
    elif wanted.has_conditions or is_newest_first:
        found = _meeting(current, wanted, query, MOST_SORTED if is_newest_first else k)
    else:
        found = candidates(query, current.engine, current.library.paragraphs, k)
    if is_newest_first:
        found.sort(key=lambda candidate: day_of(candidate.paragraph.article) or dt.date.min, reverse=True)
    return tuple(quote_found(query, candidate) for candidate in found[:k])


def _meeting(current: Current, wanted: Search, query: Query, k: int) -> list[Candidate]:
    """The `k` best that meet the conditions, from as much of the ranking as that takes."""
    n_asked = max(FIRST_ROUND, k)
    while True:
        hits = current.engine.search(query.terms, n_asked)
        paragraphs = current.library.paragraphs(hit.passage for hit in hits)
        good = [hit for hit in hits if _is_good(hit, paragraphs, wanted)]
        if len(good) >= k or len(hits) < n_asked:
            return _as_candidates(query, current, good[:k], paragraphs)
        n_asked *= GROWTH


def _newest(current: Current, wanted: Search, query: Query, k: int) -> list[Candidate]:
    """The first paragraphs of the newest articles that meet conditions without a word to rank by."""
    found: list[StoredParagraph] = []
    offset = 0
    while heads := current.library.latest(FIRST_ROUND, offset, has_repeats=True):
        offset += len(heads)
        leads = current.library.leads(head.id for head in heads)
        found += [leads[head.id] for head in heads if head.id in leads and is_met(wanted, leads[head.id])]
        if len(found) >= k:
            break
    hits = [Hit(paragraph.id, 0.0) for paragraph in found[:k]]
    return _as_candidates(query, current, hits, {paragraph.id: paragraph for paragraph in found})


def _is_good(hit: Hit, paragraphs: Mapping[int, StoredParagraph], wanted: Search) -> bool:
    return hit.passage in paragraphs and is_met(wanted, paragraphs[hit.passage])


def _as_candidates(
    query: Query, current: Current, hits: Sequence[Hit], paragraphs: Mapping[int, StoredParagraph]
) -> list[Candidate]:
    return once([candidate_of(query, hit, paragraphs[hit.passage], current.engine) for hit in hits])
