"""`bulletin-bot try`: sample bulletins, a Telegram on loopback and the real bot, in one process, without a token.

Everything lies in a folder of its own that is removed at the end; no setting of the environment counts, so
neither the user's library nor the user's token is ever touched.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
import tempfile
import webbrowser
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot import application, logs, settings
from bot.sandbox.people import Person
from bot.sandbox.server import Sandbox
from bot.sandbox.terminal import converse
from bot.services import Services, services
from bot.settings import Settings
from retrieval import BulletinError, Library, Originals, find_sources, ingest_file

BULLETINS = Path(__file__).parent / "bulletins"
START_S = 60.0
STOP_S = 2.0

Stop = tuple[asyncio.AbstractEventLoop, asyncio.Event]


@dataclass(frozen=True, slots=True)
class Trial:
    """A running sandbox with a running bot; `ended` is done when the bot has stopped or failed."""

    sandbox: Sandbox
    you: Person
    ended: Future[None]


def try_it(*, port: int = 0, terminal: bool = False, opens: bool = True) -> None:
    """Run until Ctrl-C, SIGTERM or, in the terminal, the end of input; BulletinError when the port is taken."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.default_int_handler)
    # A proxy of the environment would be asked for loopback addresses too.
    os.environ["NO_PROXY"] = os.environ["no_proxy"] = "127.0.0.1,localhost"
    with contextlib.suppress(KeyboardInterrupt), trial(port) as running:
        logs.configure("WARNING", (running.sandbox.token,))
        if terminal:
            converse(running.you)
            return
        _invite(running.sandbox.url, opens)
        wait([running.ended])
        running.ended.result()


@contextlib.contextmanager
def trial(port: int = 0) -> Iterator[Trial]:
    """A world with people, groups and a bot that knows the sample bulletins; it stops when the block ends."""
    with tempfile.TemporaryDirectory(prefix="bulletin-bot-try-") as folder, _sandbox(port) as sandbox:
        given = trial_settings(sandbox, Path(folder))
        _ingest_samples(given)
        you = populate(sandbox)
        with _bot(given) as ended:
            ended.add_done_callback(lambda _: sandbox.world.tell("bot", "", {}))
            sandbox.world.wait_for(lambda: ended.done() or sandbox.bot.commands, START_S)
            if ended.done():
                ended.result()
            yield Trial(sandbox, you, ended)


def trial_settings(sandbox: Sandbox, folder: Path) -> Settings:
    """Settings that name the sandbox and a library in `folder`; whatever else, as if nothing had been set."""
    defaults = {
        name: field.default for name, field in Settings.model_fields.items() if field.default_factory is None
    }
    own = {
        "data_dir": folder,
        "database_url": f"sqlite:///{folder / 'bulletins.sqlite3'}",
        "telegram_bot_token": sandbox.token,
        "telegram_api_url": sandbox.api_url,
        "stop_grace_s": STOP_S,
    }
    return settings.load(_env_file=None, **(defaults | own))


def populate(sandbox: Sandbox) -> Person:
    """Let three people in, with a group and a forum they share with the bot, and return the first of them."""
    # Privacy mode would keep back a name that is written into the words (@bot几点开门), as many people write it.
    sandbox.bot.hears_all = True
    you = sandbox.person("我", username="wo", language_code="zh-hans")
    lin = sandbox.person("林晓", username="linxiao", language_code="zh-hans")
    chen = sandbox.person("陳伯", username="chanbak", language_code="zh-hant")
    sandbox.group("邻里互助群", you, lin, chen)
    forum = sandbox.group("青砚居民论坛", you, lin, chen, is_forum=True)
    for name in ("防汛防台", "上学与看病"):
        you.opens_topic(forum, name)
    return you


def _ingest_samples(given: Settings) -> None:
    with Library.open(given.database_url) as library:
        for path in find_sources([BULLETINS]).files:
            ingest_file(library, path, originals=Originals(given.originals_dir))


@contextlib.contextmanager
def _sandbox(port: int) -> Iterator[Sandbox]:
    with contextlib.ExitStack() as stack:
        try:
            sandbox = stack.enter_context(Sandbox.start(port=port))
        except OSError as error:
            raise BulletinError(
                f"port {port} cannot be used: {error.strerror}; try another --port"
            ) from error
        yield sandbox


@contextlib.contextmanager
def _bot(given: Settings) -> Iterator[Future[None]]:
    """Serve from a thread, so that the main thread can wait for signals or read the terminal."""
    started: Future[Stop] = Future()
    with ThreadPoolExecutor(1, "bot") as pool:
        ended = pool.submit(_serve, given, started)
        both: list[Future[Any]] = [started, ended]
        wait(both, return_when=FIRST_COMPLETED)
        try:
            yield ended
        finally:
            if started.done() and not ended.done():
                loop, stop = started.result()
                with contextlib.suppress(RuntimeError):  # the loop has just closed by itself
                    loop.call_soon_threadsafe(stop.set)


def _serve(given: Settings, started: Future[Stop]) -> None:
    async def serve(parts: Services) -> None:
        stop = asyncio.Event()
        started.set_result((asyncio.get_running_loop(), stop))
        await application.serve(parts, stop)

    with services(given) as parts:
        asyncio.run(serve(parts))


def _invite(url: str, opens: bool) -> None:
    print(f"在浏览器里试用（按 Ctrl-C 结束）： {url}", flush=True)
    has_screen = sys.platform != "linux" or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    if opens and has_screen and sys.stdout.isatty():
        # Without a browser nothing opens, which is no failure: the address has been printed.
        with contextlib.suppress(webbrowser.Error):
            webbrowser.open(url)
