"""An article page of a newspaper or a portal becomes an article."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.model import Article
from retrieval.reading.clues import dateline_end, is_terminal
from retrieval.reading.document.block import Block, solid
from retrieval.reading.document.parts import ends_text, is_caption, is_furniture, says_fact, signature
from retrieval.reading.document.reports import Known, articles_of
from retrieval.reading.furniture import label_in_name
from retrieval.reading.given import Given
from retrieval.reading.html.blocks import blocks_of
from retrieval.reading.html.body import body_of
from retrieval.reading.html.facts import Facts, day_in, facts_of, is_said_of
from retrieval.reading.html.head import Head, head_of
from retrieval.reading.html.markers import Markers, markers_of
from retrieval.reading.html.titles import Title, title_on
from retrieval.reading.html.tree import Tree

_HAN = r"㐀-䶿一-鿿"
_PAPER = re.compile(
    rf"(?![年月日期])[{_HAN}]{{2,8}}?(?:日报|晚报|晨报|时报|周报|早报|快报|导报|公报|简报|新报|周刊|新闻|报|通讯)(?=数字|电子|多媒体|$|[\s_\-|—·《》：:])"
)
_NO_PAPER = re.compile(
    r"^(?:本地|综合|国内|国际|时政|社会|经济|图片|热点|最新|相关|推荐|县区|民生|体育|视频|今日|更多|通知|政务)"
)
_LABEL = re.compile(
    r"第\s?[A-D]?\d{1,2}\s?版|[A-D]\d{1,2}(?=[版:：\s]|$)|(?<!\d)\d{1,2}版|第[一二三四五六七八九十]{1,3}版"
)
_WEEKDAY = re.compile(r"星期|周[一二三四五六日]")
_LONGEST_STRIP = 80
_LONGEST_FRONT = 14
_LONGEST_TITLE = 60


@dataclass(frozen=True, slots=True)
class Found:
    """What a page holds; `others` is text around the articles, captions above all."""

    articles: tuple[Article, ...]
    others: tuple[str, ...]
    paper: str | None
    published_on: dt.date | None
    label: str | None


def page_of(tree: Tree, page: str, address: str, given: Given) -> Found:
    """Return what a page holds."""
    markers = markers_of(tree) or Markers()
    head = head_of(tree, page)
    before, body, after = _parted(tree, markers)
    n_front = _front_length(body)
    front, text = [*before, *body[:n_front]], body[n_front:]
    said = [block for block in text if says_fact(block.text)]
    facts = facts_of(head, [*reversed(front), *said, *after], address)
    strips = [block.text for block in (*front, *after) if len(block.text) <= _LONGEST_STRIP]
    published_on = given.published_on or _published_on(markers, facts, strips) or given.named_on
    known = _known(markers, facts, title_on(tree, head, front))
    articles, others = articles_of(cut(text), known, published_on)
    return Found(
        tuple(articles),
        tuple(others),
        _paper(markers, facts, head, strips),
        published_on,
        _label(markers, strips),
    )


def _parted(tree: Tree, markers: Markers) -> tuple[list[Block], list[Block], list[Block]]:
    """The blocks before the text, those of the text, and those behind it."""
    blocks = blocks_of(tree)
    if markers.body is None:
        start, end = body_of(tree, blocks)
        return blocks[:start], blocks[start:end], blocks[end:]
    body = blocks_of(tree, *markers.body)
    places = [place for block in body if (place := _place(block)) is not None]
    if not places:
        return blocks, [], []
    known = {_place(block) for block in body}
    before = [block for block in blocks if (place := _place(block)) is not None and place < places[0]]
    after = [
        b for b in blocks if (place := _place(b)) is not None and place > places[0] and place not in known
    ]
    return before, body, after


def _place(block: Block) -> int | None:
    return block.stretch.runs[0][1] if block.stretch.runs else None


def _front_length(body: Sequence[Block]) -> int:
    """How many blocks at the top of the text are its headline, or are said of it: all up to the last such."""
    n = 0
    for i, block in enumerate(body[:_LONGEST_FRONT]):
        text = block.text
        is_head = block.heading is not None or block.is_title or (block.is_centred and block.is_strong)
        is_link = block.n_linked > 0.5 * len(text)
        if is_head or is_link or is_said_of(block) or signature(text) or is_furniture(block):
            n = i + 1
        elif len(text) > _LONGEST_TITLE or is_terminal(text) or dateline_end(text):
            break
    return n if n < len(body) else 0


def cut(text: Sequence[Block]) -> list[Block]:
    """Return the text up to where only other things follow, without lines that are links alone."""
    kept: list[Block] = []
    for block in text:
        if kept and ends_text(block):
            break
        is_link = block.n_linked > 0.6 * len(block.text) and block.text[-1] not in "。！？”"
        if not is_link or is_caption(block):
            kept.append(block)
    return kept


def _known(markers: Markers, facts: Facts, title: Title) -> Known:
    """What is known of the article: the marks first, then the lines in front of it."""
    if markers.title:
        return Known(
            markers.title,
            markers.kicker or None,
            markers.subtitle or None,
            markers.author or facts.author,
        )
    return Known(title.text, title.kicker, title.subtitle, markers.author or facts.author)


def _published_on(markers: Markers, facts: Facts, strips: Sequence[str]) -> dt.date | None:
    marked = day_in(markers.date) if markers.date else None
    is_paper = markers.body is not None or bool(markers.title)
    dated = (day_in(strip) for strip in strips if _WEEKDAY.search(strip)) if is_paper else ()
    return marked or next((day for day in dated if day), None) or facts.published_on


def _paper(markers: Markers, facts: Facts, head: Head, strips: Sequence[str]) -> str | None:
    named = [markers.paper] if markers.paper else []
    if markers.body is None and facts.source:
        named.append(facts.source)
    for words in (head.page_title, *strips):
        named += [m.group() for m in _PAPER.finditer(words) if not _NO_PAPER.match(m.group())]
    return next(iter(named), None) or facts.source


def _label(markers: Markers, strips: Sequence[str]) -> str | None:
    for words in (markers.node, *strips):
        match = _LABEL.search(words)
        if match is not None:
            return label_in_name(solid(match.group()))
    return None
