"""What Telegram marks by itself, held against Telegram's own client library."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.sandbox.entities import clean, find_entities, settle
from tests.bot.sandbox import referee

TEXTS = [
    "/start", "/start@my_bot hi", "/search垃圾", "@bot公报", "你好@bot", "，@bot", "，@boot", "@boot：x", "/搜索 x",
    "see http://example.com/a?b=1, and example.com.", "#防汛 #a1 x#y #123 ＃全角", "a@b.com", "(http://x.cn/路径)",
    "www.baidu.com", "t.me/x", "@ab @abc @abcd @gif", "hi /help, /a/b </c>", "https://例子.cn/a", "ftp://x.y",
    "http://localhost:80", "1.2.3.4", "foo.txt www.xx", "x@gazette_bot", " @gazette_bot", "/a@b", "2026.05 版",
    "tg://resolve?domain=x", "/help。", "（/help）", "https://t.me/gazette_bot?start=a_1", "见http://x.cn/a",
    "http://x.cn/a）。", "@gazette_bot，你好", "#防汛，#抗旱#水利", "http://www.gov.cn/2024-09/03/c_1.htm。",
    "/a_b_c /ABC /1", "//x", "/x/", "a/b", "http://x.cn:8080/", "http://x.cn:99999/", "x.com@y", "#a#b", "##a",
    "mail me: x_y@qq.com ok", "http://x.cn?a=b", "HTTP://X.CN", "中文.com", "http://x.cn/(a)", "http://x.cn/a)",
    "😀 /help 😀 @gazette_bot #水", "http://x.cn/“a”", "", "公报第3版，记者 景静",
]  # fmt: skip
WORDS = st.sampled_from(
    ["/start", "/help@gazette_bot", "@gazette_bot", "@GB", "#防汛", "#a1", "公报", "，", "。", " ", "\n", "a", "3", "😀",
     "（", "）", ":", "！", "@", "/", "#", "ab", "_"]
)  # fmt: skip


@pytest.mark.parametrize("text", TEXTS)
def test_the_same_words_are_marked(text: str) -> None:
    """Commands, mentions, hashtags, addresses: those a client marks, and no others."""
    assert find_entities(text) == referee.find_entities(text)


@settings(max_examples=400, deadline=None)
@given(st.lists(WORDS, max_size=6).map("".join))
def test_commands_mentions_and_hashtags_are_marked_alike_in_any_mixture(text: str) -> None:
    """Chinese letters and signs next to a command, a mention or a hashtag decide as they do at Telegram."""
    kinds = {"bot_command", "mention", "hashtag"}
    assert [e for e in find_entities(text) if e["type"] in kinds] == [
        e for e in referee.find_entities(text) if e["type"] in kinds
    ]


def test_a_message_settles_trimmed_with_its_entities_moved() -> None:
    """Blank ends go, offsets follow, and an entity that lay in them goes too."""
    entities = [{"type": "italic", "offset": 0, "length": 2}, {"type": "bold", "offset": 2, "length": 4}]

    assert settle("  ab\n ", entities) == ("ab", [{"type": "bold", "offset": 0, "length": 2}])


def test_touching_styles_become_one_and_found_entities_join() -> None:
    """Two bold runs side by side are one; a mention within bold is marked as both, within code only as code."""
    bold = [{"type": "bold", "offset": 0, "length": 1}, {"type": "bold", "offset": 1, "length": 1}]
    code = [{"type": "code", "offset": 0, "length": 6}]

    assert settle("ab", bold)[1] == [{"type": "bold", "offset": 0, "length": 2}]
    assert settle("/start", code)[1] == code


def test_only_a_hundred_entities_are_kept() -> None:
    """Telegram drops what comes after the hundredth."""
    text = "a b " * 75
    bold = [{"type": "bold", "offset": 2 * n, "length": 1} for n in range(150)]

    assert len(settle(text, bold)[1]) == 100


@given(st.text())
def test_cleaning_leaves_no_control_characters_but_line_breaks(text: str) -> None:
    """What Telegram would strip never reaches a message."""
    assert all(char == "\n" or char >= " " for char in clean(text))
