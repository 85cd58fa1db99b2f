"""News -> alerts: who is told of what, once, on both databases."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

from bot import tables
from bot.alerts import planning
from bot.alerts.deciding import MAX_AT_ONCE
from bot.alerts.lifecycle import Sent
from bot.alerts.rules import Rule
from tests.bot.alerts.district import DAY, FLOOD, MARKET, NOON, SCHOOL, District, words

EVERYTHING = Rule("all")


def send_all(district: District, now: dt.datetime = NOON) -> int:
    """Everything that is due is sent, as message 77; returns how many."""
    parcels = district.due(now)
    district.outbox.settle([(parcel, Sent(77)) for parcel in parcels], now)
    return len(parcels)


def headlines(district: District, now: dt.datetime = NOON) -> dict[int, list[str]]:
    """What each chat would read now, by chat."""
    read: dict[int, list[str]] = {}
    for parcel in district.due(now):
        ids = [match.article_id for body in parcel.bodies.values() for match in body.matches]
        heads = [article.head.title for id_ in ids if (article := district.library.article(id_))]
        read.setdefault(parcel.place.chat_id, []).extend(heads)
    return read


def test_each_chat_is_told_of_what_it_wants(district: District) -> None:
    """By words, by bulletin, of everything, by an answered question; whoever wants something else hears nothing."""
    district.wants(1, words("防汛 -演练"))
    district.wants(2, Rule("bulletin", "《青砚时报》"))
    district.wants(3, EVERYTHING)
    district.wants(4, Rule("question", "防汛值班电话是多少？"))
    district.wants(5, words("拆迁"), Rule("bulletin", "别的报"), Rule("question", "灯会在哪里举办？"))
    district.wants(6, words("防汛"), paused_at=NOON)
    district.publish("a", FLOOD, SCHOOL, MARKET)
    district.plan()

    every = [FLOOD[0], SCHOOL[0], MARKET[0]]
    assert headlines(district) == {1: [FLOOD[0]], 2: every, 3: every, 4: [FLOOD[0]]}


def test_one_alert_an_issue_however_many_subscriptions_match(district: District) -> None:
    """Several rules that match make one message, each article in it once; topics of a chat are told apart."""
    district.wants(1, EVERYTHING, words("防汛"), words("学位 OR 防汛"))
    district.wants(-5, words("防汛"), thread=3)
    district.wants(-5, words("学位"), thread=4)
    district.publish("a", FLOOD, SCHOOL)
    district.plan()
    parcels = {(p.place.chat_id, p.place.thread_id): p for p in district.due()}

    assert sorted(parcels) == [(-5, 3), (-5, 4), (1, 0)]
    (body,) = parcels[1, 0].bodies.values()
    assert len(body.matches) == len(body.article_ids) == 2
    # The article is shown for the rule that says most, not for the one that wants everything.
    assert body.rules[body.matches[0].rule] == words("防汛")


def test_the_past_is_told_to_nobody(district: District) -> None:
    """What was published before a chat subscribed, or before the bot began, is not news to it."""
    district.publish("a", FLOOD)
    district.plan()
    district.wants(1, EVERYTHING)

    assert district.plan().notices == ()
    district.publish("b", SCHOOL, day=DAY + dt.timedelta(days=1))
    assert len(district.plan().notices) == 1
    assert headlines(district) == {1: [SCHOOL[0]]}


def test_a_plan_is_made_once(district: District) -> None:
    """A second plan of the same news adds nothing, nor do four that are made at the same moment."""
    for chat_id in range(1, 30):
        district.wants(chat_id, EVERYTHING)
    district.publish("a", FLOOD)
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda _: district.plan(), range(4)))

    assert sorted(len(plan.notices) for plan in made) == [0, 0, 0, 29]
    assert len(district.due()) == 29
    assert not planning.is_behind(district.library)


def test_a_corrected_issue_changes_the_alert_and_rings_nowhere(district: District) -> None:
    """Who was told gets the message changed; who was not told of the issue is not told because of a correction."""
    district.wants(1, words("防汛"))
    district.wants(2, words("学位"))
    district.wants(3, words("堤坝"))
    district.publish("a", FLOOD, SCHOOL)
    district.plan()
    assert send_all(district) == 2
    district.publish("a", (FLOOD[0], ["沿河各村做好防汛准备，加固堤坝。"]), SCHOOL)
    made = district.plan()

    assert made.notices == ()
    (parcel,) = district.due()
    assert (parcel.place.chat_id, parcel.state, parcel.message_id) == (1, "revising", 77)
    send_all(district, NOON + dt.timedelta(minutes=2))
    assert district.states() == {(1, "i1"): "sent", (2, "i1"): "sent"}


def test_a_correction_that_takes_the_words_away_empties_the_alert(district: District) -> None:
    """The message that was sent is owed an edit, and lists nothing any more."""
    district.wants(1, words("防汛"))
    district.publish("a", FLOOD)
    district.plan()
    send_all(district)
    district.publish("a", (FLOOD[0].replace("防汛", "防火"), ["各村做好防火准备。"]))
    district.plan()

    (parcel,) = district.due()
    assert [body.matches for body in parcel.bodies.values()] == [()]


def test_further_pages_of_an_issue_join_the_alert(district: District) -> None:
    """Told already: the message is completed. Not told yet of this issue: told now, of the new page alone."""
    district.wants(1, EVERYTHING)
    district.wants(2, words("学位"))
    district.publish("a", FLOOD)
    district.plan()
    send_all(district)
    district.publish("b", SCHOOL)
    district.plan()

    assert district.states() == {(1, "i1"): "revising", (2, "i1"): "waiting"}
    assert headlines(district) == {1: [FLOOD[0], SCHOOL[0]], 2: [SCHOOL[0]]}


def test_a_correction_before_the_alert_is_sent_changes_what_will_be_said(district: District) -> None:
    """Only the newest words are ever sent."""
    district.wants(1, words("防汛"))
    district.publish("a", FLOOD)
    district.plan()
    district.publish("a", ("防汛部署更正", FLOOD[1]))
    district.plan()

    assert headlines(district) == {1: ["防汛部署更正"]}


def test_a_correction_while_the_alert_is_under_way_is_owed_an_edit(district: District) -> None:
    """Claimed with the old words and sent, it is to be changed at once."""
    district.wants(1, words("防汛"))
    district.publish("a", FLOOD)
    district.plan()
    (parcel,) = district.due()
    district.publish("a", ("防汛部署更正", FLOOD[1]))
    district.plan()
    district.outbox.settle([(parcel, Sent(77))], NOON)

    assert district.states() == {(1, "i1"): "revising"}


def test_many_issues_at_once_come_in_one_message(district: District) -> None:
    """A shelf of old papers is one message a chat; few issues are one message each."""
    district.wants(1, EVERYTHING)
    district.wants(2, words("学位"))
    days = [DAY - dt.timedelta(days=n) for n in range(MAX_AT_ONCE + 3)]
    for n, day in enumerate(days):
        district.publish(f"p{n}", (f"第{n}号", FLOOD[1]) if n else SCHOOL, day=day)
    district.plan()
    parcels = {parcel.place.chat_id: parcel for parcel in district.due()}

    assert len(parcels[1].bodies) == len(days)
    assert len(parcels[2].bodies) == 1
    assert len(district.states()) == 2


def test_a_digest_gathers_until_it_is_due(district: District) -> None:
    """Issues of several days come together at the chat's hour; what comes after the digest waits for the next."""
    district.wants(1, EVERYTHING, schedule="daily")
    district.publish("a", FLOOD)
    district.plan(NOON)
    district.publish("b", SCHOOL, day=DAY + dt.timedelta(days=1))
    district.plan(NOON + dt.timedelta(hours=3))
    morning = dt.datetime(2024, 9, 4, 0, 0, tzinfo=dt.UTC)

    assert district.due(morning - dt.timedelta(minutes=1)) == []
    assert headlines(district, morning) == {1: [FLOOD[0], SCHOOL[0]]}
    send_all(district, morning + dt.timedelta(minutes=2))
    district.publish("c", MARKET, day=DAY + dt.timedelta(days=2))
    district.plan(morning + dt.timedelta(minutes=3))
    assert district.due(morning + dt.timedelta(hours=23)) == []
    assert headlines(district, morning + dt.timedelta(days=1)) == {1: [MARKET[0]]}


