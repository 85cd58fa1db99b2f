"""What people type into a search -> words and conditions.

    防汛 "值班电话" -广告 日期:上周 来源:青砚时报 版:A3 标题:台风

A condition is a name, a colon and a value without blanks, or in quotation marks; both colons, both scripts and
English names count. What is no condition is words, so the plain way stays plain.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from retrieval.model import ArticleHead, Citation, Days, Search, StoredParagraph
from retrieval.text.fold import fold
from retrieval.text.times import mentions
from retrieval.text.times import number as number_of

FIELDS = {
    **dict.fromkeys(("日期", "时间", "date", "时候"), "days"),
    **dict.fromkeys(("来源", "报纸", "公报", "source"), "bulletins"),
    **dict.fromkeys(("版", "版面", "page"), "pages"),
    **dict.fromkeys(("标题", "题目", "title"), "titles"),
}
_QUOTED = r'[“"「『]([^”"」』]*)[”"」』]'
_FIELD = re.compile(rf"(?<!\S)({'|'.join(sorted(FIELDS, key=len, reverse=True))})[:：]\s?(?:{_QUOTED}|(\S*))")
_PHRASE = re.compile(_QUOTED)
_EXCLUDED = re.compile(rf"(?<!\S)[-－−](?:{_QUOTED}|([^\s-]\S*))")
_OPEN_QUOTE = re.compile(r'(?<!\S)[“"「『]')
_NOT_IN_LABEL = re.compile(r"[第版面\s]")
_LABEL = re.compile(r"([a-z]*)[-—]?([0-9]+|[〇零一二三四五六七八九十]+)")


def parse_search(text: str, today: dt.date) -> Search:
    """Return what `text` asks for, as it is meant on `today`; what is wrong in it stands in `mistakes`."""
    folded = fold(text)
    found: dict[str, list[str]] = {
        name: [] for name in ("days", "bulletins", "pages", "titles", "phrases", "excluded")
    }
    mistakes: list[tuple[str, str]] = []
    for pattern, name in ((_FIELD, ""), (_EXCLUDED, "excluded"), (_PHRASE, "phrases")):
        for match in pattern.finditer(folded):
            field, value = _value(text, match, name)
            if value:
                found[field].append(value)
            else:
                mistakes.append((f"empty_{field}", text[match.start() : match.end()]))
        text = _without(text, pattern, folded)
        folded = fold(text)
    if _OPEN_QUOTE.search(folded):
        mistakes.append(("open_quote", text.strip()))
    days, wrong = _days(found.pop("days"), today)
    lists = {name: tuple(dict.fromkeys(values)) for name, values in found.items()}
    words = " ".join((*text.split(), *lists["phrases"]))
    return Search(words, days=days, mistakes=(*mistakes, *wrong), **lists)


def is_met(search: Search, paragraph: StoredParagraph) -> bool:
    """Return whether a paragraph meets all conditions of a search."""
    head = paragraph.article
    title = fold(head.title)
    text = f"{fold(paragraph.text)}\n{title}"
    return (
        all(fold(phrase) in text for phrase in search.phrases)
        and not any(fold(word) in text for word in search.excluded)
        and (search.only is None or head.bulletin in search.only)
        and _is_one_of(search.bulletins, fold(head.bulletin))
        and _is_one_of(search.titles, title)
        and (not search.pages or any(_is_page(page, head.page or "") for page in search.pages))
        and (search.days is None or is_within(search.days, day_of(head)))
    )


def day_of(told: ArticleHead | Citation) -> dt.date | None:
    """Return the day an article tells of: its dateline's, where the year is known, else the day it was published."""
    date = told.date
    if date is None or date.year is None:
        return told.published_on
    return dt.date(date.year, date.month, date.day)


def is_within(days: Days, day: dt.date | None) -> bool:
    """Return whether a day is one of those asked for; a day that nobody knows is not."""
    if day is None:
        return False
    return (days.first is None or days.first <= day) and (days.last is None or day <= days.last)


def _is_one_of(wanted: tuple[str, ...], folded: str) -> bool:
    return not wanted or any(fold(name).strip("《》") in folded for name in wanted)


def _is_page(wanted: str, label: str) -> bool:
    """A page as people shorten it: 3, 第三版 and A3 all find A03, B3 does not."""
    (letters, number), (section, printed) = _label(wanted), _label(label)
    return number == printed and letters in ("", section)


def _label(page: str) -> tuple[str, str]:
    """The letters and the number of a page's label; a label without a number is all letters."""
    match = _LABEL.fullmatch(_NOT_IN_LABEL.sub("", fold(page)))
    if match is None:
        return fold(page), ""
    value = number_of(match[2])
    return match[1], match[2] if value is None else str(value)


def _value(text: str, match: re.Match[str], name: str) -> tuple[str, str]:
    groups = range(2, 4) if not name else range(1, (match.re.groups or 0) + 1)
    span = next((match.span(group) for group in groups if match[group] is not None), match.span())
    return name or FIELDS[match[1]], text[slice(*span)].strip()


def _without(text: str, pattern: re.Pattern[str], folded: str) -> str:
    kept: list[str] = []
    at = 0
    for match in pattern.finditer(folded):
        kept += [text[at : match.start()], " "]
        at = match.end()
    return "".join((*kept, text[at:]))


def _days(values: list[str], today: dt.date) -> tuple[Days | None, Iterator[tuple[str, str]]]:
    """The days of the last value that is a time; every other value is a mistake."""
    found = [(value, mentions(value, today, is_whole=True)) for value in values]
    wrong = (("bad_date", value) for value, times in found if not times)
    good = [(value, times[0].period) for value, times in found if times]
    if not good:
        return None, wrong
    value, period = good[-1]
    return Days(value, period.first, period.last), wrong
