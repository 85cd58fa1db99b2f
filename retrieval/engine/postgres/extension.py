"""The extension pg_textsearch: where it is, whether it is new enough, and what it is asked.

Its words are our terms in ASCII, `t` and the hexadecimal UTF-8: any parser leaves these whole. Versions before 1.3
lose what came after the index was made when the server crashes, and never show it on a standby.
"""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa

from retrieval.engine.parameters import Parameters
from retrieval.engine.postgres.entry import Entry
from retrieval.engine.postgres.rows import Cursor
from retrieval.errors import LibraryError

OLDEST = (1, 3)
_MOST_WORDS = 1 << 18


def version(connection: sa.Connection, oldest: tuple[int, ...] = OLDEST) -> str | None:
    """The version that this database uses, None for none; LibraryError when it is too old to be trusted."""
    found = connection.scalar(sa.text("SELECT extversion FROM pg_extension WHERE extname = 'pg_textsearch'"))
    if found is None:
        return None
    numbers = tuple(int(part) for part in str(found).split(".") if part.isdigit())
    if numbers < oldest:
        least = ".".join(map(str, oldest))
        raise LibraryError(
            f"pg_textsearch {found} loses paragraphs after a crash and on a standby: update it to {least} or newer, "
            "or DROP EXTENSION pg_textsearch CASCADE and search in plain SQL"
        )
    return str(found)


def index(connection: sa.Connection, parameters: Parameters) -> None:
    """Make the index if it is not there; later rows go into it by themselves."""
    numbers = parameters.passage
    connection.execute(
        sa.text(
            "CREATE INDEX IF NOT EXISTS index_passages_bm25 ON index_passages USING bm25 (document) "
            f"WITH (text_config = 'simple', k1 = {numbers.k1}, b = {numbers.b})"
        )
    )


def coded(term: str) -> str:
    """A term as the extension keeps it."""
    return f"t{term.encode().hex()}"


def best(connection: sa.Connection, query_terms: Sequence[str], n: int) -> list[int]:
    """The numbers of the articles that hold the `n` best passages, by the extension's own scores."""
    # Ordered by anything else besides, the extension would look for one passage more, and for that begin anew: twice
    # the time. Which of equal passages are the last to be proposed is left to it.
    query = sa.text(
        "SELECT number FROM index_passages "
        "ORDER BY document <@> to_bm25query(:wanted, 'index_passages_bm25') LIMIT :n"
    )
    given = {"wanted": " ".join(map(coded, query_terms)), "n": n}
    return list(dict.fromkeys(connection.scalars(query, given).all()))


class Coder:
    """Writes articles as documents of coded words; it learns the words it needs from the database."""

    def __init__(self, cursor: Cursor, new: Sequence[str], first_new: int) -> None:
        """`new` are terms that are not in the database yet, numbered from `first_new` on."""
        self._cursor = cursor
        self._new = new
        self._first_new = first_new
        self._words: dict[int, str] = {}

    def documents(self, entries: Sequence[Entry], title_weight: int) -> list[list[str]]:
        """The documents of each article's passages."""
        self._learn(
            {number for entry in entries for number in (*entry.title.tolist(), *entry.bodies.tolist())}
        )
        return [self._documents(entry, title_weight) for entry in entries]

    def _documents(self, entry: Entry, title_weight: int) -> list[str]:
        words = [self._words[number] for number in entry.bodies.tolist()]
        title = [self._words[number] for number in entry.title.tolist()]
        texts, start = [], 0
        for length in entry.lengths.tolist():
            texts.append(" ".join((*(title_weight * title), *words[start : start + length])))
            start += length
        return texts

    def _learn(self, numbers: set[int]) -> None:
        if len(self._words) > _MOST_WORDS:
            self._words.clear()
        missing = numbers - self._words.keys()
        old = [number for number in missing if number < self._first_new]
        for number in missing:
            if number >= self._first_new:
                self._words[number] = coded(self._new[number - self._first_new])
        if old:
            self._cursor.execute("SELECT id, term FROM index_terms WHERE id = ANY(%s::int[])", (old,))
            self._words.update((number, coded(term)) for number, term in self._cursor.fetchall())
