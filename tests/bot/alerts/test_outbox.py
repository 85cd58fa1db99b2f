"""The outbox on both databases: leases, outcomes, chats that go, come back and move."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import sqlalchemy as sa

from bot import tables
from bot.alerts.broadcasts import Broadcasts
from bot.alerts.lifecycle import PARKED_FOR, Moved, PutOff, Refused, Sent, Unreachable, Withdrawn
from bot.alerts.outbox import LEASE, Outbox
from bot.alerts.reports import deliveries, figures, progress
from bot.alerts.rules import Rule
from bot.alerts.subscriptions import Place
from retrieval import Database
from tests.bot.alerts.district import FLOOD, NOON, District, words

MINUTE = dt.timedelta(minutes=1)


def full(district: District, n: int = 1, thread: int = 0) -> None:
    """`n` chats are owed an alert of one issue."""
    for chat_id in range(1, n + 1):
        district.wants(chat_id, Rule("all"), thread=thread)
    district.publish("a", FLOOD)
    district.plan()


def test_a_claim_is_a_lease(district: District) -> None:
    """Claimed by one, a parcel is nobody else's until the lease ends; given back, it is free at once."""
    full(district)
    assert len(district.due(claim="one")) == 1

    assert district.due(NOON + LEASE, claim="two") == []
    assert [p.claim for p in district.due(NOON + LEASE + MINUTE, claim="two")] == ["two"]
    assert district.outbox.release("two") == 1
    assert len(district.due(NOON + LEASE + MINUTE, claim="three")) == 1


def test_two_who_claim_at_once_never_get_the_same(district: District, database_url: str) -> None:
    """Eight workers over two connections empty the outbox together; every parcel is claimed once."""
    full(district, 60)
    with Database.open(database_url) as other, ThreadPoolExecutor(8) as pool:

        def work(n: int) -> list[int]:
            outbox, claimed = Outbox(other if n % 2 else district.library.database), []
            while parcels := outbox.claim(7, f"worker {n}", NOON):
                claimed += [parcel.id for parcel in parcels]
                outbox.settle([(parcel, Sent(n)) for parcel in parcels], NOON)
            return claimed

        claimed = [id_ for ids in pool.map(work, range(8)) for id_ in ids]

    assert len(claimed) == len(set(claimed)) == 60
    assert Counter(district.states().values()) == {"sent": 60}


def test_the_longest_due_goes_first_and_what_is_not_due_stays(district: District) -> None:
    """Parcels are claimed in the order they became due."""
    full(district, 3)
    first, second, third = district.due()
    district.outbox.settle(
        [(first, PutOff(NOON + 2 * MINUTE)), (second, PutOff(NOON + MINUTE)), (third, Sent(1))], NOON
    )

    assert district.due() == []
    assert [p.id for p in district.due(NOON + 3 * MINUTE)] == [second.id, first.id]


def test_who_blocks_is_left_in_peace_until_they_come_back(district: District) -> None:
    """Blocked: everything for the chat is parked and nothing planned. Back: it goes on waiting."""
    full(district)
    (parcel,) = district.due()
    district.outbox.settle([(parcel, Unreachable("bot was blocked by the user"))], NOON)
    district.publish("b", ("又一期", ["内容。"]), day=dt.date(2024, 9, 4))
    assert district.plan().notices == ()
    assert district.due(NOON + MINUTE) == []
    district.outbox.welcome_back(1, NOON + MINUTE)

    assert [p.id for p in district.due(NOON + MINUTE)] == [parcel.id]
    chat = district.chats.find(1)
    assert chat is not None
    assert chat.unreachable_since is None
    assert len(district.subscriptions.of(Place(1))) == 1


def test_who_comes_back_late_is_not_told_of_old_news(district: District) -> None:
    """What is older than some days is dropped, and welcoming twice changes nothing."""
    full(district)
    district.outbox.lose(1, NOON)
    late = NOON + PARKED_FOR + MINUTE
    district.outbox.welcome_back(1, late)
    district.outbox.welcome_back(1, late)

    assert district.due(late) == []
    assert district.states() == {(1, "i1"): "withdrawn"}


def test_a_group_that_moves_takes_everything_along(district: District) -> None:
    """Subscriptions, alerts, parcels and settings go on under the new id, and the next claim is for it."""
    district.wants(-5, words("防汛"), schedule="weekly", thread=3)
    district.publish("a", FLOOD)
    district.plan()
    later = NOON + dt.timedelta(days=8)
    (parcel,) = district.due(later)
    district.outbox.settle([(parcel, Moved(-1005))], later)
    (moved,) = district.due(later)

    assert (moved.id, moved.place, moved.n_tries) == (parcel.id, Place(-1005, 3), 0)
    assert len(moved.bodies) == 1
    assert moved.is_wanted
    assert moved.chat is not None
    assert moved.chat.schedule == "weekly"
    assert district.chats.find(-5) is None
    assert len(district.subscriptions.of(Place(-1005, 3))) == 1
    district.outbox.move_chat(-5, -1005)
    assert len(district.subscriptions.of(Place(-1005, 3))) == 1


