"""What administrators see: figures, deliveries, broadcasts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.alerts.reports import Delivered, Progress
from bot.view.html import Html, clip, join
from bot.view.keyboard import rows
from bot.view.message import Button, Message
from bot.view.news_callbacks import DoBroadcast, encode_news
from bot.view.texts import Lang, plain, text


def render_stats(figures: Mapping[str, int], *, lang: Lang) -> Message:
    """The figures, one a line, each with its name."""
    return Message(
        join("\n", (text("stats_head", lang), *(_figure(key, n, lang) for key, n in figures.items())))
    )


def render_delivery(issues: Sequence[Delivered], *, lang: Lang) -> Message:
    """Each issue with its planned, sent, waiting and refused alerts."""
    if not issues:
        return Message(text("delivery_none", lang))
    return Message(
        join("\n\n", (text("delivery_head", lang), *(_delivered(issue, lang) for issue in issues)))
    )


def render_broadcast_draft(n_chats: int, broadcast_id: int, *, lang: Lang) -> Message:
    """How many chats a broadcast would reach, and the buttons that decide."""
    go = Button(
        plain("button_broadcast_go", lang, n=n_chats), data=encode_news(DoBroadcast(broadcast_id, "go"))
    )
    return Message(text("broadcast_draft", lang, n=n_chats), rows((go, _cancel(broadcast_id, lang))))


def render_progress(progress: Progress, broadcast_id: int, *, lang: Lang) -> Message:
    """How far a broadcast is."""
    shown = text(
        "broadcast_progress",
        lang,
        planned=progress.planned,
        sent=progress.sent,
        waiting=progress.waiting,
        refused=progress.refused,
        withdrawn=progress.withdrawn,
    )
    look = Button(plain("button_broadcast_look", lang), data=encode_news(DoBroadcast(broadcast_id, "look")))
    return Message(shown, rows((look, *((_cancel(broadcast_id, lang),) if progress.waiting else ()))))


def _figure(key: str, n: int, lang: Lang) -> Html:
    return text(f"stats_{key}", lang, n=n)


def _delivered(issue: Delivered, lang: Lang) -> Html:
    done = issue.progress
    name = join(" ", (f"《{clip(issue.bulletin, 60).strip('《》')}》", issue.published_on or ""))
    return text(
        "delivery_issue",
        lang,
        name=name,
        planned=done.planned,
        sent=done.sent,
        waiting=done.waiting,
        refused=done.refused,
        withdrawn=done.withdrawn,
    )


def _cancel(broadcast_id: int, lang: Lang) -> Button:
    return Button(
        plain("button_broadcast_cancel", lang), data=encode_news(DoBroadcast(broadcast_id, "cancel"))
    )
