"""Appeals on rows: who may appeal what, who looks at it again, what a ruling does, and the clock."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from approvals.afterwards import AppealPicture
from approvals.desk import Desk
from approvals.errors import (
    AlreadyDecided,
    AlreadyHeld,
    BadInput,
    NotAllowed,
    NotFound,
    NotYours,
    OwnRequest,
    TargetChanged,
)
from approvals.jobs.appeals import look, look_again
from approvals.jobs.port import JobName
from approvals.log.verify import verify
from approvals.model import GrantStatus, ItemStatus, Ruling, StageName
from approvals.operations.appeal import appeal
from approvals.operations.approve import approve
from approvals.operations.deny import deny
from approvals.operations.rule_on_appeal import rule_on_appeal
from approvals.pictures import ItemPicture
from approvals.policy.book import PolicyBook
from approvals.queries.feedback import feedback
from catalog.model import PolicyFile
from catalog.settings import Groups
from tests.approvals.asking import ask, only_item
from tests.approvals.company import (
    DASHBOARDS,
    PAYMENTS_APPROVE,
    SALES,
    WAREHOUSE_ADMIN,
    small_company,
    small_people,
)
from tests.approvals.conftest import NotedJobs, StandingClock
from tests.approvals.logged import kinds
from tests.approvals.reloading import changed_entitlement, without_person

pytestmark = pytest.mark.database


async def denied(desk: Desk, entitlement: str = SALES, *, by: str = "lena.osei") -> tuple[str, ItemPicture]:
    """Tom's request and its item, which somebody denied."""
    request = await ask(desk, entitlement)
    item = await only_item(desk, request)
    await deny(desk, item_id=item.id, by=by, reason="you have the dashboards")
    return request, await only_item(desk, request)


async def appealed(desk: Desk, item: ItemPicture, *, by: str = "tom.reyes") -> str:
    return await appeal(desk, item_id=item.id, by=by, reasons="the dashboards end in September")


async def appeal_of(desk: Desk, request: str) -> AppealPicture:
    found = (await only_item(desk, request)).appeal
    assert found is not None
    return found


async def test_overturned_it_is_that_stages_yes_and_policy_is_asked_again(desk: Desk) -> None:
    request, item = await denied(desk)
    assert item.appealable
    made = await appealed(desk, item)
    waiting = await only_item(desk, request)
    assert waiting.status is ItemStatus.DENIED, "the no stands until somebody has looked again"
    assert not waiting.appealable
    found = await appeal_of(desk, request)
    # the owner where a manager denied: neither the manager nor who reports to them
    assert found.waiting_for == ("omar.diaz",)
    assert (found.denier, found.against) == ("lena.osei", ("you have the dashboards",))
    for by, error in (("lena.osei", NotYours), ("tom.reyes", OwnRequest), ("cara.cruz", NotYours)):
        with pytest.raises(error):
            await rule_on_appeal(desk, appeal_id=made, by=by, overturn=True, note="I say so")
    with pytest.raises(BadInput):
        await rule_on_appeal(desk, appeal_id=made, by="omar.diaz", overturn=True, note="   ")
    await rule_on_appeal(desk, appeal_id=made, by="omar.diaz", overturn=True, note="September is not enough")
    after = await only_item(desk, request)
    assert after.status is ItemStatus.APPROVED
    assert after.grant is not None
    assert after.grant.status is GrantStatus.PROVISIONING
    assert (await appeal_of(desk, request)).ruling is Ruling.OVERTURNED
    with pytest.raises(AlreadyDecided):
        await rule_on_appeal(desk, appeal_id=made, by="ida.berg", overturn=False, note="too late")
    (lesson,) = await feedback(desk.store, desk.company)
    assert (lesson.outcome, lesson.appealed) == ("approved", Ruling.OVERTURNED)
    assert [kind for kind in await kinds(desk) if kind.startswith("appeal.")] == [
        "appeal.opened",
        "appeal.overturned",
    ]
    assert (await verify(desk.store)).whole


async def test_a_no_that_stands_cannot_be_appealed_again(desk: Desk) -> None:
    request, item = await denied(desk)
    made = await appealed(desk, item)
    with pytest.raises(AlreadyDecided):
        await appealed(desk, item)
    await rule_on_appeal(desk, appeal_id=made, by="omar.diaz", overturn=False, note="they will do")
    after = await only_item(desk, request)
    assert (after.status, after.appealable) == (ItemStatus.DENIED, False)
    found = await appeal_of(desk, request)
    assert (found.ruling, found.why) == (Ruling.STANDS, "they will do")
    with pytest.raises(AlreadyDecided):
        await appealed(desk, item)
    (lesson,) = await feedback(desk.store, desk.company)
    assert (lesson.outcome, lesson.appealed) == ("denied", Ruling.STANDS)


