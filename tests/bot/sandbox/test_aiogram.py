"""A program of another library: the echo bot once more, on aiogram, polling and by webhook."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from html import escape

import pytest
from aiogram import Bot, Dispatcher, F
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramRetryAfter
from aiogram.filters import Command
from aiogram.types import (
    CallbackQuery,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQuery,
    InlineQueryResultArticle,
    InputTextMessageContent,
    Message,
)
from aiogram.webhook.aiohttp_server import SimpleRequestHandler, setup_application
from aiohttp import web

from bot.sandbox import Sandbox
from bot.sandbox.weather import flooded

AGAIN = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="再说一次", callback_data="again")]])
SECRET = "geheim_1"


def dispatcher() -> Dispatcher:
    """Return the echo bot's handlers."""
    handlers = Dispatcher()

    @handlers.message(Command("start"))
    async def start(message: Message) -> None:
        await message.answer("你好")

    @handlers.message(F.text)
    async def echo(message: Message) -> None:
        await message.reply(f"<b>{escape(message.text or '')}</b>", parse_mode="HTML", reply_markup=AGAIN)

    @handlers.callback_query()
    async def again(query: CallbackQuery) -> None:
        await query.answer("好的")
        assert isinstance(query.message, Message)
        await query.message.edit_text("再说一次")

    @handlers.inline_query()
    async def inline(query: InlineQuery) -> None:
        content = InputTextMessageContent(message_text=query.query)
        article = InlineQueryResultArticle(id="1", title="一条", input_message_content=content)
        await query.answer([article], cache_time=0)

    return handlers


@contextlib.asynccontextmanager
async def aiogram_bot(sandbox: Sandbox) -> AsyncIterator[Bot]:
    """An aiogram bot that talks to the sandbox."""
    session = AiohttpSession(api=TelegramAPIServer.from_base(sandbox.api_url))
    async with Bot(sandbox.token, session=session) as bot:
        yield bot


@contextlib.asynccontextmanager
async def polling(sandbox: Sandbox) -> AsyncIterator[None]:
    """Run the echo bot by polling."""
    async with aiogram_bot(sandbox) as bot:
        handlers = dispatcher()
        running = asyncio.create_task(
            handlers.start_polling(bot, handle_signals=False, close_bot_session=False)
        )
        yield
        await handlers.stop_polling()
        await running


@contextlib.asynccontextmanager
async def webhook(sandbox: Sandbox) -> AsyncIterator[None]:
    """Run the echo bot behind a webhook with a secret."""
    async with aiogram_bot(sandbox) as bot:
        handlers, application = dispatcher(), web.Application()
        SimpleRequestHandler(handlers, bot, secret_token=SECRET).register(application, path="/hook")
        setup_application(application, handlers, bot=bot)
        runner = web.AppRunner(application)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        host, port = runner.addresses[0][:2]
        await bot.set_webhook(f"http://{host}:{port}/hook", secret_token=SECRET)
        yield
        await runner.cleanup()


@pytest.mark.parametrize("run", [polling, webhook])
async def test_the_same_conversation(sandbox: Sandbox, run: object) -> None:
    """Greeting, echo in bold with a button, notice, edit in place, inline offer."""
    ann = sandbox.person("Ann")
    async with run(sandbox):  # type: ignore[operator]
        ann.starts()
        assert (await asyncio.to_thread(ann.reads)).text == "你好"
        asked = ann.says("防汛 <1>")
        answer = await asyncio.to_thread(ann.reads)

        assert (answer.text, answer.reply_to) == ("防汛 <1>", asked.id)
        assert [entity["type"] for entity in answer.entities] == ["bold"]
        press = ann.presses(answer, "再说一次")
        assert (await asyncio.to_thread(press.answer))["text"] == "好的"
        await asyncio.to_thread(ann.wait_for, lambda: answer.text == "再说一次")
        offers = await asyncio.to_thread(ann.types_inline, "防汛")
        assert offers.choose(0).text == "防汛"
    assert sandbox.journal.unknown_parameters() == set()


async def test_its_exceptions_are_telegrams(sandbox: Sandbox) -> None:
    """A flood refusal is understood with its wait."""
    ann = sandbox.person("Ann")
    ann.starts()
    sandbox.weather.will(flooded(3), method="sendMessage")
    async with aiogram_bot(sandbox) as bot:
        with pytest.raises(TelegramRetryAfter) as caught:
            await bot.send_message(ann.user.id, "x")

    assert caught.value.retry_after == 3
