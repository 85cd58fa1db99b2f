"""A town for every story: a library of sample bulletins, a Telegram, and a bot that serves both."""

from __future__ import annotations

import asyncio
import shutil
import socket
import threading
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot import application, tables
from bot.sandbox import Sandbox
from bot.services import Services, services
from bot.settings import Settings
from retrieval import Current, Library, ingest_file
from tests import postgres
from tests.bot.emulator import BOT, TOKEN
from tests.bot.people import DEADLINE_S, Telegram, telegram
from tests.bot.sandbox.readers import SandboxTelegram

SAMPLES = Path(__file__).parents[2] / "bot" / "sandbox" / "bulletins"
SECRET = "a-secret_of-the-tests"


@dataclass(frozen=True)
class Town:
    """Where a story plays."""

    telegram: Telegram
    database_url: str
    mode: str
    port: int

    def settings(self, **more: Any) -> Settings:
        """The bot's settings here; an .env of the developer does not count."""
        hook = {
            "webhook_url": f"http://127.0.0.1:{self.port}/hook",
            "webhook_port": self.port,
            "webhook_secret": SECRET,
        }
        given: dict[str, Any] = {
            "_env_file": None,
            "telegram_bot_token": TOKEN,
            "telegram_api_url": self.telegram.url,
            "database_url": self.database_url,
            "poll_timeout_s": 5,
            **(hook if self.mode == "webhook" else {}),
            "search_engine": "postgres" if self.database_url.startswith("postgresql") else "local",
        }
        return Settings(**(given | more))

    def environment(self) -> dict[str, str]:
        """The same settings as variables, for a process of its own."""
        settings = self.settings()
        given = settings.model_dump(exclude_defaults=True, exclude={"telegram_bot_token", "webhook_secret"})
        secret = {"WEBHOOK_SECRET": SECRET} if self.mode == "webhook" else {}
        return (
            {name.upper(): str(value) for name, value in given.items()}
            | secret
            | {"TELEGRAM_BOT_TOKEN": TOKEN}
        )

    @contextmanager
    def open(self, **more: Any) -> Iterator[None]:
        """The bot, serving in a thread from here to the end of the block, then stopped in order."""
        running: Future[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = Future()
        ended: Future[None] = Future()

        async def serve(parts: Services) -> None:
            stop = asyncio.Event()
            running.set_result((asyncio.get_running_loop(), stop))
            await application.serve(parts, stop)

        def live() -> None:
            try:
                with services(self.settings(**more)) as parts:
                    asyncio.run(serve(parts))
                ended.set_result(None)
            except BaseException as error:
                ended.set_exception(error)

        threading.Thread(target=live, daemon=True).start()
        wait([running, ended], DEADLINE_S, FIRST_COMPLETED)
        try:
            yield
        finally:
            if running.done() and not ended.done():
                loop, stop = running.result()
                loop.call_soon_threadsafe(stop.set)
            ended.result(DEADLINE_S)


@pytest.fixture(scope="session")
def sample_library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file with the sample bulletins, made once; copy it, never write to it."""
    path = tmp_path_factory.mktemp("library") / "samples.sqlite3"
    with Library.open(f"sqlite:///{path}") as library:
        for bulletin in sorted(SAMPLES.glob("*.txt")):
            assert ingest_file(library, bulletin).status == "new"
        tables.migrate(library.database)
    return path


@pytest.fixture(scope="session")
def sample_server_library(sample_library: Path, any_postgres_server: str | None) -> Iterator[str | None]:
    """The same library in a database of PostgreSQL, to copy; None where there is no server."""
    if any_postgres_server is None:
        yield None
        return
    with postgres.database(any_postgres_server) as url:
        with Library.open(url) as library:
            for bulletin in sorted(SAMPLES.glob("*.txt")):
                ingest_file(library, bulletin)
            tables.migrate(library.database)
            with Current.shared(library):
                pass
        yield url


@pytest.fixture(params=["polling", "webhook"])
def town(
    request: pytest.FixtureRequest, sample_library: Path, sample_server_library: str | None, tmp_path: Path
) -> Iterator[Town]:
    """A town whose bot is not yet open; each story is told with polling, and with a webhook and all in PostgreSQL."""
    with ExitStack() as stack:
        running = stack.enter_context(telegram())
        if request.param == "webhook" and sample_server_library is not None:
            url = stack.enter_context(postgres.copy(sample_server_library))
        else:
            shutil.copy(sample_library, tmp_path / "town.sqlite3")
            url = f"sqlite:///{tmp_path / 'town.sqlite3'}"
        yield Town(running, url, request.param, free_port())


@pytest.fixture
def open_town(town: Town) -> Iterator[Telegram]:
    """The Telegram of a town whose bot serves throughout the story."""
    with town.open():
        yield town.telegram


def free_port() -> int:
    """A loopback port that nobody listens on now."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        return port


@pytest.fixture
def district(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Any]:
    """An empty library in a sandbox; the bot is not open yet. With the parameter "postgresql" it lies there."""
    from tests.journeys.papers import District

    with ExitStack() as stack:
        url = f"sqlite:///{tmp_path / 'town.sqlite3'}"
        if getattr(request, "param", "sqlite") == "postgresql":
            server = request.getfixturevalue("postgres_server")
            url = stack.enter_context(postgres.database(server))
        sandbox = stack.enter_context(Sandbox.start(token=TOKEN, username=BOT["username"]))
        town = Town(SandboxTelegram(sandbox), url, "polling", free_port())  # type: ignore[arg-type]
        yield District(sandbox, tmp_path, town)
