"""The whole library behind one class."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Any

import sqlalchemy as sa

from retrieval.errors import LibraryError
from retrieval.model import (
    ArticleHead,
    Changes,
    News,
    PrintedPlace,
    Reading,
    Saved,
    StoredArticle,
    StoredParagraph,
)
from retrieval.store import lookups, news, repeats, saving
from retrieval.store.database import Database
from retrieval.store.lookups import Counts, Filed
from retrieval.store.migrate import migrate
from retrieval.store.reanalysis import reanalyse
from retrieval.store.rows import Analyse, article_rows
from retrieval.store.tables import VERSION_TABLE

MIGRATIONS = Path(__file__).with_name("migrations")


class Library:
    """Everything that was ingested, in one database; threads may share it."""

    def __init__(self, database: Database) -> None:
        """Use a database whose tables are up to date."""
        self.database = database

    @classmethod
    def open(cls, database_url: str) -> Library:
        """Open the library and bring its tables up to date; LibraryError or SchemaError when it cannot be."""
        database = Database.open(database_url)
        try:
            migrate(database.engine, MIGRATIONS, VERSION_TABLE)
        except LibraryError:
            database.close()
            raise
        return cls(database)

    def close(self) -> None:
        """Close the database."""
        self.database.close()

    def __enter__(self) -> Library:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self.close()

    def save(
        self,
        reading: Reading,
        terms: Analyse,
        fingerprint: str,
        *,
        bulletin: str,
        now: dt.datetime | None = None,
        again: bool = False,
    ) -> Saved:
        """File a reading under `bulletin`, with the terms of each text; see `saving` for the outcomes.

        With `again` a source that stands there already is filed anew, as it is read now.

        LibraryError when the library's terms were made under another fingerprint: `reanalyse` first.
        """
        foreseen = self.foresee(reading, bulletin=bulletin, again=again)
        if foreseen.status in ("unchanged", "refused"):
            return foreseen
        # Analysis is the slow part, so it comes before the write lock; what to do is decided again under it.
        rows = article_rows(reading, terms)
        place = saving.Place.of(reading, bulletin)
        with self.database.write() as connection:
            saved_at = now or dt.datetime.now(dt.UTC)
            return saving.file(connection, place, rows, reading.problems, fingerprint, saved_at, again=again)

    def foresee(self, reading: Reading, *, bulletin: str, again: bool = False) -> Saved:
        """What `save` would do now; nothing is written."""
        with self.database.read() as connection:
            return saving.foresee(connection, reading, bulletin, again=again)

    def filed_as(self, origin: str) -> tuple[Filed, ...]:
        """Under which bulletins a file of this origin stands, the last saved first."""
        with self.database.read() as connection:
            return lookups.filed_as(connection, origin)

    def is_stale(self, fingerprint: str) -> bool:
        """Say whether the terms were made by another analyser than this one."""
        with self.database.read() as connection:
            return lookups.state(connection).fingerprint not in (None, fingerprint)

    def reanalyse(self, terms: Analyse, fingerprint: str) -> int:
        """Make all terms anew in one transaction and return the new revision; ids stay."""
        return reanalyse(self.database, terms, fingerprint)

    def revision(self) -> int:
        """How far the library is; it grows with each save that changed something."""
        with self.database.read() as connection:
            return int(lookups.state(connection).revision)

    def fingerprint(self) -> str | None:
        """The analyser that made the terms; None when nothing was saved yet."""
        with self.database.read() as connection:
            fingerprint: str | None = lookups.state(connection).fingerprint
            return fingerprint

    def changes_since(self, revision: int) -> Changes:
        """What is new after `revision`, and what to drop before adding it; 0 gives everything.

        A passage that was analysed anew is in both. A `revision` ahead of the library (a backup was put back)
        gives a smaller `Changes.revision` and means: begin again from 0.
        """
        with self.database.read() as connection:
            return lookups.changes(connection, revision)

    def mark(self, revision: int) -> dict[str, Any]:
        """What an index of that revision keeps, to be recognised by later; JSON can say it."""
        with self.database.read() as connection:
            return lookups.mark(connection, revision)

    def agrees(self, revision: int, mark: object) -> bool:
        """Say whether an index with that mark was made from this library, and not from one that is ahead of it."""
        with self.database.read() as connection:
            return lookups.agrees(connection, revision, mark)

    def paragraphs(self, ids: Iterable[int]) -> dict[int, StoredParagraph]:
        """Paragraphs by id; ids that are gone are left out."""
        with self.database.read() as connection:
            return _told(connection, lookups.stored_paragraphs(connection, ids))

    def leads(self, article_ids: Iterable[int]) -> dict[int, StoredParagraph]:
        """The first paragraphs of articles, by the article's id; articles that are gone are left out."""
        with self.database.read() as connection:
            return _told(connection, lookups.leads(connection, article_ids))

    def article(self, article_id: int) -> StoredArticle | None:
        """One whole article, with the other places where the same report stands."""
        with self.database.read() as connection:
            found = lookups.article(connection, article_id)
            if found is None:
                return None
            return replace(found, head=repeats.with_others(connection, [found.head])[article_id])

    def printed_place(self, article_id: int, paragraph: int) -> PrintedPlace | None:
        """Where a paragraph of an article is printed; None when its source has no pages to look at."""
        with self.database.read() as connection:
            return lookups.printed_place(connection, article_id, paragraph)

    def latest(self, limit: int, offset: int = 0, *, has_repeats: bool = False) -> tuple[ArticleHead, ...]:
        """Articles of the newest issue first, in page order; undated issues stand where they were saved.

        A report that stands in several places is there once, as it was first saved, unless `has_repeats`.
        """
        with self.database.read() as connection:
            heads = lookups.latest(connection, limit, offset, has_repeats=has_repeats)
            return tuple(repeats.with_others(connection, heads).values())

    def neighbours(self, article_id: int) -> tuple[ArticleHead | None, ArticleHead | None]:
        """The articles before and after, in page order and on into the bulletin's next issue."""
        with self.database.read() as connection:
            return lookups.neighbours(connection, article_id)

    def articles_since(self, revision: int) -> tuple[ArticleHead, ...]:
        """Articles that are new or have new words since `revision`, in reading order."""
        with self.database.read() as connection:
            return lookups.articles_since(connection, revision)

    def counts(self) -> Counts:
        """How much there is."""
        with self.database.read() as connection:
            return lookups.counts(connection)

    def news(self, since: int) -> News:
        """Published articles that are new or have new words since a revision, with all their words."""
        with self.database.read() as connection:
            return news.news(connection, since)

    def recent(self, since: dt.datetime, limit: int) -> tuple[StoredArticle, ...]:
        """Published articles of issues shelved since then, the newest issue first, at most `limit`."""
        with self.database.read() as connection:
            return news.recent(connection, since, limit)

    def published_sources(self) -> frozenset[int]:
        """The ids of all published sources."""
        with self.database.read() as connection:
            return news.published_sources(connection)

    def bulletins(self) -> tuple[str, ...]:
        """The names of all bulletins with something published, in order."""
        with self.database.read() as connection:
            return news.bulletins(connection)

    def issues(self, ids: Iterable[int]) -> dict[int, tuple[str, dt.date | None]]:
        """The bulletin and the day of issues, by id; those that are gone are left out."""
        with self.database.read() as connection:
            return news.named(connection, ids)


def _told(connection: sa.Connection, found: dict[int, StoredParagraph]) -> dict[int, StoredParagraph]:
    """The same paragraphs, each knowing the other places of its report."""
    heads = repeats.with_others(connection, [paragraph.article for paragraph in found.values()])
    return {
        i: replace(paragraph, article=heads[paragraph.article.id])
        if heads[paragraph.article.id].also
        else paragraph
        for i, paragraph in found.items()
    }
