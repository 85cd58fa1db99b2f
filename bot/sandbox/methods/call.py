"""One call of a bot: its parameters as they came, read by type with Telegram's own words when they do not fit."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.exchange import Exchange
from bot.sandbox.refusals import bad_request, forbidden, migrated
from bot.sandbox.world import Bot, Chat, Json, Message, User, private_key

TRUE_WORDS = frozenset({"true", "1", "yes", "t"})
GROUP_WORDS = {"group": "group chat", "supergroup": "supergroup chat", "channel": "channel chat"}


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with the call."""

    name: str
    content: bytes
    mime_type: str = ""


@dataclass(slots=True)
class Call:
    """A bot, what it wants, and the exchange to do it in. Form values are text; JSON bodies hold real values."""

    exchange: Exchange
    bot: Bot
    parameters: Mapping[str, Any]
    uploads: Mapping[str, Upload] = field(default_factory=dict)

    def has(self, name: str) -> bool:
        """Whether the parameter was given and is not empty."""
        return self.parameters.get(name) not in (None, "")

    def text(self, name: str) -> str:
        """Return the parameter as text; missing is empty."""
        value = self.parameters.get(name)
        return value if isinstance(value, str) else "" if value is None else json.dumps(value)

    def integer(self, name: str, default: int = 0) -> int:
        """Return the parameter as an integer; what is none counts as the default, as in Telegram."""
        try:
            return int(self.parameters.get(name, default))
        except (TypeError, ValueError):
            return default

    def flag(self, name: str) -> bool:
        """Return the parameter as a truth value."""
        return str(self.parameters.get(name, "")).lower() in TRUE_WORDS

    def json(self, name: str, what: str) -> Any:
        """Return the JSON value of a parameter, None when it is missing; `what` names it in the refusal."""
        value = self.parameters.get(name)
        if value is None or value == "":
            return None
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value)
        except ValueError as error:
            raise bad_request(f"can't parse {what} JSON object") from error

    def chat(self, *, to_write: bool = False) -> Chat:
        """Return the chat that `chat_id` means to this bot; with `to_write`, refuse where it may not speak."""
        if not self.has("chat_id"):
            raise bad_request("chat_id is empty")
        chat = self._find_chat(self.text("chat_id"))
        if chat.migrated_to is not None:
            raise migrated(chat.migrated_to.id)
        self._check_presence(chat)
        if to_write:
            self._check_may_write(chat)
        return chat

    def message(self, chat: Chat, refusal: str, name: str = "message_id") -> Message:
        """Return the message of `chat` that the call names, or refuse with these words."""
        message = chat.messages.get(self.integer(name))
        if message is None:
            raise bad_request(refusal)
        return message

    def user(self) -> User:
        """Return the account that `user_id` names."""
        user = self.exchange.world.users.get(self.integer("user_id"))
        if user is None:
            raise bad_request(
                "invalid user_id specified" if not self.integer("user_id") else "user not found"
            )
        return user

    def _find_chat(self, chat_id: str) -> Chat:
        world = self.exchange.world
        if chat_id.startswith("@"):
            wanted = chat_id[1:].lower()
            named = (c for c in world.chats.values() if c.username.lower() == wanted and not c.is_private)
            chat = next(named, None)
        elif chat_id.startswith("-"):
            chat = world.chats.get(chat_id)
        else:
            chat = world.chats.get(private_key(int(chat_id), self.bot.id)) if chat_id.isdecimal() else None
            if chat is None and chat_id.isdecimal():
                self._refuse_stranger(int(chat_id))
        if chat is None or (not chat.is_private and not chat.username and self.bot.id not in chat.members):
            raise bad_request("chat not found")
        return chat

    def _refuse_stranger(self, user_id: int) -> None:
        # Telegram knows a user to a bot once they have met, if only in a group.
        world = self.exchange.world
        user = world.users.get(user_id)
        if isinstance(user, Bot):
            raise forbidden(
                "bot can't send messages to bots"
                if user is not self.bot
                else "bots can't send messages to themselves"
            )
        if user is not None and any(chat.is_in(user) for chat in world.chats_of(self.bot)):
            raise forbidden("bot can't initiate conversation with a user")

    def _check_presence(self, chat: Chat) -> None:
        if chat.person is not None:
            if chat.person.is_deactivated:
                raise forbidden("user is deactivated")
            if self.bot.id in chat.person.blocked:
                raise forbidden("bot was blocked by the user")
            return
        status = chat.member(self.bot).status
        words = GROUP_WORDS[chat.type]
        if status == "kicked":
            raise forbidden(f"bot was kicked from the {words}")
        if status == "left":
            raise forbidden(f"bot is not a member of the {words}")

    def _check_may_write(self, chat: Chat) -> None:
        if chat.type == "channel" and not chat.is_admin(self.bot):
            raise bad_request("need administrator rights in the channel chat")
        if chat.member(self.bot).status == "restricted":
            raise bad_request("not enough rights to send text messages to the chat")


def checked_markup(call: Call) -> Json | None:
    """Return the reply markup of a call, checked as Telegram checks it."""
    markup = call.json("reply_markup", "reply keyboard markup")
    if markup is None:
        return None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" in markup:
        rows = [_checked_row(row) for row in markup["inline_keyboard"] if row]
        if sum(map(len, rows)) > MAX_BUTTONS:
            raise bad_request("REPLY_MARKUP_TOO_LONG")
        return {"inline_keyboard": rows} if rows else None
    return markup


MAX_BUTTONS = 100
MAX_BUTTONS_IN_ROW = 8
MAX_CALLBACK_DATA_BYTES = 64
BUTTON_KINDS = frozenset(
    "url callback_data web_app login_url switch_inline_query switch_inline_query_current_chat "
    "switch_inline_query_chosen_chat copy_text callback_game pay".split()
)


def _checked_row(row: object) -> list[Json]:
    if not isinstance(row, list):
        raise bad_request("can't parse inline keyboard button: Expected an Array of InlineKeyboardButton")
    if len(row) > MAX_BUTTONS_IN_ROW:
        raise bad_request("REPLY_MARKUP_TOO_LONG")
    return [_checked_button(button) for button in row]


def _checked_button(button: object) -> Json:
    words = "can't parse inline keyboard button: "
    if not isinstance(button, dict):
        raise bad_request(words + "Expected an Object")
    if not isinstance(button.get("text"), str):
        raise bad_request(words + 'Can\'t find field "text"')
    kinds = BUTTON_KINDS & button.keys()
    if not kinds:
        raise bad_request(words + "Text buttons are unallowed in the inline keyboard")
    if not button["text"].strip():
        raise bad_request("BUTTON_TEXT_INVALID")
    if (
        "callback_data" in kinds
        and not 1 <= len(str(button["callback_data"]).encode()) <= MAX_CALLBACK_DATA_BYTES
    ):
        raise bad_request("BUTTON_DATA_INVALID")
    return button
