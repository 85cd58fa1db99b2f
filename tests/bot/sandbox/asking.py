"""A plain Bot API client for the tests, which holds every reply against aiogram's types."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import aiogram.methods
import httpx
import pytest
from pydantic import BaseModel, TypeAdapter

from bot.sandbox import Sandbox

TIMEOUT_S = 10.0


class Refused(Exception):
    """The sandbox answered `ok: false`; the message is `<code> <description>`."""

    def __init__(self, reply: dict[str, Any]) -> None:
        super().__init__(f"{reply['error_code']} {reply['description']}")
        self.parameters = reply.get("parameters", {})


def ask(sandbox: Sandbox, method: str, /, token: str = "", **parameters: Any) -> Any:
    """Call a method with a form, as python-telegram-bot does; check the reply and return its result."""
    files = {name: value for name, value in parameters.items() if isinstance(value, tuple)}
    form = {name: _form_value(value) for name, value in parameters.items() if name not in files}
    url = f"{sandbox.api_url}/bot{token or sandbox.token}/{method}"
    # Without certificates to check, which plain HTTP has no use for, a call costs a tenth.
    reply = httpx.post(url, data=form, files=files or None, timeout=TIMEOUT_S, verify=False)  # noqa: S501
    return checked_result(method, reply)


def refuses(sandbox: Sandbox, words: str, method: str, /, **parameters: Any) -> Refused:
    """The call is refused with exactly these words, which is returned."""
    with pytest.raises(Refused, match=f"^{re.escape(words)}$") as caught:
        ask(sandbox, method, **parameters)
    return caught.value


def keyboard(*rows: list[dict[str, str]]) -> dict[str, Any]:
    """Return an inline keyboard of these rows."""
    return {"inline_keyboard": list(rows)}


def checked_result(method: str, reply: httpx.Response) -> Any:
    """Return the result of a reply that fits aiogram's types without a field too many; raise Refused."""
    body = reply.json()
    assert body["ok"] is (reply.status_code == 200)
    if not body["ok"]:
        assert body["error_code"] == reply.status_code
        raise Refused(body)
    returned = getattr(aiogram.methods, method[0].upper() + method[1:]).__returning__
    value = TypeAdapter(returned).validate_python(body["result"])
    assert list(unknown_fields(value)) == []
    return body["result"]


def unknown_fields(value: object, path: str = "") -> Iterator[str]:
    """Yield the paths of fields that aiogram's types do not know."""
    if isinstance(value, BaseModel):
        yield from (f"{path}.{name}" for name in value.model_extra or {})
        for name in type(value).model_fields:
            yield from unknown_fields(getattr(value, name), f"{path}.{name}")
    elif isinstance(value, list):
        for item in value:
            yield from unknown_fields(item, f"{path}[]")


def _form_value(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value)
