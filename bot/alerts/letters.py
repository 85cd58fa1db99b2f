"""A claimed parcel -> what is sent: the message and whether it rings, or an outcome when nothing is sent now."""

from __future__ import annotations

import datetime as dt
import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.alerts.lifecycle import Outcome, PutOff, Withdrawn
from bot.alerts.matching import found
from bot.alerts.parcels import Parcel
from bot.alerts.rules import Body, Found, Match, Rule
from bot.alerts.schedule import allowed_at, is_silent
from bot.chats import Chat
from bot.feedback import QuotePlace, n_reports, place_in
from bot.view.alert import Told, render_alert, render_broadcast
from bot.view.arrival import render_arrival
from bot.view.feedback import render_report
from bot.view.message import Message
from bot.view.texts import Lang
from bot.watch.arrivals import arrival_in, find
from retrieval import Library, StoredArticle

MAX_KEPT = 256
MAX_SHOWN = 2048


@dataclass(frozen=True, slots=True)
class Letter:
    """What a parcel says now."""

    message: Message
    is_silent: bool


class Letters:
    """Writes letters; the articles of the news are kept at hand, for thousands are told of the same ones."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._kept: OrderedDict[int, StoredArticle | None] = OrderedDict()
        self._shown_so: dict[tuple[Match, Rule], Found | None] = {}
        self._revision = 0
        self._lock = threading.Lock()

    def write(self, parcel: Parcel, bot_username: str, now: dt.datetime) -> Letter | Outcome:
        """The letter for a parcel; an outcome when it is not to be sent now, or not at all."""
        chat = parcel.chat
        arrival_id = arrival_in(parcel.name)
        if arrival_id is not None:
            return self._of_arrival(arrival_id, chat)
        place = place_in(parcel.name)
        if place is not None:
            return self._of_report(place, chat)
        if chat is None or not parcel.is_wanted or (chat.paused_at is not None and parcel.broadcast is None):
            return Withdrawn()
        allowed = allowed_at(chat, now)
        if allowed > now and parcel.state == "waiting":
            return PutOff(allowed)
        lang = Lang(chat.speaks)
        if parcel.broadcast is not None:
            return Letter(render_broadcast(parcel.broadcast), is_silent(chat, now))
        told = self._told(parcel.bodies)
        if not any(one.found for one in told) and parcel.state == "waiting":
            return Withdrawn()
        name = None if chat.kind == "private" else bot_username
        message = render_alert(
            told,
            lang=lang,
            parcel_id=parcel.id,
            bot_username=name,
            is_revised=parcel.state == "revising",
            schedule=chat.schedule,
        )
        return Letter(message, is_silent(chat, now))

    def _of_arrival(self, arrival_id: int, chat: Chat | None) -> Letter | Outcome:
        """What an administrator is told of something that came in; at any hour, for it may have to be decided."""
        with self._library.database.read() as connection:
            arrival = find(connection, [arrival_id]).get(arrival_id)
        if arrival is None:
            return Withdrawn()
        return Letter(render_arrival(arrival, lang=Lang(chat.speaks) if chat else Lang.HANS), is_silent=False)

    def _of_report(self, place: QuotePlace, chat: Chat | None) -> Letter | Outcome:
        """What an administrator is told of a quote that is called wrong."""
        article = self._library.article(place.article_id)
        if article is None:
            return Withdrawn()
        with self._library.database.read() as connection:
            n = n_reports(connection, place)
        lang = Lang(chat.speaks) if chat else Lang.HANS
        return Letter(render_report(article, place.paragraph, n, lang=lang), is_silent=False)

    def _told(self, bodies: Mapping[int, Body]) -> list[Told]:
        return [
            Told(body.rules, tuple(filter(None, (self._shown(match, body.rules) for match in body.matches))))
            for body in bodies.values()
        ]

    def _shown(self, match: Match, rules: Sequence[Rule]) -> Found | None:
        """An article as this rule shows it, None when it is gone; thousands want it by the same rule."""
        key = (match, rules[match.rule])
        with self._lock:
            if key in self._shown_so:
                return self._shown_so[key]
            revision = self._revision
        article = self._article(match.article_id)
        shown = None if article is None else found(article, match, rules)
        with self._lock:
            if len(self._shown_so) >= MAX_SHOWN:
                self._shown_so.clear()
            # What was read before a correction is not kept after it.
            if revision == self._revision:
                self._shown_so[key] = shown
        return shown

    def _article(self, article_id: int) -> StoredArticle | None:
        with self._lock:
            if article_id in self._kept:
                self._kept.move_to_end(article_id)
                return self._kept[article_id]
            revision = self._revision
        article = self._library.article(article_id)
        with self._lock:
            if revision == self._revision:
                self._kept[article_id] = article
            while len(self._kept) > MAX_KEPT:
                self._kept.popitem(last=False)
        return article

    def refresh(self) -> None:
        """See what the library says now: a corrected article is read again."""
        revision = self._library.revision()
        with self._lock:
            if revision != self._revision:
                self._kept.clear()
                self._shown_so.clear()
                self._revision = revision
