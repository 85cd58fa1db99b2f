"""Markup, words for people and sending each have their place."""

from __future__ import annotations

import pytest

from tests.house import words
from tests.house.source import ROOT, Rule, breaches, parse

RULES = [words.holds_markup, words.speaks, words.sends]

BREACHES = [
    (words.holds_markup, "bot/handlers/start.py", "x = f'<b>{1}</b>'"),
    (words.holds_markup, "retrieval/answering/excerpt.py", "x = '<blockquote>'"),
    (words.speaks, "bot/handlers/start.py", "x = '你好'"),
    (words.speaks, "bot/cli.py", "def f(n):\n    return f'{n} 篇'"),
    (words.sends, "bot/services.py", "async def f(bot):\n    await bot.send_message(1, 'x')"),
    (words.sends, "bot/view/texts.py", "async def f(update):\n    await update.message.reply_text('x')"),
]

SOUND = [
    (words.holds_markup, "bot/view/quotes.py", "x = '<b>'"),
    (words.holds_markup, "bot/handlers/start.py", '"""Replies with <b>words</b>."""\nx = "a < b"'),
    (words.speaks, "bot/view/texts.py", "x = '你好'"),
    (words.speaks, "retrieval/text/dates.py", "x = '本报讯'"),
    (words.speaks, "bot/handlers/search.py", '"""Search: /search and 搜索."""'),
    (words.sends, "bot/handlers/start.py", "async def f(update):\n    await update.message.reply_text('x')"),
]


@pytest.mark.parametrize("rule", RULES)
def test_the_tree_keeps_the_rule(rule: Rule) -> None:
    """No module of the two packages breaches it."""
    assert breaches(rule, ROOT, "bot", "retrieval") == []


@pytest.mark.parametrize(("rule", "path", "text"), BREACHES)
def test_a_planted_breach_is_found(rule: Rule, path: str, text: str) -> None:
    """The rule can fail: it names the file of the breach."""
    found = rule(parse(path, text))

    assert found
    assert all(breach.startswith(f"{path}:") for breach in found)


@pytest.mark.parametrize(("rule", "path", "text"), SOUND)
def test_what_is_allowed_passes(rule: Rule, path: str, text: str) -> None:
    """The rule is no stricter than the design."""
    assert rule(parse(path, text)) == []
