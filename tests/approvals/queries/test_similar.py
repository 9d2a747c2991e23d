"""The last similar decision, from rows and from the company's file."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import product

import pytest
from sqlmodel import col, select

from approvals.desk import Desk
from approvals.model import ItemStatus, StageName, Verdict
from approvals.operations.approve import approve
from approvals.operations.deny import deny
from approvals.queries import similar as queries
from approvals.queries.requests import request_of_item
from approvals.similar import Decided, most_similar
from approvals.store.tables import ItemRow, RequestRow, VoteRow, new_id
from catalog.model import PastDecision
from tests.approvals.asking import ask, only_item
from tests.approvals.company import DASHBOARDS, NOW, SALES, small_company
from tests.approvals.conftest import StandingClock

pytestmark = pytest.mark.database
AMER = {"region": "AMER"}


async def similar(desk: Desk, **asked: object) -> Decided | None:
    return (await only_item(desk, await ask(desk, **asked))).similar  # type: ignore[arg-type]


async def test_people_s_own_decisions_on_the_same_entitlement_count(desk: Desk, clock: StandingClock) -> None:
    assert await similar(desk, key="first") is None
    first = await only_item(desk, await ask(desk, key="first"))
    await approve(desk, item_id=first.id, by="lena.osei")
    clock.advance(timedelta(days=1))
    other = await only_item(desk, await ask(desk, scope=AMER, person="kim.sato"))
    await deny(desk, item_id=other.id, by="lena.osei", reason="not in her contract")
    clock.advance(timedelta(days=2))
    found = await similar(desk, person="rosa.lima")
    assert found is not None
    assert (found.person, found.by, found.outcome, found.same) == (
        "tom.reyes",
        "lena.osei",
        Verdict.APPROVED,
        True,
    )
    assert found.duration == timedelta(days=14)
    found = await similar(desk, person="rosa.lima", scope=AMER)
    assert found is not None
    said = (found.person, found.outcome, found.note)
    assert said == ("kim.sato", Verdict.DENIED, "not in her contract")
    # what policy alone granted is no decision, and what is decided is not compared any more
    assert await similar(desk, entitlement=DASHBOARDS) is None
    assert (await request_of_item(desk, first.id)).items[0].similar is None


async def test_from_the_file_nobody_is_named(desk: Desk) -> None:
    past = PastDecision(
        at=NOW - timedelta(days=400), person="sana.malik", entitlement=SALES, approved=False,
        attributes={"department": "Data", "title": "Analyst"},
    )  # fmt: skip
    found = await similar(replace(desk, company=small_company(decisions=(past,))))
    assert found is not None
    assert (found.person, found.by) == (None, None)
    assert (found.outcome, found.department) == (Verdict.DENIED, "Data")


async def test_from_many_decisions_the_one_is_chosen_that_the_definition_names(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the statements leave out early is never what would have been chosen: held against all rows read whole."""
    monkeypatch.setattr(queries, "LOOKED_THROUGH", 12)
    chance = random.Random(20_261_123)
    people = [*desk.company.people, "long.gone"]
    scopes: list[dict[str, str]] = [{"region": "EMEA"}, AMER, {"region": "EMEA", "team": "a"}, {}]
    async with desk.store.transaction() as tx:
        for number in range(60):
            status = chance.choice(list(ItemStatus))
            at = NOW - timedelta(hours=chance.randrange(10_000), microseconds=number)
            tx.session.add(
                RequestRow(
                    id=f"req_{number}", key=f"k{number}", requester="tom.reyes", beneficiary=chance.choice(people),
                    justification="why", words="words", opened_at=at,
                )
            )  # fmt: skip
            await tx.session.flush()
            tx.session.add(
                ItemRow(
                    id=f"it_{number}", request_id=f"req_{number}", position=0, entitlement=SALES,
                    scope=chance.choice(scopes), duration=timedelta(days=chance.randrange(1, 90)), status=status,
                    risk={}, policy_version="1", catalog_version="1",
                    decided_at=None if status is ItemStatus.PENDING else at,
                )
            )  # fmt: skip
            await tx.session.flush()
            for voter in chance.sample(people, chance.randrange(3)):
                tx.session.add(
                    VoteRow(
                        id=new_id("vote"), item_id=f"it_{number}", stage=StageName.MANAGER, person=voter,
                        verdict=chance.choice(list(Verdict)), note=f"{number} by {voter}",
                        at=at + timedelta(seconds=chance.randrange(1_000)),
                    )
                )  # fmt: skip
    async with desk.store.reading() as session:
        items = (await session.exec(select(ItemRow))).all()
        requests = {row.id: row for row in (await session.exec(select(RequestRow))).all()}
        votes = (await session.exec(select(VoteRow).order_by(col(VoteRow.at)))).all()
        for person, scope, besides in product(people, scopes, ["", "req_7"]):
            chosen = await queries.last_similar(
                session, desk, entitlement=SALES, scope=scope, person=person, besides_request=besides
            )
            others = [item for item in items if item.request_id != besides]
            assert chosen == plainly(desk, others, requests, votes, person, scope)


def plainly(
    desk: Desk,
    items: Sequence[ItemRow],
    requests: dict[str, RequestRow],
    votes: Sequence[VoteRow],
    person: str,
    scope: dict[str, str],
) -> Decided | None:
    """The definition: of the newest that were decided, those with a person's word, and of these the most similar."""
    outcomes = {ItemStatus.APPROVED: Verdict.APPROVED, ItemStatus.DENIED: Verdict.DENIED}
    ended = [(item.decided_at, item) for item in items if item.status in outcomes and item.decided_at]
    newest = sorted(ended, key=lambda one: one[0], reverse=True)[: queries.LOOKED_THROUGH]
    known = desk.company.people.get(person)
    decided = []
    for at, item in newest:
        outcome, holder = outcomes[item.status], requests[item.request_id].beneficiary
        said = [vote for vote in votes if vote.item_id == item.id and vote.verdict is outcome]
        whose = desk.company.people.get(holder)
        decided += [
            Decided(
                at=at, outcome=outcome, department=whose.department if whose else "", title=whose.title if whose else "",
                person=holder, scope=item.scope, by=vote.person, note=vote.note, duration=item.duration, item_id=item.id,
            )
            for vote in said[-1:]
        ]  # fmt: skip
    return most_similar(
        decided,
        scope=scope,
        department=known.department if known else "",
        title=known.title if known else "",
    )
