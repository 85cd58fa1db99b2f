"""The same index kept by others: each is built from passages, searched for the best ten, and given more.

All get the same terms, the title's twice, in the form they like best, made before the clock starts. None of them adds
the article's share to the score: what ours does for it, they are spared. What is added is there when a search finds
it; `keep` then puts it on the disk. tantivy finds nothing before it is on the disk, and rank_bm25 and bm25s can only
be built anew for one paragraph more.
"""

from __future__ import annotations

import pickle
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from retrieval.codes import CodedTerms
from retrieval.engine import LocalEngine
from retrieval.model import Changes, Passage

K = 10
_K1, _B = 1.2, 0.4
_RULES = "benchmark"


class Peer(Protocol):
    """An index of passages in a folder; `search` returns passage ids, the best first."""

    def __init__(self, folder: Path) -> None: ...

    def prepare(self, passages: Sequence[Passage]) -> Any:
        """Bring passages into the form that `add` takes; not timed."""

    def add(self, prepared: Any) -> None:
        """Take passages in, so that the next search finds them."""

    def keep(self) -> None:
        """Put everything on the disk."""

    def open(self) -> None:
        """Begin from what is on the disk."""

    def search(self, terms: list[str]) -> list[int]: ...


class Ours:
    """LocalEngine, the article's half included."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._engine: Any = None

    def prepare(self, passages: Sequence[Passage]) -> tuple[Passage, ...]:
        """Make them anew, as those of the others are: what a fork shares is copied when it is first touched."""
        return tuple(map(_Anew().passage, passages))

    def add(self, prepared: tuple[Passage, ...]) -> None:
        if self._engine is None:
            self.open()
        self._engine.apply(Changes(self._engine.revision + 1, prepared, ()))

    def keep(self) -> None:
        self._engine.save()

    def open(self) -> None:
        self._engine = LocalEngine.open(self._folder, _RULES)

    def search(self, terms: list[str]) -> list[int]:
        return [hit.passage for hit in self._engine.search(terms, K)]


class _Anew:
    """Copies of coded passages, all of which share one new table; other passages stay as they are."""

    def __init__(self) -> None:
        self._of: object = None
        self._table: list[str] = []

    def passage(self, passage: Passage) -> Passage:
        if not isinstance(passage.terms, CodedTerms) or not isinstance(passage.title_terms, CodedTerms):
            return passage
        return replace(
            passage, title_terms=self._coded(passage.title_terms), terms=self._coded(passage.terms)
        )

    def _coded(self, terms: CodedTerms) -> CodedTerms:
        if terms.table is not self._of:
            assert isinstance(terms.table, list)
            self._of, self._table = terms.table, [f"{term} "[:-1] for term in terms.table]
        return CodedTerms(bytes(bytearray(terms.codes)), self._table)


class RankBM25:
    """rank_bm25.BM25Okapi as the package has it, pickled."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "pickle"
        self._ids: list[int] = []
        self._documents: list[list[str]] = []

    def prepare(self, passages: Sequence[Passage]) -> list[tuple[int, list[str]]]:
        return [(passage.id, _document(passage)) for passage in passages]

    def add(self, prepared: list[tuple[int, list[str]]]) -> None:
        from rank_bm25 import BM25Okapi

        self._ids += [id_ for id_, _ in prepared]
        self._documents += [document for _, document in prepared]
        self._index = BM25Okapi(self._documents, k1=_K1, b=_B)

    def keep(self) -> None:
        self._file.write_bytes(pickle.dumps((self._ids, self._index)))

    def open(self) -> None:
        self._ids, self._index = pickle.loads(self._file.read_bytes())  # noqa: S301 - written by this program

    def search(self, terms: list[str]) -> list[int]:
        best = np.argsort(self._index.get_scores(terms))[::-1][:K]
        return [self._ids[i] for i in best.tolist()]


class BM25s:
    """bm25s: weights worked out beforehand in a sparse matrix, read by numpy."""

    backend = "numpy"

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "bm25s"
        self._numbers: dict[str, int] = {}
        self._ids: list[int] = []
        self._documents: list[list[int]] = []

    def prepare(self, passages: Sequence[Passage]) -> list[tuple[int, list[int]]]:
        numbers = self._numbers
        return [
            (passage.id, [numbers.setdefault(term, len(numbers)) for term in _document(passage)])
            for passage in passages
        ]

    def add(self, prepared: list[tuple[int, list[int]]]) -> None:
        import bm25s

        self._ids += [id_ for id_, _ in prepared]
        self._documents += [document for _, document in prepared]
        self._index = bm25s.BM25(k1=_K1, b=_B, backend=self.backend)
        self._index.index((self._documents, self._numbers), show_progress=False)

    def keep(self) -> None:
        self._index.save(self._folder)
        np.save(self._folder / "ids.npy", np.array(self._ids))

    def open(self) -> None:
        import bm25s

        self._index = bm25s.BM25.load(self._folder, mmap=True)
        self._ids = np.load(self._folder / "ids.npy").tolist()
        if self.backend == "numba":
            self._index.backend = "numba"
            self._index.activate_numba_scorer()

    def search(self, terms: list[str]) -> list[int]:
        found, _ = self._index.retrieve([terms], k=min(K, len(self._ids)), show_progress=False)
        return [self._ids[i] for i in found[0].tolist()]


