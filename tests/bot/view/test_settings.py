"""The buttons of the settings: they come back as they went, whatever else comes back is nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chats import Chat, Habits
from bot.handlers.settings import toggled
from bot.view.callbacks import decode
from bot.view.news_callbacks import decode_news
from bot.view.own_callbacks import decode_own
from bot.view.settings import MAX_BULLETINS, render_settings
from bot.view.settings_callbacks import (
    ALL,
    VALUES,
    OpenSettings,
    SetSetting,
    decode_settings,
    encode_settings,
    mark_of,
)
from bot.view.status import Standing, render_status
from bot.view.texts import Lang
from tests.bot.view.referee import accepted

EVERY = [
    *(OpenSettings(menu) for menu in ("main", *VALUES)),
    *(SetSetting(menu, value) for menu, values in VALUES.items() for value in values),
    SetSetting("from", mark_of("《很长的报名》" * 9)),
]


@pytest.mark.parametrize("callback", EVERY, ids=encode_settings)
def test_there_and_back(callback: OpenSettings | SetSetting) -> None:
    """At most 64 bytes, read as what was written, and taken for no other kind of button."""
    data = encode_settings(callback)

    assert len(data.encode()) <= 64
    assert decode_settings(data) == callback
    assert decode(data) is decode_news(data) is decode_own(data) is None


@given(st.one_of(st.text(max_size=70), st.from_regex(r"k:[a-z]+(:[a-z0-9-]+)?", fullmatch=True)))
def test_what_was_forged_is_nothing(data: str) -> None:
    """Only what is written by `encode_settings` is read."""
    found = decode_settings(data)

    assert found is None or encode_settings(found) == data


@pytest.mark.parametrize("lang", Lang)
@pytest.mark.parametrize("menu", ["main", *VALUES])
@pytest.mark.parametrize("kind", ["private", "supergroup"])
def test_every_menu_is_accepted(menu: str, kind: str, lang: Lang) -> None:
    """Telegram takes every menu, with names it would misread and more bulletins than buttons."""
    names = [f"<{n}> 时报" for n in range(MAX_BULLETINS + 3)]
    chat = Chat(1, kind, habits=Habits(bulletins=tuple(names[-5:]), wait_s=60, delete_after_s=300))
    message = render_settings(chat, names, lang=lang, menu=menu)

    accepted(message)
    assert len(message.buttons) <= MAX_BULLETINS + 2
    if menu == "from":
        assert sum(button.label.startswith("✓") for row in message.buttons for button in row) == 5


@pytest.mark.parametrize(
    ("chosen", "pressed", "expected"),
    [
        (None, "甲", ("甲",)),
        (("甲",), "乙", ("乙", "甲")),
        (("乙", "甲"), "甲", ("乙",)),
        (("甲",), "甲", None),
        (("没了",), "甲", ("甲",)),
        (None, "没了", None),
    ],
)
def test_choosing_bulletins(
    chosen: tuple[str, ...] | None, pressed: str, expected: tuple[str, ...] | None
) -> None:
    """One is chosen alone, others are added, and none means all; what is no more does not stay chosen."""
    assert toggled(chosen, mark_of(pressed), ("甲", "乙")) == expected
    assert toggled(chosen, ALL, ("甲", "乙")) is None


@pytest.mark.parametrize("lang", Lang)
def test_what_is_missing(lang: Lang) -> None:
    """Each lack has a paragraph of its own, and nothing else is said of it when there is none."""
    fine = render_status(Standing("Gazette_Bot", is_group=True), lang=lang)
    lacks = Standing("Gazette_Bot", True, False, False, False, False, False, False, 2, 0, 0)
    missing = render_status(lacks, lang=lang)

    accepted(fine)
    assert accepted(missing).text.count("\n\n") == 7
