"""A named text in the reader's language. Every text a person reads stands in a catalogue."""

from __future__ import annotations

from enum import StrEnum

from bot.view.catalogues import (
    alerts_en,
    alerts_zh_hans,
    alerts_zh_hant,
    en,
    groups_en,
    groups_zh_hans,
    groups_zh_hant,
    own_en,
    own_zh_hans,
    own_zh_hant,
    watch_en,
    watch_zh_hans,
    watch_zh_hant,
    zh_hans,
    zh_hant,
)
from bot.view.html import Html, clean, escape
from retrieval import fold


class Lang(StrEnum):
    """A language the bot speaks. Quotes keep the words of the bulletin."""

    HANS = "zh-hans"
    HANT = "zh-hant"
    EN = "en"


CATALOGUES = {
    Lang.HANS: zh_hans.TEXTS
    | alerts_zh_hans.TEXTS
    | watch_zh_hans.TEXTS
    | own_zh_hans.TEXTS
    | groups_zh_hans.TEXTS,
    Lang.HANT: zh_hant.TEXTS
    | alerts_zh_hant.TEXTS
    | watch_zh_hant.TEXTS
    | own_zh_hant.TEXTS
    | groups_zh_hant.TEXTS,
    Lang.EN: en.TEXTS | alerts_en.TEXTS | watch_en.TEXTS | own_en.TEXTS | groups_en.TEXTS,
}

# How people name the languages, folded: width, case and script do not matter.
NAMES = {
    **dict.fromkeys(("zh-hans", "zh", "zh-cn", "simplified", "简体", "简体中文", "简中", "中文"), Lang.HANS),
    **dict.fromkeys(
        ("zh-hant", "zh-tw", "zh-hk", "traditional", "繁体", "繁体中文", "繁中", "正体"), Lang.HANT
    ),
    **dict.fromkeys(("en", "english", "英文", "英语"), Lang.EN),
}

# Buttons, toasts and the command menu are plain text for Telegram: their names begin so.
PLAIN = ("button_", "toast_", "command_")


def text(key: str, lang: Lang, **values: object) -> Html:
    """The text as HTML, its values escaped; KeyError for an unknown name or a missing value."""
    return Html(CATALOGUES[lang][key].format(**{name: escape(value) for name, value in values.items()}))


def plain(key: str, lang: Lang, **values: object) -> str:
    """A text for a button, a toast or the command menu, where Telegram parses nothing."""
    if not key.startswith(PLAIN):
        raise KeyError(key)
    return clean(CATALOGUES[lang][key].format(**values))


def language_named(words: str) -> Lang | None:
    """The language that a person names; None when it is none of ours."""
    return NAMES.get(fold(" ".join(words.split())))


def language(code: str | None) -> Lang:
    """The language for a client's `language_code`; Simplified Chinese when it says nothing we speak."""
    tags = (code or "").lower().replace("_", "-").split("-")
    if tags[0] == "en":
        return Lang.EN
    if tags[0] == "zh" and "hans" not in tags and {"hant", "tw", "hk", "mo"} & set(tags):
        return Lang.HANT
    return Lang.HANS
