"""The statements of whoever changes the index; bulk goes by COPY, straight through the driver."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np

from retrieval.engine.arrays import Longs
from retrieval.engine.postgres.entry import LARGEST_CHUNK, Entry

Cursor = Any
ENTRY = "SELECT number, article_id, title, passage_ids, lengths, bodies FROM index_articles"
_THIN = LARGEST_CHUNK // 2


def entries_of(cursor: Cursor, article_ids: list[int], passage_ids: list[int]) -> dict[int, Entry]:
    """The articles with these ids, and those that hold one of these passages, by their numbers."""
    holding = "SELECT number FROM index_passages WHERE passage_id = ANY(%s::bigint[])"
    cursor.execute(
        f"{ENTRY} WHERE article_id = ANY(%s::bigint[]) OR number IN ({holding})",
        (article_ids, passage_ids),
    )
    return dict(map(entry, cursor.fetchall()))


def entries_in(cursor: Cursor, chunks: Sequence[int]) -> dict[int, Entry]:
    """The living articles of some chunks, by their numbers."""
    inside = "EXISTS (SELECT FROM index_chunks c WHERE c.first = ANY(%s) AND number >= c.first AND number < c.first + c.size)"
    cursor.execute(f"{ENTRY} WHERE {inside} ORDER BY number", (list(chunks),))
    return dict(map(entry, cursor.fetchall()))


def entry(row: Sequence[Any]) -> tuple[int, Entry]:
    """An article's number and itself, from a row of `index_articles`."""
    number, article_id, title, passage_ids, lengths, bodies = row
    return number, Entry(
        article_id,
        np.frombuffer(title, "<i4"),
        tuple(np.frombuffer(passage_ids, "<i8").tolist()),
        np.frombuffer(lengths, "<i8"),
        np.frombuffer(bodies, "<i4"),
    )


def delete(cursor: Cursor, numbers: list[int]) -> None:
    """Delete articles; their postings stay until the chunk is written anew."""
    cursor.execute("DELETE FROM index_passages WHERE number = ANY(%s)", (numbers,))
    cursor.execute("DELETE FROM index_articles WHERE number = ANY(%s)", (numbers,))


def all_chunks(cursor: Cursor) -> list[int]:
    """All chunks."""
    cursor.execute("SELECT first FROM index_chunks ORDER BY first")
    return [first for (first,) in cursor.fetchall()]


def thin_chunks(cursor: Cursor) -> list[int]:
    """The chunks in which less than half of what one can hold is alive."""
    living = "SELECT count(*) FROM index_articles WHERE number >= first AND number < first + size"
    cursor.execute(f"SELECT first FROM index_chunks WHERE ({living}) < %s ORDER BY first", (_THIN,))  # noqa: S608
    return [first for (first,) in cursor.fetchall()]


def delete_chunks(cursor: Cursor, chunks: Sequence[int]) -> None:
    """Delete chunks with all their postings."""
    cursor.execute("DELETE FROM index_postings WHERE first = ANY(%s)", (list(chunks),))
    cursor.execute("DELETE FROM index_chunks WHERE first = ANY(%s)", (list(chunks),))


def write_articles(
    cursor: Cursor, first: int, entries: Sequence[Entry], documents: Sequence[Sequence[str]] | None
) -> None:
    """Write a chunk of articles, numbered from `first` on; `documents` are those of each article's passages."""
    cursor.execute("INSERT INTO index_chunks VALUES (%s, %s)", (first, len(entries)))
    told: Sequence[Sequence[str | None]]
    told = documents or [[None] * len(one.passage_ids) for one in entries]
    columns = "number, article_id, passage_ids, lengths, title, bodies"
    with cursor.copy(f"COPY index_articles ({columns}) FROM STDIN") as copy:
        for number, one in enumerate(entries, first):
            title, bodies = (tokens.astype("<i4").tobytes() for tokens in (one.title, one.bodies))
            ids, lengths = (np.array(held, "<i8").tobytes() for held in (one.passage_ids, one.lengths))
            copy.write_row((number, one.article_id, ids, lengths, title, bodies))
    with cursor.copy("COPY index_passages (passage_id, number, document) FROM STDIN") as copy:
        for number, (one, texts) in enumerate(zip(entries, told, strict=True), first):
            for id_, text in zip(one.passage_ids, texts, strict=True):
                copy.write_row((id_, number, text))


def write_postings(cursor: Cursor, first: int, postings: Iterable[tuple[int, list[int]]]) -> None:
    """Write the postings of a chunk."""
    with cursor.copy("COPY index_postings (term, first, packed) FROM STDIN") as copy:
        for lines in _joined(f"{term}\t{first}\t{{{','.join(map(str, held))}}}\n" for term, held in postings):
            copy.write(lines)


def numbers_of(cursor: Cursor, words: list[str]) -> dict[str, int]:
    """The numbers of those terms that have one."""
    if not words:
        return {}
    cursor.execute("SELECT term, id FROM index_terms WHERE term = ANY(%s)", (words,))
    return dict(cursor.fetchall())


def frequencies(cursor: Cursor, ids: Longs) -> Longs:
    """How many passages, and how many articles, hold each of some terms; the ids ascend."""
    cursor.execute(
        "SELECT in_passages, in_articles FROM index_terms WHERE id = ANY(%s::int[]) ORDER BY id",
        (ids.tolist(),),
    )
    return np.array(cursor.fetchall(), np.int64).reshape(-1, 2).T


def update_terms(cursor: Cursor, ids: Longs, counts: Longs) -> None:
    """Set the frequencies of terms."""
    changed = "unnest(%s::int[], %s::int[], %s::int[]) AS made (id, in_passages, in_articles)"
    cursor.execute(
        "UPDATE index_terms t SET in_passages = made.in_passages, in_articles = made.in_articles "  # noqa: S608
        f"FROM {changed} WHERE t.id = made.id",
        (ids.tolist(), *counts.tolist()),
    )


def write_terms(cursor: Cursor, first: int, words: Sequence[str], ids: Longs, counts: Longs) -> None:
    """Write new terms, numbered from `first` on, with the frequencies of those that have any."""
    held = np.zeros((2, len(words)), np.int64)
    held[:, ids - first] = counts
    with cursor.copy("COPY index_terms (id, term, in_passages, in_articles) FROM STDIN") as copy:
        for number, (word, *frequency) in enumerate(zip(words, *held.tolist(), strict=True), first):
            copy.write_row((number, word, *frequency))


def analyse(cursor: Cursor) -> None:
    """Have the database count what the tables hold, or it would read all of them for each search."""
    for table in ("terms", "articles", "passages", "postings"):
        cursor.execute(f"ANALYZE index_{table}")


def _joined(lines: Iterable[str]) -> Iterator[str]:
    """Lines in pieces that are worth sending."""
    some: list[str] = []
    for line in lines:
        some.append(line)
        if len(some) == 4096:
            yield "".join(some)
            some = []
    yield "".join(some)
