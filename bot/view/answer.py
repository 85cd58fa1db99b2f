"""Answers, abstentions, search results and the latest articles as messages. Pages count from 0."""

from __future__ import annotations

from collections.abc import Sequence

from bot.view.citation import MAX_LISTED_TITLE, cite_days, cite_place, title
from bot.view.feedback import feedback_row
from bot.view.html import Html, clip, escape, join
from bot.view.keyboard import (
    MAX_ROW,
    article_button,
    full_text_row,
    order_row,
    original_row,
    paging_row,
    rows,
    title_label,
    watch_row,
)
from bot.view.message import Message
from bot.view.quotes import quote_blocks
from bot.view.texts import Lang, text
from retrieval import Abstention, Answer, ArticleHead, Days, Query, Quote

PER_PAGE = 3
MAX_NEAR = 5


def render_answer(
    answer: Answer,
    *,
    lang: Lang,
    page: int = 0,
    per_page: int = PER_PAGE,
    paging_id: int | None = None,
    compact: bool = False,
    bot_username: str | None = None,
) -> Message:
    """A page of quotes. `compact` shows one at a time, for groups; a page too far shows the last one.

    With `bot_username` the whole article opens in a private chat instead of here.
    """
    per_page = 1 if compact else min(max(per_page, 1), MAX_ROW)
    n_pages = -(-len(answer.quotes) // per_page)
    page = min(max(page, 0), n_pages - 1)
    first = page * per_page
    shown = answer.quotes[first : first + per_page]
    head = "" if compact else _answer_head(page, n_pages, lang)
    body = join("\n\n", (_corrected(answer.query, lang), head, _numbered(shown, first + 1, lang)))
    return Message(
        body,
        rows(
            full_text_row([quote.citation.article_id for quote in shown], first + 1, lang, bot_username),
            original_row(shown, first + 1, lang),
            paging_row(paging_id, page, page + 1 < n_pages, lang),
            feedback_row(shown, first + 1, lang),
        ),
    )


def render_abstention(
    abstention: Abstention, *, lang: Lang, bot_username: str | None = None, watch_id: int | None = None
) -> Message:
    """The honest reason for giving no quote, what to try, and the nearest articles as buttons.

    With `watch_id`, the draft of a subscription to the question, a button saves it.
    """
    near = abstention.near[:MAX_NEAR]
    lines = (
        _corrected(abstention.query, lang),
        text(f"abstain_{abstention.reason}", lang),
        text("abstain_near", lang) if near else "",
    )
    buttons = ((article_button(title_label(head.title, lang), head.id, bot_username),) for head in near)
    return Message(join("\n\n", lines), rows(*buttons, watch_row(watch_id, lang)))


def render_search(
    quotes: Sequence[Quote],
    *,
    lang: Lang,
    page: int = 0,
    per_page: int = PER_PAGE,
    paging_id: int | None = None,
    total: int,
    asked: str = "",
    days: Days | None = None,
    is_by_date: bool = False,
    bot_username: str | None = None,
) -> Message:
    """One page of search results: `quotes` are those of this page (at most 8), `total` counts all pages.

    `days` are what the words for a time were taken for; they are shown, so that a wrong guess is seen.
    """
    within = text("search_days", lang, days=cite_days(days, lang)) if days else Html("")
    if not quotes:
        return Message(join("\n\n", (within, text("search_none", lang, asked=clip(asked, 60)))))
    shown, first = quotes[:MAX_ROW], page * per_page + 1
    has_more = first - 1 + len(shown) < total
    turning = paging_row(paging_id, page, has_more, lang, is_by_date=is_by_date)
    head = text(
        "search_head", lang, asked=clip(asked, 60), total=total, first=first, last=first + len(shown) - 1
    )
    return Message(
        join("\n\n", (within, head, _numbered(shown, first, lang))),
        rows(
            full_text_row([quote.citation.article_id for quote in shown], first, lang, bot_username),
            original_row(shown, first, lang),
            (*turning, *order_row(paging_id, lang, is_by_date=is_by_date)) if total > 1 else turning,
        ),
    )


def render_latest(
    heads: Sequence[ArticleHead],
    *,
    lang: Lang,
    page: int = 0,
    paging_id: int | None = None,
    has_more: bool = False,
    bot_username: str | None = None,
) -> Message:
    """One page of the newest articles: `heads` are those of this page (at most 8), numbered from 1."""
    if not heads:
        return Message(text("latest_none", lang))
    heads = heads[:MAX_ROW]
    numbers = tuple(article_button(str(n), head.id, bot_username) for n, head in enumerate(heads, 1))
    return Message(
        join(
            "\n\n", (text("latest_head", lang), *(_listed(n, head, lang) for n, head in enumerate(heads, 1)))
        ),
        rows(numbers, paging_row(paging_id, page, has_more, lang)),
    )


def _answer_head(page: int, n_pages: int, lang: Lang) -> Html:
    if page == 0:
        return text("answer_head", lang)
    return text("page_of", lang, page=page + 1, pages=n_pages)


def _corrected(query: Query, lang: Lang) -> Html:
    """What was taken for what: the days that were meant, and each name that was searched instead of what was typed."""
    return join(
        "\n",
        (
            _days(query, lang),
            *(
                text("corrected", lang, asked=clip(asked, 40), found=clip(found, 40))
                for asked, found in query.corrections[:3]
            ),
        ),
    )


def _days(query: Query, lang: Lang) -> Html:
    if query.days is None:
        return Html("")
    key = "search_days" if query.is_days_met else "days_nothing"
    return text(key, lang, days=cite_days(query.days, lang))


def _numbered(quotes: Sequence[Quote], first: int, lang: Lang) -> Html:
    return quote_blocks(quotes, first=first if len(quotes) > 1 else None, lang=lang)


def _listed(number: int, head: ArticleHead, lang: Lang) -> Html:
    lead = "" if head.is_title_derived else clip(head.lead, 90)
    heading = Html(f"{number}. {title(head, lang, MAX_LISTED_TITLE)}")
    return join("\n", (heading, cite_place(head, lang), escape(lead)))
