"""The systems that are measured, behind one shape: a question gives ranked passages, best first, with excerpts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from retrieval.answering.analyse import analyse
from retrieval.answering.asking import likely_candidates, quotable
from retrieval.engine import LocalEngine, Names
from retrieval.evaluation.naive import N_QUOTED, N_RANKED, Found, System, by_sentence, quoted
from retrieval.evaluation.sets import Document
from retrieval.model import ArticleHead, Changes, Passage, StoredParagraph
from retrieval.text import tokens
from retrieval.text.sentences import sentences


def ours(documents: Sequence[Document]) -> System:
    """Return this program's own way: analyse -> search -> quote, without the abstention."""
    engine, stored = LocalEngine(), paragraphs(documents)
    engine.apply(Changes(1, tuple(passages(documents)), ()))
    names = Names(engine)

    def fetch(ids: Iterable[int]) -> Mapping[int, StoredParagraph]:
        return {i: stored[i] for i in ids}

    def run(question: str) -> Sequence[Found]:
        query = analyse(question, engine, names)
        found = likely_candidates(query, engine, fetch, N_RANKED) if query.terms else []
        quotes = [c.window.span.of(c.paragraph.text) for c in quotable(found, N_QUOTED)]
        return [
            Found(documents[c.paragraph.id].id, quotes[i] if i < len(quotes) else "", c.evidence.certainty)
            for i, c in enumerate(found)
        ]

    return run


def prototype(documents: Sequence[Document]) -> System:
    """Return the design without its second look: the engine's order, then BM25Plus over the paragraph's sentences."""
    engine = LocalEngine()
    engine.apply(Changes(1, tuple(passages(documents)), ()))
    names = Names(engine)

    def run(question: str) -> Sequence[Found]:
        query = analyse(question, engine, names)
        bound = engine.upper_bound(query.terms) or 1.0
        ranked = [(hit.passage, hit.score / bound) for hit in engine.search(query.terms, N_RANKED)]
        return quoted(documents, ranked, lambda i: by_sentence(documents[i].text, query.terms))

    return run


def passages(documents: Sequence[Document]) -> Iterable[Passage]:
    """Yield the documents as the engine takes them, numbered in their order."""
    articles: dict[str, int] = {}
    titles: dict[str, tuple[str, ...]] = {}
    for i, document in enumerate(documents):
        if document.title not in titles:
            titles[document.title] = tuple(tokens.terms(document.title))
        article = articles.setdefault(document.doc, len(articles))
        yield Passage(i, article, titles[document.title], tuple(tokens.terms(document.text)))


def paragraphs(documents: Sequence[Document]) -> list[StoredParagraph]:
    """Return the documents as stored paragraphs, numbered in their order; those of one `doc` follow one another."""
    heads: dict[str, ArticleHead] = {}
    latest: dict[str, StoredParagraph] = {}
    stored = []
    for i, document in enumerate(documents):
        head = heads.setdefault(document.doc, _head(len(heads), document.title))
        before = latest.get(document.doc)
        latest[document.doc] = StoredParagraph(
            id=i,
            position=before.position + 1 if before else 0,
            text=document.text,
            sentences=sentences(document.text),
            article=head,
            before=before.text if before else "",
        )
        stored.append(latest[document.doc])
    return stored


def _head(number: int, title: str) -> ArticleHead:
    return ArticleHead(
        id=number,
        issue_id=0,
        bulletin="",
        published_on=None,
        title=title,
        is_title_derived=False,
        date=None,
        date_text=None,
        page=None,
        byline=None,
        lead="",
    )
