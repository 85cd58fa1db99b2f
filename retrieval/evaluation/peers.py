"""The peers: other engines over the same terms as ours (words and Han bigrams, the title's twice), with the excerpts
they make themselves. bm25s and tantivy come with the test extra; SQLite with Python.

An engine that only finds passages (bm25s) quotes as the naive way does. Snippets are made over jieba's words parted by
blanks, since none of them cuts Chinese, and are printed without the blanks, at most 120 characters.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from typing import Any

from retrieval.answering.questions import without_asking_words
from retrieval.evaluation.naive import LONGEST_EXCERPT, N_RANKED, Found, System, overlap, quoted
from retrieval.evaluation.sets import Document
from retrieval.text import tokens
from retrieval.text.fold import fold

_SNIPPET_TOKENS = 60
_SNIPPET_CHARACTERS = 220  # blanks included
_K1, _B = 1.2, 0.4


def fts5(documents: Sequence[Document]) -> System:
    """Return SQLite's FTS5: bm25() over the terms, snippet() over the words."""
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE found USING fts5(terms, content='', tokenize='ascii')")
    connection.execute("CREATE VIRTUAL TABLE printed USING fts5(words, tokenize='unicode61')")
    rows = ((i, _coded(_terms(document))) for i, document in enumerate(documents))
    connection.executemany("INSERT INTO found (rowid, terms) VALUES (?, ?)", rows)
    words = ((i, _words(document.text)) for i, document in enumerate(documents))
    connection.executemany("INSERT INTO printed (rowid, words) VALUES (?, ?)", words)

    def run(question: str) -> Sequence[Found]:
        wanted = " OR ".join(_coded(_asked(question)).split())
        if not wanted:
            return []
        ranked = connection.execute(
            "SELECT rowid, -rank FROM found WHERE found MATCH ? ORDER BY rank LIMIT ?", (wanted, N_RANKED)
        ).fetchall()
        return quoted(documents, ranked, lambda i: snippet(i, question))

    def snippet(i: int, question: str) -> str:
        quoted = (f'"{word}"' for word in _words(question).split() if '"' not in word)
        found = connection.execute(
            f"SELECT snippet(printed, 0, '', '', '', {_SNIPPET_TOKENS}) FROM printed WHERE rowid = ? AND printed MATCH ?",  # noqa: S608
            (i, " OR ".join(quoted)),
        ).fetchone()
        return _joined(found[0]) if found else documents[i].text[:LONGEST_EXCERPT]

    return run


def bm25s(documents: Sequence[Document]) -> System:
    """Return bm25s, the paragraphs' and titles' terms in one field; it makes no excerpts of its own."""
    import bm25s

    index = bm25s.BM25(k1=_K1, b=_B)
    index.index([_terms(document) for document in documents], show_progress=False)

    def run(question: str) -> Sequence[Found]:
        asked = _asked(question)
        if not asked:
            return []
        found, scores = index.retrieve([asked], k=min(N_RANKED, len(documents)), show_progress=False)
        words = set(tokens.raw_words(question))
        ranked = [*zip(found[0].tolist(), scores[0].tolist(), strict=True)]
        return quoted(documents, ranked, lambda i: overlap(documents[i].text, words))

    return run


def tantivy(documents: Sequence[Document]) -> System:
    """Return tantivy: BM25 over the terms, its snippet generator over the words."""
    import tantivy

    schema = _schema(tantivy)
    index = tantivy.Index(schema)
    analyser = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
    index.register_tokenizer("whitespace", analyser)
    writer = index.writer(heap_size=128 << 20, num_threads=1)
    for i, document in enumerate(documents):
        terms = " ".join(_terms(document))
        writer.add_document(tantivy.Document(id=i, terms=terms, words=_words(document.text)))
    writer.commit()
    index.reload()
    searcher = index.searcher()

    def run(question: str) -> Sequence[Found]:
        wanted = _any_of(tantivy, schema, "terms", _asked(question))
        shown = _any_of(tantivy, schema, "words", _words(question).split())
        generator = tantivy.SnippetGenerator.create(searcher, shown, schema, "words")
        generator.set_max_num_chars(_SNIPPET_CHARACTERS)
        hits = [
            (searcher.doc(address), score)
            for score, address in searcher.search(wanted, N_RANKED, count=False).hits
        ]
        stored = {hit["id"][0]: hit for hit, _ in hits}

        def snippet(i: int) -> str:
            return _joined(generator.snippet_from_doc(stored[i]).fragment())

        return quoted(documents, [(hit["id"][0], score) for hit, score in hits], snippet)

    return run


PEERS: dict[str, Callable[[Sequence[Document]], System]] = {"bm25s": bm25s, "tantivy": tantivy, "fts5": fts5}


def missing() -> list[str]:
    """Return the peers that are not installed here."""
    return [name for name in ("bm25s", "tantivy") if find_spec(name) is None]


def _schema(module: Any) -> Any:
    builder = module.SchemaBuilder()
    builder.add_integer_field("id", stored=True)
    builder.add_text_field("terms", tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field("words", tokenizer_name="whitespace", stored=True)
    return builder.build()


def _any_of(module: Any, schema: Any, field: str, terms: Sequence[str]) -> Any:
    option = "freq" if field == "terms" else "position"
    clauses = [
        (module.Occur.Should, module.Query.term_query(schema, field, term, index_option=option))
        for term in terms
    ]
    return module.Query.boolean_query(clauses)


def _terms(document: Document) -> list[str]:
    return 2 * tokens.terms(document.title) + tokens.terms(document.text)


def _asked(question: str) -> list[str]:
    folded = fold(question)
    return tokens.terms(without_asking_words(folded)) or tokens.terms(folded)


def _coded(terms: Sequence[str]) -> str:
    """Terms as hexadecimal words, which FTS5's tokenizer leaves whole."""
    return " ".join(f"t{term.encode().hex()}" for term in terms)


def _words(text: str) -> str:
    return " ".join(word for word in tokens.raw_words(text) if word.strip())


def _joined(snippet: str) -> str:
    return "".join(snippet.split())[:LONGEST_EXCERPT]