class BM25sNumba(BM25s):
    """bm25s with its kernels compiled by numba, which every new process does again."""

    backend = "numba"


class Tantivy:
    """tantivy on disk; one commit for an addition."""

    def __init__(self, folder: Path) -> None:
        import tantivy

        self._tantivy = tantivy
        builder = tantivy.SchemaBuilder()
        builder.add_integer_field("id", stored=True)
        builder.add_text_field("terms", tokenizer_name="whitespace", index_option="freq")
        self._schema = builder.build()
        self._folder = folder / "tantivy"
        self._folder.mkdir(exist_ok=True)
        self._writer: Any = None

    def prepare(self, passages: Sequence[Passage]) -> list[tuple[int, str]]:
        return [(passage.id, " ".join(_document(passage))) for passage in passages]

    def add(self, prepared: list[tuple[int, str]]) -> None:
        if self._writer is None:
            self._index = self._tantivy.Index(self._schema, path=str(self._folder))
            self._writer = self._index.writer(heap_size=256 << 20, num_threads=1)
        for id_, terms in prepared:
            self._writer.add_document(self._tantivy.Document(id=id_, terms=terms))
        self._writer.commit()
        self._look_again()

    def keep(self) -> None:
        """A commit is on the disk already."""

    def open(self) -> None:
        self._index = self._tantivy.Index.open(str(self._folder))
        self._look_again()

    def search(self, terms: list[str]) -> list[int]:
        query = self._tantivy.Query
        clauses = [
            (self._tantivy.Occur.Should, query.term_query(self._schema, "terms", t, index_option="freq"))
            for t in terms
        ]
        hits = self._searcher.search(query.boolean_query(clauses), K, count=False).hits
        return [self._searcher.doc(address)["id"][0] for _, address in hits]

    def _look_again(self) -> None:
        self._index.register_tokenizer(
            "whitespace", self._tantivy.TextAnalyzerBuilder(self._tantivy.Tokenizer.whitespace()).build()
        )
        self._index.reload()
        self._searcher = self._index.searcher()


class FTS5:
    """SQLite's FTS5 on disk; terms are written as hexadecimal words, which its tokenizer leaves whole."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "fts5.sqlite3"
        self._connection: Any = None

    def prepare(self, passages: Sequence[Passage]) -> list[tuple[int, str]]:
        return [(passage.id, _words(_document(passage))) for passage in passages]

    def add(self, prepared: list[tuple[int, str]]) -> None:
        if self._connection is None:
            self.open()
            self._connection.execute(
                "CREATE VIRTUAL TABLE passages USING fts5(terms, content='', tokenize='ascii')"
            )
        self._connection.executemany("INSERT INTO passages (rowid, terms) VALUES (?, ?)", prepared)

    def keep(self) -> None:
        self._connection.commit()

    def open(self) -> None:
        self._connection = sqlite3.connect(self._file)

    def search(self, terms: list[str]) -> list[int]:
        statement = "SELECT rowid FROM passages WHERE passages MATCH ? ORDER BY rank LIMIT ?"
        found = self._connection.execute(statement, (" OR ".join(_words(terms).split()), K))
        return [number for (number,) in found]


def installed() -> dict[str, Callable[[Path], Peer]]:
    """Return those that can be run here, by name, ours first."""
    peers: dict[str, Callable[[Path], Peer]] = {"ours": Ours, "tantivy": Tantivy, "bm25s numba": BM25sNumba}
    peers |= {"bm25s": BM25s, "fts5": FTS5, "rank_bm25": RankBM25}
    needed = {"tantivy": ("tantivy",), "bm25s numba": ("bm25s", "numba"), "bm25s": ("bm25s",)}
    for name, modules in needed.items():
        with suppress(ImportError):
            for module in modules:
                __import__(module)
            continue
        del peers[name]
    return peers


def _document(passage: Passage) -> list[str]:
    return [*passage.title_terms, *passage.title_terms, *passage.terms]


def _words(terms: list[str]) -> str:
    return " ".join(f"t{term.encode().hex()}" for term in terms)
