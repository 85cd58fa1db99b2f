"""The flow of an answer: analyse -> search -> fetch -> quote, or abstain."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from math import log

from retrieval.answering.abstention import Evidence, reason_to_abstain, speaks_itself
from retrieval.answering.analyse import analyse
from retrieval.answering.choosing import chosen
from retrieval.answering.excerpt import Weight, Window, best_window, kind_evidence
from retrieval.answering.highlight import highlights, shifted_matches
from retrieval.answering.questions import GENERIC
from retrieval.answering.ranking import DEPTH, likeliest_first
from retrieval.answering.recency import newest_first
from retrieval.answering.reference import references
from retrieval.answering.signs import share_of
from retrieval.answering.timing import Timed, of_bulletins, preferred_first, timed, within
from retrieval.answering.unheard import unheard, weights_of
from retrieval.engine import Engine
from retrieval.indexing import Current
from retrieval.model import (
    Abstention,
    Answer,
    ArticleHead,
    Citation,
    Excerpt,
    Hit,
    Query,
    Quote,
    Span,
    StoredParagraph,
)
from retrieval.text.fold import fold

N_SEARCHED = 40
# Among so many the days that were asked for are looked for.
N_SEARCHED_WITHIN = 2000
N_CANDIDATES = 6
N_NEAR = 3

Fetch = Callable[[Iterable[int]], Mapping[int, StoredParagraph]]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A hit with its paragraph, the window that may answer, and the evidence that it does; `chance` is that of the
    paragraph to answer if any that was found does."""

    hit: Hit
    paragraph: StoredParagraph
    window: Window
    evidence: Evidence
    chance: float = 0.0


def ask(
    current: Current,
    question: str,
    limit: int = 5,
    *,
    today: dt.date | None = None,
    bulletins: Collection[str] | None = None,
) -> Answer | Abstention:
    """Return up to `limit` quotes that answer `question`, best first, or an honest abstention.

    With `today` words for a time count: 上周 bounds the days of the articles where anything of these days answers,
    7月18日 brings what is of that day to the front. Only `bulletins` with these names are asked, None asks all.
    """
    asked = timed(question, today) if today is not None else Timed(question)
    engine, every = current.engine, current.library.paragraphs
    fetch: Fetch = every if bulletins is None else of_bulletins(every, bulletins)
    n_searched = N_SEARCHED if bulletins is None else N_SEARCHED_WITHIN
    query = replace(analyse(asked.question, engine, current.names), text=question, days=asked.days)
    if asked.days is not None:
        found = answer(query, engine, within(fetch, asked.days), limit, N_SEARCHED_WITHIN)
        if isinstance(found, Answer):
            return found
        query = _without_days(query, question, asked, current)
    found = answer(query, engine, fetch, limit, n_searched)
    if isinstance(found, Abstention):
        return found
    return replace(found, quotes=preferred_first(found.quotes, question, asked.preferred))


def _without_days(query: Query, question: str, asked: Timed, current: Current) -> Query:
    """The query once nothing of its days answers: words that a bulletin may print are looked for again."""
    if asked.is_counted:
        return replace(query, is_days_met=False)
    return analyse(question, current.engine, current.names)


def answer(
    query: Query, engine: Engine, fetch: Fetch, limit: int = 5, n_searched: int = N_SEARCHED
) -> Answer | Abstention:
    """Return the answer to an analysed question from the paragraphs that `fetch` gives for their ids.

    `n_searched` is how deep into the ranking it looks; `fetch` may leave paragraphs out.
    """
    found = likely_candidates(query, engine, fetch, N_CANDIDATES, n_searched)
    best = found[0].evidence if found else None
    reason = reason_to_abstain(query, best, is_library_empty=len(engine) == 0)
    if reason:
        return Abstention(query, reason, _near(found))
    good = [c for c in found if reason_to_abstain(query, c.evidence, is_library_empty=False) is None]
    good = [c for c in good if speaks_itself(query, c.evidence)] or good[:1]
    shown = quotable([_without_silent_second(query, candidate) for candidate in good], limit)
    order = newest_first(query.kind, [c.evidence for c in shown], [c.paragraph.article for c in shown])
    return Answer(query, tuple(_quote(query, shown[i]) for i in order))


def _without_silent_second(query: Query, candidate: Candidate) -> Candidate:
    """The candidate without its second place if plain words were asked and none of them stands there."""
    second = candidate.window.second
    if query.kind != "topic" or second is None:
        return candidate
    said = fold(second.span.of(candidate.paragraph.text))
    if any(word in said for word in query.words):
        return candidate
    return replace(candidate, window=replace(candidate.window, second=None))


def quotable(found: Sequence[Candidate], limit: int) -> list[Candidate]:
    """Return the candidates as they are quoted, at most `limit`; one with two places worth it comes twice."""
    texts = [candidate.paragraph.text for candidate in found]
    windows, chances = [c.window for c in found], [c.chance for c in found]
    return [replace(found[i], window=window) for i, window in chosen(texts, windows, chances, limit)]


