"""The parameters of a call, from wherever a Bot API client may put them: query, form, multipart or JSON body."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import parse_qsl

from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException
from starlette.requests import Request
from starlette.types import Receive, Scope

from bot.sandbox.methods.call import Upload

MAX_BODY = 60 * 1024 * 1024


async def read_parameters(scope: Scope, receive: Receive) -> tuple[dict[str, Any], dict[str, Upload]]:
    """Return the parameters and the uploaded files; raise ValueError when the body cannot be read."""
    parameters: dict[str, Any] = dict(parse_qsl(scope["query_string"].decode(), keep_blank_values=True))
    content_type = next((value for name, value in scope["headers"] if name == b"content-type"), b"")
    if content_type.startswith(b"multipart/"):
        return await _read_multipart(parameters, scope, receive)
    body = await _read_body(receive)
    if not body:
        return parameters, {}
    if content_type.startswith(b"application/json"):
        values = json.loads(body)
        if not isinstance(values, dict):
            raise ValueError("the body is no object")
        return parameters | values, {}
    pairs = parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=1000)
    return parameters | dict(pairs), {}


async def _read_body(receive: Receive) -> bytes:
    pieces, size = [], 0
    while True:
        message = await receive()
        piece = message.get("body", b"")
        size += len(piece)
        if size > MAX_BODY:
            raise ValueError("the body is too long")
        pieces.append(piece)
        if not message.get("more_body"):
            return b"".join(pieces)


async def _read_multipart(
    parameters: dict[str, Any], scope: Scope, receive: Receive
) -> tuple[dict[str, Any], dict[str, Upload]]:
    uploads: dict[str, Upload] = {}
    try:
        await _collect(parameters, uploads, scope, receive)
    except MultiPartException as error:
        raise ValueError("the multipart body is broken") from error
    return parameters, uploads


async def _collect(
    parameters: dict[str, Any], uploads: dict[str, Upload], scope: Scope, receive: Receive
) -> None:
    async with Request(scope, receive).form(max_part_size=MAX_BODY) as form:
        for name, value in form.multi_items():
            if isinstance(value, UploadFile):
                content = await value.read()
                uploads[name] = Upload(value.filename or name, content, value.content_type or "")
            else:
                parameters[name] = value
