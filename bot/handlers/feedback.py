"""👍, 👎 and 引文有误 below an answer: one vote a person, and word of a wrong quote to the bot's administrators.

What is kept and told are ids and numbers, never what was asked. Anybody who sees an answer may press.
"""

from __future__ import annotations

from telegram import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram import Message as TelegramMessage

from bot.context import Context, in_thread, now
from bot.feedback import QuotePlace
from bot.handlers.places import message_under
from bot.replies import acknowledge, edit_buttons, key
from bot.services import Services
from bot.view.feedback import feedback_row_of, which_row
from bot.view.keyboard import Row
from bot.view.notices import toast
from bot.view.own_callbacks import CastVote, CloseReport, QuoteId, ReportQuote, decode_own, named

FeedbackCallback = CastVote | ReportQuote | CloseReport


async def press_feedback(update: Update, context: Context, callback: FeedbackCallback) -> None:
    """Keep what the person thinks, and thank them; of several quotes ask first which one is wrong."""
    query = update.callback_query
    message = message_under(query) if query else None
    if query is None or message is None:
        return
    if isinstance(callback, CastVote):
        name = await in_thread(voted, context.services, query, message, callback)
        await acknowledge(query, toast(name, lang=context.lang), is_loud=False)
        return
    is_asking = isinstance(callback, ReportQuote) and len(callback.quotes) > 1
    if isinstance(callback, ReportQuote) and not is_asking:
        name = await in_thread(reported, context.services, callback.quotes[0], query.from_user.id)
        await acknowledge(query, toast(name, lang=context.lang))
    else:
        await acknowledge(query)
    row = row_after(callback, message, context)
    if row is not None:
        await edit_buttons(query, context, [*other_rows(message.reply_markup), [key(one) for one in row]])


def voted(parts: Services, query: CallbackQuery, message: TelegramMessage, vote: CastVote) -> str:
    """Keep a vote; the name of the toast."""
    noted = parts.feedback.vote(
        message.chat.id, message.message_id, query.from_user.id, vote.value, named(vote.quotes), now()
    )
    return f"vote_{noted}"


def reported(parts: Services, quote_id: QuoteId, user_id: int) -> str:
    """Keep that a quote is called wrong; the name of the toast."""
    article_id, paragraph = quote_id
    article = parts.library.article(article_id)
    if article is None or paragraph >= len(article.paragraphs):
        return "gone"
    return f"report_{parts.feedback.report(QuotePlace(article_id, paragraph), user_id, now())}"


def row_after(callback: FeedbackCallback, message: TelegramMessage, context: Context) -> Row | None:
    """The last row that is to stand there: the question which, or what stood there before it; None to leave it."""
    if isinstance(callback, ReportQuote) and len(callback.quotes) > 1:
        return which_row(callback, context.lang)
    asked = callback if isinstance(callback, CloseReport) else close_under(message.reply_markup)
    return None if asked is None else feedback_row_of(asked.quotes, asked.first, context.lang)


def close_under(markup: InlineKeyboardMarkup | None) -> CloseReport | None:
    """The button that closes the question which quote is wrong, when it stands there."""
    for row in markup.inline_keyboard if markup else ():
        for button in row:
            callback = decode_own(str(button.callback_data))
            if isinstance(callback, CloseReport):
                return callback
    return None


def other_rows(markup: InlineKeyboardMarkup | None) -> list[list[InlineKeyboardButton]]:
    """The rows about other things."""
    return [
        list(row)
        for row in (markup.inline_keyboard if markup else ())
        if not any(isinstance(decode_own(str(button.callback_data)), FeedbackCallback) for button in row)
    ]
