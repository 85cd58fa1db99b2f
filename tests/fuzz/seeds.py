"""Bytes to begin with: what each target usually gets."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from tests.fuzz.targets import NAMES
from tests.retrieval.reading.pdf.setter import Measure, Sheet, Words, in_columns, printed

SAMPLES = Path(__file__).parents[2] / "bot" / "sandbox" / "bulletins"
QUERIES = (
    '防汛 日期:2024-07 来源:青砚时报 -广告 "值班电话" 版:3 标题:台风',
    "上周五谁主持了会议？",
    "/search@Gazette_Bot 垃圾分类",
    "(防汛 OR 抗旱) -演练 AND NOT “政银企对接”",
    "每天 19:30 夜里22点到7点不发 时区 Asia/Shanghai",
    "@Gazette_Bot 7月18号下午三点",
    "订阅 《青砚时报》",
    "近三个月 国庆节 二〇二四年十二月三十一日",
)
DATA = ("a:12:0", "p:3:1", "d:3:1", "n:12:+", "q0aZ_-", "s:1:save", "b:1:send", "h:1:publish", "m:5:less")
UPDATE = {
    "update_id": 7,
    "message": {
        "message_id": 1,
        "date": 1790000000,
        "chat": {"id": 5, "type": "private", "first_name": "安"},
        "from": {"id": 5, "is_bot": False, "first_name": "安"},
        "text": "防汛值班电话是多少？",
    },
}
PAGES = (
    "<html><head><title>青砚时报</title></head><body><h1>部署防汛</h1><p>本报讯 9月2日，部署防汛。</p></body></html>",
    '<?xml version="1.0"?><rss version="2.0"><channel><title>区报</title><item><title>防汛</title>'
    "<description>本报讯 9月2日，部署防汛。</description><pubDate>Mon, 02 Sep 2024 08:00:00 +0800</pubDate></item></channel></rss>",
    '{"version": "https://jsonfeed.org/version/1.1", "title": "区报",'
    ' "items": [{"id": "1", "content_text": "部署防汛。"}]}',
)


def seeds(target: str) -> list[bytes]:
    """What a target usually gets."""
    if target == "query":
        return [text.encode() for text in QUERIES]
    if target == "callback":
        return [text.encode() for text in DATA]
    if target == "webhook":
        return [json.dumps(UPDATE).encode(), json.dumps({"update_id": 7, "callback_query": UPDATE}).encode()]
    if target == "pdf":
        return list(_printed_pages())
    texts = [path.read_bytes()[:1500] for path in sorted(SAMPLES.glob("*.txt"))]
    return [_named("a.txt", text) for text in texts] + [
        *(
            _named(name, page.encode())
            for name, page in zip(("a.html", "a.xml", "a.json"), PAGES, strict=True)
        ),
        _named("a.docx", _document()),
    ]


def _printed_pages() -> Iterator[bytes]:
    """Small PDFs, uncompressed, so that mutations reach what they say: columns, a table's frame, a turned page."""
    story = (
        "本报讯 9月2日，青砚区部署台风防御工作，值班电话是5550119。",
        "各安置点备有三天的饮水和食品，并配医护人员。",
    )
    words = [
        Words("青砚时报 2024年9月3日 A01版", 40, 40, 12),
        Words("青砚区部署台风防御工作", 40, 80, 24),
        *in_columns(story * 3, Measure(tops=[120.0, 120.0])),
    ]
    plain = Sheet(words, pictures=[(300, 500, 200, 100)], frames=[(30, 100, 400, 300)])
    for sheets in ((plain,), (replace(plain, turn=90),), (replace(plain, lies_down=True, turn=270), plain)):
        yield printed(*sheets, pageCompression=0)


def _named(name: str, content: bytes) -> bytes:
    return bytes([NAMES.index(name)]) + content


def _document() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(
            "word/document.xml",
            '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
            "<w:p><w:r><w:t>本报讯 9月2日，部署防汛。</w:t></w:r></w:p></w:body></w:document>",
        )
    return out.getvalue()
