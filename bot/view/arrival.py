"""What came in, as an administrator sees it: what was read of it, what is wrong with it, what became of it."""

from __future__ import annotations

from bot.view.html import Html, clip, join
from bot.view.keyboard import rows
from bot.view.message import Button, Message
from bot.view.news_callbacks import DecideArrival, encode_news
from bot.view.texts import CATALOGUES, Lang, plain, text
from bot.watch.arrivals import Arrival

MOST_SHOWN = 8


def render_arrival(arrival: Arrival, *, lang: Lang) -> Message:
    """The arrival; with the buttons that decide while it is held."""
    summary = arrival.summary
    what = text(
        "arrival_read",
        lang,
        bulletin=clip(summary.bulletin or "?", 60).strip("《》"),
        day=summary.day or text("date_unknown", lang),
        articles=summary.n_articles,
        paragraphs=summary.n_paragraphs,
    )
    titles = join("\n", (f"· {clip(title, 60)}" for title in summary.titles[:MOST_SHOWN]))
    more = summary.n_articles - MOST_SHOWN
    return Message(
        join(
            "\n\n",
            (
                text(f"arrival_{arrival.state}", lang, name=clip(arrival.name, 200), id=arrival.id),
                what if summary.n_articles else "",
                join("\n", (titles, text("arrival_more", lang, n=more) if more > 0 else "")),
                _problems(arrival, lang),
            ),
        ),
        rows(_buttons(arrival, lang)) if arrival.state == "held" else (),
    )


def _problems(arrival: Arrival, lang: Lang) -> Html:
    """The first problems in the reader's language where it has words for them, else in the program's own."""
    problems = arrival.summary.problems
    known = [(code, message, where) for code, message, where in problems if code != "unsupported_format"]
    lines = [
        _problem(code, message, where, lang) for code, message, where in (known or problems)[:MOST_SHOWN]
    ]
    reasons = [text("problem_sent_by_hand", lang)] if "sent_by_hand" in arrival.summary.reasons else []
    return join("\n", (*reasons, *lines))


def _problem(code: str, message: str, where: str, lang: Lang) -> Html:
    key = f"problem_{code}"
    words = text(key, lang) if key in CATALOGUES[lang] else clip(f"{message} ({code})", 200)
    return join(" · ", (words, clip(where, 120)))


def _buttons(arrival: Arrival, lang: Lang) -> tuple[Button, ...]:
    return tuple(
        Button(plain(f"button_{what}", lang), data=encode_news(DecideArrival(arrival.id, what)))
        for what in ("publish", "discard")
    )
