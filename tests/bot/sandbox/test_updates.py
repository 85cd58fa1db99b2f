"""Updates: kept until acknowledged, one reader at a time, only the kinds that were asked for."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from bot.sandbox import Person, Sandbox
from tests.bot.sandbox.asking import Refused, ask, refuses


def test_updates_stay_until_an_offset_passes_them(sandbox: Sandbox, ann: Person) -> None:
    """The same updates come again, in pieces if wanted; an offset forgets, a negative one keeps the newest."""
    ann.says("一")
    ann.says("二")
    updates = ask(sandbox, "getUpdates")
    ids = [update["update_id"] for update in updates]

    assert ids == list(range(ids[0], ids[0] + 3))
    assert ask(sandbox, "getUpdates") == updates
    assert ask(sandbox, "getUpdates", limit=1) == updates[:1]
    assert ask(sandbox, "getUpdates", offset=ids[1]) == updates[1:]
    assert ask(sandbox, "getUpdates", offset=-1) == updates[2:]
    assert ask(sandbox, "getUpdates", offset=ids[2] + 1) == []


def test_a_long_poll_ends_with_the_first_update(sandbox: Sandbox, ann: Person) -> None:
    """Whoever waits is woken when something happens."""
    start = ask(sandbox, "getUpdates")[-1]["update_id"] + 1
    with ThreadPoolExecutor(1) as pool:
        poll = pool.submit(ask, sandbox, "getUpdates", offset=start, timeout=9)
        _wait_for_poll(sandbox)
        began = time.monotonic()
        ann.says("防汛")

        assert poll.result()[0]["message"]["text"] == "防汛"
        assert time.monotonic() - began < 5


def test_a_second_poller_ends_the_first(sandbox: Sandbox) -> None:
    """The one that waited gets 409 with Telegram's words."""
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(ask, sandbox, "getUpdates", timeout=9)
        _wait_for_poll(sandbox)
        ask(sandbox, "getUpdates")
        with pytest.raises(Refused, match="409 Conflict: terminated by other getUpdates request"):
            first.result()


def _wait_for_poll(sandbox: Sandbox) -> None:
    queue, deadline = sandbox.exchange.queue(sandbox.bot), time.monotonic() + 5
    while not queue.is_polled:
        assert time.monotonic() < deadline
        threading.Event().wait(0.005)


def test_only_allowed_kinds_are_made_and_the_choice_is_remembered(sandbox: Sandbox, ann: Person) -> None:
    """Kinds that were not asked for are never made; an empty list means the usual ones, without chat_member."""
    group = sandbox.group("邻里", ann)
    ann.promotes(sandbox.bot, group)
    ask(sandbox, "getUpdates", offset=-1, allowed_updates=["chat_member", "edited_message"])
    drop = ask(sandbox, "getUpdates")[-1]["update_id"] + 1
    edited = ann.says("一", group)
    ann.edits(edited, "二")
    sandbox.person("Bob").joins(group)
    kinds = [list(update)[1] for update in ask(sandbox, "getUpdates", offset=drop)]

    assert kinds == ["edited_message", "chat_member"]
    ask(sandbox, "getUpdates", allowed_updates=[])
    sandbox.person("Eve").joins(group)
    assert list(ask(sandbox, "getUpdates", offset=-1)[0])[1] == "message"


def test_updates_may_come_twice_or_out_of_order(sandbox: Sandbox, ann: Person) -> None:
    """On request, each of the next updates comes twice, or several come in reverse."""
    queue = sandbox.exchange.queue(sandbox.bot)
    queue.duplicate(1)
    ann.says("一")
    queue.reverse(2)
    ann.says("二")
    ann.says("三")
    texts = [update["message"]["text"] for update in ask(sandbox, "getUpdates")]

    assert texts == ["/start", "一", "一", "三", "二"]


@contextmanager
def _hook(statuses: list[int]) -> Iterator[tuple[str, list[tuple[str | None, dict[str, Any]]]]]:
    """A bot's own server: answers with these statuses, then 200, and notes secret and update of each request."""
    heard: list[tuple[str | None, dict[str, Any]]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            heard.append((self.headers["X-Telegram-Bot-Api-Secret-Token"], json.loads(body)))
            self.send_response(statuses.pop(0) if statuses else 200)
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/hook", heard
    finally:
        server.shutdown()
        server.server_close()


def test_a_webhook_gets_the_secret_and_each_update_until_it_takes_it() -> None:
    """Updates are pushed in order with the secret; what is not taken with 2xx comes again; polling is refused."""
    with Sandbox.start(scale=100) as sandbox, _hook([500, 302]) as (url, heard):
        ann = sandbox.person("Ann")
        ask(sandbox, "setWebhook", url=url, secret_token="geheim_1", allowed_updates=["message"])
        ann.says("一")
        ann.says("二")
        queue = sandbox.exchange.queue(sandbox.bot)
        deadline = time.monotonic() + 10
        while len(queue) and time.monotonic() < deadline:
            threading.Event().wait(0.01)

        assert [update["message"]["text"] for _, update in heard] == ["一", "一", "一", "二"]
        assert {secret for secret, _ in heard} == {"geheim_1"}
        info = ask(sandbox, "getWebhookInfo")
        assert (info["url"], info["pending_update_count"]) == (url, 0)
        assert info["last_error_message"] == "Wrong response from the webhook: 302 Found"
        words = "409 Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the "
        refuses(sandbox, words + "webhook first", "getUpdates")
        assert ask(sandbox, "deleteWebhook") is True
        assert ask(sandbox, "getUpdates") == []


def test_a_webhook_elsewhere_is_refused(sandbox: Sandbox) -> None:
    """The sandbox never sends anything off this machine."""
    for url in ("https://example.com/hook", "http://192.0.2.1/", "file:///etc/passwd"):
        with pytest.raises(Refused, match="400 Bad Request: bad webhook"):
            ask(sandbox, "setWebhook", url=url)
    refused = "400 Bad Request: secret token contains unallowed characters"
    refuses(sandbox, refused, "setWebhook", url="http://127.0.0.1:1/", secret_token="公")
