"""Dates are read as printed; a year comes from a year that stands somewhere, or not at all."""

from __future__ import annotations

import datetime as dt

import pytest

from retrieval.text.dates import date_at, date_in_name, full_dates, nearest_year


@pytest.mark.parametrize(
    ("text", "words", "iso"),
    [
        ("3月5日，白鹭区召开会议", "3月5日", "XXXX-03-05"),
        ("3月 5日下午，会议召开", "3月 5日下午", "XXXX-03-05"),
        ("２０２４年３月５日，会议召开", "２０２４年３月５日", "2024-03-05"),
        ("十二月二十五日，会议召开", "十二月二十五日", "XXXX-12-25"),
        ("二〇二四年三月十日，会议召开", "二〇二四年三月十日", "2024-03-10"),
        ("2月29日，会议召开", "2月29日", "XXXX-02-29"),
        ("近日，会议召开", "近日", None),
        ("昨日，会议召开", "昨日", None),
    ],
)
def test_a_day_is_read_without_guessing_its_year(text: str, words: str, iso: str | None) -> None:
    """The words stay as printed; without a printed year the year is unknown."""
    found = date_at(text, 0)

    assert found is not None
    assert found.text == words
    assert (str(found.date) if found.date else None) == iso


@pytest.mark.parametrize("text", ["13月5日，会议", "2月30日，会议", "三点意见", "", "35日"])
def test_what_is_no_day_is_none(text: str) -> None:
    """A month or day that no calendar has is no date."""
    assert date_at(text, 0) is None


@pytest.mark.parametrize(
    ("text", "published_on", "iso"),
    [
        ("3月5日", dt.date(2024, 3, 6), "2024-03-05"),
        ("12月30日", dt.date(2024, 1, 3), "2023-12-30"),
        ("1月2日", dt.date(2023, 12, 31), "2024-01-02"),
        ("昨日", dt.date(2024, 3, 1), "2024-02-29"),
        ("今日", dt.date(2024, 3, 1), "2024-03-01"),
        ("2023年3月5日", dt.date(2024, 3, 6), "2023-03-05"),
    ],
)
def test_the_day_of_publication_gives_the_year(text: str, published_on: dt.date, iso: str) -> None:
    """The nearest such day to the day of publication is meant, unless a year is printed."""
    found = date_at(text, 0, published_on)

    assert found is not None
    assert str(found.date) == iso


def test_a_leap_day_finds_a_year_that_has_it() -> None:
    """29 February belongs to the leap year beside the day of publication."""
    assert nearest_year(2, 29, dt.date(2025, 1, 10)) == 2024


@pytest.mark.parametrize(
    ("name", "date"),
    [
        ("白鹭时报-2024-07-24-A01.txt", dt.date(2024, 7, 24)),
        ("20240724A01.txt", dt.date(2024, 7, 24)),
        ("2024年7月24日.txt", dt.date(2024, 7, 24)),
        ("2024-07/24", dt.date(2024, 7, 24)),
        ("page.txt", None),
        ("20241332.txt", None),
        ("12024072499.txt", None),
    ],
)
def test_a_day_in_a_name_is_found(name: str, date: dt.date | None) -> None:
    """File and folder names carry days in a few known shapes; other digits are no day."""
    assert date_in_name(name) == date


def test_full_dates_have_their_year() -> None:
    """Only days printed with a year are full dates."""
    text = "2024年7月24日 星期三，7月25日；2024-07-26 10:00"

    assert list(full_dates(text)) == [dt.date(2024, 7, 24), dt.date(2024, 7, 26)]
