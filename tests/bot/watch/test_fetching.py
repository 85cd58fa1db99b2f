"""An address is asked politely, within bounds, and never where it should not lead."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from bot.watch import fetching
from bot.watch.fetching import Answer, Body, Failure, Unchanged, Validators, fetch
from bot.watch.hosts import Barred, Hop, are_public, hop_to, is_public, trusted_hosts
from tests.bot.watch.site import Page, Site, site


@pytest.fixture
def there() -> Iterator[Site]:
    """A running site."""
    with site() as running:
        yield running


async def ask(there: Site, path: str, known: Validators | None = None) -> Answer:
    """Ask a path of the site, as an address that an operator named."""
    async with httpx.AsyncClient(trust_env=False) as client:
        return await fetch(client, there.url + path, known or Validators(), trusted_hosts((there.url,)))


async def test_a_page_comes_with_what_to_ask_again_by(there: Site) -> None:
    """The second time nothing is sent, for nothing changed."""
    there.pages["/a"] = Page(
        b"words", headers={"ETag": '"1"', "Last-Modified": "Tue, 03 Sep 2024 00:00:00 GMT"}
    )
    first = await ask(there, "/a")

    assert isinstance(first, Body)
    assert first.content == b"words"
    assert await ask(there, "/a", first.validators) == Unchanged()
    assert there.asked[1][1]["if-none-match"] == '"1"'
    assert there.asked[1][1]["if-modified-since"] == "Tue, 03 Sep 2024 00:00:00 GMT"
    assert there.asked[0][1]["host"] == f"127.0.0.1:{there.port}"


@pytest.mark.parametrize("status", [400, 403, 404, 410, 429, 500, 503])
async def test_refusals_are_named(there: Site, status: int) -> None:
    """By their number."""
    there.pages["/a"] = Page(b"no", status=status)

    assert await ask(there, "/a") == Failure(f"http_{status}")


async def test_a_redirect_is_followed_on_the_site(there: Site) -> None:
    """To where the page is now, with that address."""
    there.pages["/a"] = Page(status=302, headers={"Location": "/b"})
    there.pages["/b"] = Page(b"words")
    answer = await ask(there, "/a")

    assert isinstance(answer, Body)
    assert answer.url == there.url + "/b"


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("http://127.0.0.1:1/secret", "private_address"),
        ("http://169.254.169.254/latest/meta-data", "private_address"),
        ("http://[::1]/", "private_address"),
        ("http://10.0.0.1/", "private_address"),
        ("http://2130706433/", "private_address"),
        ("file:///etc/passwd", "bad_address"),
        ("gopher://example.org/", "bad_address"),
        ("http://[broken/", "no_answer"),
    ],
)
async def test_a_redirect_to_a_private_place_is_not_followed(there: Site, target: str, reason: str) -> None:
    """Whatever way the address is written."""
    there.pages["/a"] = Page(status=302, headers={"Location": target})
    answer = await ask(there, "/a")

    assert answer in (Failure(reason), Failure("bad_address"))


async def test_a_circle_ends(there: Site) -> None:
    """After a few hops."""
    there.pages["/a"] = Page(status=301, headers={"Location": "/a"})

    assert await ask(there, "/a") == Failure("too_many_redirects")
    assert there.times("/a") == fetching.MOST_REDIRECTS + 1


async def test_a_body_without_end_is_left(there: Site) -> None:
    """Without taking it into memory; one that says how large it is is not even begun."""
    there.pages["/endless"] = Page(b"x" * 2**20, endless=True)
    there.pages["/large"] = Page(b"x", headers={"Content-Length": str(2**30)})

    assert await ask(there, "/endless") == Failure("too_large")
    assert await ask(there, "/large") == Failure("too_large")


async def test_nobody_answers() -> None:
    """A server that is away is a failure like any other."""
    async with httpx.AsyncClient(trust_env=False) as client:
        trusted = trusted_hosts(("http://127.0.0.1:9",))
        assert await fetch(client, "http://127.0.0.1:9/", Validators(), trusted) == Failure("no_answer")


@pytest.mark.parametrize(
    ("ip", "expected"),
    [
        ("8.8.8.8", True),
        ("2001:4860:4860::8888", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("192.168.0.1", False),
        ("169.254.0.1", False),
        ("100.64.0.1", False),
        ("224.0.0.1", False),
        ("::1", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("::ffff:127.0.0.1", False),
        ("2002:7f00:1::", False),
        ("words", False),
    ],
)
def test_public_addresses(ip: str, expected: bool) -> None:
    """Those of the open Internet alone; an inner address written as an IPv6 one is still an inner one."""
    assert is_public(ip) is expected


def test_one_private_address_is_enough() -> None:
    """A host with a public and a private address is private."""
    assert are_public(["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c"])
    assert not are_public(["93.184.215.14", "10.0.0.1"])
    assert not are_public(["::1", "93.184.215.14"])


def test_an_operator_may_name_a_private_host() -> None:
    """With its very port, and no other."""
    trusted = trusted_hosts(("http://127.0.0.1:8080/feed",))

    assert isinstance(hop_to("http://127.0.0.1:8080/other", trusted), Hop)
    assert hop_to("http://127.0.0.1:8081/", trusted) == Barred("private_address")
