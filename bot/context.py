"""What a handler is given: the parts of the program, typed, and the way off the event loop."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

from telegram.ext import Application, CallbackContext, ExtBot

from bot.pacing import Lane
from bot.services import Services
from bot.view.texts import Lang

# One time zone without summer time since 1991.
CHINA = dt.timezone(dt.timedelta(hours=8))

P = ParamSpec("P")
R = TypeVar("R")


class BulletinApplication(Application[Any, Any, Any, Any, Any, Any]):
    """python-telegram-bot's application, with the parts of this one."""

    def __init__(self, *, services: Services, **options: Any) -> None:
        super().__init__(**options)
        self.services = services
        self._put_off: set[int] = set()

    def put_off(self, update_id: int) -> None:
        """This update could not be handled now, but may be in a moment."""
        self._put_off.add(update_id)

    def is_put_off(self, update_id: int) -> bool:
        """Whether this update is to be handled again; asking makes it so no more."""
        is_there = update_id in self._put_off
        self._put_off.discard(update_id)
        return is_there


class Context(CallbackContext[ExtBot[Lane], dict[Any, Any], dict[Any, Any], dict[Any, Any]]):
    """The context of one update; `services` are the parts of the program, `lang` the language of its reader."""

    lang: Lang = Lang.HANS

    @property
    def services(self) -> Services:
        """The parts every handler may use."""
        application = self.application
        if not isinstance(application, BulletinApplication):
            raise TypeError(f"{type(application).__name__} holds no services")
        return application.services


async def in_thread(work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """The result of `work`, done in a thread: the database and the engine never hold up the event loop."""
    return await asyncio.to_thread(work, *args, **kwargs)


def today() -> dt.date:
    """The day it is in China, where the bulletins are printed."""
    return now().astimezone(CHINA).date()


def later(seconds: float) -> dt.datetime:
    """So many seconds from now, aware, in UTC."""
    return now() + dt.timedelta(seconds=seconds)


def now() -> dt.datetime:
    """This moment, aware, in UTC."""
    return dt.datetime.now(dt.UTC)
