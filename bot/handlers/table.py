"""Which handler takes an update? The first that wants it; each row says why it stands where it does."""

from __future__ import annotations

from copy import copy
from typing import Any

from telegram import Update
from telegram.ext import (
    BaseHandler,
    CallbackQueryHandler,
    InlineQueryHandler,
    MessageHandler,
    TypeHandler,
    filters,
)

from bot.context import BulletinApplication, Context
from bot.handlers.article import show_article
from bot.handlers.ask import answer_question
from bot.handlers.bans import ban, show_admins, unban
from bot.handlers.broadcast import draft_broadcast
from bot.handlers.buttons import press_button
from bot.handlers.delivery import show_delivery
from bot.handlers.gate import asks
from bot.handlers.guest import answer_as_guest
from bot.handlers.hearing import Wants
from bot.handlers.inline import offer_places
from bot.handlers.language import choose_language
from bot.handlers.latest import list_latest
from bot.handlers.membership import keep_track
from bot.handlers.personal import ask_to_forget, export, tell_privacy
from bot.handlers.reader import for_readers
from bot.handlers.search import search_words
from bot.handlers.settings import show_settings
from bot.handlers.start import explain, refuse_command, refuse_media, start
from bot.handlers.stats import show_stats
from bot.handlers.status import show_status
from bot.handlers.subscribe import subscribe
from bot.handlers.subscriptions import list_subscriptions
from bot.handlers.trouble import apologise
from bot.handlers.upload import take_upload
from bot.handlers.when import set_when

NEW = filters.UpdateType.MESSAGE
# An edited message too: its answer follows it.
EITHER = filters.UpdateType.MESSAGES
GUEST = filters.UpdateType.GUEST_MESSAGE
POST = filters.UpdateType.CHANNEL_POST
PRIVATE = filters.ChatType.PRIVATE

Row = tuple[BaseHandler[Any, Context, None], str]

ROWS: tuple[Row, ...] = (
    (CallbackQueryHandler(press_button), "a button is no message, so no other row can take it"),
    (InlineQueryHandler(offer_places), "neither is what somebody is typing"),
    (MessageHandler(GUEST, answer_as_guest), "a mention where the bot is no member is no message to it"),
    (
        MessageHandler(NEW & PRIVATE & (filters.Document.ALL | filters.PHOTO), take_upload),
        "before the row that refuses what is no text; a caption is no question about a document",
    ),
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
    (MessageHandler(EITHER & Wants("help"), asks(explain)), "as above"),
    (MessageHandler(EITHER & Wants("latest"), asks(list_latest)), "as above"),
    (MessageHandler(EITHER & Wants("article"), asks(show_article)), "as above"),
    (MessageHandler(EITHER & Wants("search"), asks(search_words)), "as above"),
    (
        MessageHandler((EITHER | POST) & Wants("subscribe"), asks(subscribe)),
        "as above; posts of channels too",
    ),
    (MessageHandler((EITHER | POST) & Wants("subscriptions"), asks(list_subscriptions)), "as above"),
    (MessageHandler((EITHER | POST) & Wants("when"), asks(set_when)), "as above"),
    (MessageHandler((EITHER | POST) & Wants("language"), asks(choose_language)), "as above"),
    (
        MessageHandler(EITHER & Wants("settings"), asks(show_settings)),
        "as above; posts of channels ask nothing",
    ),
    (MessageHandler(EITHER & Wants("status"), asks(show_status)), "as above"),
    (MessageHandler(EITHER & Wants("privacy"), asks(tell_privacy)), "as above"),
    (MessageHandler(NEW & Wants("export"), export), "as above"),
    (MessageHandler(NEW & Wants("forget"), ask_to_forget), "as above"),
    (MessageHandler(NEW & Wants("ban"), ban), "as above; for administrators"),
    (MessageHandler(NEW & Wants("unban"), unban), "as above"),
    (MessageHandler(NEW & Wants("admins"), show_admins), "as above"),
    (MessageHandler(NEW & Wants("stats"), show_stats), "as above; for administrators"),
    (MessageHandler(NEW & Wants("delivery"), show_delivery), "as above"),
    (MessageHandler(NEW & Wants("broadcast"), draft_broadcast), "as above"),
    (
        MessageHandler(EITHER & Wants("unknown"), asks(refuse_command)),
        "as above; only in private, silent in groups",
    ),
    (
        MessageHandler(EITHER & Wants("ask"), asks(answer_question)),
        "last, because any other text is a question",
    ),
)


def add_handlers(application: BulletinApplication) -> None:
    """Give the application its handlers, in order, and its last resort."""
    # In a group of its own, because it takes nothing from the others: who is there is noted before anything else.
    application.add_handler(TypeHandler(Update, keep_track), group=-1)
    for handler, _reason in ROWS:
        own = copy(handler)
        own.callback = for_readers(handler.callback)
        application.add_handler(own)
    application.add_error_handler(apologise)
