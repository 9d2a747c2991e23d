"""What is under way is counted and waited for, whatever becomes of it."""

from __future__ import annotations

import asyncio

import pytest

from bot.work import Work


async def test_with_nothing_under_way_there_is_nothing_to_wait_for() -> None:
    await Work().finish()


async def test_finishing_waits_for_every_piece() -> None:
    work, gates, done = Work(), [asyncio.Event(), asyncio.Event()], []

    async def piece(number: int) -> None:
        async with work.piece():
            await gates[number].wait()
            done.append(number)

    pieces = [asyncio.create_task(piece(number)) for number in (0, 1)]
    for _ in pieces:
        await asyncio.sleep(0)  # each begins
    assert work.count == 2
    finishing = asyncio.create_task(work.finish())
    gates[0].set()
    await pieces[0]
    await asyncio.sleep(0)
    assert not finishing.done()
    gates[1].set()
    await finishing

    assert done == [0, 1]
    assert work.count == 0


async def test_a_piece_that_breaks_is_no_longer_under_way() -> None:
    work = Work()
    with pytest.raises(RuntimeError):
        async with work.piece():
            raise RuntimeError("broken")

    assert work.count == 0
    await work.finish()


async def test_a_piece_that_never_ends_is_left_after_the_grace(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.work.GRACE_SECONDS", 0.0)
    work = Work()
    async with work.piece():
        await work.finish()
        assert work.count == 1


async def test_who_waits_again_waits_for_the_rest_of_the_same_grace(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.work.GRACE_SECONDS", 0.0)
    work = Work()
    async with work.piece():
        await work.finish()
        monkeypatch.setattr("bot.work.GRACE_SECONDS", 60.0)
        async with asyncio.timeout(5):
            await work.finish()
    await work.finish()
    async with work.piece():  # what was begun after all was finished has a grace of its own
        finishing = asyncio.create_task(work.finish())
        for _ in range(3):
            await asyncio.sleep(0)
        assert not finishing.done()
    await finishing
