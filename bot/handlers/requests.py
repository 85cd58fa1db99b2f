"""What does a person want? Words -> Request, in the forms Chinese users really type.

Telegram marks neither "/search垃圾分类" nor "/搜索" as a command, nor "你好@bot" as a mention, so the text itself
is read. Nothing here knows Telegram.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

OwnVerb = Literal["language", "privacy", "export", "forget", "ban", "unban", "admins"]
PlaceVerb = Literal["settings", "status"]
NewsVerb = Literal["subscribe", "subscriptions", "when", "stats", "delivery", "broadcast"]
PlainVerb = Literal["ask", "search", "latest", "article", "start", "help", "unknown"]
Verb = PlainVerb | NewsVerb | OwnVerb | PlaceVerb

# A full-width slash opens a command and a full-width at sign a mention, wherever an input method makes them.
WIDE = str.maketrans({"／": "/", "＠": "@"})

COMMANDS: dict[str, Verb] = {
    "search": "search",
    "latest": "latest",
    "article": "article",
    "start": "start",
    "help": "help",
    "subscribe": "subscribe",
    "subscriptions": "subscriptions",
    "when": "when",
    "language": "language",
    "settings": "settings",
    "status": "status",
    "privacy": "privacy",
    "export_my_data": "export",
    "delete_me": "forget",
    "ban": "ban",
    "unban": "unban",
    "admins": "admins",
    "stats": "stats",
    "delivery": "delivery",
    "broadcast": "broadcast",
}
COMMAND = re.compile(
    rf"/(?P<verb>{'|'.join(COMMANDS)})(?:@(?P<bot>[a-z0-9_]+))?(?![a-z])[_\s:：]*(?P<words>.*)",
    re.IGNORECASE | re.DOTALL,
)
OTHER_COMMAND = re.compile(r"/[a-z0-9_]+(?:@(?P<bot>[a-z0-9_]+))?(?:\s|$)", re.IGNORECASE)

# Chinese words are matched as text. The short ones begin many questions, so they need a space or a colon.
CHINESE: tuple[tuple[Verb, re.Pattern[str]], ...] = (
    ("search", re.compile(r"/?(?:搜索|搜尋|搜寻)[\s:：]*(?P<words>.*)", re.DOTALL)),
    ("search", re.compile(r"(?:查询|查詢|查找|查|搜)[\s:：]+(?P<words>.+)", re.DOTALL)),
    ("search", re.compile(r"/(?:查询|查詢|查找|查|搜)(?P<words>.*)", re.DOTALL)),
    (
        "latest",
        re.compile(r"/?(?:最新|最近|latest)(?:一期|公报|公報|消息|文章|报道|報道)?(?P<words>)[。!！]?", re.I),
    ),
    ("article", re.compile(r"/?(?:全文|文章|第)[\s:：]*(?P<words>\d+)\s*篇?(?:全文|文章)?[。]?")),
    ("subscriptions", re.compile(r"/?(?:我的订阅|我的訂閱|订阅列表|訂閱列表|退订|退訂)(?P<words>)[。!！]?")),
    ("subscribe", re.compile(r"/?(?:订阅|訂閱)(?:[\s:：]+(?P<words>.+)|$)", re.DOTALL)),
    ("subscribe", re.compile(r"/(?:订阅|訂閱)(?P<words>.+)", re.DOTALL)),
    ("when", re.compile(r"/?(?:推送时间|推送時間)[\s:：]*(?P<words>.*)", re.DOTALL)),
    (
        "language",
        re.compile(r"/?(?:语言|語言|换语言|換語言|切换语言|切換語言)(?:[\s:：]+(?P<words>.*)|$)", re.DOTALL),
    ),
    ("settings", re.compile(r"/?(?:设置|設置|設定)(?P<words>)[。!！]?")),
    ("status", re.compile(r"/?(?:状态|狀態)(?P<words>)[?？。!！]?")),
    ("privacy", re.compile(r"/?(?:隐私|隱私)(?:说明|說明|政策)?(?P<words>)[?？!！。]?")),
    ("export", re.compile(r"/?(?:导出|導出|匯出)?我的(?:数据|數據|資料|资料)(?P<words>)[。!！]?")),
    ("forget", re.compile(r"/?(?:删除|刪除|清除)我的?(?:数据|數據|資料|资料)?(?P<words>)[。!！]?")),
    ("help", re.compile(r"/?(?:帮助|幫助|说明|說明|用法|help)(?P<words>)[?？!！。]?", re.IGNORECASE)),
    ("start", re.compile(r"/?(?:开始|開始)(?P<words>)[。!！]?")),
)


@dataclass(frozen=True, slots=True)
class Request:
    """What is wanted, and the words it is wanted about (may be empty)."""

    verb: Verb
    words: str


def request_in(text: str, username: str) -> Request | None:
    """What `text`, meant for the bot `username`, asks for; None when it is a command to another bot."""
    text = text.translate(WIDE).strip() if text.lstrip()[:1] in "/／" else text.strip()
    if command := COMMAND.match(text):
        own = Request(COMMANDS[command["verb"].lower()], command["words"].strip())
        return own if is_for(command["bot"], username) else None
    for verb, pattern in CHINESE:
        if found := pattern.fullmatch(text):
            return Request(verb, (found["words"] or "").strip())
    if other := OTHER_COMMAND.match(text):
        return Request("unknown", text) if is_for(other["bot"], username) else None
    return Request("ask", text)


def is_for(bot: str | None, username: str) -> bool:
    """True when a command names this bot or none."""
    return bot is None or bot.lower() == username.lower()
