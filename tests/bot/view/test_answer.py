"""Answers, abstentions and lists: what a person sees, and that Telegram takes it whatever the text holds."""

import datetime as dt
from dataclasses import replace
from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.view.answer import render_abstention, render_answer
from bot.view.callbacks import ShowArticle, ShowPage, decode
from bot.view.html import clean, units
from bot.view.texts import Lang
from retrieval import Abstention, Answer, ArticleHead, Excerpt, PrintedDate, Query, Span
from tests.bot.view.referee import accepted
from tests.bot.view.samples import (
    answers,
    buttons,
    few,
    fragments,
    head,
    heads,
    labels,
    queries,
    quote,
    up_to,
)

langs = st.sampled_from(Lang)
REASONS = ("empty", "no_terms", "no_match", "weak_match", "empty_library")
SHORT = st.lists(fragments, min_size=1, max_size=9).map("".join).filter(lambda text: len(text) < 150)


def marked_runs(excerpt: Excerpt) -> list[tuple[int, str]]:
    """Each unbroken run of highlighted words as shown, with the units before it: counted letter by letter."""
    is_marked = [
        any(span.start <= at < span.end for span in excerpt.highlights) for at in range(len(excerpt.text))
    ]
    runs, before = [], 0
    for mark, group in groupby(zip(is_marked, excerpt.text, strict=True), key=lambda pair: pair[0]):
        shown = clean("".join(char for _, char in group))
        if mark and shown:
            runs.append((before, shown))
        before += units(shown)
    return runs


# --- answers ---------------------------------------------------------------------------------------

THOUGHTS = ["👍", "👎", "引文有误"]


def test_one_quote() -> None:
    """One quote stands in a block quote with its words in bold, its citation below, and a button 全文."""
    answer = Answer(Query("值班电话", ()), (quote("值班电话是5550119。", "5550119"),))

    message = render_answer(answer, lang=Lang.HANS)

    assert message.html == (
        "报上是这样写的：\n\n"
        "<blockquote>值班电话是<b>5550119</b>。</blockquote>\n"
        "《青砚时报》 · 青砚区部署台风防御 · 2024年8月30日 · 2024年9月3日出版 · A01版 · 记者 苗一舟"
    )
    assert labels(message) == [["全文"], THOUGHTS]
    assert ShowArticle(12) == decode(message.buttons[0][0].data)


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (0, [["全文 1", "全文 2"], ["更多"]]),
        (1, [["全文 3", "全文 4"], ["上一页", "更多"]]),
        (2, [["全文"], ["上一页"]]),
        (99, [["全文"], ["上一页"]]),
        (-1, [["全文 1", "全文 2"], ["更多"]]),
    ],
)
def test_pages(page: int, expected: list[list[str]]) -> None:
    """Buttons are numbered through all pages; a page out of range is the nearest one."""
    answer = Answer(Query("?", ()), tuple(quote(f"第{n}处。") for n in range(5)))

    message = render_answer(answer, lang=Lang.HANS, page=page, per_page=2, paging_id=7)

    assert [*expected, THOUGHTS] == labels(message)
    turns = [decode(button.data) for button in message.buttons[-2]]
    here = min(max(page, 0), 2)
    assert all(isinstance(turn, ShowPage) and turn.paging_id == 7 for turn in turns)
    assert [here + (-1 if label == "上一页" else 1) for label in expected[-1]] == [
        turn.page for turn in turns if isinstance(turn, ShowPage)
    ]


def test_no_paging_without_an_id() -> None:
    """Where paging is not kept, no button promises more."""
    answer = Answer(Query("?", ()), tuple(quote(f"第{n}处。") for n in range(5)))

    assert labels(render_answer(answer, lang=Lang.HANS)) == [["全文 1", "全文 2", "全文 3"], THOUGHTS]


def test_compact() -> None:
    """In a group one quote is shown, without heading, and the whole article opens in a private chat."""
    answer = Answer(Query("?", ()), (quote("甲。"), quote("乙。")))

    message = render_answer(answer, lang=Lang.HANS, paging_id=7, compact=True, bot_username="gazette_bot")

    assert message.html.startswith("<blockquote>甲。</blockquote>\n《青砚时报》")
    assert "乙" not in message.html
    assert labels(message) == [["全文"], ["更多"], THOUGHTS]
    assert message.buttons[0][0].url == "https://t.me/gazette_bot?start=a12"


