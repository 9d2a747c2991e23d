"""A grant that is ended before it was live: nobody holds anything afterwards, wherever its job had come to."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from approvals.desk import Desk
from approvals.errors import AlreadyDecided
from approvals.jobs.provisioning import provision, revoke
from approvals.log.verify import verify
from approvals.model import EndReason, GrantStatus, Wish
from approvals.operations.break_glass import break_glass
from approvals.operations.give_back import give_back
from approvals.operations.review_emergency import review_emergency
from approvals.policy.book import PolicyBook
from approvals.queries.grants import grant_picture
from catalog.connectors.port import ConnectorFailed, Order, Receipt
from catalog.emergency import Called, Emergency
from tests.approvals.asking import only_item
from tests.approvals.company import WAREHOUSE_ADMIN, small_company
from tests.approvals.conftest import NotedJobs
from tests.approvals.systems import Ledger

pytestmark = pytest.mark.database


@pytest.fixture
async def alarm(desk: Desk) -> Desk:
    company = small_company(emergency=Emergency(who=Called(departments=("Engineering",))))
    return replace(desk, company=company, policies=PolicyBook.load(company))


async def begun(desk: Desk) -> tuple[str, str]:
    """Max breaks the glass: the item, and its grant, which no system was told of yet."""
    request = await break_glass(
        desk, person="max.vogel", wish=Wish(entitlement=WAREHOUSE_ADMIN), duration=None,
        reason="the loads fail", words="it is on fire", key="glass",
    )  # fmt: skip
    item = await only_item(desk, request)
    assert item.grant is not None
    return item.id, item.grant.id


async def not_right(desk: Desk, item: str) -> None:
    await review_emergency(desk, item_id=item, by="nils.aker", right=False, note="the loads were fine")


async def test_a_set_up_that_comes_late_sets_nothing_up(alarm: Desk) -> None:
    ledger = Ledger()
    item, grant = await begun(alarm)
    await not_right(alarm, item)
    await provision(alarm, ledger, grant_id=grant)
    await revoke(alarm, ledger, grant_id=grant)
    await provision(alarm, ledger, grant_id=grant)
    ended = await grant_picture(alarm, grant)
    assert (ended.status, ended.end_reason) == (GrantStatus.FAILED, EndReason.REVOKED)
    assert (ledger.orders, ledger.held) == ([], set()), "no system ever heard of it"
    assert (await verify(alarm.store)).whole


async def test_what_was_being_set_up_in_that_moment_is_taken_away(alarm: Desk) -> None:
    item, grant = await begun(alarm)

    class Slow(Ledger):
        async def provision(self, order: Order) -> Receipt:
            await not_right(alarm, item)
            return await super().provision(order)

    ledger = Slow()
    await provision(alarm, ledger, grant_id=grant)
    assert (await grant_picture(alarm, grant)).status is GrantStatus.REVOKING
    assert ledger.held == {grant}, "it came true, and its end is on its way"
    await revoke(alarm, ledger, grant_id=grant)
    assert (ledger.held, (await grant_picture(alarm, grant)).status) == (set(), GrantStatus.FAILED)


@pytest.mark.parametrize("heard_of", [True, False], ids=["heard of", "not heard of"])
@pytest.mark.parametrize("through", [True, False], ids=["removed before", "being removed"])
async def test_what_comes_true_after_its_removal_looked_is_taken_away(
    alarm: Desk, jobs: NotedJobs, through: bool, heard_of: bool
) -> None:
    item, grant = await begun(alarm)
    looked, go_on = asyncio.Event(), asyncio.Event()
    removals: list[asyncio.Task[None]] = []

    class Slow(Ledger):
        """Its removal looks, and only then does what was ordered before come true."""

        async def provision(self, order: Order) -> Receipt:
            await not_right(alarm, item)
            removals.append(asyncio.create_task(revoke(alarm, self, grant_id=grant)))
            await looked.wait()
            if through:
                go_on.set()
                await removals[0]
            done = await super().provision(order)
            if heard_of:
                return done
            raise ConnectorFailed("Warehouse did not answer in time.", retryable=True, touched=True)

        async def revoke(self, order: Order) -> Receipt:
            done = await super().revoke(order)
            looked.set()
            await go_on.wait()
            return done

    ledger = Slow()
    await provision(alarm, ledger, grant_id=grant)
    assert ledger.held == {grant}, "it came true after the removal had looked"
    go_on.set()
    await removals[0]
    if through:
        assert f"revoke:{grant}:late-1" in jobs.put_so_far
        await revoke(alarm, ledger, grant_id=grant)
    ended = await grant_picture(alarm, grant)
    assert (ledger.held, ended.status, ended.end_reason) == (set(), GrantStatus.FAILED, EndReason.REVOKED)
    assert (await verify(alarm.store)).whole


async def test_nobody_gives_back_what_is_not_there_yet(alarm: Desk) -> None:
    _, grant = await begun(alarm)
    with pytest.raises(AlreadyDecided, match="still being set up"):
        await give_back(alarm, grant_id=grant, by="max.vogel")
