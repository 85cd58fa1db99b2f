"""Answers to people: a pressed button (answerCallbackQuery), a typed inline query (answerInlineQuery), and a mention
where the bot is no member (answerGuestQuery).
"""

from __future__ import annotations

from typing import Any

from bot.sandbox.entities import settle
from bot.sandbox.exchange import OpenQuery
from bot.sandbox.inline import cache_answer, post_as_guest
from bot.sandbox.markup import parse_html, utf16_length
from bot.sandbox.methods.call import Call, checked_markup
from bot.sandbox.methods.texts import MAX_TEXT
from bot.sandbox.refusals import bad_request
from bot.sandbox.world import Json

QUERY_LIFE_S = {"callback": 30.0, "inline": 15.0, "guest": 30.0}
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
MAX_ANSWER_TEXT = 200
MAX_RESULTS = 50
MAX_ID_BYTES = 64
MAX_START_PARAMETER = 64
RESULT_KINDS = frozenset(
    "article photo gif mpeg4_gif video audio voice document location venue contact game sticker".split()
)


def answer_callback_query(call: Call) -> bool:
    """Show the person who pressed a button a notice or an alert; once, and before they stop waiting."""
    query = _open_query(call, "callback_query_id", "callback")
    if utf16_length(call.text("text")) > MAX_ANSWER_TEXT:
        raise bad_request("MESSAGE_TOO_LONG")
    query.answer = {"text": call.text("text"), "show_alert": call.flag("show_alert"), "url": call.text("url")}
    chat = query.chat.key if query.chat is not None else ""
    answer = {"callback_query_id": query.id, "as": query.person.id, **query.answer}
    call.exchange.world.tell("callback_answer", chat, answer)
    return True


def answer_inline_query(call: Call) -> bool:
    """Show up to 50 results to the person who types."""
    query = _open_query(call, "inline_query_id", "inline")
    results = call.json("results", "inline query results")
    if not isinstance(results, list):
        raise bad_request("can't parse inline query results: Expected an Array of inline query results")
    if len(results) > MAX_RESULTS:
        raise bad_request("RESULTS_TOO_MUCH")
    if len(call.text("next_offset").encode()) > MAX_ID_BYTES:
        raise bad_request("NEXT_OFFSET_INVALID")
    checked = [_checked_result(call, result) for result in results]
    ids = [result["id"] for result in checked]
    if len(set(ids)) < len(ids):
        raise bad_request("RESULT_ID_DUPLICATE")
    query.answer = {
        "results": checked,
        "next_offset": call.text("next_offset"),
        "cache_time": call.integer("cache_time", 300),
        "is_personal": call.flag("is_personal"),
        "button": _checked_button(call.json("button", "inline query results button")),
    }
    cache_answer(call.exchange, query)
    call.exchange.world.tell("inline_results", "", {"query_id": query.id, "as": query.person.id})
    return True


def answer_guest_query(call: Call) -> Json:
    """Send one result as an answer below the message that called the bot; it can be edited by its inline id alone."""
    query = _open_query(call, "guest_query_id", "guest")
    result = _checked_result(call, call.json("result", "inline query result"))
    query.answer = {"results": [result]}
    message = post_as_guest(call.exchange, query, result)
    return {"inline_message_id": message.inline_id}


def _open_query(call: Call, name: str, kind: str) -> OpenQuery:
    query = call.exchange.queries.get(call.text(name))
    if query is None or query.kind != kind or query.bot is not call.bot or query.answer is not None:
        raise bad_request(TOO_OLD)
    if call.exchange.clock.now() - query.asked_at > QUERY_LIFE_S[kind]:
        raise bad_request(TOO_OLD)
    return query


def _checked_result(call: Call, result: Any) -> Json:
    if not isinstance(result, dict) or result.get("type") not in RESULT_KINDS:
        raise bad_request("can't parse inline query result: invalid inline query result type")
    if not 1 <= len(str(result.get("id", "")).encode()) <= MAX_ID_BYTES:
        raise bad_request("RESULT_ID_INVALID")
    if result["type"] == "article" and not result.get("title"):
        raise bad_request("ARTICLE_TITLE_EMPTY")
    content = result.get("input_message_content")
    if content is None and result["type"] == "article":
        raise bad_request("can't parse inline query result: message content must be specified")
    checked: Json = {**result, "id": str(result["id"])}
    if content is not None and "message_text" in content:
        checked["message"] = _checked_content(call, content)
    if result.get("reply_markup") is not None:
        markup_call = Call(call.exchange, call.bot, {"reply_markup": result["reply_markup"]})
        checked["reply_markup"] = checked_markup(markup_call)
    return checked


def _checked_content(call: Call, content: Json) -> Json:
    """Return the text and entities of the message that choosing this result would send."""
    text, entities = content["message_text"], content.get("entities") or []
    if (content.get("parse_mode") or "").lower() == "html":
        text, entities = parse_html(text)
    text, entities = settle(text, entities)
    if not text:
        raise bad_request("message text is empty")
    if utf16_length(text) > MAX_TEXT:
        raise bad_request("MESSAGE_TOO_LONG")
    return {"text": text, "entities": entities, "preview": content.get("link_preview_options")}


def _checked_button(button: Json | None) -> Json | None:
    if button is None:
        return None
    start = str(button.get("start_parameter", ""))
    if "web_app" not in button and not 1 <= len(start) <= MAX_START_PARAMETER:
        raise bad_request("SWITCH_PM_PARAMETER_INVALID" if start else "START_PARAM_EMPTY")
    if (not start.replace("_", "").replace("-", "").isalnum() and start) or not start.isascii():
        raise bad_request("START_PARAM_INVALID")
    return button
