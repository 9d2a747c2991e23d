"""The hourly look at who has left."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import date

from approvals.desk import Desk
from approvals.model import ItemStatus
from approvals.policy.book import PolicyBook
from approvals.store.store import Store
from bot.leavers import Leavers
from tests.approvals.asking import ask, only_item
from tests.approvals.company import NOW, SALES, small_company, small_people
from tests.approvals.conftest import NotedJobs, StandingClock


async def test_what_waits_for_a_leaver_ends_in_the_first_round(database: str) -> None:
    company = small_company()
    store = Store.at(database, clock=StandingClock(NOW), jobs=NotedJobs())
    desk = Desk(store=store, company=company, policies=PolicyBook.load(company))
    gone, stays = await ask(desk, SALES), await ask(desk, SALES, person="rosa.lima")
    people = small_people()
    people["tom.reyes"] = people["tom.reyes"].model_copy(update={"ends": date(2026, 11, 30)})
    later = replace(desk, company=small_company(people=people))
    leavers = Leavers(lambda: later)
    await leavers.start()
    await asyncio.sleep(0)
    await leavers.stop()  # which waits for the round that has begun
    item = await only_item(later, gone)
    assert item.status is ItemStatus.REFUSED
    assert [reason.policy for reason in item.reasons] == ["person-gone"]
    assert (await only_item(later, stays)).status is ItemStatus.PENDING
    await store.close()


async def test_a_round_that_fails_does_not_keep_it_from_stopping() -> None:
    def nothing() -> Desk:
        raise RuntimeError("no desk")

    leavers = Leavers(nothing)
    await leavers.start()
    await asyncio.sleep(0)
    await leavers.stop()
