"""A real python-telegram-bot program talks with people in the sandbox."""

from __future__ import annotations

import asyncio
from typing import Any

from bot.sandbox import Sandbox


async def test_a_greeting_carries_the_payload_of_a_deep_link(sandbox: Sandbox, echo: Any) -> None:
    """`/start` with a payload reaches the bot as Telegram would send it."""
    ann = sandbox.person("Ann")
    ann.starts("q_12")
    answer = await asyncio.to_thread(ann.reads)

    assert answer.text == "你好 q_12"


async def test_a_button_is_answered_and_changes_its_message(sandbox: Sandbox, echo: Any) -> None:
    """Text comes back in bold; its button shows a notice and edits the message in place."""
    ann = sandbox.person("Ann")
    ann.says("防汛 <1> 😀")
    answer = await asyncio.to_thread(ann.reads)

    assert answer.text == "防汛 <1> 😀"
    assert answer.entities == [{"type": "bold", "offset": 0, "length": 9}]

    press = ann.presses(answer, "再说一次")
    notice = await asyncio.to_thread(press.answer)
    await asyncio.to_thread(ann.wait_for, lambda: answer.edit_date)

    assert notice == {"text": "好的", "show_alert": False, "url": ""}
    assert (answer.text, answer.buttons) == ("再说一次", [])


async def test_a_document_makes_the_round_trip(sandbox: Sandbox, echo: Any) -> None:
    """An uploaded file is downloaded by the bot and sent back whole."""
    ann = sandbox.person("Ann")
    ann.sends_document("公报.pdf", b"%PDF-1.4 \x00\xff")
    answer = await asyncio.to_thread(ann.reads)

    assert answer.media is not None
    document = answer.media["document"]
    stored = sandbox.exchange.files.by_id(document["file_id"])
    assert stored is not None
    assert (stored.name, stored.content, answer.text) == ("回_公报.pdf", b"%PDF-1.4 \x00\xff", "<收到>")


async def test_inline_offers_are_sent_via_the_bot_and_edited_later(sandbox: Sandbox, echo: Any) -> None:
    """A chosen offer stands in the group via the bot; the bot learns of it, and its button works there."""
    ann = sandbox.person("Ann")
    ann.starts()
    await asyncio.to_thread(ann.reads)
    group = sandbox.group("邻里", ann, with_bot=False)
    offers = await asyncio.to_thread(ann.types_inline, f"@{sandbox.bot.username} 防汛", group)

    assert [offer["title"] for offer in offers.results] == ["一条"]

    message = offers.choose(0)
    assert (await asyncio.to_thread(ann.reads)).text == "选了 1"
    press = ann.presses(message, "再说一次")
    await asyncio.to_thread(press.answer)
    await asyncio.to_thread(ann.wait_for, lambda: message.edit_date)

    assert message.via_bot is sandbox.bot
    assert message.text == "再说一次"
