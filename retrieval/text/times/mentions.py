"""All times that a text names: single phrases, from one to another, since and until."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from retrieval.model import Span
from retrieval.text.fold import fold
from retrieval.text.times.calendar import named
from retrieval.text.times.english import english
from retrieval.text.times.lunar import lunar
from retrieval.text.times.namesakes import spans_of_names
from retrieval.text.times.numeric import numeric
from retrieval.text.times.period import Period
from retrieval.text.times.phrases import Certainty, Phrase, Setting
from retrieval.text.times.relative import relative
from retrieval.text.times.seasons import seasonal

_FROM = re.compile(r"(?:自从|[自从于])(?:[今本]?)?")
_TO = re.compile(r"\s{0,2}(?:一直)?[-~—–－至到]{1,2}\s{0,2}")
_UP_TO_NOW = re.compile(r"(?:以来|至今|到现在|到今天|到目前|到如今)")
_AFTER = re.compile(r"(?:之后|以后|后(?!年|勤|期|天)|起(?!草|诉|步|点|义))")
_BEFORE = re.compile(r"(?:之前|以前|前(?!往|后|来|夕|期|年|天|三|两|十))")
_UNTIL = re.compile(r"(?:截至|截止到?|到)(?=.)")
# Where a phrase may begin; everywhere else nothing needs to be tried.
_START = re.compile(
    r"[\d〇零○一二两三四五六七八九十廿卅百半几数大前昨今明后上这本下周星礼最近过刚去来年岁月第元妇三植劳五青儿六建八教国双春除清端中日截自从暑正腊寒入重老敬冬夏秋立雨惊谷小芒处白霜平圣情愚世消记公宪跨母父护防烈未接往后头不连农阴旧学环全龙a-z]"
)
_ENGLISH_LEAD = re.compile(r"(?P<word>since|from|between|after|before|until|by)\s(?:the\s)?")
_ENGLISH_TO = re.compile(r"\s(?:to|until|till|through|and)\s|\s?[-–—]\s?")
# 9月3、4日; 7月和8月, 8月底9月初 where one follows upon the other.
_AND = re.compile(r"\s?(?:[、,]|和|及|与|跟|以及)\s?")
_REPEATED = "每逢隔"


@dataclass(frozen=True, slots=True)
class Mention:
    """A time that the text names: where its words stand, and the days they mean.

    `sure` when the year is said or counted from today; `open` when the year is left open (7月18日); `vague` when
    people use the words loosely (最近, 三周前).
    """

    span: Span
    period: Period
    certainty: Certainty


def mentions(text: str, today: dt.date, *, is_whole: bool = False) -> tuple[Mention, ...]:
    """The times named in `text` as it is read on `today`, in order, not overlapping.

    With `is_whole` the text is nothing but one time: loose forms count, and what does not cover it all is nothing.
    """
    folded = fold(text)
    found = tuple(_scan(folded, Setting(today, is_whole=is_whole)))
    if is_whole:
        length = len(folded.strip())
        return tuple(mention for mention in found if mention.span.end - mention.span.start == length)
    unsure = [mention.span for mention in found if mention.certainty != "sure"]
    names = spans_of_names(folded, unsure)
    return tuple(mention for mention in found if mention.span not in names)


def _scan(text: str, setting: Setting) -> Iterator[Mention]:
    at = 0
    while match := _START.search(text, at):
        start = match.start()
        mention = _mention(text, start, setting)
        if mention is not None:
            yield replace(mention, span=_trimmed(text, mention.span))
        at = start + 1 if mention is None else mention.span.end


def _trimmed(text: str, span: Span) -> Span:
    """What only leads on to the next word belongs to no time."""
    return Span(span.start, span.start + len(span.of(text).rstrip("的里 ")))


def _mention(text: str, start: int, setting: Setting) -> Mention | None:
    if until := _UNTIL.match(text, start):
        phrase = _phrase(text, until.end(), setting)
        if phrase is not None and text[start] == "截":
            return Mention(Span(start, phrase.end), Period(None, phrase.period.last), phrase.certainty)
        return None
    if text[max(0, start - 1) : start] in tuple(_REPEATED):
        return None
    if "a" <= text[start] <= "z" and (lead := _ENGLISH_LEAD.match(text, start)):
        return _english_bound(text, start, lead, setting)
    lead = _FROM.match(text, start)
    first = _phrase(text, lead.end() if lead else start, setting)
    if first is None:
        return None
    second = _second(text, first, setting) or _listed(text, first, setting)
    if second is not None:
        return _bounded(text, start, second, setting, is_since=False)
    return _bounded(text, start, first, setting, is_since=bool(lead) and text[start] == "自")


def _phrase(text: str, at: int, setting: Setting) -> Phrase | None:
    """The longest phrase that begins at `at`."""
    readers = (relative, named, lunar, seasonal, numeric, english)
    found = [phrase for read in readers if (phrase := read(text, at, setting))]
    return max(found, key=lambda phrase: phrase.end, default=None)


def _second(text: str, first: Phrase, setting: Setting) -> Phrase | None:
    """The phrase that a run ends with, as one phrase over the whole run; it may leave year and month unsaid."""
    link = _TO.match(text, first.end) or _ENGLISH_TO.match(text, first.end)
    if link is None:
        return None
    second = _phrase(
        text, link.end(), replace(setting, year=first.year, month=first.month, since=first.period.first)
    )
    if second is None or first.period.first is None or second.period.last is None:
        return None
    if second.period.last < first.period.first and second.certainty == "open" and first.year is not None:
        # 12月31日至1月2日 ends in the year after.
        later = replace(setting, year=first.year + 1, month=first.month, since=first.period.first)
        second = _phrase(text, link.end(), later) or second
    if second.period.last is None or second.period.last < first.period.first:
        return None
    certainty = first.certainty if "vague" not in (first.certainty, second.certainty) else "vague"
    return replace(second, period=Period(first.period.first, second.period.last), certainty=certainty)


def _listed(text: str, first: Phrase, setting: Setting) -> Phrase | None:
    """Times one after the other, as one run: days of one month, or times that follow upon each other."""
    run = None
    while (longer := _with_next(text, run or first, setting)) is not None:
        run = longer
    return run


def _with_next(text: str, run: Phrase, setting: Setting) -> Phrase | None:
    """The run with the next time of its list, or None at the list's end."""
    link = _AND.match(text, run.end)
    if run.period.first is None or (link is None and text[run.end - 1].isspace()):
        return None
    here = replace(setting, year=run.year, month=run.month, since=run.period.first)
    second = _phrase(text, link.end() if link else run.end, here)
    if second is None or second.period.last is None or run.period.last is None:
        return None
    follows = second.period.first == run.period.last + dt.timedelta(days=1)
    if second.period.last < run.period.last or not (follows or (link and second.is_short)):
        return None
    period = Period(run.period.first, second.period.last)
    return replace(run, end=second.end, period=period, month=second.month)


