"""What answers look like."""

from __future__ import annotations

import random
import re

import pytest

from retrieval.answering import answers

_LETTERS = "一二两三四五六七八九十百千万亿余多年月日号时点分半周岁元免费不收上下本今去明昨近每星期天个小工作季度区长局王李主任说0123456789.,:-%人"


def text() -> str:
    """Letters of numbers, days, sums and names in any order."""
    return "".join(random.Random("forms").choices(_LETTERS, k=200_000))


@pytest.mark.parametrize("name", ["NUMBER", "DATE", "CLOCK", "MONEY", "PHONE", "AGE", "PERSON"])
def test_the_look_at_the_first_letter_loses_nothing(name: str) -> None:
    """A form finds the same with the list of letters it may begin with and without."""
    form: re.Pattern[str] = getattr(answers, name)
    plain = re.compile(re.sub(r"^\(\?=\[[^\]]*\]\)", "", form.pattern))
    assert plain.pattern != form.pattern

    found = [match.span() for match in plain.finditer(text())]
    assert found
    assert [match.span() for match in form.finditer(text())] == found
