"""The catalogues are complete, parse, and speak the script they say they speak."""

import ast
import re
import string
from pathlib import Path

import pytest
from opencc import OpenCC

import bot
from bot.handlers.requests import COMMANDS
from bot.view.message import Message
from bot.view.notices import (
    MENUS,
    Menu,
    command_menu,
    render_help,
    render_notice,
    render_start,
    toast,
)
from bot.view.texts import CATALOGUES, PLAIN, Lang, language, plain, text
from tests.bot.view.referee import accepted, parse

HANS = CATALOGUES[Lang.HANS]
HOSTILE = "<b>&amp;</i> 😀{0}"


def placeholders(template: str) -> list[str]:
    """The names in braces, sorted."""
    return sorted(name for _, name, _, _ in string.Formatter().parse(template) if name is not None)


@pytest.mark.parametrize("lang", Lang)
def test_catalogues_are_complete(lang: Lang) -> None:
    """Every catalogue has the same names with the same placeholders."""
    expected = {key: placeholders(template) for key, template in HANS.items()}

    assert expected == {key: placeholders(template) for key, template in CATALOGUES[lang].items()}


@pytest.mark.parametrize("lang", Lang)
@pytest.mark.parametrize("key", [key for key in HANS if not key.startswith(PLAIN)])
def test_every_text_is_accepted(key: str, lang: Lang) -> None:
    """Every text with hostile values is one that Telegram takes, and shows the values as they are."""
    names = placeholders(HANS[key])

    shown = accepted(Message(text(key, lang, **dict.fromkeys(names, HOSTILE)))).text

    assert len(names) == shown.count(HOSTILE)


@pytest.mark.parametrize("lang", Lang)
@pytest.mark.parametrize("key", [key for key in HANS if key.startswith(PLAIN)])
def test_plain_texts_have_no_markup(key: str, lang: Lang) -> None:
    """Plain texts hold nothing that a parser would change, and are short enough for their places."""
    shown = plain(key, lang, **dict.fromkeys(placeholders(HANS[key]), 7))

    assert shown == parse(shown).text
    assert 0 < len(shown) <= (200 if key.startswith("toast_") else 60)


def test_plain_refuses_html() -> None:
    """A text with markup cannot slip into a button."""
    with pytest.raises(KeyError):
        plain("help", Lang.HANS)


@pytest.mark.parametrize(("lang", "config"), [(Lang.HANS, "t2s"), (Lang.HANT, "s2tw")])
def test_scripts_are_not_mixed(lang: Lang, config: str) -> None:
    """Simplified texts hold no Traditional character, and the other way round."""
    convert = OpenCC(config).convert

    for key, template in CATALOGUES[lang].items():
        assert template == convert(template), key


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (None, Lang.HANS),
        ("", Lang.HANS),
        ("zh", Lang.HANS),
        ("zh-hans", Lang.HANS),
        ("zh-CN", Lang.HANS),
        ("zh-Hans-HK", Lang.HANS),
        ("zh-hant", Lang.HANT),
        ("zh_TW", Lang.HANT),
        ("zh-HK", Lang.HANT),
        ("zh-Hant-MO", Lang.HANT),
        ("en", Lang.EN),
        ("en-GB", Lang.EN),
        ("de", Lang.HANS),
        ("english", Lang.HANS),
    ],
)
def test_language(code: str | None, expected: Lang) -> None:
    """Taiwan, Hong Kong and Macao read Traditional, English clients English, all others Simplified."""
    assert expected == language(code)


def test_every_name_used_exists() -> None:
    """No code asks for a text that is not in the catalogues."""
    used = set()
    for path in Path(bot.__file__).parent.rglob("*.py"):
        if "catalogues" not in path.parts:
            used |= {
                (node.func.id, node.args[0].value)
                for node in ast.walk(ast.parse(path.read_text("utf-8")))
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args
                if node.func.id in {"text", "plain", "render_notice", "toast"}
                if isinstance(node.args[0], ast.Constant) and isinstance(node.args[0].value, str)
            }
    keys = {f"toast_{key}" if function == "toast" else key for function, key in used}

    assert keys <= set(HANS)
    assert {"answer_head", "corrected", "button_full", "part_of"} <= keys


def test_every_text_is_used() -> None:
    """No catalogue carries a text that no code asks for: by its name, or by a name that is put together."""
    words, patterns = names_in_code()
    unused = [
        key
        for key in HANS
        if not {key, key.removeprefix("toast_"), key.removeprefix("command_")} & words
        and not any(pattern.fullmatch(key) for pattern in patterns)
    ]

    assert unused == []


def names_in_code() -> tuple[set[str], list[re.Pattern[str]]]:
    """All plain strings of the bot, and those put together as patterns; only ones that begin with a word."""
    words, patterns = set(), []
    for path in Path(bot.__file__).parent.rglob("*.py"):
        if {"catalogues", "sandbox"} & set(path.parts):
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                words.add(node.value)
            if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                parts = [re.escape(p.value) if isinstance(p, ast.Constant) else ".+" for p in node.values]
                patterns.append(re.compile("".join(map(str, parts))))
    return words, patterns


@pytest.mark.parametrize("lang", Lang)
def test_notices(lang: Lang) -> None:
    """Greeting, help and short notices are accepted; the group help names the bot."""
    assert "/help" in accepted(render_start(lang=lang)).text
    assert "/article" in accepted(render_help(lang=lang)).text
    assert "@Gazette_Bot" in accepted(render_help(lang=lang, bot_username="Gazette_Bot")).text
    assert "300" in accepted(render_notice("question_too_long", lang=lang, limit=300)).text
    assert 0 < len(toast("stale", lang=lang)) <= 200


@pytest.mark.parametrize("lang", Lang)
@pytest.mark.parametrize("menu", MENUS)
def test_command_menu(lang: Lang, menu: Menu) -> None:
    """Each menu names its commands once, with a description; all of them are commands of the bot."""
    shown = command_menu(lang, menu)

    assert list(MENUS[menu]) == [name for name, _ in shown]
    assert {name for name, _ in shown} <= set(COMMANDS)
    assert all(0 < len(description) <= 256 for _, description in shown)
