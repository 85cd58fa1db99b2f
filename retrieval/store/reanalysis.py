"""Make all terms anew when the analyser has changed, without keeping writers waiting for the slow part."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import chain

import sqlalchemy as sa

from retrieval.store import saving, vocabulary
from retrieval.store.database import Database
from retrieval.store.rows import Analyse, title_text
from retrieval.store.tables import articles, library, paragraphs

_ROWS_AT_ONCE = 500
_Made = dict[int, tuple[str, ...]]


def reanalyse(database: Database, terms: Analyse, fingerprint: str) -> int:
    """Give every article and paragraph new terms in one transaction; returns the new revision."""
    with database.read() as connection:
        titles = _analysed(_titles(connection), terms)
        texts = _analysed(_texts(connection), terms)
    with database.write() as connection:
        revision = int(saving.lock_revision(connection).revision) + 1
        # What was saved in the meantime is not among the terms made above.
        titles |= _analysed(_without(_titles(connection), titles), terms)
        texts |= _analysed(_without(_texts(connection), texts), terms)
        _update(connection, articles, titles, {"title_terms": sa.bindparam("made")})
        made = {"terms": sa.bindparam("made"), "analysed_revision": revision}
        _update(connection, paragraphs, texts, made)
        connection.execute(library.update().values(revision=revision, fingerprint=fingerprint))
    return revision


def _titles(connection: sa.Connection) -> Iterator[tuple[int, str]]:
    columns = (articles.c.id, articles.c.title, articles.c.kicker, articles.c.subtitle)
    for row in connection.execute(sa.select(*columns).execution_options(yield_per=_ROWS_AT_ONCE)):
        yield row.id, title_text(row.title, row.kicker, row.subtitle)


def _texts(connection: sa.Connection) -> Iterator[tuple[int, str]]:
    columns = (paragraphs.c.id, paragraphs.c.text)
    for row in connection.execute(sa.select(*columns).execution_options(yield_per=_ROWS_AT_ONCE)):
        yield row.id, row.text


def _analysed(texts: Iterator[tuple[int, str]], terms: Analyse) -> _Made:
    """Terms by id; equal terms are one object, or those of a large library would not fit in memory."""
    return {id_: tuple(map(sys.intern, terms(text))) for id_, text in texts}


def _without(texts: Iterator[tuple[int, str]], made: _Made) -> Iterator[tuple[int, str]]:
    return ((id_, text) for id_, text in texts if id_ not in made)


def _update(connection: sa.Connection, table: sa.Table, made: _Made, values: dict[str, object]) -> None:
    """Write by id; an id that was removed in the meantime meets no row."""
    statement = table.update().where(table.c.id == sa.bindparam("row_id")).values(values)
    numbers = vocabulary.numbers(connection, chain.from_iterable(made.values()))
    rows = [{"row_id": id_, "made": vocabulary.packed(text, numbers)} for id_, text in made.items()]
    if rows:
        connection.execute(statement, rows)
