"""/start, greeting or deep link; /help; and what is no request at all."""

from __future__ import annotations

from dataclasses import replace

from telegram import Update

from bot.context import Context, in_thread
from bot.handlers.article import opened
from bot.handlers.ask import answered
from bot.handlers.hearing import heard_in
from bot.handlers.requests import Request
from bot.replies import reply
from bot.view.callbacks import decode_question, decode_start
from bot.view.notices import render_help, render_notice, render_start
from bot.view.texts import language


async def start(update: Update, context: Context) -> None:
    """Greet, open the article a deep link names, or answer the question it carries."""
    heard = heard_in(update)
    question = decode_question(heard.words)
    if question is not None:
        asked = replace(heard, request=Request("ask", question))
        await reply(update, context, [await in_thread(answered, context.services, asked, update.update_id)])
        return
    article_id = decode_start(heard.words)
    if article_id is None:
        await reply(update, context, [render_start(lang=heard.lang)])
        return
    await reply(update, context, [await in_thread(opened, context.services, article_id, heard.lang)])


async def explain(update: Update, context: Context) -> None:
    """Tell how to use the bot, here."""
    heard = heard_in(update)
    await reply(update, context, [render_help(lang=heard.lang, bot_username=heard.group_bot)])


async def refuse_command(update: Update, context: Context) -> None:
    """Say that there is no such command."""
    await reply(update, context, [render_notice("unknown_command", lang=heard_in(update).lang)])


async def refuse_media(update: Update, context: Context) -> None:
    """Say that only text is understood."""
    user = update.effective_user
    lang = language(user.language_code if user else None)
    await reply(update, context, [render_notice("not_text", lang=lang)])
