"""How a chat wants to be answered: one message, whose buttons lead to the values of each setting and back."""

from __future__ import annotations

from collections.abc import Sequence

from bot.chats import Chat
from bot.view.html import Html, clip, join
from bot.view.keyboard import MAX_LABEL, Row, rows
from bot.view.message import Button, Message
from bot.view.settings_callbacks import (
    ALL,
    BY_CLIENT,
    MAIN,
    VALUES,
    OpenSettings,
    SetSetting,
    encode_settings,
    mark_of,
)
from bot.view.texts import Lang, plain, text

MARK = "✓ "
IN_PRIVATE = ("from", "form", "lang")
MAX_BULLETINS = 40


def render_settings(chat: Chat, bulletins: Sequence[str], *, lang: Lang, menu: str = MAIN) -> Message:
    """All settings of a chat, or the values of one, the chosen one marked; `bulletins` are all there are."""
    if menu == MAIN:
        return _overview(chat, lang)
    if menu == "from":
        return _bulletins(chat, bulletins, lang)
    now = value_of(chat, menu)
    choices = [_choice(menu, value, value_name(menu, value, lang), value == now) for value in VALUES[menu]]
    return Message(text(f"settings_about_{menu}", lang), rows(*_pairs(choices), _back(lang)))


def value_of(chat: Chat, menu: str) -> str:
    """The value a setting has, as its button carries it."""
    habits = chat.habits
    if menu == "form":
        return "compact" if chat.is_answered_compactly else "full"
    if menu == "wait":
        return str(habits.wait_s)
    if menu == "delete":
        return str((habits.delete_after_s or 0) // 60)
    if menu == "lang":
        return chat.chosen_language or BY_CLIENT
    return "admins" if habits.is_admins_only else ALL


def value_name(menu: str, value: str, lang: Lang) -> str:
    """A value in words."""
    if menu == "lang":
        return (
            plain("button_language_auto", lang)
            if value == BY_CLIENT
            else plain("button_language", Lang(value))
        )
    return plain(f"button_set_{menu}_{value}", lang)


def _overview(chat: Chat, lang: Lang) -> Message:
    where = "private" if chat.kind == "private" else "group"
    menus = IN_PRIVATE if chat.kind == "private" else tuple(VALUES)
    lines = [
        text(
            "settings_line", lang, name=plain(f"button_settings_{menu}", lang), value=_said(chat, menu, lang)
        )
        for menu in menus
    ]
    buttons = [
        Button(plain(f"button_settings_{menu}", lang), data=encode_settings(OpenSettings(menu)))
        for menu in menus
    ]
    body = (text(f"settings_head_{where}", lang), join("\n", lines), text(f"settings_hint_{where}", lang))
    return Message(join("\n\n", body), rows(*_pairs(buttons)))


def _said(chat: Chat, menu: str, lang: Lang) -> str:
    if menu != "from":
        return value_name(menu, value_of(chat, menu), lang)
    chosen = chat.habits.bulletins
    if chosen is None:
        return plain("button_set_from_all", lang)
    return clip("、".join(f"《{name}》" for name in chosen), 60) if len(chosen) < 4 else _some(chosen, lang)


def _some(chosen: Sequence[str], lang: Lang) -> str:
    return plain("button_set_from_some", lang, n=len(chosen))


def _bulletins(chat: Chat, bulletins: Sequence[str], lang: Lang) -> Message:
    chosen = chat.habits.bulletins
    # Those that were chosen are always listed, so that they can be put away.
    listed = sorted(bulletins, key=lambda name: name not in (chosen or ()))[:MAX_BULLETINS]
    every = _choice("from", ALL, plain("button_set_from_all", lang), chosen is None)
    names = [_choice("from", mark_of(name), f"《{name}》", name in (chosen or ())) for name in sorted(listed)]
    left = len(bulletins) - len(listed)
    more: Html | str = text("settings_more_bulletins", lang, n=left) if left else ""
    body = join("\n\n", (text("settings_about_from", lang), more))
    return Message(body, rows((every,), *((name,) for name in names), _back(lang)))


def _choice(menu: str, value: str, label: str, is_chosen: bool) -> Button:
    shown = clip(f"{MARK if is_chosen else ''}{label}", MAX_LABEL)
    return Button(shown, data=encode_settings(SetSetting(menu, value)))


def _back(lang: Lang) -> Row:
    return (Button(plain("button_settings_back", lang), data=encode_settings(OpenSettings())),)


def _pairs(buttons: Sequence[Button]) -> list[Row]:
    return [tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2)]
