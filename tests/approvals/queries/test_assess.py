"""What the card says before anything is filed is what then happens."""

from __future__ import annotations

from datetime import timedelta

import pytest

from approvals.desk import Desk
from approvals.errors import AlreadyHeld
from approvals.model import Decision, ItemStatus, PolicyAnswer, StageName, Wish
from approvals.operations.give_back import give_back
from approvals.operations.going_live import go_away
from approvals.policy.book import PolicyBook
from approvals.policy.counterfactual import MOST_QUESTIONS
from approvals.policy.facts import Facts
from approvals.queries.assess import assess
from approvals.queries.requests import request_picture
from tests.approvals.asking import ask, only_item
from tests.approvals.company import (
    DASHBOARDS,
    JOURNAL,
    PAYMENTS_APPROVE,
    PAYMENTS_CREATE,
    SALES,
    WAREHOUSE_ADMIN,
)
from tests.approvals.operations.test_extending import live

FORTNIGHT = timedelta(days=14)


async def look(  # type: ignore[no-untyped-def]
    desk: Desk,
    *wishes: Wish,
    person: str = "tom.reyes",
    duration: timedelta | None = FORTNIGHT,
    changes: bool = False,
):
    return await assess(
        desk, requester=person, beneficiary=person, wishes=wishes, duration=duration, changes=changes
    )


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


async def test_what_would_change_it_is_looked_for_where_it_is_wanted_and_is_true(desk: Desk) -> None:
    kims = Wish(entitlement=DASHBOARDS)
    (unasked,) = await look(desk, kims, person="kim.sato")
    assert unasked.change is None
    (found,) = await look(desk, Wish(entitlement=PAYMENTS_APPROVE), person="fay.moss", changes=True)
    assert found.change is not None
    assert found.change.says == "Drop Ledger · Payments · Create and the manager alone decides."
    (granted,) = await look(desk, Wish(entitlement=DASHBOARDS), changes=True)
    assert (granted.decision.answer, granted.change) == (PolicyAnswer.GRANTED, None)


async def test_many_wishes_share_the_questions(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Facts] = []
    decide = PolicyBook.decide

    def counted(book: PolicyBook, facts: Facts) -> Decision:
        asked.append(facts)
        return decide(book, facts)

    monkeypatch.setattr(PolicyBook, "decide", counted)
    wishes = [Wish(entitlement=one) for one in (WAREHOUSE_ADMIN, PAYMENTS_APPROVE, JOURNAL, SALES)]
    await look(desk, *wishes, person="max.vogel", changes=True)
    assert len(asked) <= MOST_QUESTIONS + len(wishes)


async def test_what_was_refused_says_what_would_have_changed_it(desk: Desk) -> None:
    pending = await ask(desk, PAYMENTS_CREATE, person="max.vogel")
    request = await request_picture(desk, await ask(desk, PAYMENTS_APPROVE, person="max.vogel"))
    (item,) = request.items
    assert (item.status, (await only_item(desk, pending)).change) == (ItemStatus.REFUSED, None)
    assert item.change is not None
    assert item.change.dropped == (PAYMENTS_CREATE,)


async def test_what_is_being_removed_is_not_said_to_be_held(desk: Desk) -> None:
    grant = await live(desk, DASHBOARDS)
    wish = Wish(entitlement=DASHBOARDS)
    (held,) = await look(desk, wish)
    assert (held.already_held, held.leaving) == (True, False)
    await give_back(desk, grant_id=grant, by="tom.reyes")
    (leaving,) = await look(desk, wish)
    assert (leaving.already_held, leaving.leaving) == (True, True), (
        "a second grant would be lost with the first"
    )
    with pytest.raises(AlreadyHeld, match="is being removed just now; ask for it again once it is gone"):
        await ask(desk, DASHBOARDS)
    async with desk.store.transaction() as tx:
        go_away(tx, *await tx.lock_grant(grant), actor="usher")
    (gone,) = await look(desk, wish)
    assert (gone.already_held, gone.leaving) == (False, False)
