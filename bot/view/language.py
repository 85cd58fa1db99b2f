"""Which language is spoken here, and the buttons that change it."""

from __future__ import annotations

from bot.view.html import join
from bot.view.keyboard import rows
from bot.view.message import Button, Message
from bot.view.own_callbacks import ChooseLanguage, encode_own
from bot.view.texts import Lang, plain, text

MARK = "✓ "


def render_language(chosen: Lang | None, *, lang: Lang, is_group: bool) -> Message:
    """The language spoken now, with `chosen` marked; each language names itself."""
    now = text("language_now", lang, name=plain("button_language", lang))
    by_client = text("language_by_client", lang) if chosen is None else ""
    where = text("language_group" if is_group else "language_private", lang)
    languages = tuple(_choice(one, chosen, plain("button_language", one)) for one in Lang)
    client = _choice(None, chosen, plain("button_language_auto", lang))
    return Message(join("\n\n", (join("", (now, by_client)), where)), rows(languages, (client,)))


def _choice(lang: Lang | None, chosen: Lang | None, label: str) -> Button:
    mark = MARK if lang == chosen else ""
    return Button(f"{mark}{label}", data=encode_own(ChooseLanguage(lang)))
