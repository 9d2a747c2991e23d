"""A request whose target, requester, approver or policy changed underneath it does not slip through, nor get stuck."""

from __future__ import annotations

from datetime import timedelta

import pytest

from approvals.desk import Desk
from approvals.errors import AlreadyDecided, NotAllowed, NotYours, TargetChanged
from approvals.jobs import provisioning, timers
from approvals.jobs.port import JobName
from approvals.jobs.retry import TryAgain
from approvals.model import EndReason, GrantStatus, ItemStatus, StageName
from approvals.operations.approve import approve
from approvals.operations.deny import deny
from approvals.operations.finish_task import finish_task
from approvals.operations.give_back import give_back
from approvals.operations.give_up_task import give_up_task
from approvals.queries.requests import request_picture, waiting_for
from approvals.queries.tasks import tasks_of
from catalog.connectors.port import ConnectorFailed
from tests.approvals.asking import ask, grant_of, only_item
from tests.approvals.company import DASHBOARDS, SALES
from tests.approvals.conftest import NotedJobs, StandingClock
from tests.approvals.reloading import changed_entitlement, left, with_company, with_policy, without_person
from tests.approvals.systems import Ledger, badge_task

BUSY = ConnectorFailed("Warehouse is too busy for this right now.", retryable=True)
REFUSES = ConnectorFailed("Warehouse did not accept the change.", retryable=False)


NO_SALES = """
@id("no-sales-reports") @says("You must use the dashboards: the sales reports are being moved.")
forbid (principal, action == Action::"hold", resource == Entitlement::"warehouse/sales-reports:read");
"""


async def test_an_entitlement_retired_while_waiting_ends_the_item_and_says_so(desk: Desk) -> None:
    request_id = await ask(desk)
    item = await only_item(desk, request_id)
    later = changed_entitlement(desk, SALES)
    with pytest.raises(TargetChanged, match="no longer in the catalog"):
        await approve(later, item_id=item.id, by="lena.osei")
    after = await only_item(later, request_id)
    assert after.status is ItemStatus.REFUSED
    assert "no longer in the catalog" in after.reasons[0].says


async def test_access_to_a_retired_entitlement_is_taken_away_where_it_was_given(desk: Desk) -> None:
    ledger = Ledger()
    request_id = await ask(desk, DASHBOARDS)
    grant = await grant_of(desk, request_id)
    await provisioning.provision(desk, ledger, grant_id=grant.id)
    later = changed_entitlement(desk, DASHBOARDS)
    await give_back(later, grant_id=grant.id, by="tom.reyes")
    await provisioning.revoke(later, ledger, grant_id=grant.id)
    assert ledger.held == set()
    assert ledger.orders[-1].place.entitlement.id == DASHBOARDS
    assert (await grant_of(later, request_id)).status is GrantStatus.ENDED


async def test_access_of_somebody_who_is_gone_from_the_list_is_still_taken_away(
    desk: Desk, clock: StandingClock
) -> None:
    ledger = Ledger()
    request_id = await ask(desk, DASHBOARDS)
    grant = await grant_of(desk, request_id)
    await provisioning.provision(desk, ledger, grant_id=grant.id)
    clock.advance(timedelta(days=15))
    later = without_person(desk, "tom.reyes")
    await timers.expire(later, grant_id=grant.id)
    await provisioning.revoke(later, ledger, grant_id=grant.id)
    assert ledger.held == set()


async def test_one_missing_person_does_not_break_other_peoples_screens(desk: Desk) -> None:
    gone, other = await ask(desk), await ask(desk, person="sana.malik")
    later = without_person(desk, "tom.reyes")
    assert [picture.id for picture in await waiting_for(later, "lena.osei")] == [other]
    assert (await request_picture(later, gone)).items[0].stages[0].waiting_for == ()
    with pytest.raises(TargetChanged, match="list of people"):
        await deny(later, item_id=(await only_item(later, gone)).id, by="lena.osei", reason="gone")
    assert (await only_item(later, gone)).status is ItemStatus.REFUSED


