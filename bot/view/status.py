"""What the bot is missing in a chat, in plain words, with what to do about each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.view.html import Html, join
from bot.view.message import Message
from bot.view.texts import Lang, text


@dataclass(frozen=True, slots=True)
class Standing:
    """How it is with the bot in a chat. `can_delete` is true where it need not."""

    bot: str
    is_group: bool = False
    is_admin: bool = False
    hears_all: bool = True
    is_inline: bool = True
    can_send: bool = True
    can_send_photos: bool = True
    can_delete: bool = True
    n_closed_topics: int = 0
    n_issues: int = 1
    n_articles: int = 1


def render_status(standing: Standing, *, lang: Lang) -> Message:
    """What is missing, or that nothing is; and how much there is to ask."""
    missing = list(_missing(standing, lang)) or [text("status_fine", lang)]
    role = (
        text("status_admin" if standing.is_admin else "status_not_admin", lang) if standing.is_group else ""
    )
    held = (
        text("status_library", lang, issues=standing.n_issues, articles=standing.n_articles)
        if standing.n_issues
        else ""
    )
    return Message(join("\n\n", (text("status_head", lang), *missing, role, held)))


def _missing(standing: Standing, lang: Lang) -> Iterator[Html]:
    if not standing.n_issues:
        yield text("status_library_empty", lang)
    if not standing.can_send:
        yield text("status_cannot_send", lang)
    if not standing.can_send_photos:
        yield text("status_cannot_picture", lang)
    if standing.is_group and not standing.hears_all:
        yield text("status_privacy", lang, bot=standing.bot)
    if not standing.can_delete:
        yield text("status_cannot_delete", lang)
    if standing.n_closed_topics:
        yield text("status_topics_closed", lang, n=standing.n_closed_topics)
    if not standing.is_inline and not standing.is_group:
        yield text("status_inline_off", lang, bot=standing.bot)
