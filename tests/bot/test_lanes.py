"""Order within a chat, side by side over chats, a bounded stop."""

import asyncio

from bot.lanes import Lanes


async def test_order_within_a_lane() -> None:
    """Items of one lane are worked on one after the other, in the order they came."""
    done: list[int] = []
    all_done = asyncio.Event()

    async def work(item: int) -> None:
        await asyncio.sleep(0)
        done.append(item)
        if item == 19:
            all_done.set()

    lanes = Lanes(work)
    for item in range(20):
        lanes.submit(7, item)
    async with asyncio.timeout(5):
        await all_done.wait()

    assert list(range(20)) == done


async def test_lanes_run_side_by_side() -> None:
    """A lane that waits does not hold up another."""
    waits, arrived = asyncio.Event(), asyncio.Event()

    async def work(item: str) -> None:
        if item == "slow":
            await waits.wait()
        else:
            arrived.set()

    lanes = Lanes(work)
    lanes.submit(1, "slow")
    lanes.submit(2, "fast")
    async with asyncio.timeout(5):
        await arrived.wait()
    waits.set()
    await lanes.close(grace_s=5)


async def test_close_finishes_what_is_in_work_and_starts_nothing() -> None:
    """On a stop the item in work is finished and the ones behind it are left."""
    begun, go, done = asyncio.Event(), asyncio.Event(), []

    async def work(item: int) -> None:
        begun.set()
        await go.wait()
        done.append(item)

    lanes = Lanes(work)
    lanes.submit(1, 1)
    lanes.submit(1, 2)
    async with asyncio.timeout(5):
        await begun.wait()
    closing = asyncio.create_task(lanes.close(grace_s=5))
    await asyncio.sleep(0)
    go.set()
    await closing

    assert done == [1]


async def test_close_ends_after_its_grace() -> None:
    """An item that never ends is cancelled when the grace is over."""
    begun, was_cancelled = asyncio.Event(), asyncio.Event()

    async def work(item: int) -> None:
        begun.set()
        try:
            await asyncio.Event().wait()
        finally:
            was_cancelled.set()

    lanes = Lanes(work)
    lanes.submit(1, 1)
    await begun.wait()
    async with asyncio.timeout(5):
        await lanes.close(grace_s=0.01)

    assert was_cancelled.is_set()
