"""The same index kept by others: each is built from passages, searched for the best ten, and given one more.

All get the same terms, the title's twice. None of them adds the article's share to the score: what ours does for it,
they are spared. `add` ends when a search finds the new passage; rank_bm25 and bm25s can only be built anew for that.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Protocol

import numpy as np

from retrieval.engine import LocalEngine
from retrieval.model import Changes, Passage

K = 10
_K1, _B = 1.2, 0.4


class Peer(Protocol):
    """An index of passages; `search` returns passage ids, the best first."""

    def build(self, passages: Sequence[Passage]) -> None: ...

    def search(self, terms: list[str]) -> list[int]: ...

    def add(self, passage: Passage) -> None: ...


class Ours:
    """LocalEngine, the article's half included."""

    def __init__(self) -> None:
        self._engine = LocalEngine()

    def build(self, passages: Sequence[Passage]) -> None:
        self._engine.apply(Changes(1, tuple(passages), ()))

    def search(self, terms: list[str]) -> list[int]:
        return [hit.passage for hit in self._engine.search(terms, K)]

    def add(self, passage: Passage) -> None:
        self._engine.apply(Changes(self._engine.revision + 1, (passage,), ()))


class RankBM25:
    """rank_bm25.BM25Okapi as the package has it."""

    def build(self, passages: Sequence[Passage]) -> None:
        from rank_bm25 import BM25Okapi

        self._passages = list(passages)
        self._index = BM25Okapi([_document(passage) for passage in passages], k1=_K1, b=_B)

    def search(self, terms: list[str]) -> list[int]:
        best = np.argsort(self._index.get_scores(terms))[::-1][:K]
        return [self._passages[i].id for i in best.tolist()]

    def add(self, passage: Passage) -> None:
        self.build([*self._passages, passage])


class BM25s:
    """bm25s with numpy: weights worked out beforehand in a sparse matrix."""

    def build(self, passages: Sequence[Passage]) -> None:
        import bm25s

        self._passages = list(passages)
        self._index = bm25s.BM25(k1=_K1, b=_B)
        self._index.index([_document(passage) for passage in passages], show_progress=False)

    def search(self, terms: list[str]) -> list[int]:
        found, _ = self._index.retrieve([terms], k=K, show_progress=False)
        return [self._passages[i].id for i in found[0].tolist()]

    def add(self, passage: Passage) -> None:
        self.build([*self._passages, passage])


class Tantivy:
    """tantivy in memory, one commit for an addition."""

    def build(self, passages: Sequence[Passage]) -> None:
        import tantivy

        self._tantivy = tantivy
        builder = tantivy.SchemaBuilder()
        builder.add_integer_field("id", stored=True)
        builder.add_text_field("terms", tokenizer_name="whitespace", index_option="freq")
        self._schema = builder.build()
        self._index = tantivy.Index(self._schema)
        self._index.register_tokenizer(
            "whitespace", tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
        )
        self._writer = self._index.writer(heap_size=256 << 20, num_threads=1)
        for passage in passages:
            self._file(passage)
        self._commit()

    def search(self, terms: list[str]) -> list[int]:
        query = self._tantivy.Query
        clauses = [
            (self._tantivy.Occur.Should, query.term_query(self._schema, "terms", t, index_option="freq"))
            for t in terms
        ]
        hits = self._searcher.search(query.boolean_query(clauses), K, count=False).hits
        return [self._searcher.doc(address)["id"][0] for _, address in hits]

    def add(self, passage: Passage) -> None:
        self._file(passage)
        self._commit()

    def _file(self, passage: Passage) -> None:
        document = self._tantivy.Document(id=passage.id, terms=" ".join(_document(passage)))
        self._writer.add_document(document)

    def _commit(self) -> None:
        self._writer.commit()
        self._index.reload()
        self._searcher = self._index.searcher()


class FTS5:
    """SQLite's FTS5 in memory; terms are written as hexadecimal words, which its tokenizer leaves whole."""

    def build(self, passages: Sequence[Passage]) -> None:
        self._connection = sqlite3.connect(":memory:")
        self._connection.execute(
            "CREATE VIRTUAL TABLE passages USING fts5(terms, content='', tokenize='ascii')"
        )
        rows = ((passage.id, _words(_document(passage))) for passage in passages)
        self._connection.executemany("INSERT INTO passages (rowid, terms) VALUES (?, ?)", rows)
        self._connection.commit()

    def search(self, terms: list[str]) -> list[int]:
        statement = "SELECT rowid FROM passages WHERE passages MATCH ? ORDER BY rank LIMIT ?"
        found = self._connection.execute(statement, (" OR ".join(_words(terms).split()), K))
        return [number for (number,) in found]

    def add(self, passage: Passage) -> None:
        statement = "INSERT INTO passages (rowid, terms) VALUES (?, ?)"
        self._connection.execute(statement, (passage.id, _words(_document(passage))))
        self._connection.commit()


def installed() -> dict[str, Callable[[], Peer]]:
    """Return those that can be run here, by name, ours first."""
    peers: dict[str, Callable[[], Peer]] = {"ours": Ours, "rank_bm25": RankBM25, "fts5": FTS5}
    with suppress(ImportError):
        import bm25s  # noqa: F401

        peers["bm25s"] = BM25s
    with suppress(ImportError):
        import tantivy  # noqa: F401

        peers["tantivy"] = Tantivy
    return peers


def _document(passage: Passage) -> list[str]:
    return [*passage.title_terms, *passage.title_terms, *passage.terms]


def _words(terms: list[str]) -> str:
    return " ".join(f"t{term.encode().hex()}" for term in terms)