async def test_further_stages_open_after_it(desk: Desk) -> None:
    request, item = await denied(desk, WAREHOUSE_ADMIN)
    made = await appealed(desk, item)
    await rule_on_appeal(desk, appeal_id=made, by="omar.diaz", overturn=True, note="he is on call")
    open_again = await only_item(desk, request)
    assert open_again.status is ItemStatus.PENDING
    assert {stage.name for stage in open_again.stages if stage.waiting_for} == {
        StageName.OWNER,
        StageName.SECURITY,
    }
    owner = next(stage for stage in open_again.stages if stage.name is StageName.OWNER)
    assert "omar.diaz" not in owner.waiting_for, "one stage each, and the appeal was one"
    with pytest.raises(NotYours):
        await approve(desk, item_id=item.id, by="lena.osei")  # whoever denied it has spoken
    await approve(desk, item_id=item.id, by="petra.holm")
    await approve(desk, item_id=item.id, by="greta.lund")
    assert (await only_item(desk, request)).status is ItemStatus.APPROVED


async def test_security_alone_lets_an_exception_to_the_separation_of_duties_pass(desk: Desk) -> None:
    request = await ask(desk, PAYMENTS_APPROVE, person="fay.moss")
    item = await only_item(desk, request)
    assert (item.status, item.appealable) == (ItemStatus.REFUSED, True)
    made = await appeal(desk, item_id=item.id, by="fay.moss", reasons="Ana is ill and it is month end")
    found = await appeal_of(desk, request)
    assert (found.stage, found.denier) == (StageName.SECURITY, None)
    assert set(found.waiting_for) == {"greta.lund", "nils.aker"}
    assert "Nobody may hold both" in found.against[0]
    with pytest.raises(NotYours):
        await rule_on_appeal(desk, appeal_id=made, by="ida.berg", overturn=True, note="fine")
    await rule_on_appeal(desk, appeal_id=made, by="nils.aker", overturn=True, note="for this month end")
    after = await only_item(desk, request)
    # the conflict is let pass; the risk is looked at by those who look at it
    assert after.status is ItemStatus.PENDING
    assert [stage.name for stage in after.stages if stage.waiting_for] == [StageName.MANAGER]
    await approve(desk, item_id=item.id, by="petra.holm")
    assert (await only_item(desk, request)).status is ItemStatus.APPROVED


async def test_an_exception_goes_with_whoever_made_it(desk: Desk) -> None:
    request = await ask(desk, PAYMENTS_APPROVE, person="fay.moss")
    item = await only_item(desk, request)
    made = await appeal(desk, item_id=item.id, by="fay.moss", reasons="month end")
    await rule_on_appeal(desk, appeal_id=made, by="nils.aker", overturn=True, note="for this month end")
    people = small_people()
    people["nils.aker"] = people["nils.aker"].model_copy(
        update={"ends": desk.now().date() - timedelta(days=1)}
    )
    later = replace(desk, company=small_company(people=people))
    with pytest.raises(NotAllowed, match="no longer allows"):
        await approve(later, item_id=item.id, by="petra.holm")
    assert (await only_item(later, request)).status is ItemStatus.REFUSED


NEVER = """@id("nothing-here") @says("You must not.") forbid (principal, action == Action::"hold", resource in System::"warehouse");"""
MANAGERS = NEVER.replace("forbid", '@appeal("manager") forbid').replace(
    ";", ' unless { context.appeal_upheld.contains("manager") };'
)


def with_rules(desk: Desk, *rules: str) -> Desk:
    files = tuple(PolicyFile(path=f"policies/{n}.cedar", text=rule) for n, rule in enumerate(rules))
    company = small_company(policies=files)
    return replace(desk, company=company, policies=PolicyBook.load(company))


async def test_what_no_person_may_overturn_cannot_be_appealed(desk: Desk) -> None:
    strict = with_rules(desk, NEVER)
    item = await only_item(strict, await ask(strict, DASHBOARDS))
    assert (item.status, item.appealable) == (ItemStatus.REFUSED, False)
    with pytest.raises(NotAllowed, match="makes no exceptions"):
        await appealed(strict, item)


async def test_a_rule_of_the_company_may_leave_it_to_somebody(desk: Desk) -> None:
    theirs = with_rules(desk, MANAGERS)
    request = await ask(theirs, DASHBOARDS)
    made = await appealed(theirs, await only_item(theirs, request))
    await rule_on_appeal(theirs, appeal_id=made, by="omar.diaz", overturn=True, note="fine")
    assert (await only_item(theirs, request)).status is ItemStatus.APPROVED
    # where the rule has become a strict one, the ruling changes nothing
    other = await ask(theirs, DASHBOARDS, person="max.vogel")
    made = await appeal(theirs, item_id=(await only_item(theirs, other)).id, by="max.vogel", reasons="please")
    with pytest.raises(NotAllowed, match="even so: You must not"):
        await rule_on_appeal(
            with_rules(desk, NEVER), appeal_id=made, by="omar.diaz", overturn=True, note="yes"
        )
    assert (await appeal_of(theirs, other)).ruling is None


