"""A grant that is ended before it was live: nobody holds anything afterwards, wherever its job had come to."""

from __future__ import annotations

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
from catalog.connectors.port import Order, Receipt
from catalog.emergency import Called, Emergency
from tests.approvals.asking import only_item
from tests.approvals.company import WAREHOUSE_ADMIN, small_company
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


async def test_nobody_gives_back_what_is_not_there_yet(alarm: Desk) -> None:
    _, grant = await begun(alarm)
    with pytest.raises(AlreadyDecided, match="still being set up"):
        await give_back(alarm, grant_id=grant, by="max.vogel")
