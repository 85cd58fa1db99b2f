"""The outbox, delivered: claim -> write -> send -> settle, for as long as the bot runs.

Few messages are under way at once, and each is settled before its place is given to another: what the death of a whole
machine can repeat is what was under way. What must wait for its own chat goes back to the outbox and holds up nobody. A stop finishes
what is under way and gives the rest back.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections import deque
from math import inf

from telegram import LinkPreviewOptions
from telegram import Message as TelegramMessage
from telegram.constants import ParseMode
from telegram.error import TelegramError

from bot.alerts.letters import Letter, Letters
from bot.alerts.lifecycle import Failed, Outcome, PutOff, Sent
from bot.alerts.outbox import Outbox
from bot.alerts.outcomes import outcome_of
from bot.alerts.parcels import Parcel
from bot.claims import another
from bot.context import BulletinApplication, in_thread, later, now
from bot.courier.notes import Delivered, about
from bot.pacing import Lane
from bot.replies import markup
from bot.sender import Sender
from retrieval import LibraryError

N_CLAIMED = 48
N_UNDER_WAY = 16
IDLE_S = 0.5
TAKE_BACK_EVERY_S = 2.0
# Outcomes of so long are written together.
GATHER_S = 0.1
# A chat that has to wait longer than this gives its place to another.
LONGEST_WAIT_S = 1.0
# A claim that is about to end is left to whoever comes after.
MARGIN_S = 15.0
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)

log = logging.getLogger(__name__)


class Delivery:
    """Delivers the outbox of one application; `run` until it is cancelled, then `close`."""

    def __init__(self, application: BulletinApplication, sender: Sender) -> None:
        self._application = application
        self._sender = sender
        self._outbox: Outbox = application.services.outbox
        self._letters = Letters(application.services.library)
        self._claim = another(application.services.inbox.claim)
        self._takes_back_at = 0.0
        self._waiting: deque[Parcel] = deque()
        self._under_way: set[asyncio.Task[None]] = set()
        self._places = asyncio.Semaphore(N_UNDER_WAY)
        self._settling = asyncio.Lock()
        self._unsettled: list[tuple[Parcel, Outcome, asyncio.Future[None]]] = []

    async def run(self) -> None:
        """Deliver whatever is due, until cancelled; what a killed process had begun with here, too."""
        while True:
            await self._places.acquire()
            parcel = None
            try:
                parcel = await self._next()
            finally:
                if parcel is None:
                    self._places.release()
            task = asyncio.create_task(self._carry(parcel), name=f"parcel {parcel.id}")
            self._under_way.add(task)
            task.add_done_callback(self._done)

    async def close(self, grace_s: float) -> None:
        """Finish what is under way, at most `grace_s` long, and give the rest back."""
        if self._under_way:
            _, late = await asyncio.wait(self._under_way, timeout=grace_s)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
        try:
            await in_thread(self._outbox.release, self._claim)
        except LibraryError as error:
            log.warning("claims could not be given back, they end by themselves: %s", error)

    async def _take_back(self) -> None:
        """Every now and then: a killed process may have a courier that is there for a moment more."""
        if time.monotonic() < self._takes_back_at:
            return
        self._takes_back_at = time.monotonic() + TAKE_BACK_EVERY_S
        try:
            if n := await in_thread(self._outbox.take_back, self._claim):
                log.info("%d parcels of killed processes were taken back", n)
        except LibraryError as error:
            log.warning("claims of killed processes stay until they end: %s", error)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._under_way.discard(task)
        self._places.release()

    async def _next(self) -> Parcel:
        """The next parcel to be carried, waited for."""
        while True:
            while self._waiting:
                parcel = self._waiting.popleft()
                if parcel.claimed_until > later(MARGIN_S):
                    return parcel
            await self._take_back()
            try:
                self._waiting.extend(await in_thread(self._outbox.claim, N_CLAIMED, self._claim, now()))
                await in_thread(self._letters.refresh)
            except LibraryError as error:
                log.warning("the outbox cannot be read: %s", error)
            if not self._waiting:
                await asyncio.sleep(IDLE_S)

    async def _carry(self, parcel: Parcel) -> None:
        try:
            outcome = await self._try(parcel)
        except Exception:
            log.exception("parcel %s could not be delivered", parcel.id)
            outcome = Failed("could not be delivered", is_final_after_some=True)
        if isinstance(outcome, Failed):
            log.warning("parcel %s: %s", parcel.id, outcome.reason)
        await self._settle(parcel, outcome)

    async def _try(self, parcel: Parcel) -> Outcome:
        """Send a parcel, or say why not."""
        wait_s = self._sender.wait_s(parcel.place.chat_id)
        if wait_s > LONGEST_WAIT_S:
            # Infinite means that another message to this chat is under way, which takes moments.
            return PutOff(later(wait_s if wait_s < inf else LONGEST_WAIT_S))
        username = self._application.bot.username
        letter = await in_thread(self._letters.write, parcel, username, now())
        if not isinstance(letter, Letter):
            return letter
        try:
            with about(Delivered(parcel.id, parcel.claim, parcel.version)):
                return Sent(await self._send(parcel, letter))
        except TelegramError as error:
            return outcome_of(error, now(), parcel.message_id if parcel.state == "revising" else None)

    async def _send(self, parcel: Parcel, letter: Letter) -> int:
        """Send or change the message; its id."""
        bot, message = self._application.bot, letter.message
        if parcel.state == "revising" and parcel.message_id is not None:
            changed = await bot.edit_message_text(
                message.html,
                chat_id=parcel.place.chat_id,
                message_id=parcel.message_id,
                parse_mode=ParseMode.HTML,
                reply_markup=markup(message),
                link_preview_options=NO_PREVIEW,
                rate_limit_args=Lane.BULK,
            )
            return changed.message_id if isinstance(changed, TelegramMessage) else parcel.message_id
        sent = await bot.send_message(
            parcel.place.chat_id,
            message.html,
            parse_mode=ParseMode.HTML,
            reply_markup=markup(message),
            message_thread_id=parcel.place.thread_id or None,
            link_preview_options=NO_PREVIEW,
            disable_notification=letter.is_silent or None,
            rate_limit_args=Lane.BULK,
        )
        return int(sent.message_id)

    async def _settle(self, parcel: Parcel, outcome: Outcome) -> None:
        """Write down what became of a parcel; those that end while one writes are written together."""
        written: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._unsettled.append((parcel, outcome, written))
        async with self._settling:
            if not written.done():
                # Each writing holds up everyone who writes for a moment, people's questions too.
                await asyncio.sleep(GATHER_S)
            ready, self._unsettled = self._unsettled, []
            if ready:
                await self._write([(parcel, outcome) for parcel, outcome, _ in ready])
            for _, _, done in ready:
                done.set_result(None)
        await written

    async def _write(self, outcomes: list[tuple[Parcel, Outcome]]) -> None:
        """Until the database takes it: what was sent must not be forgotten, or it is sent again."""
        while True:
            try:
                await in_thread(self._outbox.settle, outcomes, now())
                return
            except LibraryError as error:
                log.warning("%d outcomes cannot be written yet: %s", len(outcomes), error)
                await asyncio.sleep(IDLE_S)
