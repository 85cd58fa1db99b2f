from __future__ import annotations

import pytest

from retrieval.answering.reference import references
from retrieval.model import Span


@pytest.mark.parametrize(
    ("told", "quoted", "before", "expected"),
    [
        ("近日，青砚区召开会议。", "该区新增学位3240个。", "", (("该区", "青砚区"),)),
        ("", "該區新增學位3240個。", "本报讯 9月3日，青砚区召开会议。", (("該區", "青砚区"),)),
        ("全区各地区来到小区。", "该区新增学位3240个。", "", ()),
        ("", "青砚区召开会议，该区新增学位3240个。", "", ()),
        ("副镇长邬青禾通报了水位。", "他要求各村清淤。", "", (("他", "邬青禾"),)),
        ("", "他们和其他人来了。", "副镇长邬青禾通报了水位。", ()),
        ("", "会议召开。", "青砚区", ()),
        ("青砚市召开会议。", "该市民团体到场。", "", ()),
        ("邬青禾说要清淤。", "他说要早。", "", ()),
    ],
)
def test_small_words_get_their_names(
    told: str, quoted: str, before: str, expected: tuple[tuple[str, str], ...]
) -> None:
    """The nearest name before a small word is told, unless the excerpt says it or nothing is certain."""
    text = told + quoted

    assert references(text, Span(len(told), len(text)), before) == expected
