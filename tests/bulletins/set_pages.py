"""Set the samples' truth as a newspaper would, and spoil the text layer as a PDF of it would.

`python -m tests.bulletins.set_pages` writes every page of `truth/` into `bot/sandbox/bulletins/`.
Each page is set from a seed that is its own name, so the same truth always gives the same bytes.

What is spoiled: lines stand in columns of 12 to 20 em; the first line of a paragraph keeps the width of its
indent but loses the indent; a blank line stands at most column breaks and before some opening quotes, and is
missing between some paragraphs; lines that the typesetter stretched are letter-spaced; digits gain stray
blanks; a byline stands alone or runs on in the last line; a lost headline leaves nothing behind.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tests.bulletins.pages import sample_pages

INDENT_EM = 2.0
CANNOT_OPEN = frozenset("，。、；：？！”’）》】…%℃,.!?)")
CANNOT_CLOSE = frozenset("“‘（《【(")


@dataclass(frozen=True, slots=True)
class Line:
    """A set line: its text, its width and how much blank was left over, in em."""

    text: str
    left_em: float
    is_first: bool = False
    is_last: bool = False


def page_text(truth: dict[str, Any], seed: str) -> str:
    """Return the spoiled text layer of the page that `truth` describes."""
    dice = random.Random(seed)
    measures = [dice.choice([12, 13, 14, 15, 16, 18, 20]) for _ in range(2)]
    rows: list[str] = [*truth["other"], ""] if truth["other"] else []
    for article in truth["articles"]:
        rows += [*_headline(article, dice), *_body(article, dice.choice(measures), dice), ""]
    return "\n".join(rows[:-1]) + "\n "


def _headline(article: dict[str, Any], dice: random.Random) -> list[str]:
    if article["title"] is None:
        return []
    cut = article.get("title_break")
    title = article["title"]
    lines = [title[:cut], title[cut:]] if cut else [title]
    return [(" " if dice.random() < 0.3 else "") + lines[0], *lines[1:], ""]


def _body(article: dict[str, Any], measure: int, dice: random.Random) -> list[str]:
    lines = list(lines_of(article, measure))
    rows: list[str] = []
    column = dice.randint(9, 14)
    for n, line in enumerate(lines):
        if n and _has_blank_above(line, n % column == 0, dice):
            rows.append("")
        rows.append(_spoiled(line, dice))
    return [*rows, article["byline"]] if article["byline_form"] == "own" else rows


def _has_blank_above(line: Line, opens_column: bool, dice: random.Random) -> bool:
    if opens_column:
        return dice.random() < 0.9
    if line.is_first:
        return dice.random() < 0.88
    return line.text.startswith("“") and dice.random() < 0.6


def _spoiled(line: Line, dice: random.Random) -> str:
    text = line.text
    if not line.is_last and line.left_em >= 1 and " " not in text and dice.random() < 0.6:
        return " ".join(text)
    before = re.sub(r"(?<=[一-鿿])(?=[0-9])", lambda _: " " if dice.random() < 0.07 else "", text)
    return re.sub(r"(?<=[0-9])(?=[一-鿿])", lambda _: " " if dice.random() < 0.07 else "", before)


def lines_of(article: dict[str, Any], measure: int) -> Iterator[Line]:
    """Yield the lines of an article set between edges `measure` ems apart."""
    paragraphs = list(article["paragraphs"])
    if article["byline_form"] == "tail":
        paragraphs[-1] += article["byline"]
    for paragraph in paragraphs:
        yield from _set(paragraph, measure)


def _set(paragraph: str, measure: int) -> Iterator[Line]:
    """Yield the lines of one paragraph; no line opens with a closing mark or closes with an opening one."""
    units = re.findall(r"[0-9A-Za-z][0-9A-Za-z.:%-]*|.", paragraph)
    start, room = 0, measure - INDENT_EM
    while start < len(units):
        end = _line_end(units, start, room)
        text = "".join(units[start:end]).strip()
        is_last = end == len(units)
        yield Line(text, room - width_em(text), is_first=start == 0, is_last=is_last)
        start, room = end, float(measure)


def _line_end(units: list[str], start: int, room: float) -> int:
    end, used = start, 0.0
    while end < len(units) and used + width_em(units[end]) <= room:
        used += width_em(units[end])
        end += 1
    while start + 1 < end < len(units) and (units[end] in CANNOT_OPEN or units[end - 1] in CANNOT_CLOSE):
        end -= 1
    return max(end, start + 1)


def width_em(text: str) -> float:
    """Return the set width of `text`: ASCII takes half an em, everything else a whole one."""
    return sum(0.5 if char.isascii() else 1.0 for char in text)


def main() -> None:
    """Write every page, in the encoding its truth names."""
    for sample in sample_pages():
        text = page_text(sample.truth, sample.name)
        sample.path.write_bytes(text.encode(sample.truth["encoding"]))


if __name__ == "__main__":
    main()