async def test_a_ceiling_lowered_while_waiting_holds_for_the_grant(desk: Desk) -> None:
    request_id = await ask(desk, duration=timedelta(days=80))
    item = await only_item(desk, request_id)
    later = changed_entitlement(desk, SALES, max_duration=timedelta(days=7))
    await approve(later, item_id=item.id, by="lena.osei")
    grant = await grant_of(later, request_id)
    await provisioning.provision(later, Ledger(), grant_id=grant.id)
    live = await grant_of(later, request_id)
    assert live.live_at is not None
    assert live.expires_at == live.live_at + timedelta(days=7)


async def test_a_policy_that_now_refuses_ends_the_item_at_the_next_click(desk: Desk) -> None:
    request_id = await ask(desk)
    item = await only_item(desk, request_id)
    later = with_policy(desk, NO_SALES)
    with pytest.raises(NotAllowed, match="You must use the dashboards"):
        await approve(later, item_id=item.id, by="lena.osei")
    assert (await only_item(later, request_id)).status is ItemStatus.REFUSED


async def test_a_policy_that_asks_for_nobody_any_more_grants_at_the_next_click(desk: Desk) -> None:
    request_id = await ask(desk)
    item = await only_item(desk, request_id)
    relaxed = desk.company.risk.model_copy(update={"manager_from": 90, "security_from": 95})
    later = with_company(desk, risk=relaxed)
    with pytest.raises(AlreadyDecided, match="asks for nobody any more"):
        await approve(later, item_id=item.id, by="lena.osei")
    after = await only_item(later, request_id)
    assert after.status is ItemStatus.APPROVED
    assert after.stages == ()


async def test_a_stage_that_policy_adds_is_asked_for_at_the_click(desk: Desk) -> None:
    request_id = await ask(desk)
    item = await only_item(desk, request_id)
    strict = desk.company.risk.model_copy(update={"manager_from": 5, "security_from": 6})
    later = with_company(desk, risk=strict)
    await approve(later, item_id=item.id, by="lena.osei")
    after = await only_item(later, request_id)
    assert after.status is ItemStatus.PENDING
    assert [(stage.name, stage.vote is not None) for stage in after.stages] == [
        (StageName.MANAGER, True),
        (StageName.SECURITY, False),
    ]


async def test_a_yes_goes_with_the_person_who_gave_it(desk: Desk) -> None:
    """Lena approved and left before the system was told: somebody else has to say yes."""
    request_id = await ask(desk)
    item = await only_item(desk, request_id)
    await approve(desk, item_id=item.id, by="lena.osei")
    grant = await grant_of(desk, request_id)
    ledger, later = Ledger(), left(desk, "lena.osei")
    await provisioning.provision(later, ledger, grant_id=grant.id)
    assert ledger.held == set()
    after = await only_item(later, request_id)
    assert after.status is ItemStatus.PENDING
    (stage,) = after.stages
    assert stage.vote is None
    assert stage.waiting_for == ("ivo.brandt",)
    await approve(later, item_id=item.id, by="ivo.brandt")
    await provisioning.provision(later, ledger, grant_id=(await grant_of(later, request_id)).id)
    assert len(ledger.held) == 1


async def test_a_lost_answer_followed_by_a_refusal_leaves_nothing_behind(desk: Desk, jobs: NotedJobs) -> None:
    ledger = Ledger()
    request_id = await ask(desk, DASHBOARDS)
    grant = await grant_of(desk, request_id)
    ledger.failure, ledger.applies_before_failing = BUSY, True
    with pytest.raises(TryAgain):
        await provisioning.provision(desk, ledger, grant_id=grant.id)
    ledger.failure = REFUSES
    await provisioning.provision(desk, ledger, grant_id=grant.id)
    assert len(jobs.named(JobName.REVOKE)) == 1
    ledger.failure = None
    await provisioning.revoke(desk, ledger, grant_id=grant.id)
    assert ledger.held == set()
    after = await grant_of(desk, request_id)
    assert (after.status, after.end_reason) == (GrantStatus.FAILED, EndReason.STOPPED)
    assert "did not accept" in after.trouble


