"""What the card says before anything is filed is what then happens."""

from __future__ import annotations

from datetime import timedelta

import pytest

from approvals.desk import Desk
from approvals.model import PolicyAnswer, StageName, Wish
from approvals.queries.assess import assess
from tests.approvals.asking import ask, only_item
from tests.approvals.company import DASHBOARDS, JOURNAL, PAYMENTS_APPROVE, SALES, WAREHOUSE_ADMIN

FORTNIGHT = timedelta(days=14)


async def look(desk: Desk, *wishes: Wish, person: str = "tom.reyes", duration: timedelta | None = FORTNIGHT):  # type: ignore[no-untyped-def]
    return await assess(desk, requester=person, beneficiary=person, wishes=wishes, duration=duration)


@pytest.mark.parametrize("entitlement", [DASHBOARDS, SALES, WAREHOUSE_ADMIN, JOURNAL])
async def test_the_card_foretells_the_stages_and_the_score(desk: Desk, entitlement: str) -> None:
    scope = {"region": "EMEA"} if entitlement == SALES else {}
    (foretold,) = await look(desk, Wish(entitlement=entitlement, scope=scope))
    item = await only_item(desk, await ask(desk, entitlement, scope=scope))
    assert item.risk == foretold.risk
    assert item.duration == foretold.duration
    assert [stage.name for stage in item.stages] == list(foretold.decision.open_stages)
    assert [stage.waiting_for for stage in item.stages] == [stage.waiting_for for stage in foretold.approvers]


async def test_a_missing_scope_is_named_and_does_not_hide_who_would_approve(desk: Desk) -> None:
    (found,) = await look(desk, Wish(entitlement=SALES))
    assert found.missing_scopes == ("region",)
    assert found.decision.open_stages == (StageName.MANAGER,)


@pytest.mark.parametrize("known", [{}, {"quarter": "Q3"}])
async def test_a_scope_that_is_still_asked_for_adds_no_points(desk: Desk, known: dict[str, str]) -> None:
    """It will be named before anything is filed, so the score on the card is the one that is filed."""
    (card,) = await look(desk, Wish(entitlement=SALES, scope=known))
    filed = await only_item(desk, await ask(desk, SALES, scope={**known, "region": "EMEA"}))
    assert filed.risk.score == card.risk.score


async def test_what_is_held_or_waits_is_said(desk: Desk) -> None:
    sales = Wish(entitlement=SALES, scope={"region": "AMER"})
    (held,) = await look(desk, sales, person="sana.malik")
    assert (held.already_held, held.already_pending) == (True, False)
    await ask(desk, scope={"region": "AMER"})
    (waiting,) = await look(desk, sales)
    assert (waiting.already_held, waiting.already_pending) == (False, True)


async def test_duties_that_must_be_apart_are_refused_on_the_card(desk: Desk) -> None:
    (found,) = await look(desk, Wish(entitlement=PAYMENTS_APPROVE), person="fay.moss")
    assert found.decision.answer is PolicyAnswer.REFUSED
    assert found.decision.reasons[0].says.startswith("You must")


async def test_a_ceiling_that_cuts_is_said(desk: Desk) -> None:
    (found,) = await look(
        desk, Wish(entitlement=SALES, scope={"region": "EMEA"}), duration=timedelta(days=365)
    )
    assert (found.duration, found.shortened) == (timedelta(days=90), True)