def candidates(query: Query, engine: Engine, fetch: Fetch, k: int) -> list[Candidate]:
    """Return the `k` best paragraphs with their windows and evidence, best first."""
    hits = engine.search(query.terms, k)
    paragraphs = fetch([hit.passage for hit in hits])
    known = [hit for hit in hits if hit.passage in paragraphs]
    return once([candidate_of(query, hit, paragraphs[hit.passage], engine) for hit in known])


def once(found: Sequence[Candidate]) -> list[Candidate]:
    """Return the candidates, of each report only those from the place that is found first."""
    chosen: dict[int, int] = {}
    heads = [candidate.paragraph.article for candidate in found]
    is_chosen = [chosen.setdefault(head.repeats or head.id, head.id) == head.id for head in heads]
    return [candidate for candidate, is_kept in zip(found, is_chosen, strict=True) if is_kept]


def likely_candidates(
    query: Query, engine: Engine, fetch: Fetch, k: int, n_searched: int = N_SEARCHED
) -> list[Candidate]:
    """Return the `k` paragraphs that likeliest answer, likeliest first, with their windows and evidence."""
    hits = engine.search(query.terms, n_searched)
    paragraphs = _first_found(hits, fetch)
    hits = tuple(hit for hit in hits if hit.passage in paragraphs)
    weight = weigher(engine)
    ranked = likeliest_first(query, hits, paragraphs, engine.upper_bound(query.terms), weight, k)
    never, weights = unheard(query, engine), weights_of(query, engine, weight)
    found = []
    for each in ranked:
        paragraph, clues = paragraphs[each.hit.passage], {**each.signs, **never}
        candidate = _candidate(query, each.hit, paragraph, weight, weights, clues)
        found.append(replace(candidate, chance=each.chance))
    return found


def _first_found(hits: Sequence[Hit], fetch: Fetch) -> dict[int, StoredParagraph]:
    """The paragraphs of the first hits that there are, at least as many as the second look takes if there are so many."""
    found: dict[int, StoredParagraph] = {}
    first, end = 0, DEPTH
    while first < len(hits) and len(found) < DEPTH:
        found.update(fetch([hit.passage for hit in hits[first:end]]))
        first, end = end, 4 * end
    return found


def candidate_of(query: Query, hit: Hit, paragraph: StoredParagraph, engine: Engine) -> Candidate:
    """Return a hit with the window of its paragraph that may answer, and the evidence that it does."""
    weight = weigher(engine)
    return _candidate(query, hit, paragraph, weight, weights_of(query, engine, weight), {})


def _candidate(
    query: Query,
    hit: Hit,
    paragraph: StoredParagraph,
    weight: Weight,
    weights: Mapping[str, float],
    clues: Mapping[str, float],
) -> Candidate:
    window = best_window(paragraph.text, paragraph.sentences, query, paragraph.article.title)
    folded = fold(paragraph.text)
    held = folded + "\n" + fold(paragraph.article.title)
    words = {word: weight(word) for word in query.words if word not in GENERIC}
    evidence = Evidence(
        share=share_of(weights, held),
        word_share=share_of(words, held),
        kind=kind_evidence(window.span.of(folded), query, weight),
        own_share=share_of(weights, folded),
        clues=clues,
    )
    return Candidate(hit, paragraph, window, evidence)


def _near(found: Sequence[Candidate]) -> tuple[ArticleHead, ...]:
    heads = {c.paragraph.article.id: c.paragraph.article for c in found}
    return tuple(heads.values())[:N_NEAR]


def _quote(query: Query, candidate: Candidate) -> Quote:
    spans = highlights(candidate.paragraph.text, candidate.window, query)
    return _cite(candidate, spans)


def quote_found(query: Query, candidate: Candidate) -> Quote:
    """Return a candidate as a place that was looked for: the words themselves are marked."""
    return _cite(candidate, shifted_matches(candidate.paragraph.text, candidate.window.span, query))


def _cite(candidate: Candidate, spans: tuple[Span, ...]) -> Quote:
    paragraph, span = candidate.paragraph, candidate.window.span
    excerpt = Excerpt(span.of(paragraph.text), spans, span)
    named = references(paragraph.text, span, paragraph.before)
    return Quote(excerpt, citation(paragraph), candidate.hit.score, named)


def weigher(engine: Engine) -> Weight:
    """Return the weight of a term as evidence: ln(1 + (N - df + 0.5) / (df + 0.5)), always above 0.

    This is Lucene's idf: unlike Okapi's it still tells terms apart in a library of a page or two. A term nobody wrote
    weighs as one that was written once.
    """
    n = len(engine)

    @cache
    def weight(term: str) -> float:
        frequency = max(1, engine.document_frequency(term))
        return log(1 + max(0.0, n - frequency + 0.5) / (frequency + 0.5))

    return weight


def citation(paragraph: StoredParagraph) -> Citation:
    """Return where a paragraph stands."""
    head = paragraph.article
    return Citation(
        bulletin=head.bulletin,
        title=head.title,
        is_title_derived=head.is_title_derived,
        date=head.date,
        published_on=head.published_on,
        page=head.page,
        byline=head.byline,
        article_id=head.id,
        paragraph=paragraph.position,
        is_uncertain=head.is_uncertain,
        is_pictured=head.page_number is not None,
        also=head.also,
    )
