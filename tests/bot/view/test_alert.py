"""News and subscriptions as messages: what a person sees, and that Telegram takes it whatever the text holds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.alerts.filters import Mistake
from bot.alerts.preview import Preview
from bot.alerts.reports import Delivered, Progress
from bot.alerts.rules import Found, Rule, Subscription
from bot.chats import Chat, Quiet
from bot.view.alert import Told, drop_rows, less_rows, render_alert, render_broadcast
from bot.view.message import Message
from bot.view.reports import render_broadcast_draft, render_delivery, render_progress, render_stats
from bot.view.subscription import (
    render_change,
    render_mistake,
    render_preview,
    render_saved,
    render_subscriptions,
    render_when,
)
from bot.view.texts import Lang
from tests.bot.view.referee import accepted
from tests.bot.view.samples import excerpts, few, head, heads, hostile, labels, long, quote, up_to

NOW = dt.datetime(2024, 9, 3, 4, 0, tzinfo=dt.UTC)
langs = st.sampled_from(Lang)
rules = st.builds(Rule, st.sampled_from(["all", "bulletin", "words", "question"]), long(hostile()))
found = st.builds(Found, heads(), st.one_of(st.none(), excerpts()))
told = st.builds(Told, up_to(5, rules), up_to(26, found))


def alert(parts: Sequence[Told], lang: Lang = Lang.HANS, **more: object) -> Message:
    """An alert in private, unless told otherwise."""
    given_ = {"parcel_id": 7, "bot_username": None, "is_revised": False, "schedule": "now", **more}
    return render_alert(parts, lang=lang, **given_)  # type: ignore[arg-type]


def item(title: str, text: str, *marks: str) -> Found:
    """A headline with its quote."""
    return Found(head(title=title), quote(text, *marks).excerpt)


def test_an_alert() -> None:
    """Which issue, which subscription, the headlines with the wanted words in bold, and the buttons."""
    rules_ = (Rule("words", "防汛"), Rule("question", "电话是多少？"))
    message = alert([Told(rules_, (item("部署防汛", "做好防汛准备。", "防汛"), item("开学", "值班电话。")))])
    shown = accepted(message)

    assert "您订阅的“防汛”、问题“电话是多少？”，有新消息：" in shown.text
    assert "防汛" in shown.covered("Bold")
    assert shown.covered("BlockQuote") == ["做好防汛准备。", "值班电话。"]
    assert labels(message) == [["全文 1", "全文 2"], ["少发一点", "退订"]]


def test_a_long_alert_says_how_many_are_left() -> None:
    """Of many articles some have quotes, some only headlines, and the rest is counted."""
    shown = accepted(alert([Told((Rule("all"),), tuple(item(f"第{n}篇", "内容。") for n in range(40)))]))

    assert len(shown.covered("BlockQuote")) == 8
    assert "24. 第23篇" in shown.text
    assert "还有 16 篇" in shown.text


def test_an_alert_with_nothing_left_says_so() -> None:
    """After a correction that took everything away."""
    assert "更正" in accepted(alert([Told((Rule("words", "防汛"),), ())], is_revised=True)).text


@few
@given(up_to(10, told), langs, st.booleans(), st.sampled_from(["now", "daily"]))
def test_any_alert_is_accepted(parts: tuple[Told, ...], lang: Lang, is_group: bool, schedule: str) -> None:
    """However many issues, rules and articles, and whatever they hold, Telegram takes the message."""
    name = "Gazette_Bot" if is_group else None
    accepted(alert(parts, lang, bot_username=name, is_revised=True, schedule=schedule))


@few
@given(up_to(12, rules), langs)
def test_any_menu_is_accepted(some: tuple[Rule, ...], lang: Lang) -> None:
    """The menus under an alert have labels and data that Telegram takes."""
    accepted(Message("x", drop_rows(2**63 - 1, some, lang)))
    accepted(Message("x", less_rows(2**63 - 1, lang)))


@few
@given(rules, up_to(3, found), langs, st.booleans())
def test_any_preview_is_accepted(rule: Rule, examples: tuple[Found, ...], lang: Lang, is_edit: bool) -> None:
    """Whatever was asked for and found."""
    shown = Preview(len(examples), examples)
    accepted(render_preview(rule, shown, 5, lang=lang, replaces=3 if is_edit else None))
    accepted(render_saved(rule, Chat(1, schedule="weekly"), lang=lang))


@few
@given(st.lists(st.tuples(rules, st.booleans()), max_size=60), langs)
def test_any_list_is_accepted(some: list[tuple[Rule, bool]], lang: Lang) -> None:
    """However many subscriptions; each that is shown has its buttons."""
    listed = [
        Subscription(n, 1, 0, rule, "paused" if is_paused else "active", None, NOW)
        for n, (rule, is_paused) in enumerate(some)
    ]
    accepted(render_subscriptions(listed, Chat(1), NOW, lang=lang))
    for one in listed[:1]:
        accepted(render_change(one, lang=lang))


@few
@given(long(hostile()).filter(str.strip), langs)
def test_any_broadcast_is_accepted(words: str, lang: Lang) -> None:
    """The words of an administrator are never markup."""
    if words.translate(dict.fromkeys(range(33))).strip(
        "\u200b\u200e\u200f\u202e\u2067\ufeff\u2028\u3000\u0301"
    ):
        accepted(render_broadcast("话" + words))
    accepted(render_broadcast_draft(3, 2, lang=lang))


@pytest.mark.parametrize("lang", Lang)
def test_times_and_figures(lang: Lang) -> None:
    """When a chat is told, mistakes, figures and deliveries, in each language."""
    chat = Chat(
        1, schedule="weekly", digest_weekday=6, quiet=Quiet(1320, 420), snoozed_until=NOW + dt.timedelta(1)
    )
    shown = accepted(render_when(chat, NOW, lang=lang)).text

    assert "22:00–7:00" in shown or "22:00 to 7:00" in shown
    assert "2024-09-04 12:00" in shown
    assert "(防汛" in accepted(render_mistake(Mistake("bracket_open", "(防汛"), lang=lang)).text
    progress = Progress(5, 3, 1, 1, 0)
    accepted(render_delivery([Delivered(1, "《青砚时报》", dt.date(2024, 9, 3), progress)], lang=lang))
    accepted(render_delivery([], lang=lang))
    accepted(render_progress(progress, 2, lang=lang))
    names = "issues articles private_chats groups away subscriptions sent waiting refused".split()
    assert "41" in accepted(render_stats(dict.fromkeys(names, 41), lang=lang)).text