def test_news_under_a_digest_that_was_hurried_is_not_lost(district: District) -> None:
    """A digest that was sent early does not swallow what comes before its hour."""
    district.wants(1, EVERYTHING, schedule="daily")
    district.publish("a", FLOOD)
    district.plan()
    district.outbox.hurry(1, NOON)
    assert send_all(district) == 1
    district.publish("b", SCHOOL, day=DAY + dt.timedelta(days=1))
    district.plan(NOON + dt.timedelta(hours=1))

    assert headlines(district, NOON + dt.timedelta(days=1)) == {1: [SCHOOL[0]]}


def test_a_library_that_was_put_back_takes_the_cursor_along(district: District) -> None:
    """After a backup was restored nobody is told again, and what comes then is told."""
    district.wants(1, EVERYTHING)
    with district.library.database.write() as connection:
        connection.execute(tables.planning.update().values(revision=99))
    assert district.plan().notices == ()
    district.publish("a", FLOOD)

    assert len(district.plan().notices) == 1


def test_a_correction_that_only_takes_an_article_away_changes_the_alert(district: District) -> None:
    """No word is new, and yet what was sent lists a report that the issue has no more: it is owed an edit."""
    district.wants(1, EVERYTHING)
    district.wants(2, words("防汛"))
    district.publish("a", FLOOD, SCHOOL)
    district.plan()
    send_all(district)
    district.publish("a", FLOOD)
    district.plan()

    assert district.states() == {(1, "i1"): "revising", (2, "i1"): "sent"}
    assert headlines(district) == {1: [FLOOD[0]]}
    assert not planning.is_behind(district.library)


LONG = (
    "老街供水管网改造完工",
    [
        "老街一带四公里供水管网的改造昨天完工，沿线一千二百户居民不再为水压低发愁。",
        "工程自五月开工，分六段推进，夜间施工不停水。",
    ],
)


def test_a_report_that_is_printed_again_is_told_once(district: District) -> None:
    """In one plan, in a later issue and on a further page: who was told of it is not told again; others are."""
    district.wants(1, words("供水"))
    district.wants(2, Rule("bulletin", "青砚区报"))
    district.publish("a", LONG, FLOOD)
    district.publish("x", LONG, SCHOOL, paper="青砚区报")
    district.plan()

    assert headlines(district) == {1: [LONG[0]], 2: [LONG[0], SCHOOL[0]]}
    send_all(district, NOON + dt.timedelta(minutes=2))
    district.publish("b", LONG, MARKET, day=DAY + dt.timedelta(days=1))
    district.publish("c", LONG)
    district.wants(3, words("供水"))
    district.plan()

    assert headlines(district, NOON + dt.timedelta(minutes=4)) == {3: [LONG[0]]}
