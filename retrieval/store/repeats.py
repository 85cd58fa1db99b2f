"""Which articles are the same report? Each new one is compared with the few that share most of its signature.

The first article of a group stands for it, and alone is found again; the others say in `repeats` which one that is.
What is done for a new article does not grow with the library, nor with how often it was printed. All of it runs in
the transaction that saves the article.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

import sqlalchemy as sa

from retrieval.model import ArticleHead, Elsewhere
from retrieval.store import vocabulary
from retrieval.store.rows import Record
from retrieval.store.tables import articles, bands, issues, paragraphs
from retrieval.text.likeness import is_same_report, signature

MOST_COMPARED = 4
# Of sixteen: texts that have half of their runs in common share four.
LEAST_SHARED = 2
MOST_HOLDERS = 200
_PLACE = (
    articles.c.id,
    articles.c.repeats,
    articles.c.title,
    articles.c.page,
    issues.c.bulletin,
    issues.c.published_on,
)
_IDS: sa.BindParameter[int] = sa.bindparam("ids", expanding=True)
_COPIES = sa.select(*_PLACE).select_from(articles.join(issues)).where(articles.c.repeats.in_(_IDS))
_FIRST = sa.select(*_PLACE).select_from(articles.join(issues)).where(articles.c.id.in_(_IDS))


def note(connection: sa.Connection, saved: Sequence[tuple[int, str]]) -> None:
    """Keep what articles are found again by, and which earlier report each repeats; they are given with all their words.

    None of them has been noted yet; those of one call find one another in their order.
    """
    signed = [(article_id, text, sorted(set(signature(text)))) for article_id, text in saved]
    search = _Search(connection, _held(connection, {band for _, _, found_by in signed for band in found_by}))
    copies, heads = [], []
    for article_id, text, found_by in signed:
        first = search.first_like(text, found_by) if found_by else None
        if first is not None:
            copies.append({"copy": article_id, "group": search.group_of(first)})
            continue
        search.add(article_id, text, found_by)
        heads += [{"band": band, "article_id": article_id} for band in found_by]
    if heads:
        connection.execute(bands.insert(), heads)
    if copies:
        is_copy = articles.c.id == sa.bindparam("copy")
        connection.execute(articles.update().where(is_copy).values(repeats=sa.bindparam("group")), copies)


def unnoted(connection: sa.Connection, article_ids: Sequence[int]) -> set[int]:
    """Which of some articles were saved before articles were compared."""
    found: set[int] = set()
    for some in vocabulary.batches(article_ids):
        is_noted = sa.exists().where(bands.c.article_id == articles.c.id)
        is_new = articles.c.id.in_(some) & articles.c.repeats.is_(None) & ~is_noted
        found.update(connection.scalars(sa.select(articles.c.id).where(is_new)))
    return found


@dataclass(slots=True)
class _Search:
    """What an article may repeat: what the database knows, and what was added here and is not written yet.

    `held` are the bands that the database knows. A band of many holders here tells little and is passed over; a text
    that is the same to the letter is found at once.
    """

    connection: sa.Connection
    held: set[int]
    holders: dict[int, list[int]] = field(default_factory=dict)
    texts: dict[int, str] = field(default_factory=dict)
    ids: dict[str, int] = field(default_factory=dict)

    def first_like(self, text: str, found_by: list[int]) -> int | None:
        """The article that a text repeats."""
        likely = [self.ids[text]] if text in self.ids else self._alike(found_by)
        return next((i for i in likely if is_same_report(self._text(i), text)), None)

    def add(self, article_id: int, text: str, found_by: list[int]) -> None:
        """Let an article be found by those that follow."""
        self.texts[article_id] = text
        self.ids.setdefault(text, article_id)
        for band in found_by:
            self.holders.setdefault(band, []).append(article_id)

    def group_of(self, article_id: int) -> int:
        """The article that stands for the group of one."""
        if article_id in self.texts:
            return article_id
        group = self.connection.scalar(sa.select(articles.c.repeats).where(articles.c.id == article_id))
        return int(group or article_id)

    def _alike(self, found_by: list[int]) -> list[int]:
        shared: Counter[int] = Counter()
        for band in found_by:
            holders = self.holders.get(band, ())
            if len(holders) <= MOST_HOLDERS:
                shared.update(holders)
        if sum(band in self.held for band in found_by) >= LEAST_SHARED:
            shared.update(_alike(self.connection, found_by))
        enough = [(-n, i) for i, n in shared.items() if n >= LEAST_SHARED]
        return [i for _, i in sorted(enough)[:MOST_COMPARED]]

    def _text(self, article_id: int) -> str:
        return self.texts[article_id] if article_id in self.texts else _text(self.connection, article_id)


def forget(connection: sa.Connection, article_id: int) -> None:
    """Take an article out of its group, before its words change or go; the next oldest stands for the group."""
    connection.execute(bands.delete().where(bands.c.article_id == article_id))
    connection.execute(articles.update().where(articles.c.id == article_id).values(repeats=None))
    is_copy = articles.c.repeats == article_id
    heir = connection.scalar(sa.select(sa.func.min(articles.c.id)).where(is_copy))
    if heir is not None:
        connection.execute(articles.update().where(is_copy).values(repeats=heir))
        connection.execute(articles.update().where(articles.c.id == heir).values(repeats=None))
        _found_by(connection, heir, signature(_text(connection, heir)))


def with_others(connection: sa.Connection, heads: Sequence[ArticleHead]) -> dict[int, ArticleHead]:
    """The heads by their id, each with the other places of its report, in the order those were saved."""
    known = {head.id: head for head in heads}
    groups = {head.repeats or head.id for head in heads}
    members: dict[int, dict[int, Elsewhere]] = {}
    for row in _others(connection, groups, groups - known.keys()):
        place = Elsewhere(row.id, row.bulletin, row.title, row.published_on, row.page)
        members.setdefault(row.repeats or row.id, {})[row.id] = place
    for head in known.values():
        if (group := head.repeats or head.id) in members:
            place = Elsewhere(head.id, head.bulletin, head.title, head.published_on, head.page)
            members[group][head.id] = place
    return {head.id: _told(head, members.get(head.repeats or head.id, {})) for head in known.values()}


def _others(connection: sa.Connection, groups: Iterable[int], absent: Iterable[int]) -> Iterator[Record]:
    """The copies in some groups, and those first articles of groups that are absent."""
    for some in vocabulary.batches(groups):
        yield from connection.execute(_COPIES, {"ids": some})
    for some in vocabulary.batches(absent):
        yield from connection.execute(_FIRST, {"ids": some})


def _told(head: ArticleHead, places: Mapping[int, Elsewhere]) -> ArticleHead:
    others = tuple(places[i] for i in sorted(places) if i != head.id)
    return replace(head, also=others) if others else head


def _found_by(connection: sa.Connection, article_id: int, found_by: Iterable[int]) -> None:
    """Let an article be found by its bands; those of an older version's copies are written already."""
    connection.execute(bands.delete().where(bands.c.article_id == article_id))
    rows = [{"band": band, "article_id": article_id} for band in sorted(set(found_by))]
    if rows:
        connection.execute(bands.insert(), rows)


def _held(connection: sa.Connection, found_by: Iterable[int]) -> set[int]:
    """Which of some bands the database knows."""
    statement = sa.select(bands.c.band).distinct()
    known = (
        connection.scalars(statement.where(bands.c.band.in_(some))) for some in vocabulary.batches(found_by)
    )
    return {int(band) for band in chain.from_iterable(known)}


def _alike(connection: sa.Connection, found_by: list[int]) -> dict[int, int]:
    """The articles that share most bands, with how many they share."""
    shared = sa.func.count()
    statement = (
        sa.select(bands.c.article_id, shared)
        .where(bands.c.band.in_(found_by))
        .group_by(bands.c.article_id)
        .having(shared >= LEAST_SHARED)
        .order_by(shared.desc(), bands.c.article_id)
        .limit(MOST_COMPARED)
    )
    return {int(article_id): int(n) for article_id, n in connection.execute(statement)}


def _text(connection: sa.Connection, article_id: int) -> str:
    of_article = paragraphs.c.article_id == article_id
    texts = connection.scalars(sa.select(paragraphs.c.text).where(of_article).order_by(paragraphs.c.position))
    return "".join(texts)
