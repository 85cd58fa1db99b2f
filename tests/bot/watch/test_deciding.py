"""What is done with a reading, and when an address is asked again."""

from __future__ import annotations

import datetime as dt
from typing import get_args

import pytest

from bot.watch.fetching import Body, Failure, Unchanged
from bot.watch.judging import Verdict, Way, judge, problems_of
from bot.watch.polling import LONGEST_WAIT, Next, decide
from retrieval import Article, Issue, Problem, Reading, Source, read

PAGE = "青砚时报\n2024年9月3日 A01版\n\n青砚区召开防汛会议\n\n本报讯 9月2日，青砚区召开防汛会议，部署防汛工作，要求各部门值班值守。\n记者 苗一舟\n"
NOW = dt.datetime(2024, 9, 3, 8, tzinfo=dt.UTC)
EVERY = dt.timedelta(minutes=15)


def reading(*codes: str, day: dt.date | None = dt.date(2024, 9, 3), is_empty: bool = False) -> Reading:
    """A page with these problems."""
    read_ = read(Source("a.txt", PAGE.encode()))
    issue = Issue("青砚时报", day, () if is_empty else read_.issue.pages)
    assert is_empty or any(isinstance(article, Article) for article in issue.articles)
    return Reading(read_.source, issue, tuple(Problem(code, code) for code in codes))


@pytest.mark.parametrize(
    ("found", "way", "expected"),
    [
        (reading(), "folder", Verdict("publish")),
        (reading(), "web", Verdict("publish")),
        (reading(), "upload", Verdict("hold", ("sent_by_hand",))),
        (reading("order_uncertain"), "folder", Verdict("hold", ("order_uncertain",))),
        (reading("words_missing"), "web", Verdict("hold", ("words_missing",))),
        (reading("order_uncertain", day=None), "web", Verdict("hold", ("order_uncertain", "no_date"))),
        (reading(day=None), "folder", Verdict("hold", ("no_date",))),
        (reading("a_harmless_one"), "folder", Verdict("publish")),
        (reading("encrypted", is_empty=True), "upload", Verdict("refuse", ("encrypted",))),
        (reading(is_empty=True), "folder", Verdict("refuse", ("no_articles",))),
        (reading("page_index", is_empty=True), "web", Verdict("skip", ("page_index",))),
    ],
)
def test_verdicts(found: Reading, way: Way, expected: Verdict) -> None:
    """Sure readings are published, doubtful ones and those sent by hand are held, empty ones refused."""
    assert judge(found, way) == expected


def test_every_way_is_judged() -> None:
    """And a missing date is told, though no reader called it a problem."""
    for way in get_args(Way):
        assert judge(reading(day=None), way).action == "hold"
    held = reading(day=None)

    assert [problem.code for problem in problems_of(held, judge(held, "web"))] == ["no_date"]


def test_failures_make_it_ask_more_rarely() -> None:
    """Twice as long each time, a day at most, and at once as usual after an answer."""
    waits = [decide(Failure("http_500"), n, EVERY, NOW).next_at - NOW for n in range(12)]

    assert waits[:4] == [EVERY, EVERY * 2, EVERY * 4, EVERY * 8]
    assert waits[-1] == LONGEST_WAIT
    assert decide(Unchanged(), 7, EVERY, NOW) == Next(NOW + EVERY, 0, is_to_be_told=False)
    assert decide(Body("u", b""), 7, EVERY, NOW) == Next(NOW + EVERY, 0, is_to_be_told=False)


@pytest.mark.parametrize(
    ("reason", "told"), [("http_500", [False, False, True]), ("private_address", [True] * 3)]
)
def test_passing_troubles_are_not_told(reason: str, told: list[bool]) -> None:
    """A server that is away for a moment disturbs nobody; what cannot get better by itself is told at once."""
    assert [decide(Failure(reason), n, EVERY, NOW).is_to_be_told for n in range(3)] == told
