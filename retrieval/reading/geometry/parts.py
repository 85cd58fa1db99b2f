"""Which lines are text, which are headlines, small print, or the page's own? Size and place tell most of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from retrieval.reading import furniture
from retrieval.reading import lines as text_lines
from retrieval.reading.geometry.rows import Line
from retrieval.reading.geometry.wording import spaced

HEAD_RATIO = 1.12
SMALL_RATIO = 0.95
_TOP_SHARE, _BOTTOM_SHARE = 0.18, 0.9
_STRIP_REACH = 6.0
_LONGEST_STRIP = 60
_LONGEST_ABOVE_STRIP = 40
_LEAST_TEXT_LINES = 4
_LEAST_SMALL_LINES = 8
_LEAST_MEASURE = 6.0
_PITCHES = (1.1, 2.1)
_SAME_LEFT = 2.6


@dataclass(frozen=True, slots=True)
class Parts:
    """The lines of a page by part, each from top to bottom; `size` is the em of its text, `pitch` its line pitch."""

    size: float
    pitch: float
    text: list[Line]
    heads: list[Line]
    small: list[Line]
    strip: list[Line]
    jumps: list[Line]


def parts_of(lines: Sequence[Line], height: float) -> Parts:
    """Sort the lines of a page `height` high into its parts."""
    size = text_size(lines)
    strip = _strip(lines, size, height)
    rest = [line for line in lines if line not in strip]
    jumps = [line for line in rest if is_jump(line)]
    rest = [line for line in rest if line not in jumps]
    text = [line for line in rest if SMALL_RATIO <= line.size / size < HEAD_RATIO and not line.is_vertical]
    heads = [line for line in rest if line.size / size >= HEAD_RATIO or line.is_vertical]
    small = [line for line in rest if line.size / size < SMALL_RATIO and not line.is_vertical]
    grown = _set_as_text(heads, _LEAST_TEXT_LINES) | _set_as_text(small, _LEAST_SMALL_LINES)
    text = sorted([*text, *grown], key=lambda line: (line.baseline, line.left))
    heads = [line for line in heads if line not in grown]
    small = [line for line in small if line not in grown]
    return Parts(size, _pitch(text, size), text, heads, small, strip, jumps)


def text_size(lines: Iterable[Line]) -> float:
    """Return the size that most characters are set in."""
    counts: Counter[float] = Counter()
    for line in lines:
        counts[round(line.size * 4) / 4] += len(line.text)
    if not counts:
        return 1.0
    size = counts.most_common(1)[0][0]
    return size or 1.0


def plain(line: Line) -> text_lines.Line | None:
    """Return the line as the reader of plain text sees one."""
    text = spaced(line)
    found = text_lines.lines_of(text, 0, len(text))
    return found[0] if found else None


def is_jump(line: Line) -> bool:
    """Say whether the line only sends the reader to another page."""
    text_line = plain(line) if len(line.text) <= _LONGEST_STRIP and "版" in line.text else None
    return text_line is not None and furniture.is_jump(text_line)


def _pitch(text: Sequence[Line], size: float) -> float:
    """The step from line to line that is met most often, give or take half a point: scans are not exact."""
    steps: Counter[float] = Counter()
    for above, below in pairwise(sorted(text, key=lambda line: (round(line.left), line.baseline))):
        step = below.baseline - above.baseline
        if abs(above.left - below.left) < 0.6 * size and 0.8 * size < step < 3 * size:
            steps[round(step * 4) / 4] += 1
    if not steps:
        return 1.5 * size
    return max(steps, key=lambda step: (sum(steps[step + k / 4] for k in (-2, -1, 0, 1, 2)), steps[step]))


def _strip(lines: Sequence[Line], size: float, height: float) -> list[Line]:
    """The page's own lines: masthead or page strip at its top, editors and telephones at its foot."""
    top = [line for line in lines if line.top < _TOP_SHARE * height and _is_short(line)]
    zone: float | None = None
    for line in filter(_is_strip, top):
        if zone is None:
            above = lines[: lines.index(line)]
            is_next = not any(len(other.text) > _LONGEST_ABOVE_STRIP for other in above)
        else:
            is_next = line.baseline - zone < _STRIP_REACH * size
        zone = line.baseline if is_next else zone
    found = [line for line in top if zone is not None and line.baseline <= zone + 0.6 * size]
    foot = [
        line for line in lines if line.top > _BOTTOM_SHARE * height and _is_short(line) and _is_strip(line)
    ]
    return [*found, *(line for line in foot if line not in found)]


def _is_short(line: Line) -> bool:
    return len(line.text) <= _LONGEST_STRIP and line.text[-1] not in "。，；"


def _is_strip(line: Line) -> bool:
    text_line = plain(line)
    return text_line is not None and furniture.is_strip(text_line)


def _set_as_text(lines: Sequence[Line], least: int) -> set[Line]:
    """Lines of another size that are set as text is: several of one size below one another, at one pitch."""
    found: set[Line] = set()
    stacks: list[list[Line]] = []
    for line in lines:
        for stack in reversed(stacks[-12:]):
            if _goes_on(stack, line):
                stack.append(line)
                break
        else:
            stacks.append([line])
    for stack in stacks:
        widest = max(line.width for line in stack)
        if len(stack) >= least and widest >= _LEAST_MEASURE * stack[0].size:
            found.update(stack)
    return found


def _goes_on(stack: Sequence[Line], line: Line) -> bool:
    last = stack[-1]
    size = last.size
    step = line.baseline - last.baseline
    is_alike = abs(line.size - size) < 0.05 * size and not line.is_vertical and not last.is_vertical
    is_below = _PITCHES[0] * size < step < _PITCHES[1] * size
    is_even = len(stack) < 2 or abs(step - (last.baseline - stack[-2].baseline)) < 0.2 * size
    return is_alike and is_below and is_even and abs(line.left - last.left) < _SAME_LEFT * size
