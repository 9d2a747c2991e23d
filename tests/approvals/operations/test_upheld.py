"""What an overturned refusal lifts: that one, as it was heard, and no other refusal of the same item."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from approvals.desk import Desk
from approvals.errors import NotAllowed
from approvals.model import ItemStatus, PolicyAnswer, StageName
from approvals.operations.appeal import appeal
from approvals.operations.approve import approve
from approvals.operations.rule_on_appeal import rule_on_appeal
from approvals.operations.upheld import with_appeals
from approvals.policy.book import PolicyBook
from approvals.policy.facts import Facts
from approvals.store.appeal_tables import AppealRow
from catalog.model import Entitlement
from catalog.settings import Freeze
from tests.approvals.asking import ask, only_item
from tests.approvals.company import (
    NOW,
    PAYMENTS_APPROVE,
    PAYMENTS_CREATE,
    TODAY,
    small_company,
    small_people,
    small_systems,
)
from tests.approvals.policy.asking import facts

SECURITY = StageName.SECURITY
FREEZE = Freeze(name="Year end", start=TODAY, until=TODAY + timedelta(days=9), systems=("ledger",))


def after(desk: Desk, **changes: Any) -> Desk:
    """The desk after the company folder changed."""
    company = small_company(**changes)
    return replace(desk, company=company, policies=PolicyBook.load(company))


def asked(desk: Desk, **changes: Any) -> Facts:
    """Fay, who creates payments, would approve them as well."""
    held = frozenset({PAYMENTS_CREATE})
    return facts(PAYMENTS_APPROVE, "fay.moss", company=desk.company, **{"held": held} | changes)


def overturned(desk: Desk, about: Facts, *, by: str = "nils.aker", stage: StageName = SECURITY) -> AppealRow:
    """The ruling on what policy refused then."""
    refusals = [one for one in desk.policies.decide(about).reasons if one.needs is None]
    return AppealRow(
        id="app_1", item_id="it_1", person="fay.moss", text="month end", stage=stage, opened_at=NOW,
        expire_at=NOW, against=[one.model_dump(mode="json") for one in refusals], ruled_by=by,
    )  # fmt: skip


def refused_by(desk: Desk, about: Facts) -> set[str]:
    decision = desk.policies.decide(about)
    return {one.policy for one in decision.reasons} if decision.answer is PolicyAnswer.REFUSED else set()


def test_what_was_heard_is_lifted(desk: Desk) -> None:
    about = asked(desk)
    assert refused_by(desk, about) == {"segregation-of-duties"}
    lifted = with_appeals(desk, [overturned(desk, about)], about)
    assert lifted.appeal_upheld == {SECURITY}
    assert refused_by(desk, lifted) == set()


def test_another_refusal_that_came_since_is_not_lifted_though_the_same_people_could(desk: Desk) -> None:
    heard = overturned(desk, asked(desk))
    frozen = after(desk, freezes=(FREEZE,))
    about = asked(frozen)
    assert with_appeals(frozen, [heard], about) == about
    assert refused_by(frozen, about) == {"segregation-of-duties", "freeze-window"}
    both = overturned(frozen, about)
    assert refused_by(frozen, with_appeals(frozen, [both], about)) == set(), "both were heard"


def test_the_same_rule_for_another_reason_is_not_lifted(desk: Desk) -> None:
    """They hold another right by now that conflicts: nobody has looked at that one."""
    heard = overturned(desk, asked(desk))

    def conflicting(one: Entitlement) -> Entitlement:
        others = (*one.conflicts_with, "ledger/journal:view")
        return one.model_copy(update={"conflicts_with": others}) if one.id == PAYMENTS_APPROVE else one

    systems = tuple(
        system.model_copy(
            update={
                "resources": tuple(
                    resource.model_copy(
                        update={"entitlements": tuple(conflicting(one) for one in resource.entitlements)}
                    )
                    for resource in system.resources
                )
            }
        )
        for system in small_systems()
    )
    since = after(desk, systems=systems)
    about = asked(since, held=frozenset({PAYMENTS_CREATE, "ledger/journal:view"}))
    assert with_appeals(since, [heard], about) == about


def test_it_goes_with_whoever_ruled(desk: Desk) -> None:
    about, people = asked(desk), small_people()
    people["nils.aker"] = people["nils.aker"].model_copy(update={"ends": TODAY - timedelta(days=1)})
    without = after(desk, people=people)
    assert with_appeals(without, [overturned(desk, about)], asked(without)) == asked(without)


def test_the_overturned_no_of_a_person_lifts_no_rule(desk: Desk) -> None:
    about = asked(desk)
    row = overturned(desk, about)
    row.denier = "greta.lund"
    assert with_appeals(desk, [row], about) == about


async def test_a_freeze_that_begins_after_the_ruling_stops_the_item_all_the_same(desk: Desk) -> None:
    request = await ask(desk, PAYMENTS_APPROVE, person="fay.moss")
    item = await only_item(desk, request)
    made = await appeal(desk, item_id=item.id, by="fay.moss", reasons="Ana is ill and it is month end")
    await rule_on_appeal(desk, appeal_id=made, by="nils.aker", overturn=True, note="for this month end")
    assert (await only_item(desk, request)).status is ItemStatus.PENDING
    frozen = after(desk, freezes=(FREEZE,))
    with pytest.raises(NotAllowed, match="no longer allows"):
        await approve(frozen, item_id=item.id, by="petra.holm")
    refused = await only_item(frozen, request)
    assert refused.status is ItemStatus.REFUSED
    assert {one.policy for one in refused.reasons} == {"segregation-of-duties", "freeze-window"}
    assert not refused.appealable, "an item is appealed once"
