"""What the chat page needs, as JSON and server-sent events under /sandbox, and the page itself under /.

Persons are named by `as` (their id), chats by `key` (opaque). Messages have the Bot API's form, with `reply_keyboard`,
`reactions` and `inline_message_id` added where there are any; entity offsets count UTF-16 units, as in JavaScript.

    GET  /sandbox/world                           {"bot", "people": [User], "now", "last_event"}
    GET  /sandbox/chats?as=                       [{"key", "chat", "topics", "members", "pinned", "last_message"}]
    GET  /sandbox/chats/{key}/messages?topic=&after=&limit=      [Message], oldest first
    GET  /sandbox/chats/{key}/commands?as=        [{"command", "description"}], the menu this person sees
    GET  /sandbox/events                          server-sent events, see below; `Last-Event-ID` or ?after= resumes
    POST /sandbox/chats/{key}/say       {"as", "text", "topic"?, "reply_to"?, "quote"?}     -> Message
    POST /sandbox/chats/{key}/edit      {"as", "message_id", "text"}                        -> Message
    POST /sandbox/chats/{key}/delete    {"as", "message_id"}                                -> {}
    POST /sandbox/chats/{key}/react     {"as", "message_id", "emoji": [..]}                 -> {}
    POST /sandbox/chats/{key}/press     {"as", "message_id", "data"}        -> {"callback_query_id"} or {"url"}
    POST /sandbox/chats/{key}/upload    form: as, file, caption?, topic?, reply_to?         -> Message
    POST /sandbox/inline                {"as", "key", "text", "offset"?}    -> {"query_id", "results", "next_offset",
                                        "button", "is_personal", "cache_time"}; waits up to 10 s, 504 when in vain
    POST /sandbox/inline/choose         {"as", "query_id", "result_id", "key", "topic"?}    -> Message
    POST /sandbox/people                {"first_name", "username"?, "language_code"?}       -> User
    GET  /sandbox/files/{file_id}                 the bytes of a document or photo
    GET  /sandbox/journal?limit=                  the newest calls of the bots, without message text

Events: `message` and `edited` carry a Message; `deleted` {"message_id"}; `callback_answer` {"callback_query_id", "as",
"text", "show_alert", "url"}; `chat_action` {"action", "message_thread_id"}; `reaction`; `inline_results`; `commands`;
`member`; `chat`. The data of each is {"key", "content"}, and its id grows by one. A refusal is 4xx {"error"}.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from bot.sandbox.events import event_stream
from bot.sandbox.exchange import Exchange, page_json
from bot.sandbox.files import DOWNLOAD_LIMIT
from bot.sandbox.guarding import LoopbackGuard
from bot.sandbox.inline import ask_inline, choose_result
from bot.sandbox.methods.commands import command_menu
from bot.sandbox.people import Person
from bot.sandbox.shapes import chat_json, member_json, user_json
from bot.sandbox.world import Bot, Chat, Json, Message

PAGE = Path(__file__).parent / "page"
INLINE_TIMEOUT_S = 10.0
INLINE_SLICE_S = 0.25
MESSAGES_AT_ONCE = 200


def control_application(exchange: Exchange) -> Any:
    """Return the application under /sandbox and /, which only a page on this machine may call."""
    control = _Control(exchange)
    routes: list[BaseRoute] = [
        Route("/sandbox/world", control.world),
        Route("/sandbox/chats", control.chats),
        Route("/sandbox/chats/{key}/messages", control.messages),
        Route("/sandbox/chats/{key}/commands", control.commands),
        Route("/sandbox/events", control.events),
        Route("/sandbox/inline", control.inline, methods=["POST"]),
        Route("/sandbox/files/{file_id}", control.file),
        Route("/sandbox/journal", control.journal),
        Route("/sandbox/chats/{key}/upload", control.upload, methods=["POST"]),
    ]
    routes += [Route(path, _verb(verb), methods=["POST"]) for path, verb in control.verbs().items()]
    if PAGE.is_dir():
        routes.append(Mount("/", StaticFiles(directory=PAGE, html=True)))
    return LoopbackGuard(Starlette(routes=routes, exception_handlers=REFUSALS))


class _Control:
    def __init__(self, exchange: Exchange) -> None:
        self.exchange = exchange

    def verbs(self) -> dict[str, Callable[[Mapping[str, str], Json], Json]]:
        """Return what is done at once with a JSON body, by path."""
        return {
            "/sandbox/chats/{key}/say": self.say,
            "/sandbox/chats/{key}/edit": self.edit,
            "/sandbox/chats/{key}/delete": self.delete,
            "/sandbox/chats/{key}/react": self.react,
            "/sandbox/chats/{key}/press": self.press,
            "/sandbox/inline/choose": self.choose,
            "/sandbox/people": self.add_person,
        }

    async def world(self, request: Request) -> Response:
        world = self.exchange.world
        with world.lock:
            people = [user_json(u) for u in world.users.values() if not u.is_bot and u is not world.anonymous]
            bot = user_json(self._bot())
            last = world.changes[-1].id if world.changes else 0
            return JSONResponse({"bot": bot, "people": people, "now": world.clock.now(), "last_event": last})

    async def chats(self, request: Request) -> Response:
        with self.exchange.world.lock:
            person = self._person(request.query_params)
            _ = person.private
            return JSONResponse([_chat_entry(chat) for chat in self.exchange.world.chats_of(person.user)])

    async def messages(self, request: Request) -> Response:
        query = request.query_params
        topic, after = _integer(query, "topic"), _integer(query, "after")
        limit = _integer(query, "limit") or MESSAGES_AT_ONCE
        with self.exchange.world.lock:
            stored = self._chat(request.path_params).messages.values()
            fitting = [m for m in stored if m.id > after and (not topic or (m.topic or 1) == topic)]
            return JSONResponse([page_json(message) for message in fitting[-limit:]])

    async def commands(self, request: Request) -> Response:
        with self.exchange.world.lock:
            chat = self._chat(request.path_params)
            return JSONResponse(command_menu(self._bot(), chat, self._person(request.query_params).user))

    async def events(self, request: Request) -> Response:
        return event_stream(self.exchange.world, request)

    async def file(self, request: Request) -> Response:
        file = self.exchange.files.by_id(request.path_params["file_id"])
        if file is None:
            raise HTTPException(404, "no such file")
        return Response(
            file.content, media_type=file.mime_type, headers={"content-disposition": "attachment"}
        )

    async def journal(self, request: Request) -> Response:
        return JSONResponse(self.exchange.journal.as_json(_integer(request.query_params, "limit") or 200))

    async def upload(self, request: Request) -> Response:
        async with request.form(max_part_size=DOWNLOAD_LIMIT) as form:
            file = form["file"]
            if isinstance(file, str):
                raise HTTPException(400, "the form has no file")
            name, content = file.filename or "file", await file.read()
            fields = {key: value for key, value in form.items() if isinstance(value, str)}
        person, chat = self._person(fields), self._chat(request.path_params)
        place = {"topic": _integer(fields, "topic") or None, "reply_to": _integer(fields, "reply_to") or None}
        message = person.sends_document(name, content, chat, caption=fields.get("caption", ""), **place)
        return JSONResponse(page_json(message))

    async def inline(self, request: Request) -> Response:
        body = await request.json()
        person, chat = self._person(body), self._chat(body)
        text, offset = str(body.get("text", "")), str(body.get("offset", ""))
        query = ask_inline(self.exchange, person.user, self._bot(), text, chat, offset)
        answer, wait = None, self.exchange.world.wait_for
        # In slices, so that a page that went on typing, or a sandbox that stops, holds no thread for long.
        for _ in range(int(INLINE_TIMEOUT_S / INLINE_SLICE_S)):
            answer = await run_in_threadpool(wait, lambda: query.answer, INLINE_SLICE_S)
            if answer is not None or await request.is_disconnected():
                break
        if answer is None:
            raise HTTPException(504, "the bot did not answer")
        return JSONResponse({"query_id": query.id, **answer})

    def say(self, path: Mapping[str, str], body: Json) -> Json:
        topic, reply_to = body.get("topic") or None, body.get("reply_to") or None
        person, quote = self._person(body), body.get("quote") or ""
        said = person.says(str(body["text"]), self._chat(path), reply_to=reply_to, topic=topic, quote=quote)
        return page_json(said)

    def edit(self, path: Mapping[str, str], body: Json) -> Json:
        return page_json(self._person(body).edits(self._message(path, body), str(body["text"])))

    def delete(self, path: Mapping[str, str], body: Json) -> Json:
        self._person(body).deletes(self._message(path, body))
        return {}

    def react(self, path: Mapping[str, str], body: Json) -> Json:
        self._person(body).reacts(self._message(path, body), *body.get("emoji", []))
        return {}

    def press(self, path: Mapping[str, str], body: Json) -> Json:
        press = self._person(body).presses(self._message(path, body), str(body["data"]))
        return {"url": press.url} if press.query is None else {"callback_query_id": press.query.id}

    def choose(self, path: Mapping[str, str], body: Json) -> Json:
        query = self.exchange.queries[str(body["query_id"])]
        topic = body.get("topic") or None
        return page_json(choose_result(self.exchange, query, str(body["result_id"]), self._chat(body), topic))

    def add_person(self, path: Mapping[str, str], body: Json) -> Json:
        details = {key: str(body[key]) for key in ("username", "language_code") if body.get(key)}
        return user_json(self.exchange.world.add_person(str(body["first_name"]), **details))

    def _bot(self) -> Bot:
        return next(iter(self.exchange.world.bots.values()))

    def _person(self, fields: Mapping[str, Any]) -> Person:
        user = self.exchange.world.users.get(int(fields["as"]))
        if user is None or user.is_bot:
            raise LookupError("no such person")
        return Person(self.exchange, user, self._bot())

    def _chat(self, fields: Mapping[str, Any]) -> Chat:
        chat = self.exchange.world.chats.get(str(fields["key"]))
        if chat is None:
            raise LookupError("no such chat")
        return chat

    def _message(self, path: Mapping[str, str], body: Json) -> Message:
        message = self._chat(path).messages.get(int(body["message_id"]))
        if message is None:
            raise LookupError("no such message")
        return message


def _verb(run: Callable[[Mapping[str, str], Json], Json]) -> Callable[[Request], Awaitable[Response]]:
    async def serve(request: Request) -> Response:
        return JSONResponse(run(request.path_params, await request.json()))

    return serve


def _chat_entry(chat: Chat) -> Json:
    newest = next(reversed(chat.messages.values()), None)
    return {
        "key": chat.key,
        "chat": chat_json(chat),
        "topics": [{"id": t.id, "name": t.name, "is_closed": t.is_closed} for t in chat.topics.values()],
        "members": [member_json(member) for member in chat.members.values()],
        "pinned": list(chat.pinned),
        "last_message": None if newest is None else page_json(newest),
    }


def _integer(fields: Mapping[str, str], name: str) -> int:
    value = fields.get(name, "")
    return int(value) if value.lstrip("-").isdecimal() else 0


def _refuse(code: int) -> Callable[[Request, Exception], Response]:
    return lambda request, error: JSONResponse({"error": str(error)}, code)


def _refuse_http(request: Request, error: Exception) -> Response:
    code = error.status_code if isinstance(error, HTTPException) else 500
    return JSONResponse({"error": getattr(error, "detail", str(error))}, code)


REFUSALS: Mapping[Any, Callable[[Request, Exception], Response]] = {
    HTTPException: _refuse_http,
    LookupError: _refuse(404),
    ValueError: _refuse(400),
    TypeError: _refuse(400),
    PermissionError: _refuse(403),
}
