"""Two real bots that know nothing of the sandbox: one on python-telegram-bot, one on aiogram. Both do the same.

/start [payload] greets; text is echoed with a button 再说一次, which edits the message; /quote answers with a quote of
the question; a document comes back; an inline query gets one offer.
"""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from html import escape
from typing import Any

from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputTextMessageContent,
    ReplyParameters,
    Update,
)
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    ChosenInlineResultHandler,
    CommandHandler,
    ContextTypes,
    InlineQueryHandler,
    MessageHandler,
    filters,
)

AGAIN = InlineKeyboardMarkup([[InlineKeyboardButton("再说一次", callback_data="again")]])


@contextlib.asynccontextmanager
async def run_ptb_echo(token: str, base_url: str, base_file_url: str) -> AsyncIterator[Any]:
    """Poll with the echo bot while the block lasts."""
    application = ptb_echo(token, base_url, base_file_url)
    async with application:
        await application.start()
        assert application.updater is not None
        await application.updater.start_polling(allowed_updates=Update.ALL_TYPES)
        yield application
        await application.updater.stop()
        await application.stop()


def ptb_echo(token: str, base_url: str, base_file_url: str) -> Application[Any, Any, Any, Any, Any, Any]:
    """Return the echo bot, not yet running."""
    application = ApplicationBuilder().token(token).base_url(base_url).base_file_url(base_file_url).build()
    application.add_handler(CommandHandler("start", _start))
    application.add_handler(CommandHandler("quote", _quote))
    application.add_handler(MessageHandler(filters.Document.ALL, _document))
    application.add_handler(MessageHandler(filters.TEXT & ~filters.COMMAND, _echo))
    application.add_handler(CallbackQueryHandler(_again))
    application.add_handler(InlineQueryHandler(_inline))
    application.add_handler(ChosenInlineResultHandler(_chosen))
    return application


async def _start(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.effective_message is not None
    await update.effective_message.reply_text(f"你好 {' '.join(context.args or [])}".strip())


async def _echo(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    message = update.effective_message
    assert message is not None
    await message.reply_html(f"<b>{escape(message.text or '')}</b>", reply_markup=AGAIN)


async def _again(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    query = update.callback_query
    assert query is not None
    await query.answer("好的")
    await query.edit_message_text("再说一次", reply_markup=None)


async def _quote(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    message = update.effective_message
    assert message is not None
    parameters = ReplyParameters(message.message_id, quote="/quote")
    await message.reply_text("引用", reply_parameters=parameters)


async def _document(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    message = update.effective_message
    assert message is not None
    assert message.document is not None
    file = await message.document.get_file()
    content = bytes(await file.download_as_bytearray())
    await message.reply_document(content, filename=f"回_{message.document.file_name}", caption="<收到>")


async def _inline(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    query = update.inline_query
    assert query is not None
    content = InputTextMessageContent(f"<i>{escape(query.query)}</i>", parse_mode="HTML")
    article = InlineQueryResultArticle("1", "一条", content, reply_markup=AGAIN)
    await query.answer([article], cache_time=0, is_personal=True)


async def _chosen(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.chosen_inline_result is not None
    chosen = update.chosen_inline_result
    await context.bot.send_message(chosen.from_user.id, f"选了 {chosen.result_id}")
