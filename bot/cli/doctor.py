"""`bulletin-bot doctor`: is everything in place, and if not, what to do?"""

from __future__ import annotations

import asyncio

from telegram import Bot, WebhookInfo
from telegram.error import InvalidToken, TelegramError

from bot import index, settings, tables
from bot.cli.surroundings import Finding, folders_found, processes_found, webhook_found
from bot.connection import connections
from bot.context import now
from bot.settings import Settings
from retrieval import BulletinError, Library, LibraryError, SettingsError

WHERE_IT_IS = (
    "check DATABASE_URL: its folder or server, its user and password, and what that user may do there"
)


def examine() -> bool:
    """Print one line for each part; says whether all that are needed work."""
    try:
        loaded = settings.load()
    except SettingsError as error:
        return _bad("settings", str(error), "correct it in .env or in the environment")
    _good("settings", f"data folder {loaded.data_dir}")
    are_fine = [_examine_library(loaded), _examine_token(loaded), *map(_tell, folders_found(loaded))]
    return all(are_fine)


def _examine_library(loaded: Settings) -> bool:
    try:
        with Library.open(loaded.database_url) as library:
            tables.migrate(library.database)
            _good("database", f"{library.database.name}, revision {library.revision()}")
            is_index_fine = _examine_index(library, loaded)
            return all([is_index_fine, *map(_tell, processes_found(library, now()))])
    except LibraryError as error:
        return _bad("database", str(error), WHERE_IT_IS)


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
        name, hook = asyncio.run(_asked(loaded))
    except InvalidToken:
        return _bad("token", "Telegram refuses it", "copy it again from @BotFather into TELEGRAM_BOT_TOKEN")
    except TelegramError as error:
        reason = str(error).replace(loaded.token(), "***")
        return _bad("token", f"{loaded.telegram_api_url}: {reason}", "check the network and PROXY_URL")
    return all([_good("token", f"belongs to @{name}"), *map(_tell, webhook_found(loaded, hook, now()))])


async def _asked(loaded: Settings) -> tuple[str, WebhookInfo]:
    pool = connections(loaded, 1)
    bot = Bot(
        loaded.token(), base_url=f"{loaded.telegram_api_url}/bot", request=pool, get_updates_request=pool
    )
    async with bot:
        return bot.username, await bot.get_webhook_info()


def _tell(finding: Finding) -> bool:
    if finding.advice:
        return _bad(finding.part, finding.found, finding.advice)
    return _good(finding.part, finding.found)


def _good(part: str, found: str) -> bool:
    print(f"ok    {part}: {found}")
    return True


def _bad(part: str, found: str, advice: str) -> bool:
    print(f"FAIL  {part}: {found}\n      {advice}")
    return False
