"""A pressed button: more of an answer, a whole article, the article before or after.

An answer stays where it is when its article is opened; an article turns its own pages. Data may be forged or
old: what it names is looked up, and what is not there is said kindly.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from telegram import CallbackQuery, InlineKeyboardMarkup, Update
from telegram import Message as TelegramMessage

from bot.answers import Found, Kept, Listed
from bot.context import Context, in_thread
from bot.handlers.alert_buttons import press_alert_button
from bot.handlers.article import shown
from bot.handlers.feedback import press_feedback
from bot.handlers.gate import may_open
from bot.handlers.language import press_language
from bot.handlers.latest import PER_LIST
from bot.handlers.original import printed
from bot.handlers.personal import press_forget
from bot.handlers.places import chat_of, may_manage
from bot.handlers.settings import press_settings
from bot.replies import acknowledge, edit, reply
from bot.services import Services
from bot.view.answer import PER_PAGE, render_answer, render_latest, render_search
from bot.view.callbacks import Callback, Neighbour, ShowArticle, ShowOriginal, ShowPage, decode
from bot.view.message import Message, Picture
from bot.view.news_callbacks import decode_news
from bot.view.notices import toast
from bot.view.own_callbacks import ChooseLanguage, Forget, OwnCallback, decode_own
from bot.view.settings_callbacks import decode_settings
from bot.view.texts import Lang
from retrieval import ArticleHead, Quote, day_of


@dataclass(frozen=True, slots=True)
class Press:
    """A pressed button, and where it stands. `group_bot` is the bot's name in a group, None in private."""

    callback: Callback
    chat_id: int
    lang: Lang
    group_bot: str | None


async def press_button(update: Update, context: Context) -> None:
    """Do what the button says, and stop its spinner whatever comes of it."""
    query = update.callback_query
    if query is None:
        return
    about_news = decode_news(query.data)
    if about_news is not None:
        await press_alert_button(update, context, about_news)
        return
    about_settings = decode_settings(query.data)
    if about_settings is not None:
        await press_settings(update, context, about_settings)
        return
    own = decode_own(query.data)
    if own is not None:
        await press_own(update, context, own)
        return
    lang = context.lang
    press = pressed(query, lang, context.bot.username)
    if press is not None and not await may_turn(update, context, press):
        await acknowledge(query, toast("not_yours", lang=lang))
        return
    is_opened = press is not None and is_sending(press.callback, query.message)
    if is_opened and not await may_open(update, context):
        await acknowledge(query, toast("busy", lang=lang))
        return
    result = await in_thread(outcome, context.services, press) if press else "stale"
    if isinstance(result, str):
        await acknowledge(query, toast(result, lang=lang))
    elif isinstance(result, Picture) or is_opened:
        await reply(update, context, [result])
        await acknowledge(query)
    else:
        is_turned = await edit(query, context, result)
        await acknowledge(query, "" if is_turned else toast("stale", lang=lang))


async def press_own(update: Update, context: Context, callback: OwnCallback) -> None:
    """Do what a button about a person's own things says."""
    match callback:
        case ChooseLanguage():
            await press_language(update, context, callback)
        case Forget():
            await press_forget(update, context, callback)
        case _:
            await press_feedback(update, context, callback)


def pressed(query: CallbackQuery, lang: Lang, username: str) -> Press | None:
    """The press a query tells of, or None when its data says nothing or its message is out of reach."""
    callback, message = decode(query.data), query.message
    if callback is None or message is None:
        return None
    is_private = message.chat.type == message.chat.PRIVATE
    return Press(callback, message.chat.id, lang, None if is_private else username)


async def may_turn(update: Update, context: Context, press: Press) -> bool:
    """False for the pages of somebody else's answer in a group; administrators may turn them, articles everybody."""
    wanted, person = press.callback, update.effective_user
    if press.group_bot is None or not isinstance(wanted, ShowPage):
        return True
    asker_id = await in_thread(context.services.answers.asker_of, wanted.paging_id, press.chat_id)
    if asker_id is None or (person is not None and person.id == asker_id):
        return True
    return await may_manage(update, context)


