"""RSS, Atom and JSON feeds of articles."""

from __future__ import annotations

import datetime as dt
import html
import json
import random
from collections.abc import Sequence
from email.utils import format_datetime

from tests.benchmarks.reading.skins import dressing
from tests.benchmarks.reading.skins.reports import Report

_BEIJING = dt.timezone(dt.timedelta(hours=8))
_CONTENT = "http://purl.org/rss/1.0/modules/content/"


def feed_file(dice: random.Random, found: Sequence[Report], paper: str) -> str:
    """Return a feed, with the encoding it declares."""
    return dice.choice((_rss, _rss, _atom, _json))(dice, found, paper)


def _time(dice: random.Random, report: Report) -> dt.datetime:
    return dt.datetime.combine(report.published_on, dt.time(dice.randrange(24), dice.randrange(60)), _BEIJING)


def _author(report: Report) -> str:
    return report.said_author or report.below_title or ""


def _rss(dice: random.Random, found: Sequence[Report], paper: str) -> str:
    encoding = dice.choice(("utf-8", "gb2312", "GBK"))
    items = []
    for report in found:
        body = dressing.body(report, dice)
        time = _time(dice, report)
        when = dice.choice(
            (
                format_datetime(time),
                format_datetime(time.astimezone(dt.UTC), usegmt=True),
                time.strftime("%Y-%m-%d %H:%M:%S"),
            )
        )
        element = dice.choice(("description", "content:encoded"))
        wrapped = f"<![CDATA[{body}]]>" if dice.random() < 0.6 else html.escape(body, quote=False)
        teaser = (
            f"<description>{report.truth['paragraphs'][0][:20]}…</description>"
            if element != "description"
            else ""
        )
        author = dice.choice(("author", "dc:creator"))
        items.append(
            f"<item><title>{dice.choice(('{}', '<![CDATA[{}]]>')).format(html.escape(report.truth['title'], quote=False))}</title>"
            f"<link>http://news.example/{len(items)}.html</link><{author}>{_author(report)}</{author}><pubDate>{when}</pubDate>{teaser}<{element}>{wrapped}</{element}></item>"
        )
    return (
        f'<?xml version="1.0" encoding="{encoding}"?><rss version="2.0" xmlns:content="{_CONTENT}" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<channel><title>{paper}</title><link>http://news.example/</link><description>{paper}</description>{''.join(items)}</channel></rss>"
    )


def _atom(dice: random.Random, found: Sequence[Report], paper: str) -> str:
    entries = []
    for report in found:
        body = html.escape(dressing.body(report, dice), quote=False)
        author = f"<author><name>{_author(report)}</name></author>" if _author(report) else ""
        entries.append(
            f"<entry><title type='text'>{html.escape(report.truth['title'], quote=False)}</title><id>urn:{len(entries)}</id>{author}"
            f"<published>{_time(dice, report).isoformat()}</published><content type='html'>{body}</content></entry>"
        )
    return f"<?xml version='1.0' encoding='utf-8'?>\n<feed xmlns='http://www.w3.org/2005/Atom'><title>{paper}</title>{''.join(entries)}</feed>"


def _json(dice: random.Random, found: Sequence[Report], paper: str) -> str:
    items = [
        {
            "id": str(n),
            "title": report.truth["title"],
            "content_html": dressing.body(report, dice),
            "date_published": _time(dice, report).isoformat(),
            "authors": [{"name": _author(report)}],
        }
        for n, report in enumerate(found)
    ]
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": paper, "items": items}
    return json.dumps(feed, ensure_ascii=False, indent=dice.choice((None, 1)))
