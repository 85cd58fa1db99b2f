"""Search results and lists of articles: what a person sees, and that Telegram takes it."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.view.answer import render_latest, render_search
from bot.view.callbacks import ShowArticle, ShowPage, decode
from bot.view.texts import Lang
from retrieval import ArticleHead, Days, PrintedDate, Quote
from tests.bot.view.referee import accepted
from tests.bot.view.samples import buttons, days, few, head, heads, hostile, labels, quote, quotes, up_to

langs = st.sampled_from(Lang)


def test_search_counts_through_pages() -> None:
    """The second page of three hits a page says where it stands and numbers on."""
    found = [quote(f"第{n}处防汛。", "防汛") for n in (4, 5)]

    message = render_search(found, lang=Lang.HANS, page=1, paging_id=7, total=5, asked="防汛")

    assert message.html.startswith("“防汛”共5处，这里是第4–5处：")
    assert labels(message) == [["全文 4", "全文 5"], ["上一页", "按日期排"]]


def test_search_finds_nothing() -> None:
    """Nothing found is said with the words that were looked for."""
    assert "“防汛”" in render_search([], lang=Lang.HANS, total=0, asked="防汛").html


@few
@given(up_to(9, quotes()), langs, st.integers(0, 9999), hostile(), st.integers(0, 10**6), days())
def test_every_search_is_accepted(
    found: tuple[Quote, ...], lang: Lang, page: int, asked: str, total: int, within: Days | None
) -> None:
    """Telegram takes every page of search results."""
    accepted(
        render_search(
            found, lang=lang, page=page, per_page=8, paging_id=1, total=total, asked=asked, days=within
        )
    )


def test_latest_lists_articles() -> None:
    """The newest articles are listed with their places, a number each to open them."""
    message = render_latest(
        [head(id=3), head(id=4, is_title_derived=True)], lang=Lang.HANS, paging_id=7, has_more=True
    )

    assert (
        "1. 青砚区部署台风防御\n《青砚时报》 · 2024年8月30日 · 2024年9月3日出版 · A01版 · 记者 苗一舟\n青砚区召开会商会。"
    ) in message.html
    assert "2. 青砚区部署台风防御（题目缺失，摘自正文）\n" in message.html
    assert labels(message) == [["1", "2"], ["更多"]]
    assert [ShowArticle(3), ShowArticle(4), ShowPage(7, 1)] == [
        decode(button.data) for button in buttons(message)
    ]


@few
@given(up_to(9, heads()), langs, st.integers(0, 9999), st.booleans())
def test_every_latest_is_accepted(
    found: tuple[ArticleHead, ...], lang: Lang, page: int, has_more: bool
) -> None:
    """Telegram takes every list of articles."""
    accepted(render_latest(found, lang=lang, page=page, paging_id=1, has_more=has_more))


@pytest.mark.parametrize("lang", Lang)
def test_the_longest_list_fits(lang: Lang) -> None:
    """Eight articles, everything about them as long as it may be, fit into one list."""
    long = "A" * 9000
    worst = head(
        bulletin=long,
        title=long,
        is_title_derived=True,
        date=PrintedDate(12, 31),
        published_on=dt.date(2024, 12, 30),
        page=long,
        byline=long,
        lead=long,
    )

    accepted(render_latest((worst,) * 8, lang=lang, paging_id=1, has_more=True))
