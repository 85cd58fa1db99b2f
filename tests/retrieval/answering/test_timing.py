"""Words for a time choose the days of an answer, or bring what is of that day to the front."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from retrieval.answering import ask
from retrieval.answering.timing import timed
from retrieval.indexing import Current
from retrieval.ingest import ingest_file
from retrieval.model import Answer, Days
from retrieval.store import Library

TODAY = dt.date(2026, 11, 24)
PAGE = """青砚时报
{day} A01版

青砚区召开防汛会议

本报讯 {near}，青砚区召开防汛会议，{who}主持会议，部署{what}工作，要求各部门值班值守。
记者 苗一舟
"""


@pytest.fixture(scope="module")
def current(tmp_path_factory: pytest.TempPathFactory, module_database_url: str) -> Iterator[Current]:
    """The same meeting, chaired by another person each time."""
    folder: Path = tmp_path_factory.mktemp("pages")
    with Library.open(module_database_url) as library:
        for n, (day, near, who, what) in enumerate(
            (
                ("2026年11月18日", "11月17日", "沈砚州", "冬季防汛"),
                ("2026年10月14日", "10月13日", "林若水", "秋季防汛"),
                ("2024年7月20日", "7月18日", "苏见山", "夏季防汛"),
                ("2024年6月20日", "6月18日", "何远帆", "梅雨防汛"),
            )
        ):
            path = folder / f"青砚时报-{n}.txt"
            path.write_text(PAGE.format(day=day, near=near, who=who, what=what), encoding="utf-8")
            ingest_file(library, path)
        yield Current.open(library)


def first(current: Current, question: str) -> str:
    """The first quote."""
    found = ask(current, question, today=TODAY)
    assert isinstance(found, Answer)
    return found.quotes[0].excerpt.text


@pytest.mark.parametrize(
    ("question", "who"),
    [
        ("上周谁主持了防汛会议？", "沈砚州"),
        ("上个月谁主持了防汛会议？", "林若水"),
        ("7月18日谁主持了防汛会议？", "苏见山"),
        ("7月18号谁主持了防汛会议？", "苏见山"),
        ("2024年6月谁主持了防汛会议？", "何远帆"),
        ("二〇二四年七月谁主持了防汛会议？", "苏见山"),
    ],
)
def test_the_time_tells_the_meetings_apart(current: Current, question: str, who: str) -> None:
    """Counted from today, or named."""
    assert who in first(current, question)


def test_days_that_say_nothing_are_said_so(current: Current) -> None:
    """The answer of another time is given, and marked as such."""
    found = ask(current, "前天谁主持了防汛会议？", today=TODAY)

    assert isinstance(found, Answer)
    assert not found.query.is_days_met
    assert found.query.days == Days("前天", dt.date(2026, 11, 22), dt.date(2026, 11, 22))
    assert found.query.text == "前天谁主持了防汛会议？"


def test_without_a_day_words_are_words(current: Current) -> None:
    """Whoever does not say when it is asked gets what the words find."""
    found = ask(current, "上周谁主持了防汛会议？")

    assert found.query.days is None
    assert "上周" in found.query.terms


@pytest.mark.parametrize(
    ("question", "rest", "words"),
    [
        ("上周五的会议谁主持？", "会议谁主持？", "上周五"),
        ("请问上个月，停水影响多少户", "请问 停水影响多少户", "上个月"),
        ("谁在前天主持了会议", "谁 主持了会议", "前天"),
        ("去年全区GDP是多少", "去年全区GDP是多少", None),
        ("明天停水吗", "明天停水吗", None),
        ("2024年7月停水吗", "停水吗", "2024年7月"),
        ("What was decided last Friday", "What was decided", "last Friday"),
        ("去年三月和今年三月的会议", "去年三月和今年三月的会议", None),
        ("7月18日停水吗", "7月18日停水吗", None),
        ("防汛值班电话是多少", "防汛值班电话是多少", None),
    ],
)
def test_which_words_leave_the_question(question: str, rest: str, words: str | None) -> None:
    """Those that no bulletin prints; not a year, not what is to come, not a day of any year, not two times that are compared."""
    asked = timed(question, TODAY)

    assert asked.question == rest
    assert (asked.days.words if asked.days else None) == words
