"""News as a message: headlines with the quote that was asked for, and ways to read on or to hear less."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.alerts.rules import Found, Rule
from bot.view.citation import MAX_LISTED_TITLE, bulletin, title
from bot.view.html import Html, blockquote, bold, clip, escape, fitting, join
from bot.view.keyboard import Row, full_text_row, rows
from bot.view.message import Button, Message
from bot.view.news_callbacks import EVERY, DropRule, HearLess, OpenMenu, encode_news
from bot.view.quotes import marked
from bot.view.texts import Lang, plain, text

# Of so many articles the quote is shown, of so many the headline; of the rest, how many there are.
MAX_QUOTED = 8
MAX_LISTED = 24
QUOTE_UNITS = 140
MAX_MARKS = 6
MAX_RULES = 3
RULE_UNITS = 40
# Entities of a message are few, and each issue has a heading of its own.
MAX_ISSUES = 8
BROADCAST_UNITS = 3500


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of one issue: the rules that matched, and the articles in reading order."""

    rules: tuple[Rule, ...]
    found: tuple[Found, ...]


def render_alert(
    told: Sequence[Told],
    *,
    lang: Lang,
    parcel_id: int,
    bot_username: str | None,
    is_revised: bool,
    schedule: str,
) -> Message:
    """The news of one or more issues; with `bot_username` whole articles open in a private chat."""
    shown = [one for one in told if one.found]
    items = [found for one in shown for found in one.found]
    if not items:
        return Message(text("alert_gone", lang))
    lines = [text("alert_digest", lang) if len(shown) > 1 or schedule != "now" else ""]
    lines += [text("alert_revised", lang) if is_revised else ""]
    lines += list(_issues(shown, lang))
    left = len(items) - min(MAX_LISTED, sum(len(one.found) for one in shown[:MAX_ISSUES]))
    lines += [text("alert_more", lang, n=left) if left > 0 else ""]
    ids = [found.head.id for found in items[:MAX_QUOTED]]
    return Message(
        join("\n\n", lines),
        rows(full_text_row(ids, 1, lang, bot_username), alert_row(parcel_id, lang)),
    )


def alert_row(parcel_id: int, lang: Lang) -> Row:
    """Below every alert: hear less, hear nothing more."""
    return (
        Button(plain("button_less", lang), data=encode_news(OpenMenu(parcel_id, "less"))),
        Button(plain("button_unsubscribe", lang), data=encode_news(OpenMenu(parcel_id, "drop"))),
    )


def less_rows(parcel_id: int, lang: Lang) -> tuple[Row, ...]:
    """How to hear less, and back."""
    keys = ("daily", "weekly", "nights", "week")
    choices = [
        Button(plain(f"button_less_{key}", lang), data=encode_news(HearLess(parcel_id, key))) for key in keys
    ]
    return (tuple(choices[:2]), tuple(choices[2:]), (_back(parcel_id, lang),))


def drop_rows(parcel_id: int, rules: Sequence[Rule], lang: Lang) -> tuple[Row, ...]:
    """Which subscription to end, or all, and back."""
    each = tuple(
        (Button(rule_label(rule, lang), data=encode_news(DropRule(parcel_id, at))),)
        for at, rule in enumerate(rules[:MAX_QUOTED])
    )
    everything = Button(plain("button_drop_everything", lang), data=encode_news(DropRule(parcel_id, EVERY)))
    return (*each, (everything, _back(parcel_id, lang)))


def rule_name(rule: Rule, lang: Lang) -> Html:
    """A rule in a few words."""
    return text(f"rule_{rule.kind}", lang, words=clip(rule.words, RULE_UNITS).strip("《》"))


def rule_label(rule: Rule, lang: Lang) -> str:
    """A rule as the label of the button that ends it."""
    return fitting(
        plain(f"button_drop_{rule.kind}", lang, words=clip(rule.words, RULE_UNITS).strip("《》")), 60
    )


def render_broadcast(words: str) -> Message:
    """An administrator's words, as they are."""
    return Message(escape(fitting(words, BROADCAST_UNITS)))


def _issues(told: Sequence[Told], lang: Lang) -> Iterator[Html]:
    number = 0
    for one in told[:MAX_ISSUES]:
        parts: list[object] = [_heading(one, lang)]
        for found in one.found:
            number += 1
            if number <= MAX_LISTED:
                parts.append(_item(number, found, lang))
        if len(parts) > 1:
            yield join("\n", parts)


def _heading(one: Told, lang: Lang) -> Html:
    """Which issue, and what of it was wanted."""
    head = one.found[0].head
    date = head.published_on
    shown = text("date", lang, year=date.year, month=date.month, day=date.day) if date else ""
    names = join(text("list_comma", lang), (rule_name(rule, lang) for rule in one.rules[:MAX_RULES]))
    more = text("and_more", lang) if len(one.rules) > MAX_RULES else ""
    return join(
        "\n", (bold(join(" ", (bulletin(head, lang), shown))), text("alert_for", lang, names=names + more))
    )


def _item(number: int, found: Found, lang: Lang) -> Html:
    head = found.head
    label = clip(head.page or "", 24).removesuffix("版").strip()
    page = text("alert_page", lang, page=label) if label else ""
    headline = Html(f"{number}. {bold(title(head, lang, MAX_LISTED_TITLE))}{page}")
    if number > MAX_QUOTED or found.excerpt is None:
        return headline
    return Html(f"{headline}\n{blockquote(marked(found.excerpt, QUOTE_UNITS, MAX_MARKS))}")


def _back(parcel_id: int, lang: Lang) -> Button:
    return Button(plain("button_back_to_alert", lang), data=encode_news(OpenMenu(parcel_id, "back")))
