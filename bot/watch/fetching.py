"""One polite request: conditional, bounded in size and time, through redirects that are checked hop by hop."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin, urlsplit, urlunsplit

import httpx

from bot.watch.hosts import Barred, Hop, hop_to

LARGEST_BODY = 32 * 1024 * 1024
MOST_REDIRECTS = 5
TIMEOUT_S = 60.0
AGENT = "bulletin-bot (+reads public bulletins; asks rarely)"
REDIRECTS = (301, 302, 303, 307, 308)


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server gave to ask again by."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Body:
    """What came: where from after redirects, the bytes, and what to ask again by."""

    url: str
    content: bytes
    validators: Validators = field(default_factory=Validators)


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The server says that nothing changed."""


@dataclass(frozen=True, slots=True)
class Failure:
    """Why nothing came: a stable code such as http_404, private_address, too_large, no_answer."""

    reason: str


Answer = Body | Unchanged | Failure


async def fetch(
    client: httpx.AsyncClient, url: str, known: Validators, trusted: frozenset[tuple[str, int]]
) -> Answer:
    """Ask for `url`, at most a minute; what goes wrong is a Failure."""
    try:
        async with asyncio.timeout(TIMEOUT_S):
            return await _follow(client, url, known, trusted)
    except (httpx.HTTPError, httpx.InvalidURL, TimeoutError, ValueError):
        return Failure("no_answer")


async def _follow(
    client: httpx.AsyncClient, url: str, known: Validators, trusted: frozenset[tuple[str, int]]
) -> Answer:
    for _ in range(MOST_REDIRECTS + 1):
        hop = await asyncio.to_thread(hop_to, url, trusted)
        if isinstance(hop, Barred):
            return Failure(hop.reason)
        answer = await _ask(client, url, hop, known)
        if not isinstance(answer, str):
            return answer
        url = urljoin(url, answer)
    return Failure("too_many_redirects")


async def _ask(client: httpx.AsyncClient, url: str, hop: Hop, known: Validators) -> Answer | str:
    """One hop: an answer, or where it leads on to. The checked address is connected to, under the host's name."""
    parts = urlsplit(url)
    there = f"[{hop.ip}]:{hop.port}" if ":" in hop.ip else f"{hop.ip}:{hop.port}"
    request = client.build_request(
        "GET",
        urlunsplit((parts.scheme, there, parts.path or "/", parts.query, "")),
        headers=_headers(parts.netloc.rpartition("@")[2], known),
        extensions={"sni_hostname": hop.host},
    )
    response = await client.send(request, stream=True)
    try:
        if response.status_code in REDIRECTS and "location" in response.headers:
            return str(response.headers["location"])
        if response.status_code == 304:
            return Unchanged()
        if response.status_code != 200:
            return Failure(f"http_{response.status_code}")
        return await _body(url, response)
    finally:
        await response.aclose()


async def _body(url: str, response: httpx.Response) -> Answer:
    declared = response.headers.get("content-length", "")
    if declared.isdecimal() and int(declared) > LARGEST_BODY:
        return Failure("too_large")
    parts: list[bytes] = []
    size = 0
    async for part in response.aiter_bytes():
        size += len(part)
        if size > LARGEST_BODY:
            return Failure("too_large")
        parts.append(part)
    headers = response.headers
    return Body(url, b"".join(parts), Validators(headers.get("etag"), headers.get("last-modified")))


def _headers(host: str, known: Validators) -> dict[str, str]:
    conditions: dict[str, Any] = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
    given = {name: value for name, value in conditions.items() if value}
    return {"Host": host, "User-Agent": AGENT, "Accept-Encoding": "identity", **given}
