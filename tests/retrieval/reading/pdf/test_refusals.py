"""What cannot be read of a PDF is named; nothing is raised, nothing is guessed."""

from __future__ import annotations

from io import BytesIO

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from retrieval.model import Reading, Source
from retrieval.reading import read
from retrieval.reading.pdf.document import MOST_PAGES
from tests.retrieval.reading.pdf import stories
from tests.retrieval.reading.pdf.setter import Measure, Sheet, Words, in_columns, printed

COLUMNS = in_columns(stories.RIVER, Measure(tops=[140.0, 140.0]))
PAGE = Sheet([Words(stories.RIVER_TITLE, 60, 100, 20), *COLUMNS])


def codes(reading: Reading) -> list[str]:
    return [problem.code for problem in reading.problems]


def read_bytes(content: bytes) -> Reading:
    return read(Source("page.pdf", content))


def test_a_file_that_only_its_owner_may_change_is_read() -> None:
    """Opening needs no password, so reading does not either."""
    lock = StandardEncryption("", ownerPassword="owner", canModify=0, canCopy=0)
    reading = read_bytes(printed(PAGE, encrypt=lock))

    assert codes(reading) == []
    assert [article.headline.text for article in reading.issue.articles] == [stories.RIVER_TITLE]


def test_a_file_with_a_password_is_named() -> None:
    """Nothing of it is read, and the problem says what to do."""
    lock = StandardEncryption("reader", ownerPassword="owner")
    reading = read_bytes(printed(PAGE, encrypt=lock))

    assert codes(reading) == ["encrypted"]
    assert reading.issue.pages == ()


def test_a_file_cut_off_anywhere_gives_a_problem_or_whole_pages() -> None:
    """Of twenty places to cut, none makes up text: what is read is what the whole file says."""
    content = printed(PAGE)
    whole = {p.text for a in read_bytes(content).issue.articles for p in a.paragraphs}

    for k in range(1, 21):
        reading = read_bytes(content[: len(content) * k // 21])
        found = {p.text for a in reading.issue.articles for p in a.paragraphs}
        assert found == whole or codes(reading)
        assert found <= whole


def test_too_many_pages_are_named() -> None:
    """A book is no issue; it is refused at once."""
    target = BytesIO()
    canvas = Canvas(target)
    for _ in range(MOST_PAGES + 1):
        canvas.showPage()
    canvas.save()

    assert codes(read_bytes(target.getvalue())) == ["too_many_pages"]


@pytest.mark.parametrize(
    "content", [b"%PDF-1.7", b"%PDF-1.4\n" + bytes(range(256)) * 40, b"\n%PDF-2.0\0\0\0"]
)
def test_what_only_says_that_it_is_a_pdf_is_named(content: bytes) -> None:
    """A signature alone is no document."""
    assert codes(read_bytes(content)) == ["damaged"]
