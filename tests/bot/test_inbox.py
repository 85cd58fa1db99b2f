"""Updates are kept until they are handled, and handled once."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa

from bot import tables
from bot.inbox import KEEP_HANDLED, MAX_STARTS, Inbox, lane_of
from retrieval import Database, SchemaError

NOW = dt.datetime(2026, 11, 23, 8, tzinfo=dt.UTC)


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """A new database with the bot's tables."""
    with Database.open(database_url) as opened:
        tables.migrate(opened)
        yield opened


@pytest.fixture
def inbox(database: Database) -> Inbox:
    """An empty inbox."""
    return Inbox(database)


def update(update_id: int, text: str = "防汛") -> dict[str, Any]:
    """A raw update."""
    return {"update_id": update_id, "message": {"text": text, "chat": {"id": 5}}}


def test_receives_in_order_and_once(inbox: Inbox) -> None:
    """Updates come back in the order of their ids, and one that was seen before does not come back."""
    assert inbox.receive([update(3), update(1), update(3)], NOW) == [update(1), update(3)]
    assert inbox.receive([update(3), update(2)], NOW) == [update(2)]
    assert inbox.receive([], NOW) == []


def test_restart_gives_what_is_not_handled(inbox: Inbox) -> None:
    """After a restart only unhandled updates come again, word for word; handled ones are still known."""
    strange = update(2, "\ud83d lone, \x00 null, 😀")
    inbox.receive([update(1), strange, update(3)], NOW)
    inbox.settle(1, NOW)

    assert inbox.restart(NOW) == [strange, update(3)]
    assert inbox.receive([update(1)], NOW) == []


def test_settling_forgets_the_text(inbox: Inbox, database: Database) -> None:
    """What a person wrote is gone from the database once it is answered."""
    inbox.receive([update(1, "私密")], NOW)
    inbox.settle(1, NOW)
    with database.read() as connection:
        assert connection.scalars(sa.select(tables.updates.c.raw)).all() == [""]


def test_messages_sent_are_counted(inbox: Inbox) -> None:
    """Each update knows how many messages of its answer were sent, also after a restart."""
    inbox.receive([update(1), update(2)], NOW)
    inbox.mark_sent(1)
    inbox.mark_sent(1)
    inbox.restart(NOW)

    assert [inbox.n_sent(1), inbox.n_sent(2), inbox.n_sent(99)] == [2, 0, 0]


def test_an_update_that_kills_is_given_up(inbox: Inbox) -> None:
    """An update that never ends is started a few times and then left, so that the others are served."""
    inbox.receive([update(1)], NOW)
    n_starts = 1
    while inbox.restart(NOW):
        n_starts += 1

    assert n_starts == MAX_STARTS
    assert inbox.receive([update(1)], NOW) == []


def test_prune_drops_what_cannot_come_again(inbox: Inbox) -> None:
    """Handled updates are forgotten after two days, unhandled ones never."""
    inbox.receive([update(1), update(2)], NOW)
    inbox.settle(1, NOW)

    assert inbox.prune(NOW + KEEP_HANDLED) == 0
    assert inbox.prune(NOW + KEEP_HANDLED + dt.timedelta(seconds=1)) == 1
    assert inbox.restart(NOW) == [update(2)]


def test_migrations_go_up_and_down(database: Database) -> None:
    """The revisions make the tables the code knows, and take them away again."""
    made = sa.inspect(database.engine)
    for table in tables.metadata.sorted_tables:
        assert [column["name"] for column in made.get_columns(table.name)] == [c.name for c in table.columns]
        assert {index["name"] for index in made.get_indexes(table.name)} >= {
            index.name for index in table.indexes
        }
    tables.migrate(database, "base")

    assert not set(tables.metadata.tables) & set(sa.inspect(database.engine).get_table_names())


def test_a_newer_program_was_here(database: Database) -> None:
    """Tables made by a newer program are refused instead of guessed at."""
    with database.write() as connection:
        connection.execute(sa.text("UPDATE bot_version SET version_num = '9999'"))
    with pytest.raises(SchemaError):
        tables.migrate(database)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ({"update_id": 1, "message": {"chat": {"id": 5}, "from": {"id": 6}}}, 5),
        ({"update_id": 1, "callback_query": {"from": {"id": 6}, "message": {"chat": {"id": -5}}}}, -5),
        ({"update_id": 1, "callback_query": {"from": {"id": 6}, "inline_message_id": "x"}}, 6),
        ({"update_id": 1, "inline_query": {"from": {"id": 6}}}, 6),
        ({"update_id": 1, "my_chat_member": {"chat": {"id": 7}, "from": {"id": 6}}}, 7),
        ({"update_id": 1, "something_new": {"chat": "odd"}}, 0),
        ({"update_id": 1, "something_new": {"chat": [1], "message": "odd", "from": None}}, 0),
        ({"update_id": 1}, 0),
    ],
)
def test_lane_of(raw: dict[str, Any], expected: int) -> None:
    """Order is kept within a chat, else within a person; an update of an unknown shape has a lane too."""
    assert lane_of(raw) == expected
