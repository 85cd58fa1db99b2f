"""An immutable run of postings: made from tokens, merged, looked up.

Postings stand term by term, within a term by document number. A document's postings are all in one segment, and
the documents of a later segment have greater numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from retrieval.engine.arrays import AnyInts, Ints, Longs, offsets, run_starts, spread

_DOCUMENT_BITS = 32
_DOCUMENT_MASK = (1 << _DOCUMENT_BITS) - 1


@dataclass(frozen=True, slots=True)
class Segment:
    """`documents[starts[i] : starts[i + 1]]` hold `terms[i]`, as often as `counts` says; `terms` ascend."""

    terms: Ints
    starts: Longs
    documents: Ints
    counts: AnyInts

    def __len__(self) -> int:
        return len(self.documents)

    def ranges(self, terms: AnyInts) -> tuple[Longs, Longs]:
        """Return begin and end of each term's postings; begin equals end for a term that is not here."""
        wanted = terms.astype(self.terms.dtype)  # searchsorted would copy the larger array to make both alike
        places = self.terms.searchsorted(wanted)
        is_here = self.terms.take(places, mode="clip") == wanted
        return self.starts[places], self.starts[places + is_here]


def segment_of(terms: AnyInts, documents: AnyInts) -> Segment:
    """Count tokens into postings: token i is `terms[i]` in `documents[i]`, in any order, at least one."""
    tokens = (terms.astype(np.int64) << _DOCUMENT_BITS) | documents
    tokens.sort()
    first = run_starts(tokens)
    counts = np.diff(first, append=len(tokens))
    pairs = tokens[first]
    posting_terms = (pairs >> _DOCUMENT_BITS).astype(np.int32)
    starts = run_starts(posting_terms)
    return Segment(
        posting_terms[starts],
        np.append(starts, len(pairs)),
        (pairs & _DOCUMENT_MASK).astype(np.int32),
        counts.astype(np.min_scalar_type(counts.max())),
    )


def merged(segments: Sequence[Segment]) -> Segment:
    """Return one segment with the postings of several, given in order of their documents."""
    terms = np.sort(np.concatenate([segment.terms for segment in segments]))
    terms = terms[run_starts(terms)]
    places = [np.searchsorted(terms, segment.terms) for segment in segments]
    sizes = np.zeros(len(terms), np.int64)
    for segment, place in zip(segments, places, strict=True):
        sizes[place] += np.diff(segment.starts)
    starts = offsets(sizes)
    documents = np.empty(starts[-1], np.int32)
    counts = np.empty(starts[-1], np.result_type(*(segment.counts for segment in segments)))
    free = starts[:-1].copy()
    for segment, place in zip(segments, places, strict=True):
        n_postings = np.diff(segment.starts)
        targets = spread(free[place], n_postings)
        documents[targets] = segment.documents
        counts[targets] = segment.counts
        free[place] += n_postings
    return Segment(terms.astype(np.int32), starts, documents, counts)
