"""How long stages waited, in hours of work, and what it took."""

from __future__ import annotations

from datetime import timedelta

from approvals.desk import Desk
from approvals.jobs.waiting import look
from approvals.model import StageName
from approvals.operations.approve import approve
from approvals.operations.withdraw import withdraw
from approvals.queries.sla import StageFigures, stage_figures
from tests.approvals.asking import ask, only_item
from tests.approvals.company import NOW, PAYMENTS_CREATE, SALES
from tests.approvals.conftest import StandingClock

MANAGER = StageName.MANAGER


async def of_managers(desk: Desk) -> StageFigures:
    found = await stage_figures(desk.store, desk.company, since=NOW - timedelta(days=1))
    assert [one.stage for one in found] == list(StageName)
    return found[0]


async def test_nothing_to_tell_of_is_no_figure(desk: Desk) -> None:
    assert await of_managers(desk) == StageFigures(
        stage=MANAGER, decided=0, lapsed=0, waiting=0, median_hours=None, p90_hours=None,
        share_reminded=0, share_escalated=0, share_lapsed=0,
    )  # fmt: skip


async def test_hours_of_work_are_counted_and_shares_are_of_what_is_over(
    desk: Desk, clock: StandingClock
) -> None:
    """Eleven on Tuesday: one is decided after two hours, one the next noon after a reminder, one never, after another."""
    items = [
        (await only_item(desk, await ask(desk, what, person=person))).id
        for what, person in ((SALES, "tom.reyes"), (SALES, "kim.sato"), (PAYMENTS_CREATE, "tom.reyes"))
    ]
    await ask(desk, PAYMENTS_CREATE, person="sana.malik")
    withdrawn = await ask(desk, PAYMENTS_CREATE, person="rosa.lima")
    await withdraw(desk, request_id=withdrawn, by="rosa.lima")
    clock.advance(timedelta(hours=2))
    await approve(desk, item_id=items[0], by="lena.osei")
    clock.advance(timedelta(hours=3))
    await look(desk, item_id=items[1], stage=MANAGER)
    clock.advance(timedelta(hours=20))
    await approve(desk, item_id=items[1], by="lena.osei")
    for _ in range(2):  # the reminder, and then the end
        clock.advance(timedelta(days=7))
        await look(desk, item_id=items[2], stage=MANAGER)

    figures = await of_managers(desk)
    assert (figures.decided, figures.lapsed, figures.waiting) == (2, 1, 1)
    assert (figures.median_hours, figures.p90_hours) == (6.5, 11.0)
    assert (figures.share_reminded, figures.share_escalated, figures.share_lapsed) == (0.6667, 0.0, 0.3333)
