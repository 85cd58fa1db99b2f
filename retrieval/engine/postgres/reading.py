"""Frequencies, bounds and articles, asked of the database; each in the reading transaction it is given."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY

from retrieval.engine.postgres import tables
from retrieval.engine.postgres.entry import LARGEST_BOUND, Entry
from retrieval.engine.postgres.rows import ENTRY, entry
from retrieval.engine.postgres.state import Lookup, Stand, Term, View

_UNKNOWN = Term(-1, 0, 0)
_MOST_SHORT_TERMS = 64
_BOUNDS = sa.text(
    "SELECT first + (posting >> 16) AS number,"
    " sum(((posting >> 8) & 255) * own + (posting & 255) * shared) AS bound "
    "FROM unnest(:ids, :own, :shared) AS query (term, own, shared) "
    "JOIN index_postings USING (term), unnest(packed) AS posting "
    "GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT :n OFFSET :skipped"
).bindparams(
    sa.bindparam("ids", type_=ARRAY(sa.Integer)),
    sa.bindparam("own", type_=ARRAY(sa.Float)),
    sa.bindparam("shared", type_=ARRAY(sa.Float)),
)


def stand(connection: sa.Connection) -> Stand:
    """Where the index stands."""
    held = tables.states.c
    columns = (held.rules, held.revision, held.n_terms, held.n_numbers, held.n_passages, held.passages_length)
    return Stand(*connection.execute(sa.select(*columns)).one())


def known(connection: sa.Connection, view: View, wanted: Sequence[str]) -> dict[str, Term]:
    """What is known of some terms; the view remembers it, the database is asked for what is new alone."""
    held = {term: view.terms[term] for term in wanted if term in view.terms}
    new = terms(connection, (term for term in wanted if term not in held))
    if new:
        view.remember(new)
    return held | new


def terms(connection: sa.Connection, wanted: Iterable[str]) -> dict[str, Term]:
    """What is known of some terms."""
    names = list(dict.fromkeys(wanted))
    if not names:
        return {}
    held = tables.terms.c
    is_wanted = held.term == sa.any_(sa.literal(names, ARRAY(sa.Text)))
    rows = connection.execute(
        sa.select(held.term, held.id, held.in_passages, held.in_articles).where(is_wanted)
    )
    return dict.fromkeys(names, _UNKNOWN) | {row[0]: Term(*row[1:]) for row in rows}


def short_terms_with(connection: sa.Connection, character: str) -> tuple[str, ...]:
    """At most 64 terms of one or two characters that hold `character`, the most frequent first."""
    held = tables.terms.c
    is_wanted = (sa.func.char_length(held.term) <= 2) & (sa.func.strpos(held.term, character) > 0)
    select = sa.select(held.term).where(is_wanted, held.in_passages > 0)
    found = connection.scalars(select.order_by(held.in_passages.desc(), held.id).limit(_MOST_SHORT_TERMS))
    return tuple(found.all())


def terms_between(connection: sa.Connection, first: int, last: int, lengths: Sequence[int]) -> list[str]:
    """Terms by their numbers, from `first` to before `last`, that have one of some lengths."""
    held = tables.terms.c
    is_wanted = (held.id >= first) & (held.id < last) & sa.func.char_length(held.term).in_(lengths)
    return list(connection.scalars(sa.select(held.term).where(is_wanted).order_by(held.id)).all())


def bounds(
    connection: sa.Connection, lookup: Lookup, growth: tuple[float, float], n: int, skipped: int
) -> list[tuple[int, float]]:
    """The next `n` articles that hold a term, with what none of their passages can pass, the largest first."""
    own = np.maximum(lookup.own, 0.0) * (growth[0] / LARGEST_BOUND)
    shared = np.maximum(lookup.shared, 0.0) * (growth[1] / LARGEST_BOUND)
    given = {"ids": lookup.ids.tolist(), "own": own.tolist(), "shared": shared.tolist()}
    return [(row[0], row[1]) for row in connection.execute(_BOUNDS, {**given, "n": n, "skipped": skipped})]


def entries(connection: sa.Connection, numbers: Sequence[int]) -> list[Entry]:
    """Articles by their numbers; those that are gone are left out."""
    # In binary form, which the driver alone can ask for, bytes come as they are and not as twice as many digits.
    driver: Any = connection.connection.driver_connection
    with driver.cursor(binary=True) as cursor:
        cursor.execute(f"{ENTRY} WHERE number = ANY(%s)", (list(numbers),))
        return [entry(row)[1] for row in cursor.fetchall()]
