"""News on its way to people: subscribed with a button, told once, corrected in place."""

from __future__ import annotations

from tests.journeys.papers import FLOOD, SCHOOL, District, until


def test_news_reach_whoever_asked_for_them(district: District) -> None:
    """In private, in a group, in a topic and in a channel: each gets the headline and the quote, once, marked."""
    ann, bob = district.sandbox.person("Ann"), district.sandbox.person("Bob")
    group = district.sandbox.group("邻里", bob, ann)
    forum = district.sandbox.group("论坛", bob, is_forum=True)
    channel = district.sandbox.channel("公告", bob)
    with district.opens():
        topic = bob.opens_topic(forum, "防汛")
        district.subscribes(ann, "防汛 -演练")
        district.subscribes(bob, "防汛值班电话是多少？", group)
        district.subscribes(bob, "防汛", forum, topic.id)
        bob.says("/subscribe", channel)
        post = district.reads(bob, channel)
        bob.presses(post, "订阅").answer()
        district.publishes(FLOOD)
        alerts = [
            district.reads(ann),
            district.reads(bob, group),
            district.reads(bob, forum),
            district.reads(bob, channel),
        ]

    for alert in alerts:
        assert "防汛值班电话是5550119" in alert.text
        assert [b["text"] for b in alert.buttons] == ["全文", "少发一点", "退订"]
    assert alerts[2].topic == topic.id
    bold = [e for e in alerts[0].entities if e["type"] == "bold"]
    assert "防汛" in [alerts[0].text[e["offset"] : e["offset"] + e["length"]] for e in bold]
    assert alerts[1].buttons[0]["url"].startswith("https://t.me/")
    assert district.sandbox.journal.unknown_parameters() == set()


def test_only_administrators_decide_for_others(district: District) -> None:
    """A member of a group can neither subscribe nor press the buttons; an anonymous administrator can."""
    ann, bob = district.sandbox.person("Ann"), district.sandbox.person("Bob")
    group = district.sandbox.group("邻里", bob, ann, kind="supergroup")
    with district.opens():
        name = district.sandbox.bot.username
        ann.says(f"/subscribe@{name} 防汛", group)
        assert "只有管理员" in district.reads(ann, group).text
        bob.hides(group)
        bob.says(f"/subscribe@{name} 防汛", group)
        preview = district.reads(ann, group)
        assert ann.presses(preview, "订阅").answer()["text"] == "只有管理员能改。"
        assert bob.presses(preview, "订阅").answer()["text"] == "已订阅。"
        district.publishes(FLOOD)
        alert = district.reads(ann, group)
        assert "防汛" in alert.text
        assert ann.presses(alert, "退订").answer()["text"] == "只有管理员能改。"


def test_less_and_nothing_more_by_buttons(district: District) -> None:
    """Under an alert a person chooses to hear less or to end a subscription, and the article button stays."""
    ann = district.sandbox.person("Ann")
    with district.opens():
        district.subscribes(ann, "防汛")
        district.publishes(FLOOD)
        alert = district.reads(ann)
        ann.presses(alert, "少发一点").answer()
        until(district.sandbox, lambda: any(b["text"] == "每天一次" for b in alert.buttons))
        assert ann.presses(alert, "每天一次").answer()["text"] == "好，以后每天汇总一次。"
        ann.says("/when")
        assert "每天 8:00" in district.reads(ann).text
        until(district.sandbox, lambda: any(b["text"] == "退订" for b in alert.buttons))
        ann.presses(alert, "退订").answer()
        until(district.sandbox, lambda: any("防汛" in b["text"] for b in alert.buttons))
        assert alert.buttons[0]["text"] == "全文"
        assert ann.presses(alert, "退订“防汛”").answer()["text"] == "好，不再发这个了。"
        ann.says("/subscriptions")
        assert "还没有订阅" in district.reads(ann).text


def test_subscriptions_are_paused_changed_and_deleted(district: District) -> None:
    """The list has a button for each; a changed one takes the place of the old; mistakes get a correct example."""
    ann = district.sandbox.person("Ann")
    with district.opens():
        district.subscribes(ann, "防汛")
        ann.says("/subscribe (防汛 OR")
        assert "例如：" in district.reads(ann).text
        ann.says("我的订阅")
        listed = district.reads(ann)
        ann.presses(listed, "1 暂停").answer()
        until(district.sandbox, lambda: "（已暂停）" in listed.text)
        ann.presses(listed, "1 修改").answer()
        line = next(line for line in district.reads(ann).text.split("\n") if line.startswith("/subscribe"))
        assert line == "/subscribe #1 防汛"
        ann.says(f"{line} OR 学位")
        ann.presses(district.reads(ann), "订阅").answer()
        ann.says("我的订阅")
        listed = district.reads(ann)
        assert "“防汛 OR 学位”" in listed.text
        assert "2." not in listed.text
        ann.presses(listed, "1 删除").answer()
        until(district.sandbox, lambda: "还没有订阅" in listed.text)


def test_a_correction_changes_the_alert_in_place(district: District) -> None:
    """The message that was sent is edited; nobody gets another one."""
    ann = district.sandbox.person("Ann")
    with district.opens():
        district.subscribes(ann, "防汛")
        district.publishes(FLOOD)
        alert = district.reads(ann)
        assert district.publishes(FLOOD.replace("5550119", "5550120")) == "corrected"
        until(district.sandbox, lambda: "5550120" in alert.text)

        assert "更正" in alert.text
    assert [m.id for m in ann.sees() if m.id > alert.id] == []


def test_administrators_see_and_speak(district: District) -> None:
    """Figures, deliveries and a word to everyone are for administrators; to others there is no such command."""
    ann, boss = district.sandbox.person("Ann"), district.sandbox.person("Boss")
    with district.opens(boss):
        district.subscribes(ann, "防汛")
        district.publishes(FLOOD)
        district.reads(ann)
        for command, expected in (("/stats", "订阅 1 条"), ("/delivery", "应发 1")):
            boss.says(command)
            assert expected in district.reads(boss).text
            ann.says(command)
            assert "没有这个命令" in district.reads(ann).text
        boss.says("/broadcast 今晚 <维护> 一小时")
        assert district.reads(boss).text == "今晚 <维护> 一小时"
        draft = district.reads(boss)
        boss.presses(draft, "发给 2 个聊天").answer()
        assert district.reads(ann).text == "今晚 <维护> 一小时"
        until(district.sandbox, lambda: any(b["text"] == "看进度" for b in draft.buttons))
        district.reads(boss)
        # The message is seen a moment before it is written down as sent.
        for _ in range(500):
            boss.presses(draft, "看进度").answer()
            if "已发 2" in draft.text:
                break
        assert "已发 2" in draft.text


def test_a_question_without_an_answer_can_wait_for_one(district: District) -> None:
    """Under an honest no stands a button; pressed, the answer comes when a bulletin prints it, and the no stays."""
    ann = district.sandbox.person("Ann")
    with district.opens():
        ann.says("防汛值班电话是多少？")
        abstention = district.reads(ann)
        words = abstention.text
        assert ann.presses(abstention, "报上写了就告诉我").answer()["text"] == "已订阅。"
        assert "问题“防汛值班电话是多少？”" in district.reads(ann).text
        assert abstention.text == words
        district.publishes(SCHOOL, "2024-09-02")
        district.publishes(FLOOD)
        assert "5550119" in district.reads(ann).text
