"""Telegram as the tests meet it: lo-bot-api-emulator over real HTTP, with a shim.

The emulator is code this project did not write and refuses what a Bot API refuses. The shim adds what it does
not know (a bot's user name, topics, link previews), has every HTML text parsed by Telegram's own parser, and
keeps what each chat shows.
"""

from __future__ import annotations

import asyncio
import json
import threading
from dataclasses import dataclass, replace
from typing import Any

import tdjson
from aiohttp import web
from lo_bot_api_emulator import ApiRefusal, LoBotApiEmulator

TOKEN = "123456:" + "Test-token_" * 3 + "AA"
BOT = {"id": 7, "is_bot": True, "first_name": "公报", "username": "Gazette_Bot"}

# What the emulator refuses although the Bot API knows it.
UNKNOWN_TO_IT = {"link_preview_options", "message_thread_id", "protect_content"}
ALL_FIELDS = web.RequestKey("all_fields", dict[str, Any])


@dataclass(frozen=True)
class Call:
    """One call the bot made: its method, its parameters decoded, and whether it was accepted."""

    method: str
    fields: dict[str, Any]
    is_accepted: bool


@dataclass(frozen=True)
class Shown:
    """A message of the bot as its chat shows it now."""

    id: int
    chat_id: int
    text: str
    bold: tuple[str, ...]
    quotes: tuple[str, ...]
    buttons: tuple[tuple[str, str], ...]
    reply_to: int | None
    thread: int | None
    n_edits: int = 0

    def data_of(self, label: str) -> str:
        """The data of the first button whose label contains `label`."""
        found = [data for shown, data in self.buttons if label in shown]
        assert found, f"no button {label!r} among {[shown for shown, _ in self.buttons]}"
        return found[0]


@dataclass
class Gate:
    """Calls that wait; once open they go on, or are dropped as if they had never come."""

    is_open: asyncio.Event
    is_dropped: bool = False
    n_waiting: int = 0


class Shim(LoBotApiEmulator):
    """The foreign emulator with what it lacks; runs in its own loop, `lock` guards what tests read."""

    def __init__(self) -> None:
        super().__init__(allow_insecure_loopback_webhooks=True, max_updates=5000)
        self.lock = threading.Condition()
        self.calls: list[Call] = []
        self.shown: dict[tuple[int, int], Shown] = {}
        self.refusals: list[tuple[str, ApiRefusal]] = []
        self.held: dict[str, Gate] = {}

    async def read_request(self, request: web.Request) -> tuple[dict[str, Any], dict[str, Any]]:
        """The parameters; those the emulator does not know are kept aside for the journal."""
        fields, uploads = await super().read_request(request)
        request[ALL_FIELDS] = {name: decoded(value) for name, value in fields.items()}
        for name in UNKNOWN_TO_IT:
            fields.pop(name, None)
        return fields, uploads

    def validate(self, method: str, fields: dict[str, Any], uploads: dict[str, Any]) -> Any:
        """The emulator's checks, then Telegram's own parser on every HTML text."""
        for index, (refused, refusal) in enumerate(self.refusals):
            if refused == method:
                del self.refusals[index]
                raise refusal
        result = super().validate(method, fields, uploads)
        if method == "getMe":
            return result | BOT
        if fields.get("parse_mode") == "HTML":
            parse_html(fields["text"])
        return result

    async def handle(self, request: web.Request) -> web.Response:
        """Answer, then note the call and what its chat shows now."""
        method = request.match_info["method"]
        if method in self.held:
            gate = self.held[method]
            with self.lock:
                gate.n_waiting += 1
                self.lock.notify_all()
            await gate.is_open.wait()
            if gate.is_dropped:
                return web.Response(status=502)
        response: web.Response = await super().handle(request)
        body = json.loads(response.body)
        fields = request.get(ALL_FIELDS, {})
        if method == "editMessageText" and body["ok"] and not self._changes(fields):
            body = {"ok": False, "error_code": 400, "description": NOT_MODIFIED}
            response = web.json_response(body, status=400)
        with self.lock:
            self.calls.append(Call(method, fields, body["ok"]))
            if body["ok"] and method in ("sendMessage", "editMessageText", "editMessageReplyMarkup"):
                self._show(method, fields, body["result"]["message_id"])
            self.lock.notify_all()
        return response

    def unacknowledged(self) -> list[int]:
        """The ids of the updates the bot has not said it has."""
        return [update["update_id"] for update in self._update_queues._state(TOKEN).updates]

    def _changes(self, fields: dict[str, Any]) -> bool:
        before = self.shown.get((int(fields["chat_id"]), int(fields["message_id"])))
        if before is None:
            return True
        after = shown_by(fields, before.id)
        return (before.text, before.bold, before.buttons) != (after.text, after.bold, after.buttons)

    def _show(self, method: str, fields: dict[str, Any], message_id: int) -> None:
        key = int(fields["chat_id"]), message_id
        before = self.shown.get(key)
        if before is None or method == "sendMessage":
            self.shown[key] = shown_by(fields, message_id)
            return
        changed = shown_by({"text": "", **fields}, message_id)
        if method == "editMessageReplyMarkup":
            self.shown[key] = replace(before, buttons=changed.buttons, n_edits=before.n_edits + 1)
            return
        kept = {"reply_to": before.reply_to, "thread": before.thread, "n_edits": before.n_edits + 1}
        self.shown[key] = replace(changed, **kept)


NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly the "
    "same as a current content and reply markup of the message"
)


def decoded(value: Any) -> Any:
    """A form value as the JSON it holds, else as the text it is."""
    try:
        return json.loads(value) if isinstance(value, str) and value[:1] in "{[" else value
    except ValueError:
        return value


def parse_html(text: str) -> dict[str, Any]:
    """Text and entities as Telegram's own parser finds them; refused with its own words."""
    request = {"@type": "parseTextEntities", "text": text, "parse_mode": {"@type": "textParseModeHTML"}}
    result: dict[str, Any] = json.loads(tdjson.td_execute(json.dumps(request).encode()))
    if result["@type"] == "error":
        raise ApiRefusal("Bad Request: " + result["message"])
    return result


def shown_by(fields: dict[str, Any], message_id: int) -> Shown:
    """What a chat shows after a call with these parameters."""
    parsed = parse_html(fields["text"]) if fields.get("parse_mode") == "HTML" else None
    text = parsed["text"] if parsed else fields["text"]
    units = text.encode("utf-16-le")
    parts: dict[str, list[str]] = {}
    for entity in parsed["entities"] if parsed else []:
        start, end = 2 * entity["offset"], 2 * (entity["offset"] + entity["length"])
        parts.setdefault(entity["type"]["@type"], []).append(units[start:end].decode("utf-16-le"))
    rows = (fields.get("reply_markup") or {}).get("inline_keyboard", [])
    return Shown(
        id=message_id,
        chat_id=int(fields.get("chat_id", 0)),
        text=text,
        bold=tuple(parts.get("textEntityTypeBold", ())),
        quotes=tuple(
            quote
            for kind in ("BlockQuote", "ExpandableBlockQuote")
            for quote in parts.get(f"textEntityType{kind}", ())
        ),
        buttons=tuple((b["text"], b.get("callback_data") or b.get("url", "")) for row in rows for b in row),
        reply_to=(fields.get("reply_parameters") or {}).get("message_id"),
        thread=int(fields["message_thread_id"]) if "message_thread_id" in fields else None,
    )