def test_a_group_that_moves_to_where_it_is_known_already(district: District) -> None:
    """The same alert planned for both ids is sent once."""
    district.wants(-5, Rule("all"))
    district.wants(-1005, Rule("all"))
    district.publish("a", FLOOD)
    district.plan()
    district.outbox.move_chat(-5, -1005)

    assert [p.place for p in district.due()] == [Place(-1005)]


def test_a_topic_that_is_gone_pauses_what_was_wanted_there(district: District) -> None:
    """The parcel is refused for good, and nothing more is planned for the topic."""
    full(district, thread=3)
    (parcel,) = district.due()
    district.outbox.settle([(parcel, Refused("message thread not found", is_topic_gone=True))], NOON)

    assert district.states() == {(1, "i1"): "refused"}
    assert [s.state for s in district.subscriptions.of(Place(1, 3))] == ["paused"]


def test_what_was_settled_late_is_settled_once(district: District) -> None:
    """An outcome that comes after the lease ended and another sent the parcel changes nothing."""
    full(district)
    (parcel,) = district.due()
    (again,) = district.due(NOON + 2 * LEASE, claim="two")
    district.outbox.settle([(again, Sent(2))], NOON)
    district.outbox.settle([(parcel, Unreachable("late"))], NOON)
    district.outbox.settle([(parcel, Withdrawn())], NOON)

    assert district.states() == {(1, "i1"): "sent"}
    chat = district.chats.find(1)
    assert chat is not None
    assert chat.unreachable_since is None


def test_who_unsubscribes_gets_nothing_that_waits(district: District) -> None:
    """A parcel of a chat without subscriptions is claimed as unwanted; withdrawing drops what waits."""
    full(district, 2)
    district.subscriptions.delete_all(Place(1))
    district.outbox.withdraw(Place(2), NOON)

    assert [(p.place.chat_id, p.is_wanted) for p in district.due()] == [(1, False)]


def test_a_broadcast_reaches_every_chat_once_and_can_be_stopped(district: District) -> None:
    """Only chats that can be reached; confirmed twice, it is sent once; cancelled, the rest is dropped."""
    for chat_id in (1, 2, 3, 4):
        district.wants(chat_id)
    district.outbox.lose(4, NOON)
    broadcasts = Broadcasts(district.library.database)
    id_ = broadcasts.draft("今晚维护", NOON)
    assert broadcasts.n_chats() == 3
    assert broadcasts.go(id_, NOON)
    assert not broadcasts.go(id_, NOON)
    parcels = district.outbox.claim(2, "one", NOON)
    district.outbox.settle([(parcels[0], Sent(1)), (parcels[1], Sent(2))], NOON)
    broadcasts.cancel(id_, NOON)

    assert [p.broadcast for p in parcels] == ["今晚维护", "今晚维护"]
    assert district.due(NOON + MINUTE) == []
    done = progress(district.library.database, f"b{id_}")
    assert (done.planned, done.sent, done.waiting, done.withdrawn) == (3, 2, 0, 1)


def test_reports_count_what_became_of_each_issue(district: District) -> None:
    """Planned, sent, waiting and refused of each issue add up; the figures know the chats that are away."""
    full(district, 4)
    one, two, three, _ = district.due()
    district.outbox.settle([(one, Sent(1)), (two, Refused("x")), (three, Unreachable("blocked"))], NOON)
    (issue,) = deliveries(district.library)

    assert (issue.bulletin, str(issue.published_on)) == ("青砚时报", "2024-09-03")
    done = issue.progress
    assert (done.planned, done.sent, done.waiting, done.refused) == (4, 1, 1, 2)
    counted = figures(district.library)
    assert (counted["private_chats"], counted["away"], counted["subscriptions"]) == (4, 1, 4)


def test_the_ledger_has_one_row_a_chat_and_issue(district: District) -> None:
    """The database itself refuses a second alert or parcel for the same chat, topic and issue."""
    full(district)
    unique = {
        tuple(columns)
        for table in (tables.alerts, tables.outbox)
        for constraint in table.constraints
        if isinstance(constraint, sa.PrimaryKeyConstraint | sa.UniqueConstraint)
        for columns in [constraint.columns.keys()]
    }

    assert ("chat_id", "thread_id", "issue_id") in unique
    assert ("chat_id", "thread_id", "parcel") in unique


def test_what_is_long_done_is_forgotten(district: District) -> None:
    """Old parcels and their alerts go, what still waits stays, and nobody is told again because of it."""
    full(district, 2)
    sent, _waiting = district.due()
    district.outbox.settle([(sent, Sent(1))], NOON)

    assert district.outbox.prune(NOON + MINUTE) == 1
    assert list(district.states().values()) == ["waiting"]
    district.publish("a", ("防汛部署更正", FLOOD[1]))
    assert district.plan().notices == ()
