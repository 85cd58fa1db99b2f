"""Pushing updates to a bot's webhook, one at a time and in order, again and again until it answers 2xx."""

from __future__ import annotations

import logging

import httpx

from bot.sandbox.clock import Clock
from bot.sandbox.updates import UpdateQueue, Webhook
from bot.sandbox.world import Json

log = logging.getLogger(__name__)
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105
TIMEOUT_S = 60.0
FIRST_PAUSE_S = 1.0
LONGEST_PAUSE_S = 60.0


async def push_updates(queue: UpdateQueue, clock: Clock) -> None:
    """Push for as long as the bot has a webhook; cancelled when the sandbox stops."""
    async with httpx.AsyncClient(timeout=TIMEOUT_S, trust_env=False) as client:
        pause_s = FIRST_PAUSE_S
        while (webhook := queue.webhook) is not None:
            await queue.wait()
            updates = queue.first()
            if not updates or queue.webhook is not webhook:
                continue
            problem = await _push(client, webhook, updates[0])
            if not problem:
                queue.drop_first()
                pause_s = FIRST_PAUSE_S
                continue
            webhook.last_error, webhook.last_error_date = problem, int(clock.now())
            log.debug("webhook refused an update: %s", problem)
            await clock.sleep(pause_s)
            pause_s = min(pause_s * 2, LONGEST_PAUSE_S)


async def _push(client: httpx.AsyncClient, webhook: Webhook, update: Json) -> str:
    """Return what went wrong, in Telegram's words; empty when the update was taken."""
    headers = {SECRET_HEADER: webhook.secret} if webhook.secret else {}
    try:
        response = await client.post(webhook.url, json=update, headers=headers)
    except (httpx.ConnectError, httpx.ConnectTimeout):
        return "Connection refused"
    except httpx.HTTPError:
        return "Read timeout expired"
    if response.is_success:
        return ""
    return f"Wrong response from the webhook: {response.status_code} {response.reason_phrase}"
