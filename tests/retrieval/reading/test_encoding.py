"""Bytes become text by evidence, and what is no text is named."""

from __future__ import annotations

import codecs

import pytest

from retrieval.model import Problem
from retrieval.reading.encoding import Decoded, decode

SIMPLIFIED = "白鹭区召开河长制工作会议，部署全年任务，要求各镇办压实责任，把好事办好。"
TRADITIONAL = "白鷺區召開河長制工作會議，部署全年任務，要求各鎮辦壓實責任，把好事辦好。"


def check(content: bytes, text: str, encoding: str) -> None:
    decoded = decode(content)

    assert isinstance(decoded, Decoded)
    assert decoded.text == text
    assert decoded.encoding == encoding
    assert decoded.problem is None


@pytest.mark.parametrize("n", [1, 30])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16-le", "utf-16-be"])
def test_simplified_text_is_read_in_each_encoding(encoding: str, n: int) -> None:
    """One sentence is evidence enough, without any mark at the start."""
    check((SIMPLIFIED * n).encode(encoding), SIMPLIFIED * n, encoding)


def test_traditional_text_in_big5_is_read() -> None:
    """Big5 decodes as GB18030 too, but into rare characters."""
    check(TRADITIONAL.encode("big5"), TRADITIONAL, "big5hkscs")


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
    ],
)
def test_a_byte_order_mark_decides(mark: bytes, encoding: str) -> None:
    """The mark is believed and does not become part of the text."""
    check(mark + SIMPLIFIED.encode(encoding), SIMPLIFIED, encoding)


def test_a_sample_cut_inside_a_character_decides_all_the_same() -> None:
    """The evidence is a sample of the bytes; the text is all of them."""
    text = "a" + SIMPLIFIED * 2000
    check(text.encode("gb18030"), text, "gb18030")


def test_a_few_bad_bytes_are_marked_and_told() -> None:
    """A damaged text is read as far as it goes, with a problem beside it."""
    decoded = decode((SIMPLIFIED * 20).encode() + b"\xff" + SIMPLIFIED.encode())

    assert isinstance(decoded, Decoded)
    assert decoded.encoding == "utf-8"
    assert decoded.problem is not None
    assert decoded.problem.code == "damaged_text"


def test_a_stray_nul_is_told() -> None:
    """One NUL does not make a text a binary file."""
    decoded = decode((SIMPLIFIED * 5 + "\0" + SIMPLIFIED).encode())

    assert isinstance(decoded, Decoded)
    assert decoded.problem is not None


@pytest.mark.parametrize(
    "content", [bytes(range(256)) * 9, b"\x00\x01\x02\x03" * 99, b"\x89\xff\xfe\x80" * 50]
)
def test_what_is_no_text_is_a_problem(content: bytes) -> None:
    """Bytes whose every decoding is rare characters are refused."""
    problem = decode(content)

    assert isinstance(problem, Problem)
    assert problem.code in {"binary", "unknown_encoding"}
