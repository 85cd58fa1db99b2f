"""/article 12, 全文 12, and the deep link to an article: its first part, with the ways on from there."""

from __future__ import annotations

from telegram import Update

from bot.context import Context, in_thread
from bot.handlers.hearing import heard_in
from bot.replies import reply
from bot.services import Services
from bot.view.article import render_article
from bot.view.message import Message
from bot.view.notices import render_notice
from bot.view.texts import Lang
from retrieval import StoredArticle


async def show_article(update: Update, context: Context) -> None:
    """Show the article with the number that was written."""
    heard = heard_in(update, context)
    number = heard.words.translate(str.maketrans("０１２３４５６７８９", "0123456789")).strip("#＃ ")
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        await reply(update, context, [render_notice("article_usage", lang=heard.lang)])
        return
    message = await in_thread(opened, context.services, int(number), heard.lang)
    await reply(update, context, [message])


def opened(parts: Services, article_id: int, lang: Lang) -> Message:
    """The first part of an article, or a kind word when it is gone."""
    article = parts.library.article(article_id)
    if article is None:
        return render_notice("article_gone", lang=lang)
    return shown(parts, article, 0, lang)


def shown(parts: Services, article: StoredArticle, part: int, lang: Lang) -> Message:
    """One part of an article, with buttons to the articles beside it as far as there are any."""
    before, after = parts.library.neighbours(article.head.id)
    return render_article(
        article, part=part, lang=lang, has_previous=before is not None, has_next=after is not None
    )
