"""A source is filed as new, unchanged, corrected or refused."""

from __future__ import annotations

import datetime as dt
import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlalchemy as sa

from retrieval.errors import LibraryError
from retrieval.model import Changes, Problem, Saved
from retrieval.store import Counts, Library
from retrieval.store.tables import articles, paragraphs, sources
from tests.retrieval.store.pages import DAY, PAPER, reading, save, terms, titles

ONE = ("one", ["a b", "c d"])
TWO = ("two", ["e f"])
THREE = ("three", ["g h", "i j", "k l"])
KILLED = """
import os, signal, sys
import sqlalchemy as sa
from retrieval.store import Library
from tests.retrieval.store.pages import reading, save

url, fatal = sys.argv[1:]

def kill(connection, cursor, statement, parameters, context, executemany):
    if statement.startswith(fatal):
        os.kill(os.getpid(), signal.SIGKILL)

library = Library.open(url)
sa.event.listen(library.database.engine, "after_cursor_execute", kill)
save(library, reading("a.txt", ("one", ["corrected"]), ("new", ["words"])))
"""


def test_a_new_source_raises_the_revision(library: Library) -> None:
    """A first page makes an issue; the library counts what it holds."""
    assert save(library, reading("a.txt", ONE, TWO)) == Saved("new", 1, 1, 2, 3)
    assert library.revision() == 1
    assert library.counts() == Counts(issues=1, sources=1, articles=2, paragraphs=3)


def test_the_same_source_changes_nothing(library: Library) -> None:
    """The same name and bytes again are unchanged, and not a row is written."""
    save(library, reading("a.txt", ONE))
    before = library.changes_since(0)

    assert save(library, reading("a.txt", ONE)) == Saved("unchanged", 1, 1, 1, 2)
    assert library.changes_since(0) == before


def test_the_same_bytes_under_another_name_are_a_duplicate(library: Library) -> None:
    """They are not filed twice, and a problem names the source that has them."""
    save(library, reading("a.txt", ONE))
    saved = save(library, reading("copy of a.txt", ONE))

    assert saved.status == "unchanged"
    assert [problem.code for problem in saved.problems] == ["duplicate"]
    assert "a.txt" in saved.problems[0].message
    assert library.counts().sources == 1


def test_the_same_bytes_in_another_bulletin_are_another_source(library: Library) -> None:
    """Two papers may print the same page."""
    save(library, reading("a.txt", ONE))

    assert save(library, reading("a.txt", ONE, folder="/other"), bulletin="另一报").status == "new"


def test_pages_of_one_day_are_one_issue(library: Library) -> None:
    """Pages come in any order and stand in page order."""
    second = save(library, reading("b.txt", TWO, label="A02"))
    first = save(library, reading("a.txt", ONE, label="A01"))

    assert first.issue_id == second.issue_id
    assert titles(library) == ["one", "two"]
    assert library.counts() == Counts(issues=1, sources=2, articles=2, paragraphs=3)


def test_a_corrected_source_replaces_its_articles(library: Library) -> None:
    """Former paragraphs go, new ones come, and the revision rises once."""
    save(library, reading("a.txt", ONE, TWO))
    saved = save(library, reading("a.txt", ("one", ["a b", "c corrected"]), THREE))

    assert saved == Saved("corrected", 1, 2, 2, 5)
    assert titles(library) == ["one", "three"]
    changes = library.changes_since(1)
    assert changes.revision == 2
    assert changes.removed == (1, 2, 3)
    assert [" ".join(passage.terms) for passage in changes.added] == [
        "a b",
        "c corrected",
        "g h",
        "i j",
        "k l",
    ]


def test_other_pages_of_the_issue_stay(library: Library) -> None:
    """Correcting one page touches no other page of its issue."""
    save(library, reading("a.txt", ONE, label="A01"))
    save(library, reading("b.txt", TWO, label="A02"))
    save(library, reading("a.txt", THREE, label="A01"))

    assert titles(library) == ["three", "two"]


def test_an_article_that_continues_keeps_its_id(library: Library) -> None:
    """By its title, else by its place and a similar lead; any other article gets an id never used before."""
    save(library, reading("a.txt", ("by title", ["x"]), ("old words", ["the lead stays"]), ("gone", ["q"])))
    before = {head.title: head.id for head in library.latest(9)}
    save(library, reading("a.txt", ("fresh", ["z"]), ("new words", ["the lead stays!"]), ("by title", ["y"])))
    after = {head.title: head.id for head in library.latest(9)}

    assert after["by title"] == before["by title"]
    assert after["new words"] == before["old words"]
    assert after["fresh"] > max(before.values())
    assert library.article(before["gone"]) is None


def test_an_article_whose_words_stay_is_not_news(library: Library) -> None:
    """A correction next to it leaves its passages alone and tells followers nothing of it."""
    save(library, reading("a.txt", ONE, TWO))
    save(library, reading("a.txt", THREE, ONE, TWO))

    assert [head.title for head in library.articles_since(1)] == ["three"]
    assert library.changes_since(1).removed == ()
    assert titles(library) == ["three", "one", "two"]


def test_ids_are_never_used_twice(library: Library) -> None:
    """Even the highest id stays unused after its article is gone."""
    save(library, reading("a.txt", ONE))
    save(library, reading("a.txt", TWO))
    save(library, reading("a.txt", ("last", ["z"])))

    assert [head.id for head in library.latest(9)] == [3]
    assert [passage.id for passage in library.changes_since(0).added] == [4]


def test_a_source_without_a_date_is_known_by_its_origin(library: Library) -> None:
    """The same path is corrected; another path is another issue."""
    save(library, reading("a.txt", ONE, day=None))

    assert save(library, reading("a.txt", TWO, day=None)).status == "corrected"
    assert save(library, reading("a.txt", THREE, day=None, folder="/other")).status == "new"
    assert library.counts().issues == 2


