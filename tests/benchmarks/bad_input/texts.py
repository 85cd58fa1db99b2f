"""Cases: text that is none, too long, too wide, in no encoding."""

from __future__ import annotations

import random
from collections.abc import Iterator

from tests.benchmarks.bad_input.case import Case, Expected, case

LEAD = "本报讯 9月2日上午，区水务局在柳桥泵站开展防汛演练，三十名队员参加。"
PAGE = f"青砚时报 2024年9月3日 星期二 第A02版\n\n柳桥泵站防汛演练\n\n{LEAD}\n\n演练持续两个小时，检验了调度平台。\n记者 白若溪\n"


def cases() -> Iterator[Case]:
    """Yield the cases of text files."""
    named, whole, either = Expected.NAMED, Expected.WHOLE, Expected.EITHER
    page = PAGE.encode()
    yield case("empty file", b"", named, "empty")
    yield case("blank file", b" \r\n\t\n" * 5000, named, "empty")
    yield case("only a byte order mark", b"\xef\xbb\xbf", named, "empty")
    yield case("only NULs", b"\x00" * 100_000, named, "empty")
    yield case("random bytes", random.Random(1).randbytes(200_000), named, "binary", "unknown_encoding")
    yield case("a program called txt", b"\x7fELF" + random.Random(2).randbytes(50_000), named, "program")
    yield case("a database called txt", b"SQLite format 3\x00" + bytes(5000), named, "database")
    yield case("a picture called txt", b"\x89PNG\r\n\x1a\n" + random.Random(3).randbytes(9000), named)
    yield case("text among NULs", "\x00".join(PAGE).encode(), either)
    yield case("a NUL in each line", page.replace(b"\n", b"\x00\n"), either)
    yield case("cut in mid-character", page[: len(page) // 2 + 1], either)
    yield case("UTF-8 with wrong bytes", page.replace("泵".encode(), b"\xff", 1), whole, "damaged_text")
    yield case("lone surrogates", PAGE.replace("泵", "\ud800").encode("utf-8", "surrogatepass"), either)
    yield case("UTF-16 of odd length", PAGE.encode("utf-16")[:-1], either)
    yield case("UTF-32", PAGE.encode("utf-32"), whole)
    yield case("GB18030 cut in mid-character", PAGE.encode("gb18030")[:-1], either)
    yield case("Latin text", b"The quick brown fox jumps over the lazy dog.\n" * 200, either)
    yield case("control characters", page.replace(b"\n", b"\x1b[31m\x07\x08\n"), either)
    yield case(
        "right-to-left and zero-width characters", PAGE.replace("，", "\u202e，\u200b").encode(), whole
    )
    yield case("a private-use soup", ("".join(map(chr, range(0xE000, 0xF000))) + "\n").encode() * 5, either)
    yield case("50 MB of text", lambda: page * (50_000_000 // len(page)), named, "too_large")
    yield case("2 MB of text", lambda: page * (2_000_000 // len(page)), either)
    yield case("an endless line", lambda: LEAD.encode() * 20_000, either)
    yield case("an endless line without an end mark", lambda: ("泵站" * 600_000).encode(), either)
    yield case("a million blank lines between two reports", page + b"\n" * 1_000_000 + page, either)
    yield case("a hundred thousand lines of one character", lambda: "泵\n".encode() * 100_000, either)
    yield case("a hundred thousand datelines", lambda: "本报讯 9月2日，\n".encode() * 100_000, either)
    yield case("endless brackets", lambda: ("（记者 " * 100_000).encode(), either)
    yield case("endless digits", b"1" * 1_000_000, either)
    yield case("endless blanks in a line", ("泵" + " " * 2_000_000 + "站。\n").encode(), either)
    yield case("JSON called txt", b'{"title": "' + page.replace(b"\n", b"") + b'"}', named)
