"""What is searched: plain words, and what a place must be to count."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Days:
    """The days asked for, both included, None for an open end; `words` are those they were asked with."""

    words: str
    first: dt.date | None
    last: dt.date | None


@dataclass(frozen=True, slots=True)
class Search:
    """Words to look for, and conditions that every place must meet.

    `phrases` stand word for word in the paragraph or its title, `excluded` in neither. Of `bulletins`, `pages` and
    `titles` one each must be met where any is given; where `only` is given, the bulletin must have one of these very
    names, which nobody typed. `mistakes` name what could not be understood, as (rule, value).
    """

    words: str
    phrases: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    days: Days | None = None
    bulletins: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    mistakes: tuple[tuple[str, str], ...] = ()
    only: tuple[str, ...] | None = None

    @property
    def has_conditions(self) -> bool:
        """Whether anything is asked besides words."""
        named = (self.phrases, self.excluded, self.bulletins, self.pages, self.titles)
        return self.days is not None or self.only is not None or any(named)
