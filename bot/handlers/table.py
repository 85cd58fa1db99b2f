"""Which handler takes an update? The first that wants it; each row says why it stands where it does."""

from __future__ import annotations

from typing import Any

from telegram.ext import BaseHandler, CallbackQueryHandler, InlineQueryHandler, MessageHandler, filters

from bot.context import BulletinApplication, Context
from bot.handlers.article import show_article
from bot.handlers.ask import answer_question
from bot.handlers.buttons import press_button
from bot.handlers.hearing import Wants
from bot.handlers.inline import answer_as_guest, offer_places
from bot.handlers.latest import list_latest
from bot.handlers.search import search_words
from bot.handlers.start import explain, refuse_command, refuse_media, start
from bot.handlers.trouble import apologise

NEW = filters.UpdateType.MESSAGE
GUEST = filters.UpdateType.GUEST_MESSAGE
PRIVATE = filters.ChatType.PRIVATE

Row = tuple[BaseHandler[Any, Context, None], str]

ROWS: tuple[Row, ...] = (
    (CallbackQueryHandler(press_button), "a button is no message, so no other row can take it"),
    (InlineQueryHandler(offer_places), "neither is what somebody is typing"),
    (MessageHandler(GUEST, answer_as_guest), "a mention where the bot is no member is no message to it"),
    (
        MessageHandler(
            NEW & PRIVATE & ~filters.TEXT & ~filters.CAPTION & ~filters.StatusUpdate.ALL, refuse_media
        ),
        "before the rows that read text: here is none; service messages ask nothing",
    ),
    (
        MessageHandler(NEW & Wants("start"), start),
        "one verb a row: a text has exactly one, so these may change places",
    ),
    (MessageHandler(NEW & Wants("help"), explain), "as above"),
    (MessageHandler(NEW & Wants("latest"), list_latest), "as above"),
    (MessageHandler(NEW & Wants("article"), show_article), "as above"),
    (MessageHandler(NEW & Wants("search"), search_words), "as above"),
    (MessageHandler(NEW & Wants("unknown"), refuse_command), "as above; only in private, silent in groups"),
    (MessageHandler(NEW & Wants("ask"), answer_question), "last, because any other text is a question"),
)


def add_handlers(application: BulletinApplication) -> None:
    """Give the application its handlers, in order, and its last resort."""
    for handler, _reason in ROWS:
        application.add_handler(handler)
    application.add_error_handler(apologise)
