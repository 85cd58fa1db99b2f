"""What people type, and what it means."""

import pytest

from bot.handlers.requests import Request, request_in


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("防汛物资有多少？", Request("ask", "防汛物资有多少？")),
        ("", Request("ask", "")),
        ("  \n ", Request("ask", "")),
        ("/search 防汛", Request("search", "防汛")),
        ("/search垃圾分类", Request("search", "垃圾分类")),
        ("/Search 防汛", Request("search", "防汛")),
        ("／search 防汛", Request("search", "防汛")),
        ("／search防汛", Request("search", "防汛")),
        ("/search@Gazette_Bot 防汛", Request("search", "防汛")),
        ("/search@gazette_bot防汛", Request("search", "防汛")),
        ("/search＠gazette_bot 防汛", Request("search", "防汛")),
        ("/search", Request("search", "")),
        ("/search@other_bot 防汛", None),
        ("搜索 防汛", Request("search", "防汛")),
        ("搜索：防汛", Request("search", "防汛")),
        ("搜索防汛", Request("search", "防汛")),
        ("/搜索防汛", Request("search", "防汛")),
        ("／搜尋 防汛", Request("search", "防汛")),
        ("查 防汛", Request("search", "防汛")),
        ("查詢 防汛", Request("search", "防汛")),
        ("查处了多少起案件", Request("ask", "查处了多少起案件")),
        ("/latest", Request("latest", "")),
        ("／最新", Request("latest", "")),
        ("最新", Request("latest", "")),
        ("最新公報", Request("latest", "")),
        ("最新的防汛通知是什么", Request("ask", "最新的防汛通知是什么")),
        ("/article 12", Request("article", "12")),
        ("/article12", Request("article", "12")),
        ("/article_12", Request("article", "12")),
        ("全文 12", Request("article", "12")),
        ("第12篇", Request("article", "12")),
        ("/start", Request("start", "")),
        ("/start a12", Request("start", "a12")),
        ("/help", Request("help", "")),
        ("帮助", Request("help", "")),
        ("幫助", Request("help", "")),
        ("/searching", Request("unknown", "/searching")),
        ("/dance", Request("unknown", "/dance")),
        ("/dance@other_bot", None),
        ("微信号@甲", Request("ask", "微信号@甲")),
    ],
)
def test_request_in(text: str, expected: Request | None) -> None:
    """Every form people type is read as what they mean, and commands to other bots are left alone."""
    assert expected == request_in(text, "gazette_bot")
