"""What a page says of its article outside of the text: title, day, source, author."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from retrieval.reading.document.block import Block, solid
from retrieval.reading.document.parts import is_furniture, names_in, signature
from retrieval.reading.html.head import Head
from retrieval.text.dates import date_in_name, full_dates
from retrieval.text.names import ROLE

_SOURCE = re.compile(
    r"(?:信息|文章|稿件|新闻|内容)?(?:来源|稿源|出处)\s*[:：]\s*([^\s|｜:：，。；、（()）【】\[\]<>]{2,30})"
)
_NEXT = (
    r"(?=\s*(?:(?:信息|文章|稿件|新闻|内容)?(?:来源|稿源|出处)|(?:责任)?编辑|责编|发布|发表|更新|时间|日期|浏览|阅读|点击|字[号体]|审核|【|\[|打印"
    r"|供稿|摄影|[|｜\n\]】《（(<]|$|(?:19|20)\d\d[-年/.]))"
)
_AUTHOR = re.compile(
    rf"(?:(?<![\w])(?:作者|撰稿|撰文|供稿)\s*[:：]|(?<![\w])(?:文|图文|文图)[/／:：]|(?<![\w]){ROLE}\s*[:：\s])\s*([^\n:：|｜\]】]{{2,40}}?){_NEXT}"
)
_DAY = re.compile(
    r"(?:发布|发表|更新|成文|印发|创建|录入|刊发|出版|公开|上传)?(?:时间|日期|于)\s*[:：]?\s*(?=[\d二〇])"
)
_PUBLISHED = re.compile(r"发布|发表|刊发|出版|公开")
_LABEL = re.compile(
    r"\s*((?:信息|文章|稿件|新闻|内容)?(?:来源|稿源|出处)|作者|撰稿|(?:责任)?编辑|责编|审核|校对"
    r"|(?:发布|发表|更新|成文|印发|刊发|公开)?(?:时间|日期)|(?:浏览|阅读|点击)(?:次数|[数量])|字[号体])(?=\s*[:：])"
)
_VISIT = re.compile(r"今天是|今日|现在是|欢迎|当前时间")
_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d\d)(\d\d)(\d\d)(?!\d{1,3}(?!\d))")
_SITE = re.compile(
    r"(?:网|网站|[日晚晨时周早快导公]报|报社|门户|政府|数字报|电子报|电子版|频道|新闻|发布|官网|客户端|融媒|融媒体|融媒体中心|平台|公报|在线|首页|\.com|\.cn)$",
    re.IGNORECASE,
)
_COLUMN = re.compile(
    r"(?:资讯|要闻|动态|中心|办公室|委员会|局|版|区|县|市|栏目|专栏|时政|民生|综合|国内|社会|本地|公告|通知|News|Online|正文)$",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(r"\s*(?:_+|\||｜|\s-+\s|\s–\s|-+(?=[^-]{2,20}$)|\s[·•]\s|>|»|::)\s*")
_SHORTEST_TITLE = 4
_OURS = frozenset(("本站", "本网", "本站原创", "原创", "本报", "本网站", "网络", "互联网", "admin", "管理员"))


@dataclass(frozen=True, slots=True)
class Facts:
    """What was found, each None when it was not."""

    published_on: dt.date | None = None
    source: str | None = None
    author: str | None = None


def facts_of(head: Head, zone: Sequence[Block], address: str) -> Facts:
    """Return what the head, the lines around the text (those before it first) and the address say."""
    texts = (block.text for block in zone if len(block.text) <= 200 and not _VISIT.search(block.text))
    # Labels in tags of their own are set apart by the page's style alone.
    lines = [_LABEL.sub(r" \1", text) for text in texts]
    words = "\n".join(lines)
    return Facts(
        published_on=_published_on(head, lines, words, address),
        source=_source(words, head),
        author=_author(words, head),
    )


def day_in(words: str) -> dt.date | None:
    """Return the first whole date in words, 20240724 and 2024-07-24T08:00 included."""
    found = next(full_dates(words), None)
    if found is not None:
        return found
    for match in _COMPACT.finditer(words):
        day = date_in_name(match.group())
        if day is not None:
            return day
    return None


def day_in_address(address: str) -> dt.date | None:
    """Return the day in an address or path: html/2024-07/24/content_1.htm, 202407/t20240724_1.html, 2024/07/24/."""
    parts = re.split(r"[/\\]+", address.split("?")[0].split("#")[0])
    for part in reversed(parts):
        day = date_in_name(part.lstrip("tTpPaA_"))
        if day is not None:
            return day
    for n in (2, 3):
        for at in range(len(parts) - n, -1, -1):
            day = date_in_name("/".join(parts[at : at + n]))
            if day is not None:
                return day
    return None


def named_title(head: Head, lines: Sequence[str]) -> int | None:
    """Return which of the lines the head names as the title: the longest that stands in it; None when none does."""
    named = [solid(words) for words in (*head.titles, head.page_title) if words]
    fits = [
        (len(solid(line)), -i)
        for i, line in enumerate(lines)
        if len(solid(line)) >= _SHORTEST_TITLE
        and not is_site(line, head)
        and any(solid(line) in other for other in named)
    ]
    return -max(fits)[1] if fits else None


def title_in_head(head: Head) -> str | None:
    """Return the title as the head alone gives it, without the names of site and column."""
    for words in (*head.titles, head.page_title):
        title = _without_site(words, head)
        if title and not is_site(title, head):
            return title
    return None


def is_site(words: str, head: Head) -> bool:
    """Say whether words name a site or a paper rather than an article."""
    return words in (head.site, head.source) or (len(words) <= 14 and _SITE.search(words) is not None)


def _is_column(words: str) -> bool:
    return len(words) <= 10 and _COLUMN.search(words) is not None


def _without_site(title: str, head: Head) -> str:
    """The title of a page without the names of column and site behind it, or before it."""
    parts = [part for part in _SEPARATOR.split(title) if part]
    while len(parts) > 1 and (
        is_site(parts[-1], head) or _is_column(parts[-1]) or len(parts[-1]) < len(parts[0]) / 2
    ):
        parts.pop()
    while len(parts) > 1 and (is_site(parts[0], head) or _is_column(parts[0])):
        parts.pop(0)
    if len(parts) < 2:
        return "".join(parts)
    # What is left between separators is the title's own; it is printed as it stands.
    start = title.find(parts[0])
    return title[start : title.find(parts[-1], start) + len(parts[-1])]


def _published_on(head: Head, lines: Iterable[str], words: str, address: str) -> dt.date | None:
    matches = sorted(_DAY.finditer(words), key=lambda match: _PUBLISHED.match(match.group()) is None)
    labelled = (day_in(words[match.end() : match.end() + 40]) for match in matches)
    plain = (day_in(line) for line in lines if len(line) <= 80 and "。" not in line)
    found = (day_in(head.date) if head.date else None, *labelled, day_in_address(address), *plain)
    return next((day for day in found if day is not None), None)


def _source(words: str, head: Head) -> str | None:
    match = _SOURCE.search(words)
    said = (match[1] if match else "", head.source, head.site)
    return next((name for name in said if name and name not in _OURS and not name.isdecimal()), None)


def _author(words: str, head: Head) -> str | None:
    for match in _AUTHOR.finditer(words):
        name = match[1].strip(" \u3000\xa0、，,）)")
        if name and name not in _OURS:
            return match.group().strip(" \u3000\xa0\n|｜（(【[") if names_in(match.group()) else name
    for line in words.split("\n"):
        signed = signature(line)
        if signed is not None and not line.endswith(("摄", "供图")):
            return signed[0]
    return head.author if names_in(head.author) else None


def is_said_of(block: Block) -> bool:
    """Say whether a line in front of the text tells of the article, or is the page's own."""
    return is_furniture(block) or (
        day_in(block.text) is not None and len(block.text) <= 60 and "。" not in block.text
    )
