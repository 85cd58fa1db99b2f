"""What the chat page relies on: the routes under /sandbox, the stream of events, and who may use them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from bot.sandbox import Person, Sandbox
from tests.bot.sandbox.asking import ask


@pytest.fixture
def page(sandbox: Sandbox) -> Iterator[httpx.Client]:
    """A client that stands for the page."""
    with httpx.Client(base_url=sandbox.url, timeout=10) as client:
        yield client


def events(page: httpx.Client, count: int) -> list[tuple[str, dict[str, Any]]]:
    """Return the first `count` events since the beginning: kind and data."""
    found, kind = [], ""
    with page.stream("GET", "/sandbox/events", headers={"last-event-id": "0"}) as stream:
        for line in stream.iter_lines():
            name, _, value = line.partition(": ")
            if name == "event":
                kind = value
            if name == "data":
                found.append((kind, json.loads(value)))
            if len(found) == count:
                break
    return found


def test_a_conversation_over_the_page_s_routes(sandbox: Sandbox, ann: Person, page: httpx.Client) -> None:
    """Say, read, press, edit, react, delete: what the page does, people and bots see."""
    me, key = ann.user.id, ann.private.key
    world = page.get("/sandbox/world").json()
    entry = page.get("/sandbox/chats", params={"as": me}).json()[0]

    assert [person["id"] for person in world["people"]] == [me]
    assert (entry["key"], entry["chat"]["type"], entry["last_message"]["text"]) == (key, "private", "/start")
    said = page.post(f"/sandbox/chats/{key}/say", json={"as": me, "text": "水", "reply_to": 1}).json()
    assert said["reply_to_message"]["text"] == "/start"
    markup = {
        "inline_keyboard": [[{"text": "全文", "callback_data": "a"}, {"text": "去", "url": "http://x.cn/"}]]
    }
    sent = ask(sandbox, "sendMessage", chat_id=me, text="答", reply_markup=markup)
    press = {"as": me, "message_id": sent["message_id"]}
    query = page.post(f"/sandbox/chats/{key}/press", json={**press, "data": "a"}).json()
    assert page.post(f"/sandbox/chats/{key}/press", json={**press, "data": "去"}).json() == {
        "url": "http://x.cn/"
    }
    ask(sandbox, "answerCallbackQuery", callback_query_id=query["callback_query_id"], text="好")
    change = {"as": me, "message_id": said["message_id"]}
    page.post(f"/sandbox/chats/{key}/edit", json={**change, "text": "火"}).raise_for_status()
    page.post(f"/sandbox/chats/{key}/react", json={**change, "emoji": ["👍"]}).raise_for_status()
    messages = page.get(f"/sandbox/chats/{key}/messages", params={"after": 1}).json()
    assert [message["text"] for message in messages] == ["火", "答"]
    assert messages[0]["reactions"] == [{"type": "emoji", "emoji": "👍"}]
    page.post(f"/sandbox/chats/{key}/delete", json=change).raise_for_status()

    told = events(page, 7)
    assert [kind for kind, _ in told] == [
        "message", "message", "message", "callback_answer", "edited", "reaction", "deleted"
    ]  # fmt: skip
    assert told[3][1]["content"]["text"] == "好"
    assert (told[4][1]["key"], told[4][1]["content"]["text"]) == (key, "火")


def test_files_and_menus_and_the_journal(sandbox: Sandbox, ann: Person, page: httpx.Client) -> None:
    """A file goes up with a caption and comes down whole; menus follow the person; calls are listed without text."""
    me, key = ann.user.id, ann.private.key
    form = {"as": str(me), "caption": "第3期"}
    upload = page.post(
        f"/sandbox/chats/{key}/upload", data=form, files={"file": ("公报.txt", "内容".encode())}
    )
    file_id = upload.json()["document"]["file_id"]
    ask(sandbox, "setMyCommands", commands=[{"command": "ask", "description": "提问"}])
    ask(sandbox, "sendMessage", chat_id=me, text="secret words")

    assert upload.json()["caption"] == "第3期"
    assert page.get(f"/sandbox/files/{file_id}").content == "内容".encode()
    menu = page.get(f"/sandbox/chats/{key}/commands", params={"as": me}).json()
    assert menu == [{"command": "ask", "description": "提问"}]
    journal = page.get("/sandbox/journal").json()
    assert [entry["method"] for entry in journal] == ["setMyCommands", "sendMessage"]
    assert "secret" not in json.dumps(journal)


def test_topics_are_read_one_by_one(sandbox: Sandbox, ann: Person, page: httpx.Client) -> None:
    """Messages of a forum are asked for by topic; the general one has number 1."""
    forum = sandbox.group("论坛", ann, is_forum=True)
    topic = ann.opens_topic(forum, "防汛")
    say = f"/sandbox/chats/{forum.key}/say"
    page.post(say, json={"as": ann.user.id, "text": "水", "topic": topic.id}).raise_for_status()
    page.post(say, json={"as": ann.user.id, "text": "大家好"}).raise_for_status()

    def texts(number: int) -> list[str]:
        found = page.get(f"/sandbox/chats/{forum.key}/messages", params={"topic": number}).json()
        return [message["text"] for message in found if "text" in message]

    assert (texts(topic.id), texts(1)) == (["水"], ["大家好"])


@pytest.mark.parametrize(
    ("path", "body", "code"),
    [
        ("/sandbox/chats/nowhere/say", {"as": 0, "text": "x"}, 404),
        ("/sandbox/chats/{key}/say", {"as": "x", "text": "x"}, 400),
        ("/sandbox/chats/{key}/say", {"text": "x"}, 404),
        ("/sandbox/chats/{key}/say", {"as": "{me}", "text": " "}, 400),
        ("/sandbox/chats/{key}/edit", {"as": "{me}", "message_id": 9, "text": "x"}, 404),
        ("/sandbox/chats/{key}/press", {"as": "{me}", "message_id": 1, "data": "x"}, 404),
    ],
)
def test_what_makes_no_sense_is_refused(
    ann: Person, page: httpx.Client, path: str, body: dict[str, Any], code: int
) -> None:
    """Unknown chats, people, messages and buttons are 404, blank texts 400, each with a reason."""
    body = {name: ann.user.id if value == "{me}" else value for name, value in body.items()}
    reply = page.post(path.format(key=ann.private.key), json=body)

    assert (reply.status_code, bool(reply.json()["error"])) == (code, True)


def test_foreign_pages_are_kept_out(page: httpx.Client) -> None:
    """Another site cannot use these routes through the reader's browser, nor under a name of its own."""
    own = str(page.base_url).rstrip("/")

    assert page.get("/sandbox/world", headers={"origin": own}).status_code == 200
    assert page.get("/sandbox/world", headers={"origin": "https://evil.example"}).status_code == 403
    assert page.get("/sandbox/world", headers={"host": "evil.example"}).status_code == 403


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "example.com", ""])  # noqa: S104
def test_only_loopback_is_listened_on(host: str) -> None:
    """Any other address is refused before a socket is opened."""
    with pytest.raises(ValueError, match="loopback only"), Sandbox.start(host=host):
        pass
