"""/start, greeting or deep link; /help; and what is no request at all."""

from __future__ import annotations

from dataclasses import replace

from telegram import Update
from telegram.constants import ChatType

from bot.context import Context, in_thread
from bot.handlers.article import opened
from bot.handlers.ask import answered
from bot.handlers.hearing import Heard, heard_in
from bot.handlers.menu import show_menu_of
from bot.handlers.requests import Request
from bot.replies import reply
from bot.view.callbacks import decode_question, decode_start
from bot.view.notices import render_help, render_notice, render_start
from bot.view.texts import Lang


async def start(update: Update, context: Context) -> None:
    """Greet, open the article a deep link names, or answer the question it carries."""
    heard = heard_in(update, context)
    question = decode_question(heard.words)
    if question is not None:
        asked = replace(heard, request=Request("ask", question))
        await reply(update, context, [await in_thread(answered, context.services, asked, update.update_id)])
        return
    article_id = decode_start(heard.words)
    if article_id is None:
        await reply(update, context, [render_start(lang=heard.lang)])
        await show_own_menu(context, heard)
        return
    await reply(update, context, [await in_thread(opened, context.services, article_id, heard.lang)])


async def show_own_menu(context: Context, heard: Heard) -> None:
    """Give readers of Traditional Chinese, whom Telegram cannot tell apart, a command menu of their own."""
    if heard.lang is Lang.HANT and heard.group_bot is None:
        is_operator = heard.chat_id in context.services.settings.admin_ids
        await show_menu_of(context.bot, heard.chat_id, ChatType.PRIVATE, heard.lang, is_operator=is_operator)


async def explain(update: Update, context: Context) -> None:
    """Tell how to use the bot, here."""
    heard = heard_in(update, context)
    await reply(update, context, [render_help(lang=heard.lang, bot_username=heard.group_bot)])


async def refuse_command(update: Update, context: Context) -> None:
    """Say that there is no such command."""
    await reply(update, context, [render_notice("unknown_command", lang=heard_in(update, context).lang)])


async def refuse_media(update: Update, context: Context) -> None:
    """Say that only text is understood."""
    await reply(update, context, [render_notice("not_text", lang=context.lang)])