def _english_bound(text: str, start: int, lead: re.Match[str], setting: Setting) -> Mention | None:
    """since July, before July 18, from July 1 to July 15."""
    first = english(text, lead.end(), setting)
    if first is None or first.period.first is None:
        return None
    second = _second(text, first, setting)
    if second is not None:
        return Mention(Span(start, second.end), second.period, second.certainty)
    period = {
        "since": Period(first.period.first, setting.today),
        "from": first.period,
        "between": first.period,
        "after": Period(first.period.first, None),
        "before": Period(None, first.period.first - dt.timedelta(days=1)),
    }.get(lead["word"], Period(None, first.period.last))
    return Mention(Span(start, first.end), period, first.certainty)


def _bounded(text: str, start: int, phrase: Phrase, setting: Setting, *, is_since: bool) -> Mention:
    """The phrase alone, or what it bounds: since it, after it, before it."""
    first = phrase.period.first
    if match := _UP_TO_NOW.match(text, phrase.end):
        return Mention(Span(start, match.end()), Period(first, setting.today), phrase.certainty)
    if match := _AFTER.match(text, phrase.end):
        return Mention(Span(start, match.end()), Period(first, None), phrase.certainty)
    if first is not None and (match := _BEFORE.match(text, phrase.end)):
        # 年底前 reaches to the end of the year, 国庆前 to the day before.
        is_end = text[phrase.end - 1] in "底末"
        until = phrase.period.last if is_end else first - dt.timedelta(days=1)
        return Mention(Span(start, match.end()), Period(None, until), phrase.certainty)
    period = Period(first, None) if is_since else phrase.period
    return Mention(Span(start, phrase.end), period, phrase.certainty)
