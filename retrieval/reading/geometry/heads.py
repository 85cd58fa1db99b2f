"""Headlines: lines of large type below one another, with the kicker, subtitle and byline set around them.

A headline stands above the columns it belongs to, centred over them or flush left; where letters were drawn as
shapes, their place is all that is known of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from retrieval.model import Box
from retrieval.reading.geometry.parts import Parts
from retrieval.reading.geometry.rows import Line
from retrieval.reading.geometry.wording import spaced
from retrieval.text.names import byline_of

_STACKED = 1.2
_SAME_CENTER = 0.9
_SAME_LEFT = 0.4
_BESIDE = 2.3
_ASIDE = 20.0
_NEXT_COLUMN, _NEXT_LINE = 4.0, 1.8
_BELOW = 6.0
_LONGEST_BYLINE = 30
_BULLETS = frozenset("□■●◎○◆")
_HEAD_BYLINES = ("本报", "本刊", "本台")


@dataclass(frozen=True, eq=False)
class Head:
    """The lines of one headline from top to bottom; none where letters were drawn as shapes."""

    lines: tuple[Line, ...]
    box: Box

    @cached_property
    def size(self) -> float:
        """Return the size of its title."""
        return max((line.size for line in self.lines), default=self.box.bottom - self.box.top)

    @property
    def center(self) -> float:
        """Return its middle between left and right."""
        return (self.box.left + self.box.right) / 2

    @property
    def start(self) -> int:
        """Return the place of its first character in the source's order, -1 without one."""
        return min((line.start for line in self.lines), default=-1)

    @property
    def end(self) -> int:
        """Return the place of its last character in the source's order, -1 without one."""
        return max((line.end for line in self.lines), default=-1)

    @property
    def is_vertical(self) -> bool:
        """Say whether it runs downwards."""
        return bool(self.lines) and all(line.is_vertical for line in self.lines)


def heads_of(parts: Parts, outlines: Iterable[Box]) -> tuple[list[Head], set[Line]]:
    """Return the headlines, and the lines of text size or smaller that belong to one."""
    stacks: list[list[Line]] = []
    for line in parts.heads:
        near = next((stack for stack in reversed(stacks) if _is_stacked(stack, line)), None)
        if near is None:
            stacks.append([line])
        else:
            near.append(line)
    taken: set[Line] = set()
    for _ in range(2):
        for line in (*parts.small, *parts.text):
            if line not in taken and len(line.text) <= 40:
                home = next((stack for stack in stacks if _belongs(line, stack, parts)), None)
                if home is not None:
                    home.append(line)
                    taken.add(line)
    signatures = [line for line in parts.text if line not in taken and _signs_lost_head(line, parts)]
    for line in signatures:
        printed = next((stack for stack in stacks if _is_signed_by(stack, line)), None)
        if printed is None:
            printed = next((stack for stack in stacks if _is_signed_aside(stack, line, parts)), None)
        if printed is not None:
            printed.append(line)
            taken.add(line)
    heads = [_head(stack) for stack in stacks]
    boxes = _stacked_boxes(outlines)
    for line in signatures:
        if line not in taken:
            above = next((box for box in boxes if _is_right_under(line, box)), None)
            boxes = [box for box in boxes if box is not above]
            heads.append(Head((line,), _around(above, line.box) if above else line.box))
            taken.add(line)
    return [*heads, *(Head((), box) for box in boxes)], taken


def box_of(lines: Sequence[Line]) -> Box:
    """Return the box around lines."""
    return Box(
        min(line.left for line in lines),
        min(line.top for line in lines),
        max(line.right for line in lines),
        max(line.bottom for line in lines),
    )


def _signs_lost_head(line: Line, parts: Parts) -> bool:
    """Say whether a byline stands by itself above text, as under a headline: where it is lost, the byline is left."""
    is_marked = line.text[0] in _BULLETS or line.text.startswith(_HEAD_BYLINES)
    if not is_marked or len(line.text) > _LONGEST_BYLINE or byline_of(spaced(line)) is None:
        return False
    reach = _NEXT_COLUMN * line.size
    below = False
    for other in parts.text:
        step = other.baseline - line.baseline
        if 0 < line.start - other.end < 5 and -_NEXT_LINE * parts.pitch < step < 0:
            return False
        is_near = other is not line and other.right > line.left - reach and other.left < line.right + reach
        if is_near and -_NEXT_LINE * parts.pitch < step < 0.4 * line.size:
            return False
        below = below or (is_near and 0 < step < _BELOW * parts.pitch)
    return below


def _is_signed_by(stack: Sequence[Line], line: Line) -> bool:
    """Say whether a byline stands right under a headline, though neither in its middle nor flush with it."""
    box = box_of(stack)
    gap = line.top - box.bottom
    is_near = line.right > box.left - 2 * line.size and line.left < box.right + 2 * line.size
    return is_near and -0.5 * line.size < gap < _BESIDE * line.size


