"""Subscriptions as messages: the preview before one is saved, the list, and when a chat is told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from bot.alerts.filters import MAX_LENGTH, MAX_WORDS, Mistake
from bot.alerts.preview import DAYS, Preview
from bot.alerts.rules import Found, Rule, Subscription
from bot.alerts.schedule import zone
from bot.chats import Chat
from bot.view.alert import MAX_MARKS, QUOTE_UNITS, rule_name
from bot.view.citation import MAX_LISTED_TITLE, cite_place, title
from bot.view.html import Html, blockquote, bold, clip, join
from bot.view.keyboard import rows
from bot.view.message import Button, Message
from bot.view.news_callbacks import ChangeSubscription, SetWhen, encode_news
from bot.view.quotes import marked
from bot.view.texts import Lang, plain, text

MAX_SHOWN = 15


def render_preview(rule: Rule, shown: Preview, draft_id: int, *, lang: Lang, replaces: int | None) -> Message:
    """What a rule would have told of, with examples, and the button that saves it."""
    asked = text("preview_changed" if replaces else "preview_asked", lang, rule=rule_name(rule, lang))
    count = text("preview_count" if shown.n else "preview_none", lang, n=shown.n, days=DAYS)
    heading = text("preview_examples" if shown.n else "preview_earlier", lang) if shown.examples else ""
    examples = join("\n\n", (_example(found, lang) for found in shown.examples))
    return Message(
        join("\n\n", (asked, count, heading, examples)),
        rows(
            (
                Button(plain("button_save", lang), data=encode_news(ChangeSubscription(draft_id, "save"))),
                Button(
                    plain("button_cancel", lang), data=encode_news(ChangeSubscription(draft_id, "cancel"))
                ),
            )
        ),
    )


def render_mistake(mistake: Mistake, *, lang: Lang) -> Message:
    """The rule of the filter language that was broken, and a correct example."""
    broken = text(f"filter_{mistake.rule}", lang, at=clip(mistake.at, 20), limit=MAX_LENGTH, most=MAX_WORDS)
    return Message(join("\n\n", (broken, text("filter_help", lang))))


def render_saved(rule: Rule, chat: Chat, *, lang: Lang) -> Message:
    """It is saved: what, and when it is told."""
    return Message(text("subscribed", lang, rule=rule_name(rule, lang), when=when(chat, lang)))


def render_subscriptions(
    subscriptions: Sequence[Subscription], chat: Chat, now: dt.datetime, *, lang: Lang
) -> Message:
    """All of a chat's subscriptions with their buttons, and when it is told."""
    if not subscriptions:
        return Message(text("subscriptions_none", lang))
    shown = subscriptions[:MAX_SHOWN]
    lines = [_listed(number, one, lang) for number, one in enumerate(shown, 1)]
    left = len(subscriptions) - len(shown)
    more = text("subscriptions_more", lang, n=left) if left else ""
    state = _state(chat, now, lang)
    return Message(
        join("\n\n", (text("subscriptions_head", lang), join("\n", (*lines, more)), state)),
        rows(*(_buttons(number, one, lang) for number, one in enumerate(shown, 1)), _when_row(lang)),
    )


def render_change(one: Subscription, *, lang: Lang) -> Message:
    """How to change a subscription: its words, to be copied and sent again."""
    return Message(text("change_how", lang, id=one.id, words=one.rule.words))


def render_when(chat: Chat, now: dt.datetime, *, lang: Lang) -> Message:
    """When a chat is told, and the buttons that change it."""
    schedule = [_set(code, lang) for code in ("now", "daily", "weekly")]
    quiet = [_set(code, lang) for code in ("quiet", "silent", "loud")]
    snooze = [_set(code, lang) for code in ("day", "week", "wake")]
    pause = [_set("resume" if chat.paused_at else "pause", lang)]
    return Message(
        join("\n\n", (_state(chat, now, lang), text("when_help", lang))),
        rows(tuple(schedule), tuple(quiet), tuple(snooze), tuple(pause)),
    )


def when(chat: Chat, lang: Lang) -> Html:
    """When a chat is told, in a few words."""
    at = clock(chat.digest_at)
    if chat.schedule == "weekly":
        return text("when_weekly", lang, day=text(f"weekday_{chat.digest_weekday}", lang), at=at)
    return text("when_daily", lang, at=at) if chat.schedule == "daily" else text("when_now", lang)


def clock(minute: int) -> str:
    """A minute of the day as 8:05."""
    return f"{minute // 60}:{minute % 60:02d}"


def _state(chat: Chat, now: dt.datetime, lang: Lang) -> Html:
    quiet = chat.quiet
    lines = [text("when_is", lang, when=when(chat, lang), zone=chat.time_zone)]
    if quiet is not None:
        key = "when_silent" if quiet.is_silent else "when_quiet"
        lines.append(text(key, lang, start=clock(quiet.start), until=clock(quiet.until)))
    if chat.snoozed_until is not None and chat.snoozed_until > now:
        local = chat.snoozed_until.astimezone(zone(chat))
        lines.append(text("when_snoozed", lang, until=f"{local:%Y-%m-%d} {local.hour}:{local:%M}"))
    if chat.paused_at is not None:
        lines.append(text("when_paused", lang))
    return join("\n", lines)


def _set(code: str, lang: Lang) -> Button:
    return Button(plain(f"button_when_{code}", lang), data=encode_news(SetWhen(code)))


def _when_row(lang: Lang) -> tuple[Button, ...]:
    return (Button(plain("button_when", lang), data=encode_news(SetWhen("show"))),)


def _listed(number: int, one: Subscription, lang: Lang) -> Html:
    paused = text("paused_mark", lang) if one.state == "paused" else ""
    return Html(f"{number}. {rule_name(one.rule, lang)}{paused}")


def _buttons(number: int, one: Subscription, lang: Lang) -> tuple[Button, ...]:
    is_paused = one.state == "paused"
    keys = ["resume" if is_paused else "pause", *(["edit"] if one.rule.words else []), "delete"]
    return tuple(
        Button(plain(f"button_sub_{key}", lang, n=number), data=encode_news(ChangeSubscription(one.id, key)))
        for key in keys
    )


def _example(found: Found, lang: Lang) -> Html:
    heading = bold(title(found.head, lang, MAX_LISTED_TITLE))
    quote = blockquote(marked(found.excerpt, QUOTE_UNITS, MAX_MARKS)) if found.excerpt else ""
    return join("\n", (heading, cite_place(found.head, lang), quote))