def test_correction_is_told() -> None:
    """A name that was searched instead of what was typed is named, once, above the quotes."""
    query = Query("樊惠琳是谁", (), corrections=(("樊惠琳", "樊惠林"),))

    shown = accepted(render_answer(Answer(query, (quote(),)), lang=Lang.HANS)).text

    assert shown.startswith("按“樊惠林”查找（您写的是“樊惠琳”）。\n\n")


@few
@given(answers(), langs, st.integers(-1, 99), st.integers(0, 99), st.booleans(), st.booleans())
def test_every_answer_is_accepted(
    answer: Answer, lang: Lang, page: int, per_page: int, compact: bool, is_linked: bool
) -> None:
    """Telegram takes every answer, however hostile and long its texts, and every page has a way to the article."""
    message = render_answer(
        answer,
        lang=lang,
        page=page,
        per_page=per_page,
        paging_id=2**63 - 1,
        compact=compact,
        bot_username="gazette_bot" if is_linked else None,
    )

    accepted(message)

    assert any(button.url or isinstance(decode(button.data), ShowArticle) for button in buttons(message))


@few
@given(answers(SHORT), langs)
def test_bold_covers_exactly_the_highlights(answer: Answer, lang: Lang) -> None:
    """Every excerpt is shown whole in its own block quote; bold covers its highlighted words and nothing else."""
    parsed = accepted(render_answer(answer, lang=lang))
    shown = [quote.excerpt for quote in answer.quotes[:3] if clean(quote.excerpt.text)]

    assert [clean(excerpt.text) for excerpt in shown] == parsed.covered("BlockQuote")
    starts = [start for start, _ in parsed.spans("BlockQuote")]
    assert [
        (start + before, start + before + units(words))
        for start, excerpt in zip(starts, shown, strict=True)
        for before, words in marked_runs(excerpt)
    ] == parsed.spans("Bold")


@few
@given(st.integers(0, 6000), st.integers(1, 40), langs)
def test_a_long_excerpt_keeps_its_first_highlight(before: int, width: int, lang: Lang) -> None:
    """An excerpt too long for a message is cut around its first highlighted words, and says so by ellipses."""
    words = "防" * before + "电" * width + "汛" * 6000
    parsed = accepted(render_answer(Answer(Query("?", ()), (quote(words, "电" * width),)), lang=lang))

    assert ["电" * width] == parsed.covered("Bold")
    (block,) = parsed.covered("BlockQuote")
    assert block.endswith("…")
    assert block.strip("…") in words


@pytest.mark.parametrize("lang", Lang)
@pytest.mark.parametrize("per_page", range(1, 9))
def test_the_longest_answer_fits(lang: Lang, per_page: int) -> None:
    """Where everything is as long as it may be, emoji at that, each quote still has its share of the message."""
    long = "😀" * 9000
    worst = quote(
        "<&>" + "防😀" * 3000,
        bulletin=long,
        title=long,
        is_title_derived=True,
        date=PrintedDate(12, 31),
        published_on=dt.date(2024, 12, 30),
        page=long,
        byline=long,
    )
    everywhere = tuple(Span(at, at + 1) for at in range(0, 6003, 2))
    worst = replace(worst, excerpt=replace(worst.excerpt, highlights=everywhere))
    answer = Answer(Query("?", (), corrections=((long, long),) * 9), (worst,) * 9)

    parsed = accepted(render_answer(answer, lang=lang, per_page=per_page, paging_id=1))

    blocks = parsed.covered("BlockQuote")
    assert per_page == len(blocks)
    assert all(block.startswith("<&>防") and block.endswith("…") for block in blocks)


# --- abstentions -----------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", Lang)
def test_reasons_differ(lang: Lang) -> None:
    """Each reason has its own honest text."""
    texts = {accepted(render_abstention(Abstention(Query("", ()), code), lang=lang)).text for code in REASONS}

    assert len(REASONS) == len(texts)


def test_near_articles_are_buttons() -> None:
    """The nearest articles can be opened from an abstention, at most five of them."""
    near = tuple(head(id=n, title=f"第{n}篇") for n in range(1, 9))

    message = render_abstention(Abstention(Query("?", ()), "weak_match", near), lang=Lang.HANS)

    assert [[f"第{n}篇"] for n in range(1, 6)] == labels(message)
    assert [ShowArticle(n) for n in range(1, 6)] == [decode(button.data) for button in buttons(message)]


@few
@given(queries(), st.sampled_from(REASONS), up_to(7, heads()), langs)
def test_every_abstention_is_accepted(
    query: Query, reason: str, near: tuple[ArticleHead, ...], lang: Lang
) -> None:
    """Telegram takes every abstention."""
    accepted(render_abstention(Abstention(query, reason, near), lang=lang))
