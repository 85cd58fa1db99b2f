"""A process that only delivers: Telegram gives a token's updates to one process, but any may send.

python -m tests.benchmarks.alerts.worker          (settings from the environment)
"""

from __future__ import annotations

import asyncio

from bot import application, settings
from bot.alerts.delivery import Delivery
from bot.connection import connections
from bot.sender import Sender
from bot.services import services


async def deliver() -> None:
    """Deliver until killed."""
    given = settings.load()
    with services(given) as parts:
        sender = Sender(application.rates(given))
        built = application.build(parts, connections(given, 1), sender)
        await built.initialize()
        await Delivery(built, sender).run()


if __name__ == "__main__":
    asyncio.run(deliver())
