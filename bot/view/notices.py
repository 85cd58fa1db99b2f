"""Greetings, help, and what went wrong."""

from __future__ import annotations

from typing import Literal

from bot.view.html import clip, fitting
from bot.view.message import Message
from bot.view.texts import Lang, plain, text

MAX_TOAST = 200

# Who opens the command menu: a person in private, a member or an administrator of a group, one of the bot's own.
Menu = Literal["private", "group", "group_admin", "operator"]

# The command menus, in the order people see them.
PRIVATE = (
    "search",
    "latest",
    "article",
    "subscribe",
    "subscriptions",
    "when",
    "settings",
    "language",
    "privacy",
    "status",
    "help",
    "start",
)
GROUP = ("search", "latest", "subscriptions", "help")
MENUS: dict[Menu, tuple[str, ...]] = {
    "private": PRIVATE,
    "group": GROUP,
    "group_admin": (
        "search",
        "latest",
        "subscribe",
        "subscriptions",
        "when",
        "settings",
        "language",
        "status",
        "help",
    ),
    "operator": (*PRIVATE, "stats", "delivery", "broadcast", "admins", "ban", "unban"),
}


def render_start(*, lang: Lang) -> Message:
    """The greeting, with examples."""
    return Message(text("start", lang))


def render_help(*, lang: Lang, bot_username: str | None = None) -> Message:
    """How to use the bot; with `bot_username`, how to use it in a group."""
    if bot_username:
        return Message(text("help_group", lang, bot=bot_username))
    return Message(text("help", lang))


def render_notice(key: str, *, lang: Lang, **values: object) -> Message:
    """A short text by its name, without buttons."""
    return Message(text(key, lang, **values))


def render_refusal(why: str, wait_s: int, *, lang: Lang) -> Message:
    """Why somebody is not answered now: they, or their group, ask too often, or only administrators ask there."""
    if why == "admins":
        return render_notice("admins_ask", lang=lang)
    return render_notice(f"wait_{why}", lang=lang, seconds=wait_s)


def render_mistake(rule: str, value: str, *, lang: Lang) -> Message:
    """What is wrong in the words of a search, and how it is written."""
    key = "search_empty" if rule.startswith("empty_") else f"search_{rule}"
    return Message(text(key, lang, value=clip(value, 60)))


def toast(key: str, *, lang: Lang, **values: object) -> str:
    """A text for the answer to a button press, at most 200 units."""
    return fitting(plain(f"toast_{key}", lang, **values), MAX_TOAST)


def command_menu(lang: Lang, menu: Menu = "private") -> tuple[tuple[str, str], ...]:
    """The commands of a menu with their descriptions."""
    return tuple((name, plain(f"command_{name}", lang)) for name in MENUS[menu])
