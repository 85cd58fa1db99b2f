"""Where markup and words for people may stand."""

from __future__ import annotations

import ast
import re

from tests.house.source import Module, without_docstrings

MARKUP = re.compile(r"</?(a|b|i|u|s|code|pre|blockquote|tg-spoiler|tg-emoji|br|p|div|span|html)(\s[^>]*)?/?>")
HAN = re.compile(r"[㐀-鿿]")

MAY_HOLD_MARKUP = ("bot/view/", "bot/sandbox/", "retrieval/reading/html/")

# What people type is matched in `requests.py` and `wishes.py`; it is never shown to anybody.
MAY_SPEAK = ("bot/view/", "bot/sandbox/", "bot/handlers/requests.py", "bot/handlers/wishes.py")

SENDING = re.compile(r"(send_\w+|reply_(text|html|markdown\w*|document|photo)|edit_message_\w+|edit_text)")
MAY_SEND = ("bot/handlers/", "bot/replies.py", "bot/alerts/delivery.py", "bot/sandbox/")


def holds_markup(module: Module) -> list[str]:
    """HTML in a string outside the view, the sandbox and the reader of HTML."""
    if module.path.startswith(MAY_HOLD_MARKUP):
        return []
    return [
        module.at(node, f"holds markup {found.group()!r}")
        for node, text in _strings(module)
        if (found := MARKUP.search(text))
    ]


def speaks(module: Module) -> list[str]:
    """Chinese in a string of `bot` outside the view and the sandbox: words for people live in catalogues."""
    if not module.path.startswith("bot/") or module.path.startswith(MAY_SPEAK):
        return []
    return [module.at(node, f"says {text!r}") for node, text in _strings(module) if HAN.search(text)]


def sends(module: Module) -> list[str]:
    """A call that sends to Telegram elsewhere than in a handler or in the delivery of the outbox."""
    if module.path.startswith(MAY_SEND):
        return []
    return [
        module.at(node, f"calls {node.func.attr}")
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        if SENDING.fullmatch(node.func.attr)
    ]


def _strings(module: Module) -> list[tuple[ast.AST, str]]:
    return [
        (node, node.value)
        for node in without_docstrings(module.tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
