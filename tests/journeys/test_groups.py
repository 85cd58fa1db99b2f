"""What three people live through in a group with the bot."""

from __future__ import annotations

from tests.bot.emulator import BOT
from tests.bot.people import Telegram

QUESTION = "防汛值班电话是多少？"


CALLS = (
    f"@Gazette_Bot {QUESTION}",
    f"@gazette_bot{QUESTION}",
    f"请问@GAZETTE_BOT：{QUESTION}",
    f"＠Gazette_Bot {QUESTION}",
    "/search@Gazette_Bot 防汛值班电话",
    "/search@gazette_bot防汛值班电话",
)


def test_the_bot_hears_its_name(open_town: Telegram) -> None:
    """A mention, with or without spaces and in any case, or a command with the name, is answered."""
    ann, _ = open_town.group("街坊", open_town.person("安"), open_town.person("柏"))
    for call in CALLS:
        asked = ann.says(call)
        answer = ann.reads()
        assert any("5550119" in quote for quote in answer.quotes)
        assert answer.reply_to == asked


def test_the_bot_is_silent_otherwise(open_town: Telegram) -> None:
    """People talk among themselves, to other bots, and about e-mail; only the last message is answered."""
    ann, bo = open_town.group("街坊", open_town.person("安"), open_town.person("柏"))
    said = ann.says("防汛值班电话是多少？")
    bo.says("不知道", reply_to_message=ann.message(said, "防汛值班电话是多少？"))
    bo.says("/search 防汛")
    bo.says("/search@other_bot 防汛")
    bo.says("@other_bot 防汛")
    bo.says("写信到 office@gazette_bot.example")
    bo.says("/start@other_bot @Gazette_Bot")
    bo.says("", new_chat_members=[bo.who])
    bo.says("@Gazette_Bot 防汛", via_bot=BOT)
    bo.says("@Gazette_Bot 防汛", **{"from": {"id": 99, "is_bot": True, "first_name": "别的机器人"}})
    last = ann.says(f"@Gazette_Bot {QUESTION}")

    assert ann.reads().reply_to == last
    assert len(ann.sees()) == 1


def test_a_reply_to_the_bot_is_a_question(open_town: Telegram) -> None:
    """A reply to one of the bot's messages needs no mention."""
    ann, bo = open_town.group("街坊", open_town.person("安"), open_town.person("柏"))
    ann.says(f"@Gazette_Bot {QUESTION}")
    answer = ann.reads()
    below = {
        "message_id": answer.id,
        "date": 1_790_000_000,
        "chat": bo.chat,
        "from": BOT,
        "text": answer.text,
    }
    asked = bo.says("秋季新增了多少个学位？", reply_to_message=below)
    bo.n_read = 1
    second = bo.reads()

    assert any("3240" in quote for quote in second.quotes)
    assert second.reply_to == asked


def test_an_anonymous_admin_is_a_person(open_town: Telegram) -> None:
    """An admin who writes as the group is answered although the sender looks like a program."""
    (ann,) = open_town.group("街坊", open_town.person("安"))
    as_group = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
    ann.says(f"@Gazette_Bot {QUESTION}", **{"from": as_group}, sender_chat=ann.chat)

    assert any("5550119" in quote for quote in ann.reads().quotes)


def test_answers_stay_in_their_topic(open_town: Telegram) -> None:
    """In a forum the answer and its next page stay in the topic; a plain reply thread is no topic."""
    (ann,) = open_town.group("街坊", open_town.person("安"))
    ann.chat["is_forum"] = True
    created = {"message_id": 3, "date": 1_790_000_000, "chat": ann.chat, "from": BOT}
    opened = created | {"forum_topic_created": {"name": "防汛", "icon_color": 1}}
    topic = {"message_thread_id": 3, "is_topic_message": True, "reply_to_message": opened}
    ann.says("大家好", **topic)
    ann.says(f"@Gazette_Bot {QUESTION}", **topic)
    ann.says(f"@Gazette_Bot {QUESTION}", message_thread_id=77)

    assert ann.reads().thread == 3
    assert ann.reads().thread is None
    assert len(ann.sees()) == 2


def test_a_group_gets_one_quote_and_a_way_to_more(open_town: Telegram) -> None:
    """In a group the answer is one quote; the whole article opens in private, by a link that works there."""
    bo = open_town.person("柏")
    (ann,) = open_town.group("街坊", bo)
    ann.says("@Gazette_Bot 新增了多少个公办学位？")
    answer = ann.reads()
    link = answer.data_of("全文")
    payload = link.partition("?start=")[2]
    bo.says(f"/start {payload}")

    assert len(answer.quotes) == 1
    assert link.startswith("https://t.me/Gazette_Bot?start=a")
    assert "3240" in bo.reads().text


def test_a_mention_without_words_and_help_in_a_group(open_town: Telegram) -> None:
    """The bare name is asked back kindly; help in a group tells how to ask there."""
    (ann,) = open_town.group("街坊", open_town.person("安"))
    ann.says("@Gazette_Bot")
    ann.says("/help@Gazette_Bot")

    assert "@Gazette_Bot" in ann.reads().text
    assert "/search@Gazette_Bot" in ann.reads().text
