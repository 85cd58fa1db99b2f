"""When the analyser changes, all terms are made anew and nothing else changes."""

from __future__ import annotations

from retrieval.store import Library
from tests.retrieval.store.pages import PAPER, reading, save, upper_terms


def test_all_terms_are_made_anew(library: Library) -> None:
    """Ids and texts stay, terms change, the revision rises, and saving goes on with the new analyser."""
    save(library, reading("a.txt", ("one", ["a b", "c d"]), ("two", ["e f"])))
    before = library.paragraphs([1, 2, 3])

    assert library.is_stale("upper")
    assert library.reanalyse(upper_terms, "upper") == 2
    assert not library.is_stale("upper")
    assert library.fingerprint() == "upper"
    assert library.paragraphs([1, 2, 3]) == before
    assert [passage.terms for passage in library.changes_since(0).added] == [
        ("A", "B"),
        ("C", "D"),
        ("E", "F"),
    ]
    assert library.changes_since(0).added[0].title_terms == ("KICKER", "ONE")
    library.save(reading("b.txt", ("three", ["g"])), upper_terms, "upper", bulletin=PAPER)


def test_a_follower_drops_the_old_terms(library: Library) -> None:
    """Passages it knows are removed and added; one saved and analysed since is only added."""
    save(library, reading("a.txt", ("one", ["a"])))
    save(library, reading("b.txt", ("two", ["b"])))
    library.reanalyse(upper_terms, "upper")

    changes = library.changes_since(1)
    assert changes.removed == (1,)
    assert [passage.terms for passage in changes.added] == [("A",), ("B",)]
    assert library.articles_since(2) == ()


def test_what_is_saved_in_between_is_analysed_too(library: Library) -> None:
    """A page that arrives while the slow part runs gets the new terms as well."""
    save(library, reading("a.txt", ("one", ["a"])))
    late = [reading("b.txt", ("two", ["b"]))]

    def slow_terms(text: str) -> list[str]:
        while late:
            save(library, late.pop())
        return upper_terms(text)

    library.reanalyse(slow_terms, "upper")

    assert [passage.terms for passage in library.changes_since(0).added] == [("A",), ("B",)]
