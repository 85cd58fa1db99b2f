"""A stretch of the source: wrapped lines joined again, every character knowing where it stood.

Justification leaves blanks and line ends behind, and these go. Blanks that authors put stay: after a dateline
or the number of a clause, between role and names in a bracket, between Latin words. No character is ever changed.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.model import SourceRun
from retrieval.reading.clues import clause_end, dateline_end
from retrieval.reading.lines import BLANKS, Line
from retrieval.text.names import ROLE

_BLANK = re.compile(f"[{re.escape(BLANKS)}]+")
_PIECE = re.compile(f"[^{re.escape(BLANKS)}]+")
_SIGNED_BRACKET = re.compile(rf"[（(]{ROLE}[^（()）。]{{0,44}}[)）]")


Run = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Text, and its runs (start, source start, length) in order; a blank that a line end stood for has none."""

    text: str
    runs: tuple[Run, ...]

    def pick(self, spans: Sequence[tuple[int, int]]) -> Stretch:
        """Return the parts of the stretch that the spans name, joined; spans are in order and do not overlap."""
        runs: list[Run] = []
        at = k = 0
        for start, end in spans:
            while k < len(self.runs) and self.runs[k][0] + self.runs[k][2] <= start:
                k += 1
            here = k
            while here < len(self.runs) and self.runs[here][0] < end:
                run_start, source_start, length = self.runs[here]
                low, high = max(start, run_start), min(end, run_start + length)
                _add_run(runs, at + low - start, source_start + low - run_start, high - low)
                here += 1
            at += end - start
        return Stretch("".join(self.text[start:end] for start, end in spans), tuple(runs))

    def strip(self) -> Stretch:
        """Return the stretch without the blanks at both ends."""
        start = len(self.text) - len(self.text.lstrip(BLANKS))
        end = max(start, len(self.text.rstrip(BLANKS)))
        return self if start == 0 and end == len(self.text) else self.pick([(start, end)])

    def source_runs(self) -> tuple[SourceRun, ...]:
        """Return the way back to the source."""
        return tuple(SourceRun(*run) for run in self.runs)


def loose(lines: Sequence[Line], source: str) -> Stretch:
    """Join lines with every blank that stands in or beside them; letter-spacing goes."""
    text: list[str] = []
    runs: list[Run] = []
    at = 0
    for i, line in enumerate(lines):
        if i:
            at += _join(text, runs, at, source, lines[i - 1], line)
        for start, end in _pieces(line):
            text.append(line.text[start:end])
            _add_run(runs, at, line.start + start, end - start)
            at += end - start
    return Stretch("".join(text), tuple(runs))


def tight(stretch: Stretch) -> Stretch:
    """Return the stretch with its authors' blanks only."""
    text = stretch.text
    blanks = [match.span() for match in _BLANK.finditer(text)]
    if not blanks:
        return stretch
    opening = dateline_end(text) or clause_end(text)
    brackets = [m.span() for m in _SIGNED_BRACKET.finditer(text)]
    spans: list[tuple[int, int]] = []
    done = 0
    for start, end in blanks:
        spans.append((done, start + _is_authors(text, start, end, opening, brackets)))
        done = end
    return stretch.pick([*spans, (done, len(text))])


def single_blanks(stretch: Stretch) -> str:
    """Return the text with each run of blanks as its first character."""
    return _BLANK.sub(lambda m: m.group()[0], stretch.strip().text)


def _pieces(line: Line) -> list[tuple[int, int]]:
    """The parts of a line to keep: all of it, or its characters without their letter-spacing."""
    if not line.is_spaced:
        return [(0, len(line.text))]
    pieces = [m.span() for m in _PIECE.finditer(line.text)]
    opening = dateline_end(line.bare)
    if opening and line.bare[opening - 1] not in ")）" and line.bare[opening : opening + 1] not in "(（":
        seen = 0
        for k, (start, end) in enumerate(pieces[:-1]):
            seen += end - start
            if seen == opening:
                pieces[k] = (start, end + 1)
    return pieces


def _join(text: list[str], runs: list[Run], at: int, source: str, before: Line, line: Line) -> int:
    """Add what stands between two lines, a blank if one is printed there or if Latin words meet; say how much."""
    if before.is_edged or line.indent:
        for offset in range(before.end, min(line.start, before.end + 8)):
            if source[offset] in " \u3000\u00a0\t":
                text.append(source[offset])
                _add_run(runs, at, offset, 1)
                return 1
    if _is_latin(before.bare[-1]) and _is_latin(line.bare[0]):
        text.append(" ")
        return 1
    return 0


def _add_run(runs: list[Run], start: int, source_start: int, length: int) -> None:
    """Append a run, or lengthen the last one if this one goes on where it ends."""
    if not length:
        return
    if runs:
        last, last_source, last_length = runs[-1]
        if last + last_length == start and last_source + last_length == source_start:
            runs[-1] = (last, last_source, last_length + length)
            return
    runs.append((start, source_start, length))


def _is_authors(text: str, start: int, end: int, opening: int, brackets: list[tuple[int, int]]) -> bool:
    if start == 0 or end == len(text):
        return False
    before, after = text[start - 1], text[end]
    if start == opening and before not in "）)" and after not in "（(":
        return True
    k = bisect_left(brackets, (start,)) - 1
    if k >= 0 and end < brackets[k][1]:
        return after not in "）)" and before not in "（("
    if not (before.isascii() and after.isascii()):
        return False
    return (before.isdigit() and after.isdigit()) or _is_latin(before) or _is_latin(after)


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalpha()
