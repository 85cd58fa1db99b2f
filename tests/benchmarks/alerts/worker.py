"""A process that only delivers: Telegram gives a token's updates to one process, but any may send.

python -m tests.benchmarks.alerts.worker          (settings from the environment)
"""

from __future__ import annotations

import asyncio

from bot import application, settings
from bot.alerts.delivery import Delivery
from bot.connection import connections
from bot.courier.calls import CourierRequest, courier
from bot.sender import Sender
from bot.services import Services, services


async def deliver(parts: Services, calls: CourierRequest) -> None:
    """Deliver until killed."""
    sender = Sender(application.rates(parts.settings))
    built = application.build(parts, connections(parts.settings, 1), sender, calls)
    await built.initialize()
    await Delivery(built, sender).run()


def main() -> None:
    """Deliver as the bot does, with a courier beside."""
    given = settings.load()
    with courier(application.hello(given)) as beside, services(given, beside.pid) as parts:
        asyncio.run(deliver(parts, CourierRequest(beside)))


if __name__ == "__main__":
    main()
