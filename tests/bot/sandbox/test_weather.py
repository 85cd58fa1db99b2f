"""Bad weather: what a bot meets is what Telegram, or the way to it, would do."""

from __future__ import annotations

import time

import httpx
import pytest

from bot.sandbox import Person, Sandbox
from bot.sandbox.refusals import bad_request
from bot.sandbox.weather import BLOCKED, Gateway, Refuse, Reset, SlowBody, Truncated, flooded
from tests.bot.sandbox.asking import Refused, ask


def send(sandbox: Sandbox, person: Person, text: str = "x") -> None:
    """Send the person a message."""
    ask(sandbox, "sendMessage", chat_id=person.user.id, text=text)


def received(sandbox: Sandbox, person: Person) -> list[str]:
    """Return what the bot has sent this person."""
    return [message.text for message in person.sees() if message.sender is sandbox.bot]


def test_a_fault_meets_the_method_chat_and_count_it_was_meant_for(sandbox: Sandbox, ann: Person) -> None:
    """Two of Ann's messages are refused after the first; nobody else's are, and then it is over."""
    bob = sandbox.person("Bob")
    bob.starts()
    sandbox.weather.will(BLOCKED, method="sendMessage", chat=ann.user, times=2, after=1)
    outcomes = []
    for person in (ann, ann, bob, ann, ann):
        try:
            send(sandbox, person)
            outcomes.append("sent")
        except Refused as refused:
            outcomes.append(str(refused))

    blocked = "403 Forbidden: bot was blocked by the user"
    assert outcomes == ["sent", blocked, "sent", blocked, "sent"]
    assert [entry.note for entry in sandbox.journal.calls(status=403)] == ["Refuse", "Refuse"]


def test_a_single_flood_names_the_wait(sandbox: Sandbox, ann: Person) -> None:
    """A scripted 429 carries retry_after."""
    sandbox.weather.will(flooded(7))
    with pytest.raises(Refused, match="429 Too Many Requests: retry after 7") as caught:
        send(sandbox, ann)

    assert caught.value.parameters == {"retry_after": 7}


def test_a_reset_line_leaves_the_message_stored_or_not(sandbox: Sandbox, ann: Person) -> None:
    """The bot cannot tell the two apart; the chat can."""
    for is_stored in (False, True):
        sandbox.weather.will(Reset(after_storing=is_stored))
        with pytest.raises(httpx.TransportError):
            send(sandbox, ann, f"stored: {is_stored}")

    assert received(sandbox, ann) == ["stored: True"]


@pytest.mark.parametrize(("code", "is_stored"), [(502, False), (504, True)])
def test_a_gateway_answers_with_a_page(sandbox: Sandbox, ann: Person, code: int, is_stored: bool) -> None:
    """An HTML body with 502 or 504, be the message stored or not."""
    sandbox.weather.will(Gateway(code, after_storing=is_stored))
    url = f"{sandbox.api_url}/bot{sandbox.token}/sendMessage"
    reply = httpx.post(url, data={"chat_id": str(ann.user.id), "text": "x"})

    assert (reply.status_code, reply.headers["content-type"]) == (code, "text/html")
    assert f"<h1>{code}" in reply.text
    assert received(sandbox, ann) == ["x"] * is_stored


def test_json_may_stop_in_the_middle(sandbox: Sandbox, ann: Person) -> None:
    """The message is stored, and its answer cannot be read."""
    sandbox.weather.will(Truncated())
    with pytest.raises(ValueError, match=r"Expecting|Unterminated"):
        send(sandbox, ann)

    assert received(sandbox, ann) == ["x"]


def test_a_slow_body_takes_its_time_on_the_clock_of_the_sandbox() -> None:
    """Twenty seconds pass in a fifth of one, and the answer is whole."""
    with Sandbox.start(scale=100) as sandbox:
        ann = sandbox.person("Ann")
        ann.starts()
        sandbox.weather.will(SlowBody(20))
        started_at, began = sandbox.clock.now(), time.monotonic()
        send(sandbox, ann)

        assert sandbox.clock.now() - started_at >= 20
        assert time.monotonic() - began < 5


def test_an_outage_refuses_connections_and_ends(sandbox: Sandbox, ann: Person) -> None:
    """No line while it lasts; afterwards the same address answers and nothing is forgotten."""
    send(sandbox, ann, "before")
    with sandbox.outage(), pytest.raises(httpx.ConnectError):
        send(sandbox, ann)
    send(sandbox, ann, "after")

    assert received(sandbox, ann) == ["before", "after"]


def test_flood_limits_hold_per_chat_group_and_overall(sandbox: Sandbox) -> None:
    """One a second to a chat, twenty a minute to a group, thirty a second in all; retry_after is enough to wait."""
    people = [sandbox.person(f"P{number}") for number in range(32)]
    for person in people:
        person.starts()
    group = sandbox.group("邻里", people[0])
    sandbox.weather.floods()
    send(sandbox, people[0])
    with pytest.raises(Refused) as caught:
        send(sandbox, people[0])
    sandbox.clock.advance(caught.value.parameters["retry_after"])
    send(sandbox, people[0])
    for _ in range(20):
        ask(sandbox, "sendMessage", chat_id=group.id, text="x")
        sandbox.clock.advance(1)
    with pytest.raises(Refused) as caught:
        ask(sandbox, "sendMessage", chat_id=group.id, text="x")

    assert 35 < caught.value.parameters["retry_after"] <= 41

    sandbox.clock.advance(1)
    outcomes = [sandbox.weather.flood_refusal(sandbox.bot.id, str(person.user.id)) for person in people]
    assert [refusal is None for refusal in outcomes] == [True] * 30 + [False] * 2


def test_clear_weather_ends_scripts_and_limits(sandbox: Sandbox, ann: Person) -> None:
    """After it clears, everything passes."""
    sandbox.weather.floods()
    sandbox.weather.will(Refuse(bad_request("TOPIC_CLOSED")), times=9)
    sandbox.weather.clears()
    send(sandbox, ann)
    send(sandbox, ann)

    assert len(received(sandbox, ann)) == 2
