"""A run of whole days."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Period:
    """The days from `first` to `last`, both included; None leaves that end open."""

    first: dt.date | None
    last: dt.date | None

    def __contains__(self, day: dt.date) -> bool:
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)

    @property
    def is_day(self) -> bool:
        """Whether it is one single day."""
        return self.first is not None and self.first == self.last


def of_day(day: dt.date) -> Period:
    """One day."""
    return Period(day, day)


def first_of(year: int, month: int) -> dt.date:
    """The first day of a month; months may run over, so month 0 is December of the year before."""
    return dt.date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)


def last_of(year: int, month: int) -> dt.date:
    """The last day of a month; months may run over."""
    first = first_of(year, month)
    return first.replace(day=calendar.monthrange(first.year, first.month)[1])


def of_months(year: int, first: int, last: int) -> Period:
    """From the beginning of one month to the end of another; months may run over."""
    return Period(first_of(year, first), last_of(year, last))


def of_month(year: int, month: int) -> Period:
    """A whole month; months may run over."""
    return of_months(year, month, month)


def of_year(year: int) -> Period:
    """A whole year."""
    return of_months(year, 1, 12)


def monday_of(day: dt.date) -> dt.date:
    """The day the week of `day` begins with."""
    return day - dt.timedelta(days=day.weekday())


def of_week(day: dt.date) -> Period:
    """The week of `day`, Monday to Sunday."""
    monday = monday_of(day)
    return Period(monday, monday + dt.timedelta(days=6))


def day_of(year: int, month: int, day: int) -> Period | None:
    """One day by its numbers, or None when the calendar has no such day."""
    try:
        return of_day(dt.date(year, month, day))
    except ValueError:
        return None


def months_before(day: dt.date, n_months: int) -> dt.date:
    """The same day of the month `n_months` earlier, or that month's last one."""
    last = last_of(day.year, day.month - n_months)
    return last.replace(day=min(day.day, last.day))
