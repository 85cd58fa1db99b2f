"""Who is told of what, and when? All decision: news, wishes and what was told before in; notices and corrections out."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from bot.alerts.matching import Matcher
from bot.alerts.rules import Body, Rule, join
from bot.alerts.schedule import due_at
from bot.alerts.subscriptions import Place
from bot.chats import Chat
from retrieval import News

# More issues than these at one moment come in one message: a shelf of old papers must not flood anyone.
MAX_AT_ONCE = 3

TELLING = ("question", "words", "bulletin", "all")

Rules = tuple[Rule, ...]
Wishes = Mapping[Place, Rules]
# The reports a place was told of, by the id of the first article that is one.
Heard = Mapping[Place, AbstractSet[int]]


@dataclass(frozen=True, slots=True)
class Told:
    """What a place was told, or will be, of an issue, and the parcel that carries it."""

    place: Place
    issue_id: int
    parcel: str
    body: Body


@dataclass(frozen=True, slots=True)
class Notice:
    """A place is to be told of an issue, by this parcel, then."""

    told: Told
    due_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Plan:
    """First alerts, and changes to earlier ones."""

    notices: tuple[Notice, ...]
    corrections: tuple[Told, ...]


def decide(
    news: News,
    fresh: frozenset[int],
    wishes: Wishes,
    known: Mapping[int, Chat],
    told: Sequence[Told],
    heard: Heard,
    matcher: Matcher,
    now: dt.datetime,
) -> Plan:
    """The plan for some news; `fresh` are the articles nobody was told of, the others are corrected ones.

    A report that a place `heard` of, or hears of by this plan, is not told there again when it is printed again.
    """
    matching = _Matching(news, matcher)
    is_all_fresh = fresh.issuperset(matching.issue_of)
    before = {(one.place, one.issue_id) for one in told}
    notices = [
        notice
        for place, rules in wishes.items()
        if (chat := known.get(place.chat_id)) is not None
        for notice in _notices(
            place,
            chat,
            matching.once(
                matching.of(rules) if is_all_fresh else _only(matching.of(rules), fresh), heard.get(place, ())
            ),
            before,
            news.revision,
            now,
        )
    ]
    corrections = [
        corrected
        for one in told
        if (corrected := _corrected(one, wishes, heard.get(one.place, ()), matching, news)) is not None
    ]
    return Plan(tuple(notices), tuple(corrections))


class _Matching:
    """What some rules together want of the news, by issue; worked out once for all who want the same."""

    def __init__(self, news: News, matcher: Matcher) -> None:
        self._matcher = matcher
        self._order = [item.article.head.id for item in news.articles]
        self.issue_of = {item.article.head.id: item.article.head.issue_id for item in news.articles}
        self._issues = list(dict.fromkeys(self.issue_of.values()))
        self._known: dict[Rules, Mapping[int, Body]] = {}
        self._first = {
            head.id: head.repeats for item in news.articles if (head := item.article.head).repeats is not None
        }

    def once(self, wanted: Mapping[int, Body], heard: Collection[int]) -> Mapping[int, Body]:
        """What is wanted without reports that were heard of, and without the second of those that are here twice."""
        if not self._first:
            return wanted
        seen, kept = set(heard), dict[int, Body]()
        for issue_id, body in wanted.items():
            new = []
            for match in body.matches:
                first = self._first.get(match.article_id)
                if first is None or first not in seen:
                    new.append(match.article_id)
                seen |= {match.article_id, first or match.article_id}
            if new:
                kept[issue_id] = body.only(new)
        return kept

    def of(self, rules: Rules) -> Mapping[int, Body]:
        known = self._known.get(rules)
        if known is None:
            known = self._known[rules] = self._by_issue(rules)
        return known

    def _by_issue(self, rules: Rules) -> Mapping[int, Body]:
        bodies = [body for rule in rules if (body := self._matcher.body(rule)).matches]
        # An article that several rules want is shown for the one that says most.
        bodies.sort(key=lambda body: TELLING.index(body.rules[0].kind))
        if not bodies:
            return {}
        whole = bodies[0] if len(bodies) == 1 else join(bodies, self._order)
        if len(self._issues) == 1:
            return {self._issues[0]: whole}
        ids: dict[int, list[int]] = defaultdict(list)
        for match in whole.matches:
            ids[self.issue_of[match.article_id]].append(match.article_id)
        return {issue_id: join([whole.only(own)], own) for issue_id, own in ids.items()}


def _notices(
    place: Place,
    chat: Chat,
    wanted: Mapping[int, Body],
    before: set[tuple[Place, int]],
    revision: int,
    now: dt.datetime,
) -> Iterator[Notice]:
    if not wanted:
        return
    new = {issue_id: body for issue_id, body in wanted.items() if (place, issue_id) not in before}
    if not new:
        return
    due = due_at(chat, now)
    for issue_id, body in new.items():
        yield Notice(Told(place, issue_id, _parcel(chat, issue_id, len(new), due, revision), body), due)


def _only(wanted: Mapping[int, Body], fresh: frozenset[int]) -> dict[int, Body]:
    """What is wanted of articles that nobody was told of."""
    new = {issue_id: body.only(fresh) for issue_id, body in wanted.items()}
    return {issue_id: body for issue_id, body in new.items() if body.matches}


def _parcel(chat: Chat, issue_id: int, n: int, due: dt.datetime, revision: int) -> str:
    """The name of the parcel: each issue its own, a digest for all, or a bundle of many at once."""
    if chat.schedule != "now":
        return f"d{due:%Y%m%dT%H%M}"
    return f"i{issue_id}" if n <= MAX_AT_ONCE else f"p{revision}"


def _corrected(
    one: Told, wishes: Wishes, heard: Collection[int], matching: _Matching, news: News
) -> Told | None:
    """What a place is to be told now instead, None when nothing of it changed."""
    present = news.present.get(one.issue_id, frozenset())
    changed = frozenset(id_ for id_, issue_id in matching.issue_of.items() if issue_id == one.issue_id)
    wanted = matching.of(wishes.get(one.place) or one.body.rules).get(one.issue_id)
    if wanted:
        known = wanted.only(one.body.article_ids)
        new = wanted.only(wanted.article_ids - one.body.article_ids)
        others = matching.once({one.issue_id: new}, {*heard, *one.body.article_ids}).get(one.issue_id)
        wanted = join([known, *([others] if others else [])], sorted(present))
    parts = [one.body.only(present - changed), *([wanted] if wanted else [])]
    body = join(parts, sorted(present))
    if body.article_ids == one.body.article_ids and body.article_ids.isdisjoint(changed):
        return None
    return Told(one.place, one.issue_id, one.parcel, body)
