"""Terms come back as they were, whatever they are."""

from __future__ import annotations

from retrieval.codes import CodedTerms
from retrieval.store import Library, vocabulary
from retrieval.text import tokens
from tests.retrieval.store.pages import NOW, PAPER, reading, save, terms

# Case, width, accents and what is invisible make terms different; databases like to think otherwise.
ODD = [
    "a",
    "A",
    "ａ",
    "á",
    "a\u0301",
    "%",
    "_",
    "'",
    '"',
    "\\",
    "\n",
    "\u200b",
    "😀",
    "区长",
    "區長",
    "x" * 400,
]


def test_odd_terms_come_back(library: Library) -> None:
    """Each has a number of its own, and order and repetition are kept."""
    with library.database.write() as connection:
        numbers = vocabulary.numbers(connection, ODD)
        again = vocabulary.numbers(connection, reversed(ODD))
        text = vocabulary.packed([*ODD, *ODD], numbers)
        terms = vocabulary.terms_of(connection, [text])

    assert again == numbers
    assert len(set(numbers.values())) == len(ODD)
    assert [tuple(CodedTerms(code, terms)) for code in (text, b"")] == [(*ODD, *ODD), ()]


def test_only_what_is_asked_for_is_read(library: Library) -> None:
    """A follower that is nearly up to date does not load every term there is."""
    with library.database.write() as connection:
        numbers = vocabulary.numbers(connection, (f"term {n}" for n in range(1200)))
        some = vocabulary.packed(["term 7", "term 1199"], numbers)

        everything = vocabulary.all_terms(connection)
        assert all(everything[number] == term for term, number in numbers.items())
        assert sorted(vocabulary.terms_of(connection, [some]).values()) == ["term 1199", "term 7"]
        assert vocabulary.terms_of(connection, []) == {}


def test_equal_terms_are_one_object(library: Library) -> None:
    """Two million terms would not fit in memory otherwise."""
    save(library, reading("a.txt", ("one", ["区长 讲话", "区长 调研"])))
    first, second = library.changes_since(0).added

    assert first.terms[0] is second.terms[0]


def test_real_terms_come_back(library: Library) -> None:
    """What the analyser makes of a real sentence, digits, Latin and punctuation included."""
    text = "9月2日，青砚区5G基站达3.5万座；沈砚舟说：“0—6岁儿童免费。”（WHO数据）"
    library.save(reading("a.txt", ("标题", [text])), tokens.terms, "real", bulletin=PAPER, now=NOW)

    assert library.changes_since(0).added[0].terms == tuple(tokens.terms(text))


def test_both_ways_of_loading_agree(library: Library) -> None:
    """Everything at once, and bit by bit from revision to revision."""
    for n in range(5):
        save(library, reading(f"{n}.txt", (f"title {n}", [f"common word{n}", "common common"])))
    bit_by_bit = [library.changes_since(n).added[:2] for n in range(5)]

    assert tuple(passage for some in bit_by_bit for passage in some) == library.changes_since(0).added
    assert terms("common common") == list(library.changes_since(4).added[1].terms)
