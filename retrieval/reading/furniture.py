"""What belongs to the page and to no article: masthead, page strip, captions' credits, jump notes.

A masthead line names the paper, the day, the page or the editors, and is no sentence. What it says about the
page (paper, date, label) is the only source of a year that the text itself has.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from retrieval.reading.lines import Line
from retrieval.text.dates import full_dates

_HAN = r"㐀-䶿一-鿿"
_LABEL = r"第?[A-D]?\d{1,2}版|第[A-D]\d{1,2}版?|[A-D]\d{1,2}|第?[一二三四五六七八九十]{1,3}版"
_ONLY_LABEL = re.compile(rf"(?:{_LABEL}|0\d)")
_LABEL_IN = re.compile(rf"(?<![^\s·|｜/])(?:{_LABEL}|0\d)(?![^\s·|｜/:：])")
_PAPER = re.compile(
    rf"[{_HAN}]{{2,8}}(?:日报|晚报|晨报|时报|周报|早报|快报|导报|公报|简报|新报|周刊|新闻|报|通讯|信息)"
)
_CREDITS = re.compile(
    r"责任编辑|责任校对|责编|美编|版式|校对[ :：\u3000]|总第.{0,8}期|今日.{0,3}版|主管主办|主办单位|国内统一|统一刊号"
    r"|邮发代号|新闻热线|投稿邮箱|http|www\.|电话[:：]\s?\d"
)
_ORIGIN = re.compile(r"^.{0,24}(?:来源|作者|编辑|发布时间|发布日期|浏览次数|阅读量)[:：]")
_WEEKDAY = re.compile(
    r"星期[一二三四五六日天]|周[一二三四五六日]|农历|[A-D]?\d{1,2}版|第[一二三四五六七八九十]{1,3}版"
)
_JUMP = re.compile(r"[（(]?(?:紧接|上接|下转|转).{0,10}版.{0,4}[)）]?")
_PICTURE = re.compile(
    rf"(?:记者|通讯员)?[ \u3000]{{0,2}}[{_HAN}][{_HAN} \u3000]{{1,4}}[ \u3000]{{0,2}}[摄/／](?:影|图)?"
)
_PICTURE_END = re.compile(
    rf"[。 \u3000]?(?:本报记者|记者|通讯员)[ \u3000]{{0,2}}[{_HAN}][{_HAN} \u3000]{{1,8}}[ \u3000]?摄$"
)
_SENTENCE_MARKS = ("，", "。", "；")
_LONGEST_STRIP = 80
_LONGEST_SECTION = 6
_TOP = 8
_MOST_CAPTION_LINES = 4


@dataclass(frozen=True, slots=True)
class Masthead:
    """What the page says about itself, each None when it does not."""

    paper: str | None = None
    published_on: dt.date | None = None
    label: str | None = None


def sort_out(lines: list[Line]) -> tuple[list[Line], list[Line], Masthead]:
    """Return the lines of articles, the lines of the page itself, and what those say about the page."""
    strips = {i for i, line in enumerate(lines) if is_strip(line)}
    strips |= _beside(lines, strips)
    others = strips | {i for i, line in enumerate(lines) if _is_note(line)} | _captions(lines)
    masthead = masthead_of([lines[i] for i in sorted(strips)])
    kept = [line for i, line in enumerate(lines) if i not in others]
    return kept, [lines[i] for i in sorted(others)], masthead


def label_in_name(stem: str) -> str | None:
    """Return the page label in a file name, as A01 or 第3版."""
    match = re.search(rf"(?<![0-9A-Za-z])(?:{_LABEL})(?![0-9A-Za-z])", stem)
    return _plain_label(match.group()) if match else None


def _plain_label(label: str) -> str:
    """A letter says by itself that a page is meant: A01版 is A01, but 01版 stays."""
    return label.strip("第版") if re.search("[A-D]", label) else label


def is_jump(line: Line) -> bool:
    """Say whether the line only sends the reader to another page; it closes its article."""
    return len(line.bare) <= 16 and _JUMP.fullmatch(line.bare) is not None


def is_strip(line: Line) -> bool:
    """Say whether the line is the page's own: its day, label, editors, or where its text came from."""
    if len(line.text) > _LONGEST_STRIP or any(mark in line.text for mark in _SENTENCE_MARKS):
        return False
    if _ONLY_LABEL.fullmatch(line.text) or _CREDITS.search(line.text) or _ORIGIN.match(line.text):
        return True
    has_date = next(full_dates(line.text), None) is not None
    return has_date and (_WEEKDAY.search(line.text) is not None or len(line.bare) <= 16)


def day_of_strip(line: Line) -> dt.date | None:
    """Return the day that a strip of the page names; None for any other line."""
    return next(full_dates(line.text), None) if is_strip(line) else None


def is_paper(line: Line) -> bool:
    """Say whether the line is a paper's name and nothing else."""
    return _PAPER.fullmatch(line.bare) is not None


def _is_note(line: Line) -> bool:
    return is_jump(line) or (
        len(line.bare) <= 12 and _PICTURE.fullmatch(line.text) is not None and "摄" in line.text
    )


def _beside(lines: list[Line], strips: set[int]) -> set[int]:
    """The paper's name and the section's, which stand at the top among the lines of the strip."""
    found = set(strips)
    for i in (*range(min(_TOP, len(lines)) - 1, -1, -1), *range(min(_TOP, len(lines)))):
        if i in found or not {i - 1, i + 1} & found:
            continue
        bare = lines[i].bare
        is_joined = (i - 1 in found and not lines[i].has_gap) or (i + 1 in found and not lines[i + 1].has_gap)
        if _PAPER.fullmatch(bare) or (
            is_joined and len(bare) <= _LONGEST_SECTION and lines[i].bare[-1:] not in "。！？”"
        ):
            found.add(i)
    return found - strips


def _captions(lines: list[Line]) -> set[int]:
    """The lines of a caption that ends in its photographer: from the gap before it, a few lines at most."""
    found: set[int] = set()
    for i, line in enumerate(lines):
        if not line.bare.endswith("摄") or not _PICTURE_END.search(line.text[-16:]) or _is_cut(lines, i):
            continue
        start = i
        while not lines[start].has_gap and start > i - _MOST_CAPTION_LINES and start > 0:
            start -= 1
        if lines[start].has_gap:
            found |= set(range(start, i + 1))
    return found


def _is_cut(lines: list[Line], i: int) -> bool:
    """Say whether the last word of line i runs on below it: 摄 / 影报道."""
    return i + 1 < len(lines) and not lines[i + 1].has_gap and lines[i + 1].bare.startswith("影")


def masthead_of(strips: list[Line]) -> Masthead:
    """Return what the page's own lines say about it."""
    papers = [m for line in strips for piece in line.text.split() if (m := _PAPER.fullmatch(piece))]
    dates = [date for line in strips for date in full_dates(line.text)]
    labels = [m for line in strips if (m := _LABEL_IN.search(line.text))]
    return Masthead(
        papers[0].group() if papers else None,
        dates[0] if dates else None,
        _plain_label(labels[0].group()) if labels else None,
    )
