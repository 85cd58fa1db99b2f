"""Updates are kept until they are handled, and handled once."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa

from bot import tables
from bot.claims import new_claim
from bot.inbox import KEEP_HANDLED, LEASE, MAX_STARTS, Inbox, lane_of
from retrieval import Database, SchemaError

NOW = dt.datetime(2026, 11, 23, 8, tzinfo=dt.UTC)


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """A new database with the bot's tables, of either kind."""
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


def other(database: Database, claim: str = "elsewhere" + "0" * 23) -> Inbox:
    """The inbox as another process sees it, on another machine."""
    return Inbox(database, claim)


def chat(update_id: int, chat_id: int) -> dict[str, Any]:
    """A raw update of a chat."""
    return {"update_id": update_id, "message": {"text": "防汛", "chat": {"id": chat_id}}}


def test_receives_once_and_begins_with_the_first(inbox: Inbox) -> None:
    """The first update of a chat is begun with, the next one after it, whatever came twice."""
    assert inbox.receive([update(3), update(1), update(3)], NOW) == [update(1)]
    assert inbox.receive([update(3), update(2)], NOW) == []
    assert inbox.receive([], NOW) == []
    assert [inbox.settle(1, NOW), inbox.settle(2, NOW), inbox.settle(3, NOW)] == [update(2), update(3), None]
    assert inbox.receive([update(1)], NOW) == []


def test_chats_go_side_by_side(inbox: Inbox) -> None:
    """Each chat has a lane of its own, and no more are begun with than there is room for."""
    assert inbox.receive([chat(1, 5), chat(2, 6), chat(3, 7)], NOW, room=2) == [chat(1, 5), chat(2, 6)]
    assert inbox.take(NOW, room=0) == []
    assert inbox.take(NOW, room=1) == [chat(3, 7)]
    assert inbox.take(NOW, room=9) == []


def test_a_chat_is_answered_by_one_process(inbox: Inbox, database: Database) -> None:
    """While one process has a chat, its other updates wait for that one, whoever receives them."""
    beside = other(database)
    assert inbox.receive([update(1)], NOW) == [update(1)]
    assert beside.receive([update(2), chat(3, 9)], NOW) == [chat(3, 9)]
    assert beside.take(NOW) == []
    assert inbox.settle(1, NOW) == update(2)
    assert inbox.settle(2, NOW) is None
    assert beside.receive([update(4)], NOW) == [update(4)]


def test_the_dead_are_inherited(inbox: Inbox, database: Database) -> None:
    """What a process leaves unhandled is another's once its lease ends, and not before; renewing keeps it."""
    beside = other(database)
    inbox.receive([update(1), update(2)], NOW)
    inbox.renew(NOW + LEASE / 2)
    assert beside.take(NOW + LEASE) == []
    late = NOW + 2 * LEASE
    assert beside.take(late) == [update(1)]

    # Who comes to himself too late sends nothing more, and has no say about what is next.
    assert inbox.n_sent(1) is None
    assert inbox.settle(1, late) is None
    assert beside.settle(1, late) == update(2)


def test_the_dead_come_first(database: Database) -> None:
    """Of all that waits, what a killed process of this machine had begun with is taken before what nobody began with."""
    living = Inbox(database, new_claim())
    dead = Inbox(database, f"{living.claim[:8]}{2**22 + 1:08x}{living.claim[16:]}")
    dead.receive([chat(7, 5)], NOW)
    living.receive([chat(1, 6), chat(2, 8)], NOW, room=0)

    assert living.take(NOW, room=1) == [chat(7, 5)]
    assert living.take(NOW, room=2) == [chat(1, 6), chat(2, 8)]


def test_a_stop_gives_everything_back(inbox: Inbox, database: Database) -> None:
    """What was not handled at a stop is taken by another process at once, word for word."""
    strange = update(2, "\ud83d lone, \x00 null, 😀")
    inbox.receive([update(1), strange], NOW)
    inbox.settle(1, NOW)
    assert inbox.release() == 1

    assert other(database).take(NOW) == [strange]


def test_settling_forgets_the_text(inbox: Inbox, database: Database) -> None:
    """What a person wrote is gone from the database once it is answered."""
    inbox.receive([update(1, "私密")], NOW)
    inbox.settle(1, NOW)
    with database.read() as connection:
        assert connection.scalars(sa.select(tables.updates.c.raw)).all() == [""]


def test_messages_sent_are_counted(inbox: Inbox, database: Database) -> None:
    """Each update knows how many messages of its answer were sent, also after a restart."""
    inbox.receive([update(1), update(2)], NOW)
    for nth in (1, 2, 2):
        inbox.mark_sent(1, nth)
    inbox.release()
    again = other(database)
    again.take(NOW)

    assert [again.n_sent(1), again.n_sent(2), again.n_sent(99)] == [2, 0, 0]


def test_an_update_that_kills_is_given_up(inbox: Inbox) -> None:
    """An update that never ends is started a few times and then left, so that the others are served."""
    begun = inbox.receive([update(1), update(2)], NOW)
    n_starts = 0
    while begun == [update(1)]:
        n_starts += 1
        inbox.release()
        begun = inbox.take(NOW)

    assert n_starts == MAX_STARTS
    assert begun == [update(2)]


def test_prune_drops_what_cannot_come_again(inbox: Inbox) -> None:
    """Handled updates are forgotten after two days, unhandled ones never."""
    inbox.receive([update(1), update(2)], NOW)
    inbox.settle(1, NOW)
    inbox.release()

    assert inbox.prune(NOW + KEEP_HANDLED) == 0
    assert inbox.prune(NOW + KEEP_HANDLED + dt.timedelta(seconds=1)) == 1
    assert inbox.take(NOW) == [update(2)]


def test_the_backlog(inbox: Inbox) -> None:
    """How many wait, since when, and for how long nothing moved."""
    assert inbox.backlog(NOW).n == 0
    inbox.receive([update(1), update(2)], NOW)
    inbox.settle(1, NOW + dt.timedelta(seconds=40))
    later = inbox.backlog(NOW + dt.timedelta(seconds=60))

    assert (later.n, later.age_s, later.stuck_s) == (1, 60.0, 20.0)


def test_migrations_go_up_and_down(database: Database) -> None:
    """The revisions make the tables the code knows, and take them away again."""
    made = sa.inspect(database.engine)
    for table in tables.metadata.sorted_tables:
        assert {column["name"] for column in made.get_columns(table.name)} == {c.name for c in table.columns}
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
