"""What was published, for those who tell people about it."""

from __future__ import annotations

import datetime as dt

from retrieval.store import Library
from tests.retrieval.store.pages import DAY, PAPER, reading, save

EVER = dt.datetime(1, 1, 2, tzinfo=dt.UTC)


def test_news_are_what_is_new_since_a_revision(library: Library) -> None:
    """Whole articles in reading order with their source, and all articles of each issue they are from."""
    first = save(library, reading("a.txt", ("one", ["a b"]), ("two", ["c"])))
    save(library, reading("b.txt", ("three", ["d", "e"]), label="A02"))
    news = library.news(first.revision)

    assert news.revision == 2
    assert [item.article.head.title for item in news.articles] == ["three"]
    assert [paragraph.text for paragraph in news.articles[0].article.paragraphs] == ["d", "e"]
    assert news.present == {first.issue_id: frozenset({1, 2, 3})}
    assert {item.source_id for item in library.news(0).articles} == library.published_sources() == {1, 2}
    assert library.news(2).articles == ()


def test_only_what_changed_of_a_corrected_page_is_news(library: Library) -> None:
    """The source stays the same, the untouched article is not told."""
    save(library, reading("a.txt", ("one", ["a b"]), ("two", ["c d e"])))
    save(library, reading("a.txt", ("one", ["a b"]), ("two", ["c d f"])))
    news = library.news(1)

    assert [(item.article.head.title, item.source_id) for item in news.articles] == [("two", 1)]


def test_recent_articles_are_newest_first(library: Library) -> None:
    """By the day of their issue, at most as many as asked for."""
    save(library, reading("a.txt", ("old", ["a"]), day=DAY - dt.timedelta(days=40)))
    save(library, reading("b.txt", ("new", ["b"]), ("newer", ["c"])))
    month = dt.datetime.combine(DAY, dt.time(), dt.UTC) - dt.timedelta(days=30)

    assert [article.head.title for article in library.recent(month, 10)] == ["new", "newer"]
    assert [article.head.title for article in library.recent(EVER, 10)] == ["new", "newer", "old"]
    assert len(library.recent(EVER, 1)) == 1


def test_names_of_bulletins_and_issues(library: Library) -> None:
    """Each bulletin once; issues by id, those that are gone left out."""
    saved = save(library, reading("a.txt", ("one", ["a"])))
    save(library, reading("b.txt", ("two", ["b"])), bulletin="another")

    assert library.bulletins() == ("another", PAPER)
    assert library.issues([saved.issue_id, 99]) == {saved.issue_id: (PAPER, DAY)}
