"""What people write about subscriptions, and what is understood."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.alerts.filters import Mistake
from bot.alerts.rules import Rule
from bot.chats import Chat, Quiet
from bot.handlers.requests import request_in
from bot.handlers.wishes import Wish, changed_in, wish_in

NOW = dt.datetime(2024, 9, 3, 4, 0, tzinfo=dt.UTC)
PAPERS = ("青砚时报", "柳桥街道公报")

WISHES = [
    ("", Wish(Rule("all"))),
    ("全部", Wish(Rule("all"))),
    ("ALL", Wish(Rule("all"))),
    ("防汛", Wish(Rule("words", "防汛"))),
    ("  城管   AND 拆迁 ", Wish(Rule("words", "城管 AND 拆迁"))),
    ("-广告", Wish(Rule("words", "-广告"))),
    ("青砚时报", Wish(Rule("bulletin", "青砚时报"))),
    ("《青砚时报》", Wish(Rule("bulletin", "青砚时报"))),
    ("青硯時報", Wish(Rule("bulletin", "青砚时报"))),
    ("《还没有的报》", Wish(Rule("bulletin", "《还没有的报》"))),
    ("疫苗什么时候打？", Wish(Rule("question", "疫苗什么时候打？"))),
    ("疫苗什么时候打?", Wish(Rule("question", "疫苗什么时候打?"))),
    ("问题：疫苗什么时候打", Wish(Rule("question", "疫苗什么时候打"))),
    ("#12 防汛 OR 抗旱", Wish(Rule("words", "防汛 OR 抗旱"), 12)),
    ("＃12　防汛", Wish(Rule("words", "防汛"), 12)),
]


@pytest.mark.parametrize(("text", "expected"), WISHES)
def test_wishes(text: str, expected: Wish) -> None:
    """Each way of writing is the wish it looks like."""
    assert expected == wish_in(text, PAPERS)


def test_a_mistake_stays_a_mistake() -> None:
    """What is wrong in the filter language is not taken for anything else."""
    assert wish_in("(防汛", PAPERS) == Mistake("bracket_open", "(")


CHAT = Chat(1)
WHEN = [
    ("马上", Chat(1)),
    ("now", Chat(1)),
    ("每天", Chat(1, schedule="daily")),
    ("每天 19:30", Chat(1, schedule="daily", digest_at=19 * 60 + 30)),
    ("每天19点", Chat(1, schedule="daily", digest_at=19 * 60)),
    ("Daily 7:05", Chat(1, schedule="daily", digest_at=7 * 60 + 5)),
    ("每周五 18:00", Chat(1, schedule="weekly", digest_weekday=4, digest_at=18 * 60)),
    ("每周", Chat(1, schedule="weekly")),
    ("每星期天 8:00", Chat(1, schedule="weekly", digest_weekday=6)),
    ("每週日 8：00", Chat(1, schedule="weekly", digest_weekday=6)),
    ("friday 18:00", Chat(1, schedule="weekly", digest_weekday=4, digest_at=18 * 60)),
    ("安静 22:00-7:00", Chat(1, quiet=Quiet(1320, 420))),
    ("免打扰 22点到7点", Chat(1, quiet=Quiet(1320, 420))),
    ("静音 22:00 - 7:00", Chat(1, quiet=Quiet(1320, 420, is_silent=True))),
    ("安静 关", Chat(1)),
    ("时区 Europe/Berlin", Chat(1, time_zone="Europe/Berlin")),
    ("zone America/New_York", Chat(1, time_zone="America/New_York")),
    ("時區 UTC", Chat(1, time_zone="UTC")),
    ("时区 america/argentina/buenos_aires", Chat(1, time_zone="America/Argentina/Buenos_Aires")),
    ("时区 Etc/GMT+8", Chat(1, time_zone="Etc/GMT+8")),
    ("时区 烏魯木齊", Chat(1, time_zone="Asia/Urumqi")),
    ("时区 火星", None),
    ("停 3 天", Chat(1, snoozed_until=NOW + dt.timedelta(days=3))),
    ("停2小时", Chat(1, snoozed_until=NOW + dt.timedelta(hours=2))),
    ("每天 25:00", None),
    ("每天 8:75", None),
    ("安静 7:00-7:00", None),
    ("时区 Mars/Olympus", None),
    ("时区 ../../etc", None),
    ("随便", None),
]


@pytest.mark.parametrize(("text", "expected"), WHEN)
def test_when(text: str, expected: Chat | None) -> None:
    """Each way of writing a time is the setting it looks like; anything else is none."""
    assert expected == changed_in(text, CHAT, NOW)


REQUESTS = [
    ("/subscribe", "subscribe", ""),
    ("/subscribe 防汛 -演练", "subscribe", "防汛 -演练"),
    ("/subscribe@gazette_bot 防汛", "subscribe", "防汛"),
    ("订阅", "subscribe", ""),
    ("订阅 防汛", "subscribe", "防汛"),
    ("訂閱：防汛", "subscribe", "防汛"),
    ("/订阅防汛", "subscribe", "防汛"),
    ("/subscriptions", "subscriptions", ""),
    ("我的订阅", "subscriptions", ""),
    ("退订", "subscriptions", ""),
    ("/when 每天 19:30", "when", "每天 19:30"),
    ("推送时间", "when", ""),
    ("/stats", "stats", ""),
    ("/broadcast 今晚维护", "broadcast", "今晚维护"),
    ("订阅报纸怎么办理？", "ask", "订阅报纸怎么办理？"),
]


@pytest.mark.parametrize(("text", "verb", "words"), REQUESTS)
def test_requests(text: str, verb: str, words: str) -> None:
    """Commands and Chinese words are the same requests; a question that begins like one stays a question."""
    request = request_in(text, "Gazette_Bot")

    assert request is not None
    assert (verb, words) == (request.verb, request.words)
