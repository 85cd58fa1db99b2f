"""What people of a group do and see, in the stories about groups."""

from __future__ import annotations

from bot.sandbox import Person
from bot.sandbox.world import Chat, Message

NAME = "@Gazette_Bot"
WHO = "谁主持了会议"


def from_bot(person: Person, chat: Chat | None = None) -> list[Message]:
    """What the bot has said in a chat and has not deleted."""
    return [message for message in person.sees(chat) if message.sender is person.bot]


def next_from_bot(person: Person, chat: Chat) -> Message:
    """The next message of the bot."""
    while (message := person.reads(chat)).sender is not person.bot:
        pass
    return message


def sets(admin: Person, panel: Message, menu: str, value: str) -> None:
    """Open a menu of the panel, choose a value, see it chosen, and go back."""
    admin.presses(panel, menu).answer()
    assert admin.presses(panel, value).answer()["text"] == "好，改好了。"
    assert f"✓ {value}" in [button["text"] for button in panel.buttons]
    admin.presses(panel, "返回").answer()


def labels(message: Message) -> list[str]:
    """The labels of a message's buttons."""
    return [button["text"] for button in message.buttons]