def _is_signed_aside(stack: Sequence[Line], line: Line, parts: Parts) -> bool:
    """Say whether a byline stands in the middle of a column or several, below a headline flush left over them."""
    box = box_of(stack)
    gap = line.top - box.bottom
    if not (-0.5 * line.size < gap < _BESIDE * line.size and 0 < line.left - box.right < _ASIDE * line.size):
        return False
    band = (
        other for other in (*parts.text, *parts.heads, *parts.small) if box.top < other.baseline < line.bottom
    )
    return not any(
        other is not line and other not in stack and other.right > box.left and other.left < line.right
        for other in band
    )


def _is_right_under(line: Line, box: Box) -> bool:
    gap = line.top - box.bottom
    is_below = -0.5 * line.size < gap < _BESIDE * line.size
    return is_below and abs(line.center - (box.left + box.right) / 2) < max(
        _SAME_CENTER * line.size, abs(line.left - box.left) - line.size
    )


def _stacked_boxes(boxes: Iterable[Box]) -> list[Box]:
    """Join the places of lines drawn as shapes that stand below one another."""
    stacks: list[Box] = []
    for box in sorted(boxes, key=lambda box: box.top):
        for k, stack in enumerate(stacks):
            size = max(box.bottom - box.top, 12.0)
            overlap = min(box.right, stack.right) - max(box.left, stack.left)
            is_below = -size < box.top - stack.bottom < _STACKED * size
            if is_below and overlap > 0.4 * min(box.right - box.left, stack.right - stack.left):
                stacks[k] = _around(stack, box)
                break
        else:
            stacks.append(box)
    return stacks


def _around(box: Box, other: Box) -> Box:
    return Box(
        min(box.left, other.left),
        min(box.top, other.top),
        max(box.right, other.right),
        max(box.bottom, other.bottom),
    )


def _head(stack: list[Line]) -> Head:
    lines = sorted(stack, key=lambda line: (line.baseline, line.left))
    return Head(tuple(lines), box_of(lines))


def _is_stacked(stack: Sequence[Line], line: Line) -> bool:
    """Say whether a line goes on a headline: right below it, or beside it where a blank parts its words."""
    last = stack[-1]
    size = max(line.size, last.size)
    if line.is_vertical or last.is_vertical:
        is_level = abs(line.top - last.top) < 3 * size
        return (
            line.is_vertical and last.is_vertical and is_level and abs(line.center - last.center) < 2.2 * size
        )
    if abs(line.baseline - last.baseline) < 0.3 * size and abs(line.size - last.size) < 0.1 * size:
        # The empty half of a mark that ends the first part is no gap.
        gap = max(line.glyphs[0].left - last.glyphs[-1].right, last.glyphs[0].left - line.glyphs[-1].right)
        is_next = line.start - last.end in range(1, 3)
        return gap < (2.5 if is_next else 1.0) * size
    left, right = min(other.left for other in stack), max(other.right for other in stack)
    overlap = min(right, line.right) - max(left, line.left)
    is_below = -0.2 * size < line.top - last.bottom < _STACKED * size
    # A kicker in the middle may hardly overlap a title set flush left; the source's order then joins them.
    is_next = 0 < line.start - last.end < 4
    return is_below and overlap > (0.0 if is_next else 0.4) * min(line.width, right - left)


def _belongs(line: Line, stack: Sequence[Line], parts: Parts) -> bool:
    """Say whether a line of lesser size is set around a headline: in its middle or at its left, close to it."""
    size = max(other.size for other in stack)
    below, above = line.baseline - stack[-1].baseline, stack[0].top - line.bottom
    is_below = 0 < below < _BESIDE * max(line.size, 0.8 * stack[-1].size)
    is_above = -0.2 * line.size < above < 0.6 * size and line.size < parts.size
    if not (is_below or is_above) or any(other.is_vertical for other in stack):
        return False
    box = box_of(stack)
    is_centred = abs(line.center - (box.left + box.right) / 2) < _SAME_CENTER * parts.size
    is_flush = abs(line.left - box.left) < _SAME_LEFT * parts.size
    if byline_of(spaced(line)) or line.text.startswith(("——", "--", "□", "■")):
        return is_centred or is_flush
    is_alone = not any(_shares_row(other, line, box) for other in (*parts.text, *parts.small))
    return is_centred and is_alone


def _shares_row(other: Line, line: Line, box: Box) -> bool:
    """Say whether another line stands beside the line, in a column next to it, or goes on right under it."""
    reach = _NEXT_COLUMN * line.size
    left, right = min(box.left, line.left), max(box.right, line.right)
    if other is line or other.right < left - reach or other.left > right + reach:
        return False
    is_level = abs(other.baseline - line.baseline) < 0.4 * line.size
    is_under = 0 < other.baseline - line.baseline < _NEXT_LINE * line.size
    is_same_text = is_under and abs(other.size - line.size) < 0.03 * line.size
    return is_level or (is_same_text and min(other.right, line.right) > max(other.left, line.left))
