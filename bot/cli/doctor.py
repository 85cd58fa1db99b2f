"""`bulletin-bot doctor`: is everything in place, and if not, what to do?"""

from __future__ import annotations

import asyncio

from telegram import Bot
from telegram.error import InvalidToken, TelegramError

from bot import index, settings, tables
from bot.connection import connections
from bot.settings import Settings
from retrieval import BulletinError, Library, LibraryError, SettingsError


def examine() -> bool:
    """Print one line for each part; says whether all that are needed work."""
    try:
        loaded = settings.load()
    except SettingsError as error:
        return _bad("settings", str(error), "correct it in .env or in the environment")
    _good("settings", f"data folder {loaded.data_dir}")
    is_library_fine = _examine_library(loaded)
    return _examine_token(loaded) and is_library_fine


def _examine_library(loaded: Settings) -> bool:
    try:
        with Library.open(loaded.database_url) as library:
            tables.migrate(library.database)
            _good("database", f"{library.database.name}, revision {library.revision()}")
            return _examine_index(library, loaded)
    except LibraryError as error:
        return _bad("database", str(error), "check DATABASE_URL, and that its folder or server is there")


def _examine_index(library: Library, loaded: Settings) -> bool:
    counts = library.counts()
    held = f"{counts.paragraphs} paragraphs of {counts.articles} articles in {counts.issues} issues"
    try:
        with index.opened(loaded, library) as current:
            revision = current.engine.revision
    except BulletinError as error:
        return _bad("index", str(error), "check SEARCH_ENGINE and DATABASE_READ_URL")
    where = ", in PostgreSQL" if loaded.search_engine == "postgres" else ""
    if not counts.paragraphs:
        return _good("index", f"{held}: add some with bulletin-bot ingest")
    return _good("index", f"{held}, revision {revision}{where}")


def _examine_token(loaded: Settings) -> bool:
    if loaded.telegram_bot_token is None:
        return _good("token", "not set: ask @BotFather for one before bulletin-bot run")
    try:
        name = asyncio.run(_username(loaded))
    except InvalidToken:
        return _bad("token", "Telegram refuses it", "copy it again from @BotFather into TELEGRAM_BOT_TOKEN")
    except TelegramError as error:
        reason = str(error).replace(loaded.token(), "***")
        return _bad("token", f"{loaded.telegram_api_url}: {reason}", "check the network and PROXY_URL")
    return _good("token", f"belongs to @{name}")


async def _username(loaded: Settings) -> str:
    pool = connections(loaded, 1)
    bot = Bot(
        loaded.token(), base_url=f"{loaded.telegram_api_url}/bot", request=pool, get_updates_request=pool
    )
    async with bot:
        return bot.username


def _good(part: str, found: str) -> bool:
    print(f"ok    {part}: {found}")
    return True


def _bad(part: str, found: str, advice: str) -> bool:
    print(f"FAIL  {part}: {found}\n      {advice}")
    return False
