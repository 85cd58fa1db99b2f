"""The statements that read; each runs in the reading transaction it is given."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from retrieval.codes import CodedTerms
from retrieval.model import (
    ArticleHead,
    Changes,
    Passage,
    PrintedPlace,
    Problem,
    StoredArticle,
    StoredParagraph,
)
from retrieval.store import marks, rows, vocabulary
from retrieval.store.rows import Record
from retrieval.store.tables import articles, issues, library, paragraphs, removals, sources


@dataclass(frozen=True, slots=True)
class Counts:
    """How much the library holds."""

    issues: int
    sources: int
    articles: int
    paragraphs: int


@dataclass(frozen=True, slots=True)
class Filed:
    """Where a source stands: its bulletin and day, the bytes it had, and what was read in them."""

    bulletin: str
    sha256: str
    published_on: dt.date | None
    n_articles: int
    n_paragraphs: int
    problems: tuple[Problem, ...]


# All that `rows.head` needs.
HEAD = (
    articles.c.id.label("article_id"),
    articles.c.issue_id,
    issues.c.bulletin,
    issues.c.published_on,
    articles.c.title,
    articles.c.is_title_derived,
    articles.c.date,
    articles.c.date_text,
    articles.c.page,
    articles.c.byline,
    articles.c.lead,
    articles.c.page_number,
    articles.c.is_uncertain,
    articles.c.repeats,
)
PARAGRAPH = (
    paragraphs.c.id.label("paragraph_id"),
    paragraphs.c.position.label("paragraph_position"),
    paragraphs.c.text,
    paragraphs.c.sentences,
)
# All that `rows.printed_place` needs.
PLACE = (
    sources.c.sha256,
    sources.c.name,
    articles.c.page_number,
    paragraphs.c.text,
    paragraphs.c.runs,
    paragraphs.c.boxes,
)
_EARLIER = paragraphs.alias()
_FOLLOWS = (_EARLIER.c.article_id == paragraphs.c.article_id) & (
    _EARLIER.c.position == paragraphs.c.position - 1
)
_STORED_PARAGRAPHS = (
    sa.select(*HEAD, *PARAGRAPH, _EARLIER.c.text.label("before"))
    .select_from(paragraphs.join(articles).join(issues).outerjoin(_EARLIER, _FOLLOWS))
    .where(paragraphs.c.id.in_(sa.bindparam("ids", expanding=True)))
)
# Reading order: issues as they appeared, then page by page. Ids settle what is left open.
ISSUE_ORDER = (issues.c.shelved_at, issues.c.id)
PAGE_ORDER = (articles.c.page_order, articles.c.source_id, articles.c.position)


def state(connection: sa.Connection) -> Record:
    """The one row of `library`: revision and fingerprint."""
    return connection.execute(sa.select(library)).one()


def changes(connection: sa.Connection, since: int) -> Changes:
    """What a follower that stands at revision `since` must drop, and then add."""
    revision = state(connection).revision
    added = tuple(_passages(connection, since))
    return Changes(revision, added, tuple(sorted(connection.scalars(_removed(since)))) if since else ())


def mark(connection: sa.Connection, revision: int) -> marks.Mark:
    """The mark of a revision, see `marks`."""
    return marks.mark(connection, revision, _removed(revision))


def agrees(connection: sa.Connection, revision: int, noted: object) -> bool:
    """Whether a mark fits this library."""
    return state(connection).revision >= revision and marks.agrees(
        connection, revision, _removed(revision), noted
    )


def stored_paragraphs(connection: sa.Connection, ids: Iterable[int]) -> dict[int, StoredParagraph]:
    """Paragraphs by id, with the text before them in their articles; ids that are not in the library are left out.

    Those of one article share its head.
    """
    found: dict[int, StoredParagraph] = {}
    heads: dict[int, ArticleHead] = {}
    for some in vocabulary.batches(dict.fromkeys(ids)):
        for row in connection.execute(_STORED_PARAGRAPHS, {"ids": some}):
            article_id = row.article_id
            if article_id not in heads:
                heads[article_id] = rows.head(row)
            found[row.paragraph_id] = rows.paragraph(row, heads[article_id], row.before or "")
    return found


def leads(connection: sa.Connection, article_ids: Iterable[int]) -> dict[int, StoredParagraph]:
    """The first paragraphs of articles, by the article's id."""
    statement = sa.select(*HEAD, *PARAGRAPH).select_from(paragraphs.join(articles).join(issues))
    found: dict[int, StoredParagraph] = {}
    for some in vocabulary.batches(dict.fromkeys(article_ids)):
        is_lead = (paragraphs.c.position == 0) & paragraphs.c.article_id.in_(some)
        for row in connection.execute(statement.where(is_lead)):
            found[row.article_id] = rows.paragraph(row, rows.head(row))
    return found


def article(connection: sa.Connection, article_id: int) -> StoredArticle | None:
    """An article with its paragraphs in order."""
    more = (articles.c.kicker, articles.c.subtitle, articles.c.authors)
    one = _heads(*more).where(articles.c.id == article_id)
    row = connection.execute(one).one_or_none()
    if row is None:
        return None
    head = rows.head(row)
    parts = connection.execute(
        sa.select(*PARAGRAPH).where(paragraphs.c.article_id == article_id).order_by(paragraphs.c.position)
    )
    authors = rows.authors(row.authors)
    return StoredArticle(
        head, row.kicker, row.subtitle, authors, tuple(rows.paragraph(part, head) for part in parts)
    )


