"""Answers are deleted when their time has come, whatever Telegram says first."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.context import now
from bot.sandbox.refusals import Refusal
from bot.sandbox.weather import Fault, Refuse, flooded
from bot.sandbox.world import Message
from bot.sent import SentMessages
from retrieval import Database
from tests.bot.sandbox.neighbours import NAME, next_from_bot, sets
from tests.bot.sandbox.towns import Served, serving
from tests.journeys.conftest import sample_library  # noqa: F401
from tests.waiting import eventually


@pytest.fixture
def served(sample_library: Path, tmp_path: Path) -> Iterator[Served]:  # noqa: F811
    """A sandbox whose bot serves throughout the story."""
    with serving(sample_library, tmp_path) as served:
        yield served


def refused(words: str, code: int = 400) -> Fault:
    """A refusal in these words."""
    return Refuse(Refusal(code, words))


@pytest.mark.parametrize(
    "faults",
    [
        [],
        [("deleteMessages", flooded(1))],
        [("deleteMessages", refused("Bad Request: message can't be deleted"))],
    ],
    ids=["fine", "flooded", "one by one"],
)
def test_what_is_due_is_deleted(served: Served, faults: list[tuple[str, Fault]]) -> None:
    """A flood only delays it, and one message that cannot be deleted keeps no other; what was not due stays."""
    ann = served.sandbox.person("安")
    group = served.sandbox.group("街坊", ann)
    ann.says(f"/settings{NAME}", group)
    sets(ann, next_from_bot(ann, group), "自动删除", "5 分钟后")
    answers: list[Message] = []
    for _ in range(3):
        ann.says(f"/help{NAME}", group)
        answers.append(next_from_bot(ann, group))
    for method, fault in faults:
        served.sandbox.weather.will(fault, method=method)
    due = [answer.id for answer in answers[:2]]
    with Database.open(served.town.database_url) as database:
        sent = SentMessages(database)
        eventually(lambda: sent.answer_to(group.id, answers[1].reply_to or 0))
        sent.put_off(group.id, due, now())
        ann.wait_for(lambda: not set(due) & set(group.messages))

        assert answers[2].id in group.messages
        assert eventually(lambda: not sent.claim(9, now()))


def test_a_chat_that_is_out_of_reach_is_left_in_peace(served: Served) -> None:
    """When Telegram says that the bot is no member any more, nothing there is tried again."""
    ann = served.sandbox.person("安")
    ann.says("/help")
    answer = ann.reads()
    served.sandbox.weather.will(
        refused("Forbidden: bot was blocked by the user", 403), method="deleteMessages"
    )
    with Database.open(served.town.database_url) as database:
        sent = SentMessages(database)
        eventually(lambda: sent.answer_to(ann.user.id, answer.reply_to or 0))
        sent.put_off(ann.user.id, [answer.id], now())
        eventually(lambda: sent.answer_to(ann.user.id, answer.reply_to or 0) is None)

    assert answer.id in ann.private.messages
    assert len(served.sandbox.journal.calls("deleteMessages")) == 1
