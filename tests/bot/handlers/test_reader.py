"""Whom an update comes from, and in which language they are answered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from telegram import Update

from bot.handlers.reader import lang_of
from bot.services import Services, services
from bot.settings import Settings
from bot.view.texts import Lang

NOW = dt.datetime(2026, 11, 24, 4, 0, tzinfo=dt.UTC)
ANN = {"id": 11, "is_bot": False, "first_name": "Ann", "language_code": "zh-hant"}
BO = {"id": 12, "is_bot": False, "first_name": "Bo", "language_code": "en"}
GROUP = {"id": -100, "type": "supergroup", "title": "g"}
FORUM_ADMIN = {"id": 1087968824, "is_bot": True, "first_name": "Group"}


def message(sender: dict[str, Any] | None, chat: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A message as Telegram writes it."""
    sent = {"message_id": 1, "date": 1_790_000_000, "chat": chat, "text": "x", **more}
    return sent | ({"from": sender} if sender else {})


def private(person: dict[str, Any]) -> dict[str, Any]:
    """Their chat with the bot."""
    return {"id": person["id"], "type": "private", "first_name": "x"}


UPDATES = {
    "private": {"message": message(ANN, private(ANN))},
    "group": {"message": message(ANN, GROUP)},
    "other in group": {"message": message(BO, GROUP)},
    "edited": {"edited_message": message(ANN, private(ANN), edit_date=1_790_000_001)},
    "anonymous": {"message": message(FORUM_ADMIN, GROUP, sender_chat=GROUP)},
    "post": {"channel_post": message(None, {"id": -200, "type": "channel", "title": "c"})},
    "button": {
        "callback_query": {
            "id": "1",
            "from": ANN,
            "chat_instance": "1",
            "data": "x",
            "message": message(BO, GROUP),
        }
    },
    "inline": {"inline_query": {"id": "1", "from": ANN, "query": "x", "offset": ""}},
    "guest": {"guest_message": message(BO, GROUP, guest_query_id="1", guest_bot_caller_user=ANN)},
}
NOBODY: dict[int, str] = {}
OWN = {11: "en"}
BOTH = {11: "en", -100: "zh-hans"}
CHANNEL = {-200: "en"}

ROWS = [
    (NOBODY, "private", Lang.HANT),
    (NOBODY, "group", Lang.HANT),
    (NOBODY, "other in group", Lang.EN),
    (NOBODY, "edited", Lang.HANT),
    (NOBODY, "anonymous", Lang.HANS),
    (NOBODY, "post", Lang.HANS),
    (NOBODY, "button", Lang.HANT),
    (NOBODY, "inline", Lang.HANT),
    (NOBODY, "guest", Lang.HANT),
    (OWN, "private", Lang.EN),
    (OWN, "group", Lang.EN),
    (OWN, "edited", Lang.EN),
    (OWN, "button", Lang.EN),
    (OWN, "inline", Lang.EN),
    (OWN, "guest", Lang.EN),
    (BOTH, "private", Lang.EN),
    (BOTH, "group", Lang.HANS),
    (BOTH, "other in group", Lang.HANS),
    (BOTH, "anonymous", Lang.HANS),
    (BOTH, "button", Lang.HANS),
    (BOTH, "inline", Lang.EN),
    (CHANNEL, "post", Lang.EN),
]


@pytest.fixture
def parts(tmp_path: Path) -> Iterator[Services]:
    """The parts of a program with an empty database."""
    given: dict[str, Any] = {"_env_file": None, "data_dir": tmp_path}
    with services(Settings(**given)) as parts:
        yield parts


@pytest.mark.parametrize(("chosen", "kind", "expected"), ROWS)
def test_the_language_of_an_update(
    parts: Services, chosen: dict[int, str], kind: str, expected: Lang
) -> None:
    """The group's choice, then the person's own, then what their client says."""
    for chat_id, language in chosen.items():
        parts.chats.choose_language(chat_id, "private" if chat_id > 0 else "supergroup", language, NOW)
    update = Update.de_json({"update_id": 1, **UPDATES[kind]}, None)  # type: ignore[arg-type]

    assert expected == lang_of(parts, update)
