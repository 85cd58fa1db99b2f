"""Buttons about news: hear less, end a subscription, save a draft, change a list, decide on a broadcast.

Only who may write the command may press its button; what a button names is looked up within its own chat.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from telegram import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram import Message as TelegramMessage

from bot.alerts.choices import chosen
from bot.alerts.subscriptions import Place
from bot.chats import Chat
from bot.context import Context, in_thread, now
from bot.handlers.broadcast import done
from bot.handlers.places import is_operator, may_manage, message_under, place_of
from bot.handlers.subscriptions import listed
from bot.handlers.when import keep
from bot.replies import acknowledge, edit, edit_buttons, key, reply
from bot.services import Services
from bot.view.alert import alert_row, drop_rows, less_rows
from bot.view.arrival import render_arrival
from bot.view.callbacks import ShowArticle, decode
from bot.view.keyboard import Row
from bot.view.message import Message
from bot.view.news_callbacks import (
    EVERY,
    ChangeSubscription,
    DecideArrival,
    DoBroadcast,
    DropRule,
    HearLess,
    NewsCallback,
    OpenMenu,
    SetWhen,
    decode_news,
)
from bot.view.notices import render_notice, toast
from bot.view.subscription import render_change, render_saved, render_when
from bot.view.texts import Lang


@dataclass(frozen=True, slots=True)
class Effect:
    """What a press leads to: the message becomes `message`, or its last rows become `rows`; or `answer` is sent.

    `toast` is the name of the text shown for a moment.
    """

    message: Message | None = None
    rows: tuple[Row, ...] | None = None
    answer: Message | None = None
    toast: str = ""


async def press_alert_button(update: Update, context: Context, callback: NewsCallback) -> None:
    """Do what the button says, and stop its spinner whatever comes of it."""
    query = update.callback_query
    if query is None:
        return
    message = message_under(query)
    lang = context.lang
    if message is None:
        await acknowledge(query, toast("stale", lang=lang))
        return
    is_allowed = is_operator if isinstance(callback, DoBroadcast | DecideArrival) else None
    if not (is_allowed(update, context) if is_allowed else await may_manage(update, context)):
        await acknowledge(query, toast("admins", lang=lang))
        return
    effect = await in_thread(effect_of, context.services, callback, message, lang)
    await show(update, context, query, message, effect)
    is_loud = effect.toast in ("stale", "known", "many")
    await acknowledge(query, toast(effect.toast, lang=lang) if effect.toast else "", is_loud=is_loud)


async def show(
    update: Update, context: Context, query: CallbackQuery, message: TelegramMessage, effect: Effect
) -> None:
    """Let the chat see what the press led to."""
    if effect.answer is not None:
        await reply(update, context, [effect.answer])
    if effect.message is not None:
        await edit(query, context, effect.message)
    elif effect.rows is not None:
        await edit_buttons(query, context, [*kept_rows(message.reply_markup), *keyboard(effect.rows)])


def effect_of(parts: Services, callback: NewsCallback, message: TelegramMessage, lang: Lang) -> Effect:
    """Carry out a press, and say what is to be seen of it."""
    match callback:
        case OpenMenu(parcel_id, menu):
            return Effect(rows=menu_rows(parts, parcel_id, menu, message, lang))
        case HearLess(parcel_id, how):
            keep(parts, chosen(met(parts, message, lang), how, now()), now())
            return Effect(rows=(alert_row(parcel_id, lang),), toast=how)
        case DropRule(parcel_id, at):
            return drop(parts, parcel_id, at, message, lang)
        case ChangeSubscription(subscription_id, what):
            return change(parts, subscription_id, what, message, lang)
        case SetWhen(how):
            chat = keep(parts, chosen(met(parts, message, lang), how, now()), now())
            return Effect(
                message=render_when(chat, now(), lang=lang), toast="" if how == "show" else "changed"
            )
        case DoBroadcast(broadcast_id, what):
            shown, name = done(parts, broadcast_id, what, lang)
            return Effect(message=shown, toast=name)
        case DecideArrival(arrival_id, what):
            return decided(parts, arrival_id, what, message.chat.id, lang)


def decided(parts: Services, arrival_id: int, what: str, admin_id: int, lang: Lang) -> Effect:
    """Publish or discard what is held; everybody who was told of it sees what became of it."""
    act = parts.intake.publish if what == "publish" else parts.intake.discard
    is_done = act(arrival_id, admin_id, now())
    arrival = parts.intake.arrivals.find(arrival_id)
    if arrival is None:
        return Effect(toast="stale")
    return Effect(
        message=render_arrival(arrival, lang=lang), toast=arrival.state if is_done else "known_decision"
    )


def menu_rows(
    parts: Services, parcel_id: int, menu: str, message: TelegramMessage, lang: Lang
) -> tuple[Row, ...]:
    """The rows of a menu under an alert."""
    if menu == "less":
        return less_rows(parcel_id, lang)
    if menu == "drop":
        return drop_rows(parcel_id, parts.outbox.rules(parcel_id, message.chat.id)[1], lang)
    return (alert_row(parcel_id, lang),)


def drop(parts: Services, parcel_id: int, at: int, message: TelegramMessage, lang: Lang) -> Effect:
    """End the subscription an alert came from, or all of its place."""
    thread_id, rules = parts.outbox.rules(parcel_id, message.chat.id)
    place = Place(message.chat.id, thread_id)
    rows = (alert_row(parcel_id, lang),)
    if at == EVERY:
        parts.subscriptions.delete_all(place)
        parts.outbox.withdraw(place, now())
        return Effect(rows=rows, toast="dropped_all")
    if at >= len(rules):
        return Effect(rows=rows, toast="stale")
    for one in parts.subscriptions.of(place):
        if one.rule == rules[at]:
            parts.subscriptions.delete(one.id, place.chat_id)
    return Effect(rows=rows, toast="dropped")


def change(parts: Services, subscription_id: int, what: str, message: TelegramMessage, lang: Lang) -> Effect:
    """Save or cancel a draft; pause, resume, edit or delete a subscription, and show the list again."""
    chat_id = message.chat.id
    if what == "save":
        return saved(parts, subscription_id, message, lang)
    if what == "cancel":
        parts.subscriptions.delete(subscription_id, chat_id)
        return Effect(message=render_notice("subscribe_cancelled", lang=lang), toast="cancelled")
    if what == "edit":
        one = parts.subscriptions.find(subscription_id, chat_id)
        return Effect(answer=render_change(one, lang=lang)) if one else Effect(toast="stale")
    if what == "delete":
        is_done = parts.subscriptions.delete(subscription_id, chat_id)
    else:
        state = parts.subscriptions.set_state
        is_done = state(subscription_id, chat_id, "paused" if what == "pause" else "active")
    return Effect(
        message=listed(parts, place_of(message), lang, now()), toast="changed" if is_done else "stale"
    )


def saved(parts: Services, draft_id: int, message: TelegramMessage, lang: Lang) -> Effect:
    """Let a draft count from now on."""
    chat = met(parts, message, lang)
    if chat.language != lang or chat.paused_at is not None:
        chat = keep(parts, replace(chat, language=lang, paused_at=None), now())
    result = parts.subscriptions.save(draft_id, message.chat.id)
    if isinstance(result, str):
        return Effect(toast={"known": "known", "too_many": "many"}.get(result, "stale"))
    shown = render_saved(result.rule, chat, lang=lang)
    is_preview = ChangeSubscription(draft_id, "cancel") in pressed_under(message)
    # An abstention keeps its words and the articles near it; a preview has done its work.
    return Effect(message=shown, toast="saved") if is_preview else Effect(answer=shown, toast="saved")


def pressed_under(message: TelegramMessage) -> list[NewsCallback | None]:
    """What the buttons about news under a message carry."""
    rows = message.reply_markup.inline_keyboard if message.reply_markup else ()
    return [decode_news(str(button.callback_data)) for row in rows for button in row]


def met(parts: Services, message: TelegramMessage, lang: Lang) -> Chat:
    """The chat of a message, known from now on."""
    return parts.chats.meet(message.chat.id, message.chat.type, lang, now())


def kept_rows(markup: InlineKeyboardMarkup | None) -> list[list[InlineKeyboardButton]]:
    """The rows of an alert that open articles; the others are its menus."""
    rows = markup.inline_keyboard if markup else ()
    return [list(row) for row in rows if all(opens_an_article(button) for button in row)]


def opens_an_article(button: InlineKeyboardButton) -> bool:
    """True for a button that opens an article, here or in a private chat."""
    return bool(button.url) or isinstance(decode(str(button.callback_data or "")), ShowArticle)


def keyboard(rows: Sequence[Row]) -> list[list[InlineKeyboardButton]]:
    """Rows as Telegram takes them."""
    return [[key(button) for button in row] for row in rows]
