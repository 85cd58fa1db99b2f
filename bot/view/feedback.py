"""What people think of an answer: one row below it, and what administrators see of a quote that is called wrong."""

from __future__ import annotations

from collections.abc import Sequence

from bot.view.callbacks import ShowArticle, encode
from bot.view.citation import cite
from bot.view.html import blockquote, clip, join
from bot.view.keyboard import Row, rows
from bot.view.message import Button, Message
from bot.view.own_callbacks import CastVote, CloseReport, QuoteId, ReportQuote, encode_own
from bot.view.texts import Lang, plain, text
from retrieval import Quote, StoredArticle

MAX_SHOWN = 400


def feedback_row(quotes: Sequence[Quote], first: int, lang: Lang) -> Row:
    """Good, not good, and a quote is wrong; `first` is the number of the first quote."""
    ids = tuple((quote.citation.article_id, quote.citation.paragraph) for quote in quotes)
    return feedback_row_of(ids, first, lang)


def feedback_row_of(ids: tuple[QuoteId, ...], first: int, lang: Lang) -> Row:
    """The same by the ids of the quotes; nothing for an answer that quotes nothing."""
    if not ids:
        return ()
    return (
        Button(plain("button_like", lang), data=encode_own(CastVote(1, ids))),
        Button(plain("button_dislike", lang), data=encode_own(CastVote(-1, ids))),
        Button(plain("button_report", lang), data=encode_own(ReportQuote(first, ids))),
    )


def which_row(asked: ReportQuote, lang: Lang) -> Row:
    """Which of the quotes is wrong, by their numbers; or none, after all."""
    one_each = tuple(
        Button(
            plain("button_report_n", lang, n=asked.first + at),
            data=encode_own(ReportQuote(asked.first + at, (quote_id,))),
        )
        for at, quote_id in enumerate(asked.quotes)
    )
    close = Button(plain("button_report_none", lang), data=encode_own(CloseReport(asked.first, asked.quotes)))
    return (*one_each, close)


def render_report(article: StoredArticle, paragraph: int, n: int, *, lang: Lang) -> Message:
    """A quote that `n` people call wrong: its ids, where it stands, and its paragraph as it is kept."""
    head = article.head
    told = text("report_head", lang, n=n)
    ids = text(
        "report_ids",
        lang,
        article=head.id,
        paragraph=paragraph,
        bulletin=head.bulletin,
        page=head.page or "?",
    )
    kept = article.paragraphs[paragraph].text if paragraph < len(article.paragraphs) else ""
    open_it = Button(plain("button_full", lang), data=encode(ShowArticle(head.id)))
    return Message(
        join(
            "\n\n",
            (told, join("\n", (cite(head, lang), ids)), blockquote(clip(kept, MAX_SHOWN)) if kept else ""),
        ),
        rows((open_it,)),
    )