def outcome(parts: Services, press: Press) -> Message | Picture | str:
    """The message the press leads to, or the name of the toast that says why there is none."""
    match press.callback:
        case ShowPage() as wanted:
            kept = parts.answers.find(wanted.paging_id, press.chat_id)
            if kept is None:
                return "stale"
            chat = chat_of(parts, press.chat_id, is_group=press.group_bot is not None)
            return page_of(kept, wanted, press, is_compact=chat.is_answered_compactly)
        case ShowArticle(article_id, part):
            article = parts.library.article(article_id)
            return "gone" if article is None else shown(parts, article, part, press.lang)
        case Neighbour(article_id, step):
            return neighbour(parts, article_id, step, press.lang)
        case ShowOriginal() as wanted:
            return printed(parts, wanted, press.lang)


def page_of(kept: Kept, wanted: ShowPage, press: Press, *, is_compact: bool) -> Message | str:
    """One page of what was kept."""
    match kept:
        case Found():
            return page_of_search(kept, wanted, press)
        case Listed(heads):
            return page_of_list(heads, wanted, press)
        case answer:
            return render_answer(
                answer,
                lang=press.lang,
                page=wanted.page,
                paging_id=wanted.paging_id,
                compact=is_compact,
                bot_username=press.group_bot,
            )


def page_of_search(kept: Found, wanted: ShowPage, press: Press) -> Message | str:
    """One page of places, the best or the newest first."""
    quotes = newest_first(kept.quotes) if wanted.is_by_date else kept.quotes
    here = quotes[wanted.page * PER_PAGE : (wanted.page + 1) * PER_PAGE]
    if not here:
        return "last"
    return render_search(
        here,
        lang=press.lang,
        page=wanted.page,
        paging_id=wanted.paging_id,
        total=len(quotes),
        asked=kept.words,
        days=kept.days,
        is_by_date=wanted.is_by_date,
        bot_username=press.group_bot,
    )


def page_of_list(heads: tuple[ArticleHead, ...], wanted: ShowPage, press: Press) -> Message | str:
    """One page of a list of articles."""
    start, end = wanted.page * PER_LIST, (wanted.page + 1) * PER_LIST
    if not heads[start:end]:
        return "last"
    return render_latest(
        heads[start:end],
        lang=press.lang,
        page=wanted.page,
        paging_id=wanted.paging_id,
        has_more=len(heads) > end,
        bot_username=press.group_bot,
    )


def newest_first(quotes: tuple[Quote, ...]) -> tuple[Quote, ...]:
    """The quotes by the day they tell of, the best first within a day; what has no day comes last."""
    return tuple(sorted(quotes, key=lambda quote: day_of(quote.citation) or dt.date.min, reverse=True))


def neighbour(parts: Services, article_id: int, step: int, lang: Lang) -> Message | str:
    """The article before or after another one."""
    head = parts.library.neighbours(article_id)[0 if step < 0 else 1]
    article = parts.library.article(head.id) if head else None
    if article is None:
        return "first" if step < 0 else "last"
    return shown(parts, article, 0, lang)


def is_sending(callback: Callback, message: object) -> bool:
    """True when a press leads to one more message rather than to another page of one."""
    return isinstance(callback, ShowOriginal) or is_opening(callback, message)


def is_opening(callback: Callback, message: object) -> bool:
    """True when an article is opened from an answer or a list; an article's own buttons turn it in place."""
    if not isinstance(callback, ShowArticle) or callback.part > 0:
        return False
    keyboard = message.reply_markup if isinstance(message, TelegramMessage) else None
    return not any(is_of_article(data) for data in data_in(keyboard))


def data_in(keyboard: InlineKeyboardMarkup | None) -> list[Callback | None]:
    """What the buttons of a keyboard carry."""
    return [
        decode(str(key.callback_data))
        for row in (keyboard.inline_keyboard if keyboard else ())
        for key in row
    ]


def is_of_article(callback: Callback | None) -> bool:
    """True for a button that only stands under an article."""
    return isinstance(callback, Neighbour) or (isinstance(callback, ShowArticle) and callback.part > 0)
