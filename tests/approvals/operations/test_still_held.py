"""Keep, at a review: what policy would refuse by now is not kept, and what bears on asking alone stands against nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from approvals.desk import Desk
from approvals.errors import NotAllowed
from approvals.jobs import provisioning
from approvals.jobs.reviewing import begin
from approvals.lessening import Less
from approvals.model import ItemStatus, ReviewOutcome
from approvals.operations.answer_review import answer_review
from approvals.operations.appeal import appeal
from approvals.operations.approve_changed import approve_changed
from approvals.operations.rule_on_appeal import rule_on_appeal
from catalog.kinds import Employment, RiskLevel
from catalog.model import Audience, Holding
from catalog.settings import Freeze
from tests.approvals.asking import ask, grant_of, only_item
from tests.approvals.company import EXPORTS, NOW, PAYMENTS_CREATE
from tests.approvals.conftest import StandingClock
from tests.approvals.jobs.test_reviewing import A_MONTH, asked, newest
from tests.approvals.reloading import changed_entitlement, left, with_company, with_policy, without_person
from tests.approvals.systems import Ledger


def conflicting(desk: Desk) -> Desk:
    """Exports and payments are two halves of one control by now, and Tom holds both."""
    payments = Holding(person="tom.reyes", entitlement=PAYMENTS_CREATE, granted_at=NOW)
    apart = changed_entitlement(desk, EXPORTS, conflicts_with=(PAYMENTS_CREATE,))
    return with_company(apart, holdings=(*apart.company.holdings, payments))


def contractor(desk: Desk) -> Desk:
    """Tom is a contractor by now, and holds without an end."""
    tom = desk.company.people["tom.reyes"].model_copy(update={"employment": Employment.CONTRACTOR})
    return with_company(desk, people=desk.company.people | {"tom.reyes": tom})


def not_for_data(desk: Desk) -> Desk:
    """Exports are for Finance alone by now."""
    return changed_entitlement(desk, EXPORTS, audience=Audience(departments=("Finance",)))


def retired(desk: Desk) -> Desk:
    return changed_entitlement(desk, EXPORTS)


def without_tom(desk: Desk) -> Desk:
    return without_person(desk, "tom.reyes")


@pytest.mark.parametrize(
    ("changed", "by", "says"),
    [
        (conflicting, "lena.osei", "Nobody may hold both"),
        (contractor, "lena.osei", "You must say until when"),
        (not_for_data, "lena.osei", "one of the departments"),
        (without_tom, "ida.berg", "Whoever holds this is no longer in the company"),
        (retired, "ida.berg", "no longer in the catalog, so it cannot be kept"),
    ],
)
async def test_keep_keeps_nothing_that_policy_would_refuse_by_now(
    desk: Desk, clock: StandingClock, changed: Callable[[Desk], Desk], by: str, says: str
) -> None:
    request, _ = await asked(desk, clock)
    by_now = changed(desk)
    review = await newest(desk, request)
    with pytest.raises(NotAllowed, match=says) as refused:
        await answer_review(by_now, review_id=review.id, by=by, keep=True)
    assert "press end" in refused.value.sentence.casefold()
    assert (await newest(desk, request)).outcome is ReviewOutcome.OPEN
    await answer_review(by_now, review_id=review.id, by=by, keep=False)
    assert (await newest(desk, request)).outcome is ReviewOutcome.ENDED


def frozen(desk: Desk) -> Desk:
    freeze = Freeze(name="Year-end", start=date(2026, 1, 1), until=date(2027, 12, 31))
    return with_company(desk, freezes=(freeze,))


def dangerous(desk: Desk) -> Desk:
    """It would need Security now, which nobody has asked."""
    return changed_entitlement(desk, EXPORTS, risk=RiskLevel.CRITICAL, privileged=True)


@pytest.mark.parametrize("changed", [frozen, dangerous])
async def test_what_only_bears_on_asking_or_wants_more_people_does_not_stand_against_keeping(
    desk: Desk, clock: StandingClock, changed: Callable[[Desk], Desk]
) -> None:
    request, _ = await asked(desk, clock)
    review = await newest(desk, request)
    await answer_review(changed(desk), review_id=review.id, by="lena.osei", keep=True)
    assert (await newest(desk, request)).outcome is ReviewOutcome.KEPT


def unchanged(desk: Desk) -> Desk:
    return desk


def without_sana(desk: Desk) -> Desk:
    """Her last day was yesterday."""
    return left(desk, "sana.malik")


def forgotten_sana(desk: Desk) -> Desk:
    """She is out of people.csv."""
    return without_person(desk, "sana.malik")


@pytest.mark.parametrize(
    ("since", "by"),
    [(unchanged, "lena.osei"), (without_sana, "lena.osei"), (forgotten_sana, "ida.berg")],
)
async def test_it_was_asked_for_by_whoever_did_though_they_left(
    desk: Desk, clock: StandingClock, since: Callable[[Desk], Desk], by: str
) -> None:
    forbidden = """
@id("ask-for-others") @says("You must let somebody else ask for you.")
forbid (principal, action == Action::"hold", resource) when { principal == context.requester };
"""
    desk = with_policy(desk, forbidden)
    request, _ = await asked(desk, clock, requester="sana.malik")
    review = await newest(desk, request)
    await answer_review(since(desk), review_id=review.id, by=by, keep=True)
    assert (await newest(desk, request)).outcome is ReviewOutcome.KEPT


@pytest.mark.parametrize("changed", [frozen, without_sana, forgotten_sana])
async def test_an_exception_that_was_upheld_still_counts_when_it_is_reviewed(
    desk: Desk, clock: StandingClock, changed: Callable[[Desk], Desk]
) -> None:
    desk = conflicting(desk)
    request = await ask(desk, EXPORTS, person="sana.malik", beneficiary="tom.reyes", duration=None)
    item = await only_item(desk, request)
    assert item.status is ItemStatus.REFUSED
    about = await appeal(desk, item_id=item.id, by="sana.malik", reasons="Fay is ill, and it is month end")
    await rule_on_appeal(desk, appeal_id=about, by="greta.lund", overturn=True, note="until she is back")
    await approve_changed(desk, item_id=item.id, by="lena.osei", less=Less(review=True), why="for a while")
    grant = await grant_of(desk, request)
    await provisioning.provision(desk, Ledger(), grant_id=grant.id)
    clock.advance(A_MONTH)
    await begin(desk, grant_id=grant.id)
    by_now = changed(desk)
    review = await newest(by_now, request)
    await answer_review(by_now, review_id=review.id, by=review.waiting_for[0], keep=True)
    assert (await newest(desk, request)).outcome is ReviewOutcome.KEPT