def test_a_date_given_later_moves_the_source(library: Library) -> None:
    """Forgetting the date the first time is mended by ingesting again; ids stay and no empty issue is left."""
    save(library, reading("a.txt", ONE, day=None))
    saved = save(library, reading("a.txt", ONE, day=DAY))

    assert saved.status == "corrected"
    assert [(head.id, head.published_on) for head in library.latest(9)] == [(1, DAY)]
    assert library.counts() == Counts(issues=1, sources=1, articles=1, paragraphs=2)
    assert save(library, reading("a.txt", ONE, day=None)).status == "unchanged"


def test_another_date_or_bulletin_moves_the_source(library: Library) -> None:
    """The same file with the same bytes is never in two places."""
    save(library, reading("a.txt", ONE))
    save(library, reading("a.txt", ONE, day=dt.date(2024, 9, 10)))
    save(library, reading("a.txt", ONE, day=dt.date(2024, 9, 10)), bulletin="另一报")

    assert [(head.bulletin, str(head.published_on)) for head in library.latest(9)] == [
        ("另一报", "2024-09-10")
    ]
    assert library.counts().issues == 1


@pytest.mark.parametrize("empty", [reading("a.txt"), reading("a.txt", ("a title only", []))])
def test_a_reading_without_articles_is_refused(library: Library, empty: object) -> None:
    """It never replaces a good version."""
    save(library, reading("a.txt", ONE))
    saved = save(library, empty)  # type: ignore[arg-type]

    assert saved.status == "refused"
    assert [problem.code for problem in saved.problems] == ["no_articles"]
    assert titles(library) == ["one"]
    assert library.revision() == 1


def test_foreseeing_writes_nothing(library: Library) -> None:
    """It tells the outcome that saving then has."""
    for page in (reading("a.txt", ONE), reading("a.txt", ONE), reading("a.txt", TWO), reading("a.txt")):
        before = library.changes_since(0)
        foreseen = library.foresee(page, bulletin=PAPER)
        assert library.changes_since(0) == before
        assert save(library, page).status == foreseen.status


def test_terms_of_two_analysers_do_not_mix(library: Library) -> None:
    """Saving under another fingerprint is an error until the library was analysed anew."""
    save(library, reading("a.txt", ONE))

    with pytest.raises(LibraryError, match="plain"):
        library.save(reading("b.txt", TWO), terms, "other", bulletin=PAPER)
    assert library.counts().sources == 1


def test_sources_keep_where_they_came_from(library: Library) -> None:
    """Name, origin, fingerprint of the bytes and the problems met; paragraphs keep their way back."""
    page = reading("a.txt", ONE, problems=(Problem("encoding", "read as Big5", "line 3"),))
    save(library, page)
    with library.database.read() as connection:
        source = connection.execute(sa.select(sources)).one()
        runs = connection.scalars(sa.select(paragraphs.c.runs).order_by(paragraphs.c.id)).all()

    assert (source.name, source.origin, len(source.sha256)) == ("a.txt", "/in/a.txt", 64)
    assert source.problems == '[["encoding","read as Big5","line 3"]]'
    assert runs == ["[[0,0,3]]", "[[0,1,3]]"]


@pytest.mark.parametrize(
    "fatal", ["INSERT INTO removals", "DELETE", "INSERT INTO articles", "UPDATE library"]
)
def test_a_kill_in_the_middle_leaves_the_former_state(database_url: str, fatal: str) -> None:
    """SIGKILL between the statements of a correction: what was readable before is, and nothing else."""
    with Library.open(database_url) as library:
        save(library, reading("a.txt", ONE, TWO))
        before = (library.changes_since(0), library.latest(9), library.counts())
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, database_url, fatal], cwd=Path.cwd(), env=os.environ, check=False
    )

    assert killed.returncode == -signal.SIGKILL
    with Library.open(database_url) as library:
        assert (library.changes_since(0), library.latest(9), library.counts()) == before
        assert save(library, reading("a.txt", THREE)).status == "corrected"


def test_revisions_grow_in_the_order_of_commits(library: Library) -> None:
    """Eight threads save at once; a follower that reads on from each revision misses nothing."""
    with ThreadPoolExecutor(8) as pool:
        pages = [reading(f"{n}.txt", (f"title {n}", [f"word{n}"])) for n in range(24)]
        saved = list(pool.map(lambda page: save(library, page), pages))

    assert sorted(outcome.revision for outcome in saved) == list(range(1, 25))
    followed = [library.changes_since(revision).added[0].terms for revision in range(24)]
    by_revision = {outcome.revision: f"word{n}" for n, outcome in enumerate(saved)}
    assert followed == [(by_revision[revision],) for revision in range(1, 25)]


def test_a_follower_hears_only_of_what_it_knows(library: Library) -> None:
    """What came and went since it last looked is not among the removed."""
    save(library, reading("a.txt", ONE))
    save(library, reading("b.txt", TWO))
    save(library, reading("b.txt", THREE))

    assert library.changes_since(1).removed == ()
    assert library.changes_since(2).removed == (3,)
    assert library.changes_since(0).removed == ()
    assert library.changes_since(3) == Changes(3, (), ())


def test_an_unchanged_article_follows_its_page(library: Library) -> None:
    """When the words stay, the new place on the page and the new way back are still written."""
    save(library, reading("a.txt", TWO, ONE))
    save(library, reading("a.txt", ONE, TWO))
    with library.database.read() as connection:
        rows = connection.execute(
            sa.select(articles.c.title, articles.c.position).order_by(articles.c.position)
        )

        assert [tuple(row) for row in rows] == [("one", 0), ("two", 1)]
