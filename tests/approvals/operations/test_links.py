"""A link confirms one decision of one person, once, for five minutes: what links cannot be used for."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from urllib.parse import unquote

import pytest

from approvals.desk import Desk
from approvals.errors import AlreadyDecided, LinkNeeded, LinkRefused, NotAllowed, NotYours, Refused
from approvals.lessening import Less
from approvals.log.export import export
from approvals.model import ItemStatus
from approvals.operations.approve import approve
from approvals.operations.approve_changed import approve_changed
from approvals.operations.confirm_by_link import confirm_by_link
from approvals.operations.send_link import send_link
from approvals.operations.stepping_up import Confirmed
from approvals.operations.withdraw import withdraw
from approvals.queries.links import link_about
from approvals.queries.requests import request_of_item
from approvals.step_up.vault import Vault, new_key
from approvals.store.store import Store
from catalog.settings import StepUp
from tests.approvals.company import small_company
from tests.approvals.conftest import NotedJobs, StandingClock
from tests.approvals.operations.test_stepping_up import admin_item, desk_of, sets_up, ticket


@pytest.fixture
async def desk(database: str, clock: StandingClock, jobs: NotedJobs) -> AsyncIterator[Desk]:
    store = Store.at(database, clock=clock, jobs=jobs)
    company = small_company(step_up=StepUp(link=True))
    yield replace(desk_of(store, company), confirm_at="https://usher.example.com")
    await store.close()


async def sent(desk: Desk, item_id: str, by: str = "lena.osei") -> str:
    """The sealed end of the link that Approve leads to."""
    with pytest.raises(LinkNeeded, match="a click alone is not enough"):
        await approve(desk, item_id=item_id, by=by)
    address = await send_link(desk, item_id=item_id, by=by)
    assert address.startswith("https://usher.example.com/confirm/")
    return unquote(address.rsplit("/", 1)[1])


async def said(desk: Desk, item_id: str) -> list[str]:
    """Who has said yes."""
    (item,) = (await request_of_item(desk, item_id)).items
    return [one.by for stage in item.stages for one in stage.yeses]


async def kinds(desk: Desk) -> list[tuple[str, str]]:
    entries = [json.loads(line) async for line in export(desk.store)]
    return [(one["kind"], one["data"].get("why", "")) for one in entries if one["kind"].startswith("link.")]


async def refused(desk: Desk, token: str, words: str, kind: type[Refused] = LinkRefused) -> None:
    with pytest.raises(kind, match=words):
        await confirm_by_link(desk, token=token)


async def test_a_link_counts_once_for_the_one_it_was_sent_to(desk: Desk) -> None:
    item = await admin_item(desk)
    token = await sent(desk, item)
    link, request, shown = await link_about(desk, token=token)
    assert (link.person, request.beneficiary, shown.id) == ("lena.osei", "tom.reyes", item)
    assert await said(desk, item) == [], "looking at the page approves nothing"
    clicks = (confirm_by_link(desk, token=token) for _ in range(3))
    outcomes = await asyncio.gather(*clicks, return_exceptions=True)
    assert sum(not isinstance(one, BaseException) for one in outcomes) == 1
    assert await said(desk, item) == ["lena.osei"]
    await refused(desk, token, "used already")
    with pytest.raises(LinkRefused, match="used already"):
        await link_about(desk, token=token)
    found = await kinds(desk)
    assert found[:2] == [("link.sent", ""), ("link.accepted", "")]
    assert found[-1] == ("link.refused", "used before")


async def test_after_five_minutes_it_is_over(desk: Desk, clock: StandingClock) -> None:
    item = await admin_item(desk)
    token = await sent(desk, item)
    clock.advance(timedelta(minutes=5, seconds=1))
    await refused(desk, token, "good for 5 minutes")
    with pytest.raises(LinkRefused, match="good for 5 minutes"):
        await link_about(desk, token=token)
    assert await said(desk, item) == []
    assert await kinds(desk) == [("link.sent", ""), ("link.refused", "expired")]
    await confirm_by_link(desk, token=await sent(desk, item))
    assert await said(desk, item) == ["lena.osei"]


async def test_what_is_forged_altered_or_sealed_with_another_key_is_no_link(desk: Desk) -> None:
    item = await admin_item(desk)
    token = await sent(desk, item)
    others = Vault(new_key())
    assert desk.vault is not None
    now = desk.now().isoformat()
    for wrong in (
        "",
        "banana",
        token[:-1],
        token[:40] + ("A" if token[40] != "A" else "B") + token[41:],
        others.ticket("link", "link_x", item, "manager", "lena.osei", "x", now),
        desk.vault.ticket(item, "manager", "lena.osei", "approved", now),
        desk.vault.ticket("link", "link_x", item, "boss", "lena.osei", "x", now),
        desk.vault.ticket("link", "link_x", item, "manager", "lena.osei", "x", "yesterday"),
        desk.vault.seal("a secret"),
    ):
        await refused(desk, wrong, "no link of mine")
    assert await said(desk, item) == []


async def test_somebody_elses_link_is_of_no_use(desk: Desk) -> None:
    item = await admin_item(desk)
    token = await sent(desk, item, by="omar.diaz")
    with pytest.raises(LinkRefused, match="sent to somebody else"):
        await approve(desk, item_id=item, by="lena.osei", proof=Confirmed(token=token))
    assert ("link.refused", "of another person") in await kinds(desk)
    assert await said(desk, item) == []


async def test_it_is_for_the_item_as_it_was_shown(desk: Desk, clock: StandingClock) -> None:
    item, other = await admin_item(desk), await admin_item(desk, "sana.malik")
    token = await sent(desk, item, by="omar.diaz")
    with pytest.raises(LinkRefused, match="changed"):
        await approve(desk, item_id=other, by="omar.diaz", proof=Confirmed(token=token))
    made = await sets_up(desk, clock, "lena.osei")
    less, code = Less(duration=timedelta(days=1)), made.at(clock.now())
    await approve_changed(desk, item_id=item, by="lena.osei", less=less, why="a day", code=code)
    await refused(desk, token, "changed since this link was sent")
    assert await said(desk, item) == ["lena.osei"]


async def test_codes_take_the_place_of_links(desk: Desk, clock: StandingClock) -> None:
    item = await admin_item(desk)
    token = await sent(desk, item)
    await sets_up(desk, clock, "lena.osei")
    await refused(desk, token, "set up codes since", NotAllowed)
    assert await ticket(desk, item, "lena.osei")
    with pytest.raises(NotAllowed, match="You have set up codes"):
        await send_link(desk, item_id=item, by="lena.osei")


async def test_without_an_address_or_the_companys_word_there_are_none(desk: Desk) -> None:
    item = await admin_item(desk)
    token = await sent(desk, item)
    for changed in (replace(desk, confirm_at=""), replace(desk, company=small_company(step_up=StepUp()))):
        with pytest.raises(NotAllowed, match="You have set none up"):
            await approve(changed, item_id=item, by="lena.osei")
        with pytest.raises(NotAllowed, match="not confirmed with links here"):
            await send_link(changed, item_id=item, by="lena.osei")
        await refused(changed, token, "You have set none up", NotAllowed)


async def test_nobody_gets_a_link_for_what_is_not_theirs_or_is_decided(desk: Desk) -> None:
    item = await admin_item(desk)
    token = await sent(desk, item)
    with pytest.raises(NotYours):
        await send_link(desk, item_id=item, by="tom.reyes")
    with pytest.raises(NotYours, match="waits for"):
        await send_link(desk, item_id=item, by="wade.frost")
    request = await request_of_item(desk, item)
    await withdraw(desk, request_id=request.id, by="tom.reyes")
    await refused(desk, token, "it was withdrawn", AlreadyDecided)
    assert (await request_of_item(desk, item)).items[0].status is ItemStatus.WITHDRAWN