async def test_a_first_try_that_is_refused_has_nothing_to_undo(desk: Desk, jobs: NotedJobs) -> None:
    ledger = Ledger()
    ledger.failure = REFUSES
    request_id = await ask(desk, DASHBOARDS)
    await provisioning.provision(desk, ledger, grant_id=(await grant_of(desk, request_id)).id)
    assert (await grant_of(desk, request_id)).status is GrantStatus.FAILED
    assert not jobs.named(JobName.REVOKE)


async def test_policy_changed_between_two_tries_undoes_the_first(desk: Desk) -> None:
    ledger = Ledger()
    request_id = await ask(desk)
    item = await only_item(desk, request_id)
    await approve(desk, item_id=item.id, by="lena.osei")
    grant = await grant_of(desk, request_id)
    ledger.failure, ledger.applies_before_failing = BUSY, True
    with pytest.raises(TryAgain):
        await provisioning.provision(desk, ledger, grant_id=grant.id)
    ledger.failure = None
    later = with_policy(desk, NO_SALES)
    await provisioning.provision(later, ledger, grant_id=grant.id)
    await provisioning.revoke(later, ledger, grant_id=grant.id)
    assert ledger.held == set()
    after = await only_item(later, request_id)
    assert after.status is ItemStatus.REFUSED
    assert after.grant is not None
    assert after.grant.status is GrantStatus.FAILED


async def test_a_task_done_for_somebody_who_left_meanwhile_has_to_be_undone(desk: Desk) -> None:
    ledger = Ledger()
    request_id, task_id = await badge_task(desk, ledger)
    later = left(desk, "max.vogel")
    assert ledger.task is not None
    with pytest.raises(NotAllowed, match="has to be undone"):
        await finish_task(later, task_id=task_id, by=ledger.task)
    grant = await grant_of(later, request_id)
    assert grant.status is GrantStatus.REVOKING
    await provisioning.revoke(later, ledger, grant_id=grant.id)
    (removal,) = await tasks_of(later, ledger.task)
    await finish_task(later, task_id=removal.id, by=ledger.task)
    assert (await grant_of(later, request_id)).status is GrantStatus.FAILED


async def test_a_removal_that_cannot_be_done_goes_on_to_somebody_who_can(desk: Desk) -> None:
    ledger = Ledger()
    request_id, task_id = await badge_task(desk, ledger)
    owner = ledger.task
    assert owner is not None
    await finish_task(desk, task_id=task_id, by=owner)
    grant = await grant_of(desk, request_id)
    await give_back(desk, grant_id=grant.id, by="max.vogel")
    await provisioning.revoke(desk, ledger, grant_id=grant.id)

    async def whose() -> list[str]:
        return [person for person in desk.company.people if await tasks_of(desk, person)]

    for _ in range(3):
        (holder,) = await whose()
        (task,) = await tasks_of(desk, holder)
        assert holder != "max.vogel"
        await give_up_task(desk, task_id=task.id, by=holder, reason="no key")
        assert len(await whose()) == 1, "somebody always has it"
    assert (await grant_of(desk, request_id)).status is GrantStatus.REVOKING


async def test_nobody_confirms_a_task_about_their_own_access(desk: Desk) -> None:
    ledger = Ledger()
    request_id, task_id = await badge_task(desk, ledger)
    ledger.task = "max.vogel"
    with pytest.raises(NotYours):
        await finish_task(desk, task_id=task_id, by="max.vogel")
    assert (await grant_of(desk, request_id)).status is GrantStatus.PROVISIONING


async def test_who_settled_it_is_only_said_where_a_person_did(desk: Desk) -> None:
    from approvals.operations.withdraw import withdraw

    strict = desk.company.risk.model_copy(update={"manager_from": 5, "security_from": 6})
    desk = with_company(desk, risk=strict)
    request_id = await ask(desk)
    item = await only_item(desk, request_id)
    await approve(desk, item_id=item.id, by="lena.osei")
    await withdraw(desk, request_id=request_id, by="tom.reyes")
    with pytest.raises(AlreadyDecided) as told:
        await approve(desk, item_id=item.id, by="greta.lund")
    assert "Lena" not in told.value.sentence
    assert "withdrawn" in told.value.sentence
