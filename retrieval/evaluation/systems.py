"""The systems that are measured, behind one shape: a question gives ranked passages, best first, with excerpts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from retrieval.answering.analyse import analyse
from retrieval.answering.asking import Candidate, likely_candidates
from retrieval.engine import LocalEngine, Names, okapi_scores
from retrieval.evaluation.sets import Document
from retrieval.model import ArticleHead, Changes, Passage, StoredParagraph
from retrieval.text import tokens
from retrieval.text.sentences import sentences

N_RANKED = 10
LONGEST_EXCERPT = 120


@dataclass(frozen=True, slots=True)
class Found:
    """A passage that a system found, what it would quote of it, and how sure it is (any scale of its own)."""

    id: str
    excerpt: str
    confidence: float


System = Callable[[str], Sequence[Found]]


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
        return [Found(documents[c.paragraph.id].id, _excerpt(c), c.evidence.certainty) for c in found]

    return run


def naive(documents: Sequence[Document]) -> System:
    """Return what one would write in an evening: BM25Okapi over jieba's words of title and text, then the sentence
    window that shares most words with the question."""
    corpus = [tokens.raw_words(f"{document.title}{document.text}") for document in documents]
    score = okapi_scores(corpus)

    def run(question: str) -> Sequence[Found]:
        asked = tokens.raw_words(question)
        scores = score(asked)
        best = sorted(range(len(scores)), key=lambda i: (-scores[i], i))[:N_RANKED]
        return [
            Found(documents[i].id, _overlap(documents[i].text, set(asked)), float(scores[i])) for i in best
        ]

    return run


def _overlap(text: str, asked: set[str]) -> str:
    """The sentence that shares most words with the question, grown by its neighbours up to 120 characters."""
    pieces = [span.of(text) for span in sentences(text)] or [text]
    shared = [sum(word in asked for word in tokens.raw_words(piece)) for piece in pieces]
    first = last = max(range(len(pieces)), key=lambda i: shared[i])
    while True:
        options = [
            (shared[edge], span)
            for edge, span in ((first - 1, (first - 1, last)), (last + 1, (first, last + 1)))
            if 0 <= edge < len(pieces) and len("".join(pieces[span[0] : span[1] + 1])) <= LONGEST_EXCERPT
        ]
        if not options:
            return "".join(pieces[first : last + 1])[:LONGEST_EXCERPT]
        first, last = max(options)[1]


def _excerpt(candidate: Candidate) -> str:
    return candidate.window.span.of(candidate.paragraph.text)


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
