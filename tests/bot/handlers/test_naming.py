"""When the bot is named, and what is said besides."""

import pytest

from bot.handlers.naming import addressed_to


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("@gazette_bot 防汛物资", "防汛物资"),
        ("@Gazette_Bot防汛物资", "防汛物资"),
        ("防汛物资@gazette_bot", "防汛物资"),
        ("防汛物资 @gazette_bot 有多少", "防汛物资 有多少"),
        ("@gazette_bot：防汛物资", "防汛物资"),
        ("请问，@gazette_bot，谁是区长", "请问，谁是区长"),
        ("＠gazette_bot 防汛", "防汛"),
        ("@gazette_bot", ""),
        ("/search@gazette_bot 防汛", "/search@gazette_bot 防汛"),
        ("／search@GAZETTE_BOT 防汛", "/search@GAZETTE_BOT 防汛"),
        ("@gazette_bot 搜索 防汛", "搜索 防汛"),
        ("/search@other_bot @gazette_bot", None),
        ("防汛物资", None),
        ("/search 防汛", None),
        ("@gazette_bot2 防汛", None),
        ("@gazette_bot @gazette_bot 防汛", "防汛"),
        ("（@gazette_bot）防汛", "防汛"),
        ("@gazette_bot。防汛", "。防汛"),
        ("信箱 区长@gazette_bot.cn", None),
        ("@gazette_bot-2 防汛", None),
        ("/dance@other_bot @gazette_bot", None),
        ("写信到 ann@gazette_bot", None),
    ],
)
def test_addressed_to(text: str, expected: str | None) -> None:
    """A literal mention is heard with or without spaces and in any case; anything else is not for the bot."""
    assert expected == addressed_to(text, "gazette_bot")
