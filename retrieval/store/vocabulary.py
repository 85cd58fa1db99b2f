"""Terms are kept once, and texts as the numbers of their terms.

Ten thousand paragraphs hold almost two million terms, but fewer than two hundred thousand different ones. Numbers
load in a fraction of the time that strings take, and equal terms come out as one object, so that they fit in
memory. A number is given once and never taken back; whoever adds terms holds the lock on the library's row.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import TypeVar

import numpy as np
import sqlalchemy as sa

from retrieval.store.tables import vocabulary

# What SQLite takes in one statement has a limit, and a list of values should not meet it.
AT_ONCE = 500
_NUMBER = np.dtype("<u4")

Value = TypeVar("Value")


def numbers(connection: sa.Connection, terms: Iterable[str]) -> dict[str, int]:
    """The number of each term; new terms get one. `connection` is in a writing transaction that holds the lock."""
    wanted = dict.fromkeys(terms)
    found = _known(connection, wanted)
    missing = [term for term in wanted if term not in found]
    if missing:
        connection.execute(vocabulary.insert(), [{"term": term} for term in missing])
        found |= _known(connection, missing)
    return found


def packed(terms: Sequence[str], numbers: Mapping[str, int]) -> bytes:
    """The numbers of a text's terms, in order, four bytes each."""
    return np.fromiter(map(numbers.__getitem__, terms), _NUMBER, len(terms)).tobytes()


def all_terms(connection: sa.Connection) -> list[str]:
    """Every term, at the place of its number; a number that was never given holds an empty one."""
    # Straight from the driver: making hundreds of thousands of row objects takes longer than all the rest.
    cursor = connection.connection.cursor()
    cursor.execute(str(sa.select(vocabulary.c.id, vocabulary.c.term)))
    rows = cursor.fetchall()
    cursor.close()
    terms = [""] * (1 + max((number for number, _ in rows), default=0))
    for number, term in rows:
        terms[number] = term
    return terms


def terms_of(connection: sa.Connection, texts: Sequence[bytes | None]) -> dict[int, str]:
    """The terms of some texts by their numbers; nothing else is read."""
    wanted = np.unique(_numbers(b"".join(text or b"" for text in texts))).tolist()
    select = sa.select(vocabulary.c.id, vocabulary.c.term)
    rows = (connection.execute(select.where(vocabulary.c.id.in_(some))) for some in batches(wanted))
    return {row.id: row.term for row in chain.from_iterable(rows)}


def batches(values: Iterable[Value]) -> Iterator[list[Value]]:
    """The values in lists that one statement takes."""
    left = iter(values)
    while some := list(islice(left, AT_ONCE)):
        yield some


def _numbers(text: bytes | None) -> np.ndarray[tuple[int], np.dtype[np.uint32]]:
    return np.frombuffer(text or b"", _NUMBER)


def _known(connection: sa.Connection, terms: Iterable[str]) -> dict[str, int]:
    select = sa.select(vocabulary.c.term, vocabulary.c.id)
    rows = (connection.execute(select.where(vocabulary.c.term.in_(some))) for some in batches(terms))
    return {row.term: row.id for row in chain.from_iterable(rows)}
