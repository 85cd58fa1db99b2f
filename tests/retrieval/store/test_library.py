"""What was saved is found again, whole and in order."""

from __future__ import annotations

import datetime as dt
import time

import pytest

from retrieval.model import ArticleHead, Passage, PrintedDate, Span, StoredParagraph
from retrieval.store import Filed, Library
from tests.retrieval.store.pages import DAY, NOW, PAPER, reading, save, terms, titles

ONE = ("one", ["a b", "c d"])
TWO = ("two", ["e f"])


def test_an_article_comes_back_whole(library: Library) -> None:
    """Head, kicker, authors and paragraphs with their sentences."""
    save(library, reading("a.txt", ONE))
    article = library.article(1)

    head = ArticleHead(1, 1, PAPER, DAY, "one", False, PrintedDate(9, 2), "9月2日", "A01", "记者 甲", "a b")
    assert article is not None
    assert (article.head, article.kicker, article.subtitle, article.authors) == (
        head,
        "kicker",
        None,
        ("甲",),
    )
    assert article.paragraphs == (
        StoredParagraph(1, 0, "a b", (Span(0, 1), Span(1, 3)), head),
        StoredParagraph(2, 1, "c d", (Span(0, 1), Span(1, 3)), head),
    )


def test_what_is_not_there_is_not_found(library: Library) -> None:
    """An unknown article is None, an unknown paragraph is left out, an unknown neighbour is nobody."""
    save(library, reading("a.txt", ONE))

    assert library.article(99) is None
    assert list(library.paragraphs([99, 2])) == [2]
    assert library.neighbours(99) == (None, None)
    assert library.filed_as("/nowhere") == ()


def test_many_paragraphs_at_once(library: Library) -> None:
    """More ids than a statement takes are found all the same."""
    save(library, reading("a.txt", ("long", [f"p{n}" for n in range(1200)])))
    found = library.paragraphs(range(1, 5000))

    assert [found[n].text for n in range(1, 1201)] == [f"p{n}" for n in range(1200)]


def test_passages_carry_the_terms_of_their_title(library: Library) -> None:
    """Kicker and title are context of every paragraph of the article."""
    save(library, reading("a.txt", ONE, TWO))

    assert library.changes_since(0).added == (
        Passage(1, 1, ("kicker", "one"), ("a", "b")),
        Passage(2, 1, ("kicker", "one"), ("c", "d")),
        Passage(3, 2, ("kicker", "two"), ("e", "f")),
    )


def test_an_empty_library_answers(library: Library) -> None:
    """Nothing is there yet, and nothing fails."""
    assert (library.revision(), library.fingerprint(), library.latest(5)) == (0, None, ())
    assert library.changes_since(0).added == ()
    assert library.is_stale("plain") is False


def test_the_newest_issue_stands_first(library: Library) -> None:
    """Pages in order within an issue; an undated issue stands at the day it was saved, 4 September."""
    save(library, reading("c.txt", ("third of Sept 3", ["c"]), label="第十版"))
    save(library, reading("b.txt", ("second of Sept 3", ["b"]), label="第2版"))
    save(library, reading("a.txt", ("first of Sept 3", ["a"]), label=None))
    save(library, reading("d.txt", ("Sept 5", ["d"]), day=dt.date(2024, 9, 5)))
    save(library, reading("e.txt", ("undated", ["e"]), day=None))

    newest_first = ["Sept 5", "undated", "first of Sept 3", "second of Sept 3", "third of Sept 3"]
    assert titles(library) == newest_first
    assert [head.title for head in library.latest(2, offset=1)] == newest_first[1:3]
    assert library.latest(5, offset=5) == ()


def test_neighbours_go_on_into_the_next_issue(library: Library) -> None:
    """Walking forward from the first article reads the whole bulletin in order, and no other bulletin."""
    save(library, reading("b.txt", ("3", ["c"]), ("4", ["d"]), day=dt.date(2024, 9, 10)))
    save(library, reading("a2.txt", ("2", ["b"]), label="A02"))
    save(library, reading("a1.txt", ("1", ["a"]), label="A01"))
    save(library, reading("x.txt", ("other", ["x"]), day=dt.date(2024, 9, 5)), bulletin="另一报")
    by_title = {head.title: head.id for head in library.latest(9)}
    walked, here = ["1"], library.neighbours(by_title["1"])[1]
    while here is not None:
        walked.append(here.title)
        before, after = library.neighbours(here.id)
        assert before is not None
        assert before.title == walked[-2]
        here = after

    assert walked == ["1", "2", "3", "4"]
    assert library.neighbours(by_title["other"]) == (None, None)


def test_articles_since_a_revision(library: Library) -> None:
    """Only what is newer, in reading order."""
    save(library, reading("a.txt", ONE))
    save(library, reading("c.txt", ("later", ["c"]), day=dt.date(2024, 9, 10)))
    save(library, reading("b.txt", ("earlier", ["b"]), day=dt.date(2024, 8, 27)))

    assert [head.title for head in library.articles_since(1)] == ["earlier", "later"]
    assert library.articles_since(3) == ()


def test_where_a_file_stands(library: Library) -> None:
    """The last saved comes first."""
    save(library, reading("a.txt", ONE))
    library.save(
        reading("a.txt", TWO, day=dt.date(2024, 9, 9)),
        terms,
        "plain",
        bulletin="另一报",
        now=NOW + dt.timedelta(1),
    )

    filed = library.filed_as("/in/a.txt")
    assert [place.bulletin for place in filed] == ["另一报", PAPER]
    assert all(isinstance(place, Filed) for place in filed)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_ten_thousand_paragraphs_load_quickly(library: Library) -> None:
    """185 terms each, as bulletins have them; the bound is loose, because test machines are shared."""
    words = [chr(0x4E00 + n % 5000) + chr(0x4E00 + n * 7 % 5000) for n in range(20_000)]
    reports = [
        (f"title {n}", [" ".join(words[(n * 50 + i) * 185 % 19_000 :][:185]) for i in range(50)])
        for n in range(200)
    ]
    save(library, reading("a.txt", *reports))
    begun = time.perf_counter()
    changes = library.changes_since(0)

    assert time.perf_counter() - begun < 5
    assert len(changes.added) == 10_000
    assert sum(len(passage.terms) for passage in changes.added) == 10_000 * 185
