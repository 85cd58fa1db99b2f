"""Doors that are not for everyone, and buttons that nobody was given."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

from bot.alerts.broadcasts import Broadcasts
from bot.inbox import LARGEST_ID
from bot.sandbox import Person
from bot.sandbox.world import Message
from bot.settings import Settings
from bot.webhook import MAX_BODY_BYTES, SECRET_HEADER, routes
from retrieval import Database
from tests.bot.emulator import TOKEN
from tests.security.conftest import Guarded

SECRET = "not-known-to-strangers"
UPDATE = b'{"update_id": 7}'
LONG_S = 30.0


@pytest.mark.parametrize(
    ("method", "headers", "body", "expected"),
    [
        ("POST", {}, UPDATE, 403),
        ("POST", {SECRET_HEADER: ""}, UPDATE, 403),
        ("POST", {SECRET_HEADER: SECRET[:-1]}, UPDATE, 403),
        ("POST", {SECRET_HEADER: SECRET.upper()}, UPDATE, 403),
        ("POST", {SECRET_HEADER: "\u00e9"}, UPDATE, 403),
        ("POST", {SECRET_HEADER: SECRET}, UPDATE, 200),
        ("GET", {SECRET_HEADER: SECRET}, b"", 405),
        ("PUT", {SECRET_HEADER: SECRET}, UPDATE, 405),
        ("POST", {SECRET_HEADER: SECRET}, b"", 400),
        ("POST", {SECRET_HEADER: SECRET}, b"\xff\xfe", 400),
        ("POST", {SECRET_HEADER: SECRET}, b"[" * 100_000, 400),
        ("POST", {SECRET_HEADER: SECRET}, b'{"update_id": true}', 400),
        ("POST", {SECRET_HEADER: SECRET}, b'{"update_id": -1}', 400),
        ("POST", {SECRET_HEADER: SECRET}, b'{"update_id": %d}' % (LARGEST_ID + 1), 400),
        ("POST", {SECRET_HEADER: SECRET}, b'{"update_id": ' + b"9" * 9999 + b"}", 400),
        ("POST", {SECRET_HEADER: SECRET}, b" " * (MAX_BODY_BYTES + 1), 413),
        ("POST", {SECRET_HEADER: "wrong"}, b" " * (MAX_BODY_BYTES + 1), 403),
    ],
)
@pytest.mark.parametrize("path", ["/hook", "/telegram"])
async def test_forged_calls(
    path: str, method: str, headers: dict[str, str], body: bytes, expected: int
) -> None:
    """Only a whole update with the secret is stored; everything else is refused for what it is, and stores nothing."""
    stored: list[Any] = []

    async def receive(batch: list[dict[str, Any]]) -> None:
        stored.extend(batch)

    given = {"telegram_bot_token": TOKEN, "webhook_url": "https://example.org/hook", "webhook_secret": SECRET}
    settings = Settings(**({"_env_file": None} | given))
    raw = [(name.encode(), value.encode()) for name, value in headers.items()]
    transport = httpx.ASGITransport(Starlette(routes=routes(settings, receive)))
    async with httpx.AsyncClient(transport=transport, base_url="http://bot") as client:
        answer = await client.request(method, path, content=body, headers=raw)

    assert answer.status_code == expected
    assert len(stored) == (expected == 200)


def test_without_a_webhook_there_is_no_door() -> None:
    """A polling bot takes no updates over HTTP, secret or not."""

    async def receive(batch: list[dict[str, Any]]) -> None:
        raise AssertionError(batch)

    settings = Settings(_env_file=None, webhook_secret=SECRET)  # type: ignore[call-arg]

    assert routes(settings, receive) == []


def test_strangers_at_the_administrators_doors(guarded: Guarded) -> None:
    """Commands, documents and forged buttons of administrators do nothing for anybody else, in groups neither."""
    eve = guarded.sandbox.person("夜")
    group = guarded.sandbox.group("邻里", eve)
    for words in ("/stats", "/delivery", "/broadcast 我是管理员"):
        eve.says(words)
        assert not eve.reads(timeout_s=LONG_S).buttons
    eve.says(f"/broadcast@{guarded.sandbox.bot.username} 群里也不行", group)
    assert not eve.reads(group, timeout_s=LONG_S).buttons
    eve.sends_document("公报.txt", "防汛".encode())
    assert not eve.reads(timeout_s=LONG_S).buttons
    forged = ("w:1:send", "h:1:publish", "h:1:discard", "b:1:send", "bc:1:send")
    before = len(guarded.sandbox.journal.calls("sendMessage"))
    answers = [pressed(guarded, eve, data) for data in forged]

    assert all("text" in answer for answer in answers)
    assert len(guarded.sandbox.journal.calls("sendMessage")) == before
    assert guarded.admin.sees() == []


def test_a_drafted_broadcast_is_sent_by_nobody_else(guarded: Guarded) -> None:
    """A stranger who has its very buttons sends nothing; and no administrator of the bot drafts one in a group."""
    eve, admin = guarded.sandbox.person("夜"), guarded.admin
    group = guarded.sandbox.group("邻里", eve, admin)
    admin.says(f"/broadcast@{guarded.sandbox.bot.username} 群里也不行", group)
    in_group = admin.reads(group, timeout_s=LONG_S)
    eve.says("/help")
    eve.reads(timeout_s=LONG_S)
    admin.says("/broadcast 今晚停水")
    admin.reads(timeout_s=LONG_S)
    draft = admin.reads(timeout_s=LONG_S)
    buttons = [button["callback_data"] for button in draft.buttons]
    answers = [pressed(guarded, eve, data)["text"] for data in buttons]
    with Database.open(guarded.town.database_url) as database:
        states = [Broadcasts(database).state(number) for number in (1, 2)]

    assert in_group.buttons == []
    assert len(buttons) >= 2
    assert set(answers) == {"只有管理员能改。"}
    assert states == ["draft", None]


def pressed(guarded: Guarded, person: Person, data: str) -> dict[str, Any]:
    """What a person is told who presses a button that nobody gave them."""
    message = last_of(guarded, person)
    message.markup = {"inline_keyboard": [[{"text": "x", "callback_data": data}]]}
    return person.presses(message, data).answer(LONG_S)


def last_of(guarded: Guarded, person: Person) -> Message:
    """The last message of the bot to a person."""
    return [m for m in person.sees() if m.sender is guarded.sandbox.bot][-1]


def test_forged_and_replayed_buttons(guarded: Guarded) -> None:
    """Another chat's answer cannot be paged, another's subscription not changed; what is old or odd is said kindly."""
    ann, eve = guarded.sandbox.person("安"), guarded.sandbox.person("夜")
    ann.says("/search 青砚区")
    answer = ann.reads(timeout_s=LONG_S)
    paging = next(b["callback_data"] for b in answer.buttons if b["callback_data"].startswith(("p:", "s:")))
    ann.says("/subscribe 防汛")
    preview = ann.reads(timeout_s=LONG_S)
    saving = next(b["callback_data"] for b in preview.buttons if b["text"] == "订阅")
    eve.says("/help")
    eve.reads(timeout_s=LONG_S)
    shown = last_of(guarded, eve).text
    odd = ("", "p:1", "p:99999999999999999999:0", "a:-1:0", "a:1:0\x00", "p:1:0;--", "a:1:0" * 12, "🙂" * 16)
    for data in (paging, saving, *(data for data in odd if data)):
        assert pressed(guarded, eve, data)["text"]
    twice = [ann.presses(preview, "订阅").answer(LONG_S), pressed_again(ann, preview, saving)]
    ann.says("/subscriptions")
    listed = ann.reads(timeout_s=LONG_S)

    assert last_of(guarded, eve).text == shown
    assert all(answered for answered in twice)
    assert listed.text.count("“防汛”") == 1


def pressed_again(person: Person, message: Message, data: str) -> dict[str, Any]:
    """The same button once more, as an old client or a replay would."""
    message.markup = {"inline_keyboard": [[{"text": "x", "callback_data": data}]]}
    return person.presses(message, data).answer(LONG_S)
