"""Searches with conditions, over a library in a real database."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from retrieval.answering import ask, parse_search, search
from retrieval.indexing import Current
from retrieval.ingest import ingest_file
from retrieval.model import Abstention, Quote
from retrieval.store import Library

SAMPLES = Path(__file__).parents[3] / "bot" / "sandbox" / "bulletins"
TODAY = dt.date(2024, 12, 1)


@pytest.fixture(scope="module")
def current(module_database_url: str) -> Iterator[Current]:
    """The sample bulletins."""
    with Library.open(module_database_url) as library:
        for path in sorted(SAMPLES.glob("*.txt")):
            ingest_file(library, path)
        yield Current.open(library)


def found(current: Current, text: str, k: int = 100, *, is_newest_first: bool = False) -> tuple[Quote, ...]:
    """The places a person finds."""
    return search(current, parse_search(text, TODAY), k, is_newest_first=is_newest_first)


def test_conditions_take_away_and_change_no_order(current: Current) -> None:
    """What is left is what a plain search finds and meets the condition, in the same order."""
    plain = [quote.citation for quote in found(current, "青砚区")]
    of_september = [quote.citation for quote in found(current, "青砚区 日期:2024-09")]

    assert 0 < len(of_september) < len(plain)
    assert of_september == [c for c in plain if c in of_september]
    assert all((c.date or c.published_on or TODAY).month == 9 for c in of_september)


def test_phrases_and_exclusions_divide_the_places(current: Current) -> None:
    """Every place has the phrase or has it not."""
    words = "青砚区"
    everything = {(q.citation.article_id, q.citation.paragraph) for q in found(current, words)}
    with_it = {(q.citation.article_id, q.citation.paragraph) for q in found(current, f'{words} "台风"')}
    without = {(q.citation.article_id, q.citation.paragraph) for q in found(current, f"{words} -台风")}

    assert with_it
    assert without
    assert with_it.isdisjoint(without)
    assert everything <= with_it | without


def test_conditions_alone_list_the_newest_articles(current: Current) -> None:
    """One place for each article, its beginning."""
    quotes = found(current, "日期:2024年9月")

    assert len({quote.citation.article_id for quote in quotes}) == len(quotes) > 1
    assert {quote.citation.paragraph for quote in quotes} == {0}


def test_the_newest_come_first_when_asked(current: Current) -> None:
    """By the day each report tells of."""
    quotes = found(current, "青砚区", is_newest_first=True)
    days = [str(quote.citation.date or quote.citation.published_on) for quote in quotes]

    assert days == sorted(days, reverse=True)
    assert len(set(days)) > 2


def test_a_deep_place_is_found(current: Current) -> None:
    """A condition that only the last of all places meets still finds it."""
    last = found(current, "青砚区", 10_000)[-1]
    quotes = found(current, f"青砚区 标题:{last.citation.title[:12]}", 1)

    assert quotes[0].citation.title == last.citation.title


@pytest.mark.parametrize("text", ["日期:1999年", "青砚区 来源:红岩日报", '"没有这句话"', "火星 版:A1"])
def test_nothing_meets_it(current: Current, text: str) -> None:
    """Then nothing is found."""
    assert found(current, text) == ()


def test_only_some_bulletins_are_looked_through(current: Current) -> None:
    """The very names count, not what people shorten them to; questions and searches alike."""
    plain, question = parse_search("防汛值班电话", TODAY), "防汛值班电话是多少？"
    named, shortened = ("青砚时报",), ("青砚",)
    answer, none = (ask(current, question, bulletins=names) for names in (named, shortened))

    assert search(current, replace(plain, only=named)) == search(current, plain)
    assert search(current, replace(plain, only=shortened)) == ()
    assert answer == ask(current, question)
    assert isinstance(none, Abstention)
    assert none.near == ()
