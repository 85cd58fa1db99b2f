"""The private chat with the bot in a terminal, for machines without a browser and for scripts.

A line is a message. `/1` presses the first button of the newest message that has any, `/quit` leaves. Lines may
come from a pipe: each is answered before the next is read, and the end of input ends the chat.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

from rich.console import Console
from rich.text import Text

from bot.sandbox.people import Person
from bot.sandbox.world import Json, Message
from bot.view.html import clean

PRESS = re.compile(r"/(?:buttons\s+)?(\d{1,2})")
STYLES = {
    "bold": "bold",
    "italic": "italic",
    "underline": "underline",
    "strikethrough": "strike",
    "code": "cyan",
    "pre": "cyan",
    "bot_command": "cyan",
}
HINT = "直接输入问题，例如：防汛值班电话是多少？　/1 按第一个按钮，/quit 结束"
SILENT = "（机器人没有回答）"
NO_BUTTON = "（没有这个按钮）"


def converse(person: Person) -> None:
    """Talk until the end of input."""
    to = Console(soft_wrap=True, highlight=False)
    chat = _Chat(person, to)
    for line in _lines(to):
        if line in ("/quit", "/exit"):
            return
        press = PRESS.fullmatch(line)
        if press:
            chat.press(int(press[1]))
        elif line == "/buttons":
            chat.list_buttons()
        else:
            chat.say(line)


class _Chat:
    """What one person sees in a private chat. `_shown` holds each message's number of edits when it was printed."""

    def __init__(self, person: Person, to: Console) -> None:
        self.person = person
        self.to = to
        self.buttons: list[tuple[Message, Json]] = []
        self._shown: dict[int, int] = {}

    def say(self, text: str) -> None:
        """Send a line and print what the bot answers."""
        try:
            self.person.says(text)
        except ValueError as error:
            self._note(f"（{error}）")
            return
        self._wait()

    def press(self, number: int) -> None:
        """Press a button by its number and print what changes; a deep link starts the bot with its payload."""
        if not 1 <= number <= len(self.buttons):
            self._note(NO_BUTTON)
            return
        message, button = self.buttons[number - 1]
        press = self.person.presses(message, button.get("callback_data") or button["text"])
        if press.query is None:
            self._open(press.url)
            return
        try:
            answer = press.answer()
        except TimeoutError:
            self._note(SILENT)
            return
        if answer.get("text"):
            self._note(f"（{answer['text']}）")
        self._print_news()

    def list_buttons(self) -> None:
        """Print the buttons that can be pressed."""
        self.to.print(_labels([button for _, button in self.buttons]))

    def _open(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.hostname == "t.me" and parts.path.strip("/") == self.person.bot.username:
            self.say(f"/start {parse_qs(parts.query).get('start', [''])[0]}".strip())
        else:
            self._note(url)

    def _wait(self) -> None:
        try:
            self.person.wait_for(self._news)
        except TimeoutError:
            self._note(SILENT)
        self._print_news()

    def _news(self) -> list[Message]:
        return [
            message
            for message in self.person.sees()
            if message.sender is self.person.bot and self._shown.get(message.id) != message.n_edits
        ]

    def _print_news(self) -> None:
        for message in self._news():
            self._shown[message.id] = message.n_edits
            self.to.print(styled(message.text, message.entities))
            if message.buttons:
                self.buttons = [(message, button) for button in message.buttons]
                self.to.print(_labels(message.buttons))
            self.to.print()

    def _note(self, text: str) -> None:
        self.to.print(Text(text, style="dim"))


def styled(text: str, entities: list[Json]) -> Text:
    """A message as the terminal shows it: bold and the like as styles, block quotes behind a bar."""
    # One for one, or the entities would move.
    shown = Text("".join(clean(character) or " " for character in text))
    quoted: set[int] = set()
    for entity in entities:
        start, end = _code_points(text, entity["offset"], entity["length"])
        if entity["type"].endswith("blockquote"):
            quoted.update(range(start, end))
        elif entity["type"] == "text_link":
            shown.stylize(f"link {entity['url']}", start, end)
        else:
            shown.stylize(STYLES.get(entity["type"], ""), start, end)
    lines, at = [], 0
    for line in shown.split("\n", allow_blank=True):
        lines.append(Text("┃ ", style="green") + line if at in quoted else line)
        at += len(line) + 1
    return Text("\n").join(lines)


def _code_points(text: str, offset: int, length: int) -> tuple[int, int]:
    """Where an entity, counted in UTF-16 units, begins and ends in code points."""
    raw = text.encode("utf-16-le")
    start = len(raw[: offset * 2].decode("utf-16-le"))
    return start, start + len(raw[offset * 2 : (offset + length) * 2].decode("utf-16-le"))


def _labels(buttons: list[Json]) -> Text:
    return Text("  ").join(
        Text(f"/{number}", style="bold cyan") + Text(f" {button['text']}")
        for number, button in enumerate(buttons, 1)
    )


def _lines(to: Console) -> Iterator[str]:
    """What is typed, or comes through a pipe, line by line without blanks around; empty ones are left out."""
    is_typed = sys.stdin.isatty()
    if is_typed:
        to.print(Text(HINT, style="dim"))
    while True:
        try:
            line = input("> ") if is_typed else next(sys.stdin)
        except (EOFError, StopIteration):
            return
        if line.strip():
            yield line.strip()
