"""RSS, Atom and JSON feeds."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from retrieval.model import Source
from retrieval.reading import as_json, read

LEAD = "本报讯 9月2日上午，区水务局在柳桥泵站开展防汛演练，三十名队员参加。"
NEXT = "演练持续两个小时，检验了“一键调度”平台。"
BODY = f"<p>　　{LEAD}</p><script>alert(1)</script><p>{NEXT}</p><p>记者 白若溪 摄</p>"
ESCAPED = BODY.replace("<", "&lt;")
RSS = (
    "<?xml version='1.0' encoding='{encoding}'?><rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/'><channel>"
    f"<title>青砚时报 - 要闻</title><item><title>防汛演练</title><author>a@b.cn (白若溪)</author><pubDate>Mon, 02 Sep 2024 22:30:00 GMT</pubDate>"
    f"<description>{LEAD[:9]}…</description><content:encoded><![CDATA[{BODY}]]></content:encoded></item></channel></rss>"
)
ATOM = (
    "<feed xmlns='http://www.w3.org/2005/Atom'><title>青砚时报</title><entry><title>防汛演练</title><author><name>记者 白若溪</name></author>"
    f"<updated>2024-09-03T08:00:00+08:00</updated><content type='html'>{ESCAPED}</content></entry></feed>"
)
JSON_FEED = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "青砚时报",
        "items": [
            {
                "title": "防汛演练",
                "content_html": BODY,
                "date_published": "2024-09-03T08:00:00+08:00",
                "author": {"name": "白若溪"},
            }
        ],
    },
    ensure_ascii=False,
)


@pytest.mark.parametrize(
    "content",
    [
        RSS.format(encoding="utf-8").encode(),
        RSS.format(encoding="gb2312").encode("gbk"),
        ATOM.encode(),
        ATOM.encode("utf-16"),
        JSON_FEED.encode(),
    ],
)
def test_an_entry_is_an_article(content: bytes) -> None:
    """Its body is the longest it has, cleaned; its day counts in Beijing."""
    reading = read(Source("feed.xml", content))
    form = as_json(reading)

    assert form["page"]["paper"] == "青砚时报"
    assert form["page"]["issue_date"] == "2024-09-03"
    article = form["articles"][0]
    assert (article["title"], article["date"], article["authors"]) == ("防汛演练", "2024-09-02", ["白若溪"])
    assert article["paragraphs"] == [LEAD, NEXT]
    assert all(paragraph.runs for paragraph in reading.issue.articles[0].paragraphs)


def test_entries_of_other_days_keep_their_day() -> None:
    """The issue is of the latest; an older entry without a dateline is dated by the feed."""
    entries = "".join(
        f"<entry><title>第{day}场</title><updated>2024-09-0{day}T08:00:00+08:00</updated><content>{NEXT}</content></entry>"
        for day in (3, 1)
    )
    form = as_json(read(Source("a", f"<feed xmlns='http://www.w3.org/2005/Atom'>{entries}</feed>".encode())))

    assert form["page"]["issue_date"] == "2024-09-03"
    assert [article["date"] for article in form["articles"]] == [None, "2024-09-01"]


def test_a_feed_that_defines_entities_is_refused() -> None:
    """A billion laughs are no news."""
    bomb = "<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY a 'ha'><!ENTITY b '&a;&a;'>]><rss version='2.0'><channel><title>&b;</title></channel></rss>"

    assert [problem.code for problem in read(Source("a", bomb.encode())).problems] == ["entities"]


@pytest.mark.parametrize(
    ("printed", "day"), [("2024年7月17日 10:00", "2024-07-17"), ("昨天", None), ("3小时前", None)]
)
def test_a_day_in_chinese_words_is_read_or_unknown(printed: str, day: str | None) -> None:
    """What is no date by the standard is never made one from its digits."""
    feed = RSS.format(encoding="utf-8").replace("Mon, 02 Sep 2024 22:30:00 GMT", printed)
    reading = read(Source("feed.xml", feed.encode()))

    assert reading.issue.published_on == (None if day is None else dt.date.fromisoformat(day))
