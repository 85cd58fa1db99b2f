"""What the Bot API says when it refuses a call: a code, Telegram's own words, and sometimes parameters."""

from __future__ import annotations

from typing import Any


class Refusal(Exception):
    """The call is refused; `description` is what the bot reads, `parameters` what it may act on."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def body(self) -> dict[str, Any]:
        """Return the JSON object that Telegram sends for this refusal."""
        body: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            body["parameters"] = self.parameters
        return body


def bad_request(words: str) -> Refusal:
    """Return a 400 with Telegram's prefix."""
    return Refusal(400, f"Bad Request: {words}")


def forbidden(words: str) -> Refusal:
    """Return a 403 with Telegram's prefix."""
    return Refusal(403, f"Forbidden: {words}")


def too_many_requests(retry_after_s: int) -> Refusal:
    """Return a 429 that asks for a pause of whole seconds."""
    words = f"Too Many Requests: retry after {retry_after_s}"
    return Refusal(429, words, retry_after=retry_after_s)


def conflict(words: str) -> Refusal:
    """Return a 409: two readers of one bot's updates."""
    return Refusal(409, f"Conflict: {words}")


def migrated(chat_id: int) -> Refusal:
    """Return the 400 that names the supergroup a group has become."""
    words = "Bad Request: group chat was upgraded to a supergroup chat"
    return Refusal(400, words, migrate_to_chat_id=chat_id)
