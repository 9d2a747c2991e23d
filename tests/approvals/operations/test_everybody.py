"""A stage that wants everybody, from the click to the grant: nobody is passed over, and nobody is waited for in vain."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from approvals.desk import Desk
from approvals.model import ItemStatus
from approvals.operations.appeal import appeal
from approvals.operations.approve import approve
from approvals.operations.delegate import delegate
from approvals.operations.deny import deny
from approvals.operations.not_mine import not_mine
from approvals.operations.rule_on_appeal import rule_on_appeal
from approvals.pictures import ItemPicture, StagePicture
from approvals.policy.book import PolicyBook
from catalog.model import Absence, PolicyFile
from tests.approvals.asking import ask, only_item
from tests.approvals.company import DASHBOARDS, TODAY, small_company

ALL = """@id("all-of-security") @needs("security") @quorum("all") @says("All of Security must look.")
forbid (principal, action == Action::"hold", resource) unless { context.approvals.contains("security") };"""


def under(desk: Desk, **changes: object) -> Desk:
    """Where Greta and Nils of Security both have to agree to everything."""
    company = small_company(policies=(PolicyFile(path="policies/all.cedar", text=ALL),), **changes)
    return replace(desk, company=company, policies=PolicyBook.load(company))


async def asked(desk: Desk) -> tuple[str, ItemPicture]:
    request = await ask(desk, DASHBOARDS)
    return request, await only_item(desk, request)


async def stage_of(desk: Desk, request: str) -> StagePicture:
    (stage,) = (await only_item(desk, request)).stages
    return stage


async def test_an_overturned_no_is_not_waited_for(desk: Desk) -> None:
    desk = under(desk)
    request, item = await asked(desk)
    await deny(desk, item_id=item.id, by="nils.aker", reason="not during the audit")
    made = await appeal(desk, item_id=item.id, by="tom.reyes", reasons="it is over")
    await rule_on_appeal(desk, appeal_id=made, by="greta.lund", overturn=True, note="it is")
    assert (await only_item(desk, request)).status is ItemStatus.APPROVED


async def test_whoever_goes_away_after_their_yes_leaves_the_other_to_be_asked(desk: Desk) -> None:
    desk = under(desk)
    request, item = await asked(desk)
    later = under(desk, absences=(Absence(person="greta.lund", start=TODAY, until=TODAY),))
    await approve(desk, item_id=item.id, by="greta.lund")
    stage = await stage_of(later, request)
    assert (stage.needed, stage.waiting_for) == (2, ("nils.aker",))
    await approve(later, item_id=item.id, by="nils.aker")
    assert (await only_item(later, request)).status is ItemStatus.APPROVED


async def test_handing_it_over_and_sending_it_on_leave_two_to_agree(desk: Desk) -> None:
    desk = under(desk)
    handed, first = await asked(desk)
    until = TODAY + timedelta(days=2)
    await delegate(desk, item_id=first.id, by="greta.lund", to="cara.cruz", until=until)
    stage = await stage_of(desk, handed)
    assert (stage.needed, stage.waiting_for) == (2, ("cara.cruz", "nils.aker"))
    for by in ("nils.aker", "cara.cruz"):
        assert (await only_item(desk, handed)).status is ItemStatus.PENDING
        await approve(desk, item_id=first.id, by=by)
    assert (await only_item(desk, handed)).status is ItemStatus.APPROVED

    sent_on = await ask(desk, DASHBOARDS, person="max.vogel")
    second = await only_item(desk, sent_on)
    assert await not_mine(desk, item_id=second.id, by="greta.lund") == ("nils.aker", "ida.berg")
    for by in ("nils.aker", "ida.berg"):
        assert (await only_item(desk, sent_on)).status is ItemStatus.PENDING
        await approve(desk, item_id=second.id, by=by)
    assert (await only_item(desk, sent_on)).status is ItemStatus.APPROVED


async def test_a_stand_in_may_hand_it_to_somebody_else(desk: Desk) -> None:
    """Cara stands in for Max's manager, who is away."""
    request = await ask(desk, person="max.vogel")
    item = await only_item(desk, request)
    assert (await stage_of(desk, request)).waiting_for == ("cara.cruz",)
    await delegate(desk, item_id=item.id, by="cara.cruz", to="omar.diaz", until=TODAY)
    stage = await stage_of(desk, request)
    assert stage.waiting_for == ("omar.diaz",)
    assert "Cara Cruz handed this to Omar Diaz" in stage.note
    await approve(desk, item_id=item.id, by="omar.diaz")
    assert (await only_item(desk, request)).status is ItemStatus.APPROVED
