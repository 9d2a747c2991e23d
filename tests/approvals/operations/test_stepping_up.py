"""A code confirms one decision of one person, for a few minutes: what tickets and codes cannot be used for."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pyotp
import pytest

from approvals.desk import Desk
from approvals.errors import AlreadyDecided, CodeNeeded, NotAllowed, NotYours, Refused, WrongCode
from approvals.log.verify import verify
from approvals.model import ItemStatus
from approvals.operations.approve import approve
from approvals.operations.begin_codes import begin_codes
from approvals.operations.confirm_codes import confirm_codes
from approvals.operations.deny import deny
from approvals.operations.reset_codes import reset_codes
from approvals.operations.stepping_up import Proof
from approvals.queries.codes import codes_of
from approvals.step_up.vault import Vault, new_key
from approvals.store.code_tables import CodesRow
from approvals.store.store import Store
from catalog.model import Company, PolicyFile
from catalog.settings import StepUp
from tests.approvals.asking import ask, only_item
from tests.approvals.company import SALES, WAREHOUSE_ADMIN, policies_of, small_company
from tests.approvals.conftest import NotedJobs, StandingClock


def desk_of(store: Store, company: Company) -> Desk:
    return Desk(store=store, company=company, policies=policies_of(company), vault=Vault(new_key()))


@pytest.fixture
async def desk(database: str, clock: StandingClock, jobs: NotedJobs) -> AsyncIterator[Desk]:
    store = Store.at(database, clock=clock, jobs=jobs)
    yield desk_of(store, small_company(step_up=StepUp()))
    await store.close()


async def sets_up(desk: Desk, clock: StandingClock, person: str) -> pyotp.TOTP:
    made = pyotp.TOTP((await begin_codes(desk, by=person)).secret)
    await confirm_codes(desk, by=person, code=made.at(clock.now()))
    clock.advance(timedelta(seconds=30))
    return made


async def ticket(desk: Desk, item_id: str, by: str) -> str:
    with pytest.raises(CodeNeeded) as asked:
        await approve(desk, item_id=item_id, by=by)
    return asked.value.ticket


async def admin_item(desk: Desk, person: str = "tom.reyes") -> str:
    request = await ask(desk, WAREHOUSE_ADMIN, person=person, duration=timedelta(days=3))
    return (await only_item(desk, request)).id


async def test_three_stages_each_with_a_code_of_its_own(desk: Desk, clock: StandingClock) -> None:
    request = await ask(desk, WAREHOUSE_ADMIN, duration=timedelta(days=3))
    item = await only_item(desk, request)
    for person in ("lena.osei", "omar.diaz", "greta.lund"):
        made = await sets_up(desk, clock, person)
        proof = Proof(ticket=await ticket(desk, item.id, person), code=made.at(clock.now()))
        await approve(desk, item_id=item.id, by=person, proof=proof)
    assert (await only_item(desk, request)).status is ItemStatus.APPROVED
    assert (await verify(desk.store)).whole


async def test_a_ticket_is_for_one_item_one_person_and_nobody_can_make_one(
    desk: Desk, clock: StandingClock
) -> None:
    first, second = await admin_item(desk), await admin_item(desk, "sana.malik")
    lena, omar = await sets_up(desk, clock, "lena.osei"), await sets_up(desk, clock, "omar.diaz")
    its, vault = await ticket(desk, first, "lena.osei"), desk.vault
    assert vault is not None
    forged = Vault(new_key()).ticket(first, "owner", "omar.diaz", "approved", clock.now().isoformat())
    later = vault.ticket(
        first, "owner", "omar.diaz", "approved", (clock.now() + timedelta(hours=1)).isoformat()
    )
    for item, by, made, wrong in (
        (second, "lena.osei", lena, its),
        (first, "omar.diaz", omar, its),
        (first, "omar.diaz", omar, forged),
        (first, "omar.diaz", omar, later),
        (first, "omar.diaz", omar, ""),
        (first, "omar.diaz", omar, vault.ticket("x")),
    ):
        with pytest.raises(NotAllowed):
            await approve(desk, item_id=item, by=by, proof=Proof(ticket=wrong, code=made.at(clock.now())))
    await approve(desk, item_id=first, by="lena.osei", proof=Proof(ticket=its, code=lena.at(clock.now())))


async def test_the_same_code_sent_twice_at_once_is_one_decision(desk: Desk, clock: StandingClock) -> None:
    item = await admin_item(desk)
    made = await sets_up(desk, clock, "lena.osei")
    proof = Proof(ticket=await ticket(desk, item, "lena.osei"), code=made.at(clock.now()))
    results = await asyncio.gather(
        *(approve(desk, item_id=item, by="lena.osei", proof=proof) for _ in range(3)), return_exceptions=True
    )
    assert sum(result is None for result in results) == 1
    assert all(result is None or isinstance(result, Refused) for result in results)


async def test_one_code_for_two_items_at_once_confirms_one(desk: Desk, clock: StandingClock) -> None:
    items = [await admin_item(desk), await admin_item(desk, "sana.malik")]
    made = await sets_up(desk, clock, "lena.osei")
    proofs = [Proof(ticket=await ticket(desk, one, "lena.osei"), code=made.at(clock.now())) for one in items]
    results = await asyncio.gather(
        *(
            approve(desk, item_id=one, by="lena.osei", proof=proof)
            for one, proof in zip(items, proofs, strict=True)
        ),
        return_exceptions=True,
    )
    assert sorted(type(result) for result in results if result is not None) == [WrongCode]


async def test_wrong_codes_sent_all_at_once_are_counted_one_by_one(desk: Desk, clock: StandingClock) -> None:
    item = await admin_item(desk)
    made = await sets_up(desk, clock, "lena.osei")
    asked = await ticket(desk, item, "lena.osei")
    right = {made.at(clock.now() + timedelta(seconds=apart)) for apart in (-30, 0, 30)}
    guesses = [f"{guess:06}" for guess in range(30) if f"{guess:06}" not in right][:12]
    results = await asyncio.gather(
        *(
            approve(desk, item_id=item, by="lena.osei", proof=Proof(ticket=asked, code=one))
            for one in guesses
        ),
        return_exceptions=True,
    )
    said = [str(result) for result in results]
    assert sum("not right" in one for one in said) == 4
    assert sum("Too many" in one for one in said) == 8


async def test_whose_decision_it_is_not_learns_nothing_about_codes(desk: Desk, clock: StandingClock) -> None:
    item = await admin_item(desk)
    await sets_up(desk, clock, "cara.cruz")
    with pytest.raises(NotYours, match="not yours to decide"):
        await approve(desk, item_id=item, by="cara.cruz", proof=Proof(ticket="", code="000000"))
    with pytest.raises(NotYours, match="your own request"):
        await approve(desk, item_id=item, by="tom.reyes", proof=Proof(ticket="", code="000000"))
    await deny(desk, item_id=item, by="lena.osei", reason="Omar does that.")
    with pytest.raises(AlreadyDecided):
        await approve(desk, item_id=item, by="omar.diaz")


async def test_where_no_code_is_asked_for_one_changes_nothing(desk: Desk) -> None:
    request = await ask(desk, SALES)
    item = await only_item(desk, request)
    await approve(desk, item_id=item.id, by="lena.osei", proof=Proof(ticket="", code="000000"))
    assert (await only_item(desk, request)).status is ItemStatus.APPROVED


async def test_a_company_asks_for_codes_by_a_rule_of_its_own(desk: Desk, clock: StandingClock) -> None:
    rule = """@id("code-for-sales") @steps_up("code") @says("You must confirm with a code: these are sales figures.")
    forbid (principal, action == Action::"approve", resource in Resource::"warehouse/sales-reports")
    when { context.verdict == "approved" } unless { context.stepped_up };"""
    own = desk_of(desk.store, small_company(policies=(PolicyFile(path="policies/a.cedar", text=rule),)))
    request = await ask(own, SALES)
    item = await only_item(own, request)
    made = await sets_up(own, clock, "lena.osei")
    assert await codes_of(own, "lena.osei") is not None
    proof = Proof(ticket=await ticket(own, item.id, "lena.osei"), code=made.at(clock.now()))
    await approve(own, item_id=item.id, by="lena.osei", proof=proof)
    assert (await only_item(own, request)).status is ItemStatus.APPROVED


async def test_a_rule_that_no_code_satisfies_refuses_in_the_end(desk: Desk, clock: StandingClock) -> None:
    rule = """@id("never") @steps_up("code") @says("You must not.")
    forbid (principal, action == Action::"approve", resource)
    when { context.verdict == "approved" && (context.stepped_up || !context.stepped_up) };"""
    own = desk_of(desk.store, small_company(policies=(PolicyFile(path="policies/a.cedar", text=rule),)))
    item = await only_item(own, await ask(own, SALES))
    made = await sets_up(own, clock, "lena.osei")
    proof = Proof(ticket=await ticket(own, item.id, "lena.osei"), code=made.at(clock.now()))
    with pytest.raises(NotAllowed, match="You must not"):
        await approve(own, item_id=item.id, by="lena.osei", proof=proof)


async def test_the_secret_is_sealed_and_another_key_cannot_read_it(desk: Desk, clock: StandingClock) -> None:
    made = await sets_up(desk, clock, "lena.osei")
    async with desk.store.reading() as session:
        row = await session.get_one(CodesRow, "lena.osei")
    assert made.secret not in row.secret
    item = await admin_item(desk)
    other = replace(desk, vault=Vault(new_key()))
    proof = Proof(ticket=await ticket(other, item, "lena.osei"), code=made.at(clock.now()))
    with pytest.raises(NotAllowed, match="key has changed; ask an IAM admin to reset"):
        await approve(other, item_id=item, by="lena.osei", proof=proof)
    await reset_codes(other, person="lena.osei", by="ida.berg", reason="the key was lost")
    await sets_up(other, clock, "lena.osei")


async def test_without_a_key_nobody_is_told_to_set_codes_up(desk: Desk) -> None:
    item, keyless = await admin_item(desk), replace(desk, vault=None)
    with pytest.raises(NotAllowed, match="Tell an IAM admin"):
        await approve(keyless, item_id=item, by="lena.osei")
    with pytest.raises(NotAllowed):
        await begin_codes(keyless, by="lena.osei")
    assert await codes_of(keyless, "lena.osei") is None


async def test_only_iam_admins_reset_codes(desk: Desk, clock: StandingClock) -> None:
    await sets_up(desk, clock, "lena.osei")
    with pytest.raises(NotYours, match="Only IAM admins"):
        await reset_codes(desk, person="lena.osei", by="ivo.brandt", reason="I am her manager")
