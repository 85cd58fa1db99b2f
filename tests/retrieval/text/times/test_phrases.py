"""What people say for a time, and the days they mean by it, on Tuesday 24 November 2026."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.text.times import mentions
from tests.retrieval.text.times.phrases import NONE, OPEN, VAGUE
from tests.retrieval.text.times.sure import SURE

TODAY = dt.date(2026, 11, 24)


def days(words: str) -> tuple[dt.date | None, dt.date | None]:
    """The first and the last day of a row."""
    first, _, last = words.partition(" ")
    return _day(first), _day(last or first)


def _day(word: str) -> dt.date | None:
    return None if word == ".." else dt.date.fromisoformat(word)


def split(row: str) -> tuple[str, str]:
    """The phrase and its days; a phrase may hold blanks."""
    words = row.split(" ")
    at = next(
        i
        for i, word in enumerate(words)
        if i and (word == ".." or (word[:2] == "20" and word.count("-") == 2))
    )
    return " ".join(words[:at]), " ".join(words[at:])


@pytest.mark.parametrize(
    ("row", "certainty"),
    [(row, "sure") for row in SURE] + [(row, "open") for row in OPEN] + [(row, "vague") for row in VAGUE],
)
@pytest.mark.parametrize("frame", ["{}", "请问{}有什么会议？", "防汛，{}的"])
def test_phrases(row: str, certainty: str, frame: str) -> None:
    """Alone and within a question, a phrase means the same days, and its words are marked."""
    phrase, wanted = split(row)
    found = mentions(frame.format(phrase), TODAY)

    assert [(m.period.first, m.period.last, m.certainty) for m in found] == [(*days(wanted), certainty)]
    assert phrase in frame.format(phrase)[found[0].span.start : found[0].span.end + 3]


@pytest.mark.parametrize("text", NONE)
def test_no_times(text: str) -> None:
    """Numbers and names that only look like a time are none."""
    assert mentions(text, TODAY) == ()


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("三天内", "2026-11-21 2026-11-24"),
        ("18号", "2026-11-18"),
        ("30日", "2026-10-30"),
        ("24年", "2024-01-01 2024-12-31"),
        ("7.18", "2026-07-18"),
        ("12/1", "2025-12-01"),
    ],
)
def test_loose_forms_count_when_they_are_all_there_is(text: str, wanted: str) -> None:
    """In a question they could mean anything else."""
    found = mentions(text, TODAY, is_whole=True)

    assert [(m.period.first, m.period.last) for m in found] == [days(wanted)]
    assert mentions(f"{text}办好", TODAY) == ()


@pytest.mark.parametrize("text", ["防汛", "上周防汛", "", "2024-13", "2月30日"])
def test_what_is_not_one_time_is_nothing(text: str) -> None:
    """A value that must be a time and is not can be refused."""
    assert mentions(text, TODAY, is_whole=True) == ()


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("8.15的报纸", "2026-08-15"),
        ("7.18会议", "2026-07-18"),
        ("七一表彰大会", "2026-07-01"),
        ("11/20的通知", "2026-11-20"),
        ("meetings in May", "2026-05-01 2026-05-31"),
        ("what was decided in 2024", "2024-01-01 2024-12-31"),
        ("喜迎国庆活动", "2026-10-01 2026-10-07"),
        ("下周的天气", "2026-11-30 2026-12-06"),
        ("7月路面塌陷", "2026-07-01 2026-07-31"),
    ],
)
def test_phrases_that_need_their_neighbours(text: str, wanted: str) -> None:
    """What stands beside them says that they are times, and how far they reach."""
    assert [(m.period.first, m.period.last) for m in mentions(text, TODAY)] == [days(wanted)]


def test_two_times_in_one_question() -> None:
    """Each is found where it stands."""
    text = "去年三月和今年三月的会议"

    assert [m.span.of(text) for m in mentions(text, TODAY)] == ["去年三月", "今年三月"]


@pytest.mark.parametrize(
    "today", [dt.date(2024, 2, 29), dt.date(2026, 1, 1), dt.date(2026, 12, 31), dt.date(2023, 3, 31)]
)
def test_the_ends_of_months_and_years(today: dt.date) -> None:
    """No day is counted that the calendar lacks."""
    text = "上个月 近三个月 去年 一个月前 下个月 上上个月 近一年 两年前 本月18日"
    found = mentions(text, today)

    assert len(found) == 9
    assert all(m.period.first and m.period.last and m.period.first <= m.period.last for m in found)


@pytest.mark.parametrize("text", ["9月1日、" + "2日、3日、" * 800, "9月3日" * 900, "近" * 4096, "1-" * 2048])
def test_long_texts(text: str) -> None:
    """As much as a message can hold is read to its end."""
    found = mentions(text, TODAY)

    assert all(m.span.end <= len(text) for m in found)
    assert bool(found) == ("9月" in text)


@given(
    st.text(
        st.sampled_from(
            "0123456789一二三十〇年月日号上下本周个去今前近最初底旬季度第半至到-/. 截自从以来内农历正腊春夏入q、和july sincatd"
        ),
        max_size=24,
    )
)
def test_any_text(text: str) -> None:
    """Whatever stands there, what is found lies in the text, in order, and is a run of days."""
    found = mentions(text, TODAY)

    assert all(0 <= m.span.start < m.span.end <= len(text) for m in found)
    assert all(a.span.end <= b.span.start for a, b in itertools.pairwise(found))
    assert all(not (m.period.first and m.period.last) or m.period.first <= m.period.last for m in found)
