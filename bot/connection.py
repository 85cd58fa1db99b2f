"""How do we reach Telegram, and how do we keep at it while the network is away?"""

from __future__ import annotations

import datetime as dt
import logging
import random
from asyncio import sleep
from collections.abc import Awaitable, Callable

from telegram.error import BadRequest, Conflict, InvalidToken, RetryAfter, TelegramError
from telegram.request import HTTPXRequest

from bot.settings import Settings
from retrieval import SettingsError

FIRST_DELAY_S = 0.5
LONGEST_DELAY_S = 30.0

log = logging.getLogger(__name__)


def connections(settings: Settings, n: int) -> HTTPXRequest:
    """A pool of `n` connections to Telegram; SettingsError when the proxy needs a package that is missing."""
    wait_s = settings.request_timeout_s
    try:
        return HTTPXRequest(
            connection_pool_size=n,
            connect_timeout=wait_s,
            read_timeout=wait_s,
            write_timeout=wait_s,
            pool_timeout=wait_s,
            proxy=settings.proxy_url,
        )
    except RuntimeError as error:
        raise SettingsError("PROXY_URL: socks needs pip install 'python-telegram-bot[socks]'") from error


async def keep_trying(call: Callable[[], Awaitable[object]]) -> None:
    """Call until it succeeds; SettingsError when Telegram refuses the token or the request itself."""
    n_failures = 0
    while True:
        try:
            await call()
            return
        except BadRequest as error:
            raise SettingsError(f"telegram refused the request: {error}") from error
        except TelegramError as error:
            n_failures += 1
            await sleep(delay_after(error, n_failures))


def delay_after(error: Exception, n_failures: int) -> float:
    """Seconds to wait after the `n_failures`th failure in a row; says in the log what is wrong.

    SettingsError when the token is refused: waiting would not help.
    """
    if isinstance(error, InvalidToken):
        # The foreign message can hold the token, so it is not chained.
        raise SettingsError(
            "TELEGRAM_BOT_TOKEN was refused: is it complete, was it revoked, is TELEGRAM_API_URL right?"
        ) from None
    if isinstance(error, RetryAfter):
        return retry_after_s(error)
    delay_s = jittered_s(n_failures)
    if isinstance(error, Conflict):
        log.warning("another program takes updates with this token: stop it; next try in %.1f s", delay_s)
    else:
        log.warning("telegram cannot be reached (%s); next try in %.1f s", error or "timed out", delay_s)
    return delay_s


def jittered_s(n_failures: int) -> float:
    """Seconds to wait after the `n_failures`th failure in a row: twice as long each time, up to half a minute."""
    longest_s = min(FIRST_DELAY_S * 2.0 ** min(n_failures - 1, 10), LONGEST_DELAY_S)
    # The jitter keeps several bots behind one broken network from coming back in step.
    return longest_s * random.uniform(0.5, 1)  # noqa: S311


def retry_after_s(error: RetryAfter) -> float:
    """How long Telegram asks to wait, in seconds."""
    wait = error.retry_after
    return wait.total_seconds() if isinstance(wait, dt.timedelta) else float(wait)
