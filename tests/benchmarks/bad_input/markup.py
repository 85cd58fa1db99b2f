"""Cases: HTML, XML and feeds."""

from __future__ import annotations

from collections.abc import Iterator

from tests.benchmarks.bad_input.case import Case, Expected, case
from tests.benchmarks.bad_input.texts import LEAD

HTML = f"<html><head><title>防汛演练</title></head><body><h1>柳桥泵站防汛演练</h1><p>{LEAD}</p><p>记者 白若溪</p></body></html>"
_RSS = f"<?xml version='1.0'?><rss version='2.0'><channel><title>青砚时报</title><item><title>防汛演练</title><description>{LEAD}</description></item></channel></rss>"
_LAUGHS = (
    "<?xml version='1.0'?><!DOCTYPE {root} [<!ENTITY a0 '哈哈哈哈哈哈哈哈哈哈'>"
    + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 11))
    + "]>{body}"
)


def cases() -> Iterator[Case]:
    """Yield the cases of markup."""
    yield from _nested()
    yield from _endless()
    yield from _undeclared()
    yield from _explosive()


def _nested() -> Iterator[Case]:
    named, whole, either = Expected.NAMED, Expected.WHOLE, Expected.EITHER
    yield case("HTML called txt", HTML.encode(), whole)
    yield case("HTML of tags alone", b"<html><body>" + b"<div></div>" * 50_000, named, file="a.html")
    yield case("HTML nested 100,000 deep", lambda: b"<div>" * 100_000 + LEAD.encode(), either, file="a.html")
    yield case(
        "tables nested 20,000 deep",
        lambda: b"<table><tr><td>" * 20_000 + LEAD.encode() + b"</td></tr></table>" * 20_000,
        either,
        file="a.html",
    )
    yield case("100,000 open inline tags", lambda: b"<b><i>" * 50_000 + LEAD.encode(), either, file="a.html")
    yield case(
        "100,000 stray end tags", lambda: HTML.encode() + b"</p></span></div>" * 40_000, either, file="a.html"
    )
    yield case(
        "a comment that never ends",
        f"<html><p>{LEAD}</p><!-- ".encode() + b"x" * 1_000_000,
        whole,
        file="a.html",
    )
    yield case(
        "a script that never ends",
        f"<html><p>{LEAD}</p><script>".encode() + b"<" * 1_000_000,
        whole,
        file="a.html",
    )
    yield case("a million less-than signs", b"<html><p>" + b"<" * 1_000_000, either, file="a.html")
    yield case("a million ampersands", b"<html><p>" + b"&#" * 1_000_000, either, file="a.html")


def _endless() -> Iterator[Case]:
    named, whole, either = Expected.NAMED, Expected.WHOLE, Expected.EITHER
    rss = "<rss version='2.0'><channel><title>&a10;</title></channel></rss>"
    yield case(
        "a tag of a million attributes",
        b"<html><p " + b"a=1 " * 500_000 + b">" + LEAD.encode(),
        either,
        file="a.html",
    )
    yield case("quotes that never close", lambda: b'<html><p a="' * 60_000, either, file="a.html")
    yield case(
        "a page of scripts alone", b"<html><script>x()</script></html>", named, "no_articles", file="a.html"
    )
    yield case(
        "HTML declared in a wrong encoding",
        HTML.replace("<head>", "<head><meta charset=gb2312>").encode(),
        whole,
        file="a.html",
    )
    yield case("HTML in UTF-7", b"<html><meta charset=utf-7>+ADw-script+AD4-", named, file="a.html")
    yield case("16 MB of HTML", lambda: HTML.encode() * 70_000, named, "too_large", file="a.html")
    yield case("3.9 MB of HTML", lambda: f"<p>{LEAD}</p>".encode() * 34_000, either, file="a.html")
    yield case(
        "a table of 50,000 rows",
        lambda: b"<html><table>" + "<tr><td>柳桥</td><td>12户</td></tr>".encode() * 50_000,
        either,
        file="a.html",
    )
    yield case(
        "billion laughs in a feed",
        _LAUGHS.format(root="rss", body=rss).encode(),
        named,
        "entities",
        file="a.xml",
    )


def _undeclared() -> Iterator[Case]:
    named, either = Expected.NAMED, Expected.EITHER
    yield case(
        "billion laughs in HTML",
        _LAUGHS.format(root="html", body="<html><p>&a10;</p></html>").encode(),
        either,
        file="a.html",
    )
    yield case(
        "XML that is no feed",
        b"<?xml version='1.0'?><kml><a/></kml>",
        named,
        "unsupported_format",
        file="a.xml",
    )
    yield case(
        "a feed that reads a file of ours",
        b"<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><rss version='2.0'><channel><item><title>&x;</title></item></channel></rss>",
        named,
        "entities",
        file="a.xml",
    )
    yield case(
        "a feed of nothing",
        b"<?xml version='1.0'?><rss version='2.0'></rss>",
        named,
        "no_articles",
        file="a.xml",
    )


def _explosive() -> Iterator[Case]:
    named, either = Expected.NAMED, Expected.EITHER
    yield case(
        "a feed nested 50,000 deep",
        lambda: b"<?xml version='1.0'?><rss>" + b"<a>" * 50_000,
        named,
        file="a.xml",
    )
    yield case(
        "a feed whose JSON is nested 100,000 deep",
        b'{"version": "https://jsonfeed.org/version/1", "items": ' + b"[" * 100_000,
        named,
        file="a.json",
    )
    for part in (0.3, 0.6, 0.9):
        whole_page, whole_feed = HTML.encode(), _RSS.encode()
        yield case(
            f"HTML cut at {part:.0%}", whole_page[: int(len(whole_page) * part)], either, file="a.html"
        )
        yield case(
            f"a feed cut at {part:.0%}", whole_feed[: int(len(whole_feed) * part)], either, file="a.xml"
        )
