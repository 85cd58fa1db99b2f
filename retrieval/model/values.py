"""The smallest values: a run of code points, a box on a page, a problem met, a date as printed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open run of code points, `start <= end`."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the slice of `text` that this span covers."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page: points of a PDF, pixels of a picture; y grows downwards from the top left corner."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Problem:
    """What went wrong on the way: a stable code, a sentence for people, and where it was met."""

    code: str
    message: str
    where: str = ""


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A date as printed: month and day, and the year only when something certain names it."""

    month: int
    day: int
    year: int | None = None

    def __str__(self) -> str:
        """ISO form; an unknown year is written XXXX."""
        year = "XXXX" if self.year is None else f"{self.year:04d}"
        return f"{year}-{self.month:02d}-{self.day:02d}"

    @classmethod
    def parse(cls, iso: str | None) -> PrintedDate | None:
        """Read back what `__str__` wrote; None stays None."""
        if iso is None:
            return None
        year, month, day = iso.split("-")
        return cls(int(month), int(day), None if year == "XXXX" else int(year))
