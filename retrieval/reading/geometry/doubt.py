"""Is the order of a page certain? Joins that put together what does not belong together say no."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from retrieval.model import Problem
from retrieval.reading.geometry.ends import ends_of, is_broken
from retrieval.reading.geometry.order import Chain
from retrieval.reading.geometry.wording import spaced
from retrieval.text.names import byline_at_end

_LEAST_GAIN = 0.3
_FEW_LINES = 2
_LONGEST_BYLINE = 4


def problems_of(chains: Sequence[Chain], n_missing: int, number: int) -> tuple[Problem, ...]:
    """Return `order_uncertain` for a page whose joins are broken, `words_missing` where paragraphs have holes."""
    problems = []
    where = f"page {number}"
    if n := sum(map(_n_broken, chains)):
        message = f"{n} of the page's columns may stand in the wrong order"
        problems.append(Problem("order_uncertain", message, where))
    if n_missing:
        message = f"words may be missing inside paragraphs at {n_missing} places"
        problems.append(Problem("words_missing", message, where))
    return tuple(problems)


def _n_broken(chain: Chain) -> int:
    """How many of a chain's joins, and of its two ends, look broken."""
    ends = [ends_of(column) for column in chain.columns]
    first, last = ends[0], ends[-1]
    n = sum(is_broken(above, below) for above, below in pairwise(ends))
    n += sum(gain < _LEAST_GAIN for gain in chain.gains)
    is_sure = chain.head is None or first.n_lines > _FEW_LINES
    n += is_sure and not first.is_indented and not first.is_lead and not first.is_byline
    return n + (not last.can_end and not last.is_signed and not last.is_byline and not _is_signed(chain))


def _is_signed(chain: Chain) -> bool:
    """Say whether a byline that is broken over lines, perhaps of two columns, ends the text."""
    lines = [line for column in chain.columns for line in column.lines][-_LONGEST_BYLINE:]
    return byline_at_end("".join(map(spaced, lines))) is not None
