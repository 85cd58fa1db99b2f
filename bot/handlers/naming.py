"""Is the bot named, and what is said besides? The words of a message without its names, or None.

Telegram marks no mention that touches a Chinese word ("你好@bot"), so names are looked for in the text itself. What
Telegram does mark tells where a name is none: within an address, a hashtag (#防汛@bot is one), code.
Nothing here knows Telegram; places count code points.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.handlers.requests import COMMAND, OTHER_COMMAND, WIDE, is_for
from retrieval import Span

# Signs that only set a name apart from what is said.
APART = " \t\n,，:：、;；"
EMPTY_BRACKETS = re.compile(r"[(（\[【「“]\s*[)）\]】」”]")


@dataclass(frozen=True, slots=True)
class Marks:
    """What Telegram marked in a text.

    `own` are links that stand for the bot's account, `others` are the names of other accounts, and in `closed`
    nothing is a name: addresses, hashtags, code.
    """

    own: tuple[Span, ...] = ()
    others: tuple[Span, ...] = ()
    closed: tuple[Span, ...] = ()


NO_MARKS = Marks()


def addressed_to(text: str, username: str, marks: Marks = NO_MARKS) -> str | None:
    """`text` without its mentions of the bot, or None when it has none.

    A command that names the bot keeps its name: `/search@bot 防汛` is read by `request_in`.
    """
    wide = text.translate(WIDE)
    start = wide.lstrip()
    command = COMMAND.match(start) or OTHER_COMMAND.match(start)
    if command and command["bot"]:
        return wide.strip() if is_for(command["bot"], username) else None
    names = sorted({*marks.own, *names_in(wide, username, marks.closed)}, key=lambda span: span.start)
    return without(text, names, marks.others) if names else None


def names_in(wide: str, username: str, closed: Sequence[Span]) -> list[Span]:
    """Where the bot is named in `wide`, whose signs are narrow."""
    # An ASCII letter or digit on either side makes it an e-mail address or a longer name.
    name = re.compile(
        rf"(?<![A-Za-z0-9_.])@{re.escape(username)}(?![A-Za-z0-9_]|[.-][A-Za-z0-9])", re.IGNORECASE
    )
    found = (Span(*match.span()) for match in name.finditer(wide))
    return [span for span in found if not any(span.start < c.end and c.start < span.end for c in closed)]


def without(text: str, names: Sequence[Span], others: Sequence[Span] = ()) -> str:
    """`text` without `names`, and without other accounts called before anything is said."""
    said = ""
    at = 0
    for name in (*names, Span(len(text), len(text))):
        piece = text[at : name.start]
        said = piece if not at else joined(said, piece)
        at = max(at, name.end)
    said = EMPTY_BRACKETS.sub("", said).strip(APART)
    called = {text[other.start : other.end] for other in others}
    while called and (name_ := next((n for n in called if said.startswith(n)), None)):
        said = said[len(name_) :].lstrip(APART)
    return said


def joined(before: str, after: str) -> str:
    """What stood before a name and what after it, with one sign between them where there were two."""
    before, after = before.rstrip(), after.lstrip()
    if before and before[-1] in APART:
        after = after.lstrip(APART)
        return before + after
    is_apart = not before or not after or after[0] in APART
    return f"{before}{'' if is_apart else ' '}{after}"


def calls_another(text: str, others: Sequence[Span]) -> bool:
    """True when `text` begins with the name of another account."""
    lead = len(text) - len(text.lstrip())
    return any(other.start == lead for other in others)