def printed_place(connection: sa.Connection, article_id: int, position: int) -> PrintedPlace | None:
    """Where a paragraph is printed, or None when its source has no pages to look at."""
    is_it = (paragraphs.c.article_id == article_id) & (paragraphs.c.position == position)
    is_printed = paragraphs.c.boxes.is_not(None) & articles.c.page_number.is_not(None)
    statement = (
        sa.select(*PLACE)
        .select_from(paragraphs.join(articles).join(sources, sources.c.id == articles.c.source_id))
        .where(is_it & is_printed)
    )
    row = connection.execute(statement).one_or_none()
    return None if row is None else rows.printed_place(row)


def latest(
    connection: sa.Connection, limit: int, offset: int, *, has_repeats: bool = False
) -> tuple[ArticleHead, ...]:
    """Articles of the newest issue first, page by page; one that repeats an earlier one only when asked for."""
    newest_first = [column.desc() for column in ISSUE_ORDER]
    heads = _heads() if has_repeats else _heads().where(articles.c.repeats.is_(None))
    statement = heads.order_by(*newest_first, *PAGE_ORDER).limit(limit).offset(offset)
    return tuple(map(rows.head, connection.execute(statement)))


def articles_since(connection: sa.Connection, revision: int) -> tuple[ArticleHead, ...]:
    """Articles that are new or have new words since a revision, in reading order."""
    statement = _heads().where(articles.c.saved_revision > revision).order_by(*ISSUE_ORDER, *PAGE_ORDER)
    return tuple(map(rows.head, connection.execute(statement)))


def neighbours(connection: sa.Connection, article_id: int) -> tuple[ArticleHead | None, ArticleHead | None]:
    """The articles before and after this one, in reading order within its bulletin."""
    order = (*ISSUE_ORDER, *PAGE_ORDER)
    here = connection.execute(
        sa.select(issues.c.bulletin, *order)
        .select_from(articles.join(issues))
        .where(articles.c.id == article_id)
    ).one_or_none()
    if here is None:
        return None, None
    place = sa.tuple_(
        *(sa.literal(value, column.type) for value, column in zip(here[1:], order, strict=True))
    )
    same = _heads().where(issues.c.bulletin == here.bulletin).limit(1)
    before = same.where(sa.tuple_(*order) < place).order_by(*(column.desc() for column in order))
    after = same.where(sa.tuple_(*order) > place).order_by(*order)
    return _one_head(connection, before), _one_head(connection, after)


def counts(connection: sa.Connection) -> Counts:
    """How many rows the tables hold."""
    tables = (issues, sources, articles, paragraphs)
    statements = (sa.select(sa.func.count()).select_from(table) for table in tables)
    return Counts(*(connection.execute(statement).scalar_one() for statement in statements))


def filed_as(connection: sa.Connection, origin: str) -> tuple[Filed, ...]:
    """Under which bulletins a source of this origin stands, the last saved first."""
    of_source = articles.c.source_id == sources.c.id
    n_articles = sa.select(sa.func.count()).where(of_source).scalar_subquery()
    n_paragraphs = (
        sa.select(sa.func.count()).select_from(paragraphs.join(articles)).where(of_source).scalar_subquery()
    )
    found = connection.execute(
        sa.select(
            issues.c.bulletin,
            sources.c.sha256,
            issues.c.published_on,
            n_articles.label("n_articles"),
            n_paragraphs.label("n_paragraphs"),
            sources.c.problems,
        )
        .select_from(sources.join(issues))
        .where(sources.c.origin == origin)
        .order_by(sources.c.saved_at.desc(), sources.c.id.desc())
    )
    return tuple(
        Filed(
            row.bulletin,
            row.sha256,
            row.published_on,
            row.n_articles,
            row.n_paragraphs,
            rows.problems_of(row.problems),
        )
        for row in found
    )


def _heads(*more: sa.ColumnElement[Any]) -> sa.Select[Any]:
    return sa.select(*HEAD, *more).select_from(articles.join(issues))


def _one_head(connection: sa.Connection, statement: sa.Select[Any]) -> ArticleHead | None:
    row = connection.execute(statement).one_or_none()
    return None if row is None else rows.head(row)


def _passages(connection: sa.Connection, since: int) -> Iterator[Passage]:
    """Passages analysed after a revision, by id; an article's title terms are one object for all of them."""
    is_wanted = paragraphs.c.analysed_revision > since
    named = sa.select(paragraphs.c.article_id).where(is_wanted)
    title_rows = sa.select(articles.c.id, articles.c.title_terms).where(articles.c.id.in_(named))
    text_rows = sa.select(paragraphs.c.id, paragraphs.c.article_id, paragraphs.c.terms).where(is_wanted)
    titles = {row.id: row.title_terms for row in connection.execute(title_rows)}
    found = connection.execute(text_rows.order_by(paragraphs.c.id)).all()
    table: Sequence[str] | Mapping[int, str]
    if since:
        table = vocabulary.terms_of(connection, [*titles.values(), *(text for _, _, text in found)])
    else:
        table = vocabulary.all_terms(connection)
    title_terms = {id_: CodedTerms(title or b"", table) for id_, title in titles.items()}
    for id_, article_id, text in found:
        yield Passage(id_, article_id, title_terms[article_id], CodedTerms(text or b"", table))


def _removed(since: int) -> sa.CompoundSelect[Any]:
    """Ids a follower at `since` knows and must drop: they are gone, or come again with other terms."""
    gone = sa.select(removals.c.paragraph_id).where(
        removals.c.removed_revision > since, removals.c.saved_revision <= since
    )
    renewed = sa.select(paragraphs.c.id).where(
        paragraphs.c.analysed_revision > since, paragraphs.c.saved_revision <= since
    )
    return sa.union_all(gone, renewed)