async def test_what_is_refused_beside_it(desk: Desk, clock: StandingClock) -> None:
    request, item = await denied(desk)
    for reasons in ("", " \n\t ", "…"):
        with pytest.raises(BadInput):
            await appeal(desk, item_id=item.id, by="tom.reyes", reasons=reasons)
    with pytest.raises(NotYours):
        await appealed(desk, item, by="max.vogel")
    with pytest.raises(NotFound):
        await appeal(desk, item_id="it_none", by="tom.reyes", reasons="please")
    with pytest.raises(NotFound):
        await rule_on_appeal(desk, appeal_id="app_none", by="omar.diaz", overturn=True, note="yes")
    waiting = await ask(desk, SALES, person="max.vogel")
    with pytest.raises(AlreadyDecided, match="still waits"):
        await appeal(desk, item_id=(await only_item(desk, waiting)).id, by="max.vogel", reasons="please")
    again = await ask(desk)
    with pytest.raises(AlreadyHeld):
        await appealed(desk, item)
    await deny(desk, item_id=(await only_item(desk, again)).id, by="lena.osei", reason="no")
    clock.advance(timedelta(days=31))
    assert not (await only_item(desk, request)).appealable
    with pytest.raises(NotAllowed, match="30 days ago"):
        await appealed(desk, item)


async def test_where_nobody_is_left_to_look_again_it_says_whom_to_talk_to(desk: Desk) -> None:
    groups = Groups(security=("greta.lund",), iam_admins=("greta.lund",))
    lonely = replace(desk, company=small_company(groups=groups))
    request = await ask(lonely, WAREHOUSE_ADMIN)
    item = await only_item(lonely, request)
    await deny(lonely, item_id=item.id, by="greta.lund", reason="not during the audit")
    with pytest.raises(NotAllowed, match="talk to Greta Lund"):
        await appealed(lonely, item)


async def test_the_clock_reminds_goes_on_and_ends(desk: Desk, clock: StandingClock, jobs: NotedJobs) -> None:
    request, item = await denied(desk)
    made = await appealed(desk, item)
    assert jobs.named(JobName.APPEAL_CLOCK)
    await look(desk, appeal_id=made)
    assert "appeal.reminded" not in await kinds(desk)
    clock.advance(timedelta(hours=5))
    await look(desk, appeal_id=made)
    assert (await appeal_of(desk, request)).reminders == 1
    clock.advance(timedelta(days=1))
    await look(desk, appeal_id=made)
    found = await appeal_of(desk, request)
    assert found.moves == 1, "the next on the route joined"
    assert set(found.waiting_for) == {"omar.diaz", "ivo.brandt"}
    clock.advance(timedelta(days=12))
    await look(desk, appeal_id=made)
    await look(desk, appeal_id=made)
    found = await appeal_of(desk, request)
    assert (found.ruling, found.ruled_by) == (Ruling.LAPSED, None)
    assert (await only_item(desk, request)).status is ItemStatus.DENIED
    assert (await kinds(desk)).count("appeal.lapsed") == 1
    with pytest.raises(AlreadyDecided):
        await rule_on_appeal(desk, appeal_id=made, by="omar.diaz", overturn=True, note="late")


async def test_who_looks_again_moves_on_when_they_are_gone(desk: Desk) -> None:
    request, item = await denied(desk)
    await appealed(desk, item)
    people = small_people()
    people["omar.diaz"] = people["omar.diaz"].model_copy(
        update={"ends": desk.now().date() - timedelta(days=1)}
    )
    later = replace(desk, company=small_company(people=people))
    await look_again(later)
    found = await appeal_of(later, request)
    assert (found.waiting_for, found.moves) == (("ivo.brandt",), 1)


@pytest.mark.parametrize("overturn", [True, False])
@pytest.mark.parametrize("gone", ["tom.reyes", "sana.malik", SALES])
async def test_what_is_about_something_gone_is_ended_by_the_iam_admins(
    desk: Desk, gone: str, overturn: bool
) -> None:
    """Sana asked for Tom; either may be out of people.csv by now, or the entitlement out of the catalog."""
    request = await ask(desk, person="sana.malik", beneficiary="tom.reyes")
    item = await only_item(desk, request)
    await deny(desk, item_id=item.id, by="lena.osei", reason="you have the dashboards")
    made = await appealed(desk, item, by="sana.malik")
    later = changed_entitlement(desk, SALES) if gone == SALES else without_person(desk, gone)
    await look_again(later)
    with pytest.raises(NotYours, match="waits for the IAM team"):
        await rule_on_appeal(later, appeal_id=made, by="max.vogel", overturn=overturn, note="let me")
    ruling = rule_on_appeal(later, appeal_id=made, by="ida.berg", overturn=overturn, note="clearing up")
    if overturn:
        with pytest.raises(TargetChanged, match="no longer"):
            await ruling
    else:
        await ruling
    assert (await appeal_of(later, request)).ruling is (Ruling.OVERTURNED if overturn else Ruling.STANDS)
    assert (await only_item(later, request)).status is (ItemStatus.REFUSED if overturn else ItemStatus.DENIED)
