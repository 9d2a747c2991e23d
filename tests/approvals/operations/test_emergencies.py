"""Breaking the glass on rows: at once, short, asked of policy again, and reviewed until it is done."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import count

import pytest

from approvals.desk import Desk
from approvals.errors import AlreadyDecided, AlreadyHeld, BadInput, NotAllowed, NotFound, NotYours, OwnRequest
from approvals.jobs.emergencies import look
from approvals.jobs.port import JobName
from approvals.jobs.provisioning import provision, revoke
from approvals.jobs.retry import TryAgain
from approvals.log.verify import verify
from approvals.model import GrantStatus, ItemStatus, Review, Wish
from approvals.operations.approve import approve
from approvals.operations.break_glass import break_glass
from approvals.operations.extend import extend
from approvals.operations.review_emergency import review_emergency
from approvals.pictures import ItemPicture
from approvals.policy.book import PolicyBook
from approvals.queries.emergency import emergency_offer, reviews_for
from catalog.connectors.port import Connector
from catalog.emergency import Called, Emergency
from catalog.model import System
from tests.approvals.asking import ask, only_item
from tests.approvals.company import DASHBOARDS, SALES, WAREHOUSE_ADMIN, small_company
from tests.approvals.conftest import NotedJobs, StandingClock
from tests.approvals.living import Mood, Systems
from tests.approvals.logged import kinds

pytestmark = pytest.mark.database
_keys = count()
WHO = Called(departments=("Engineering",), groups=("iam_admins", "security"))
HOUR = timedelta(hours=1)


@pytest.fixture
def alarm(desk: Desk) -> Desk:
    company = small_company(emergency=Emergency(who=WHO))
    return replace(desk, company=company, policies=PolicyBook.load(company))


async def broken(
    desk: Desk,
    entitlement: str = WAREHOUSE_ADMIN,
    *,
    person: str = "max.vogel",
    reason: str = "the loads fail",
) -> ItemPicture:
    request = await break_glass(
        desk,
        person=person,
        wish=Wish(entitlement=entitlement, scope={"region": "EMEA"} if entitlement == SALES else {}),
        duration=timedelta(days=2),
        reason=reason,
        words="it is on fire",
        key=f"glass-{next(_keys)}",
    )
    return await only_item(desk, request)


async def test_at_once_short_and_put_in_place_by_the_rules_for_emergencies(
    alarm: Desk, clock: StandingClock
) -> None:
    offer = await emergency_offer(
        alarm, person="max.vogel", wish=Wish(entitlement=WAREHOUSE_ADMIN), duration=None
    )
    assert offer is not None
    assert (offer.allowed, offer.duration) == (True, 4 * HOUR)
    item = await broken(alarm)
    assert (item.status, item.stages, item.duration) == (ItemStatus.APPROVED, (), 4 * HOUR)
    assert item.grant is not None
    systems = Systems()
    await provision(alarm, systems, grant_id=item.grant.id)
    item = await only_item(alarm, item.grant.request_id)
    assert item.grant is not None
    assert item.grant.status is GrantStatus.LIVE
    assert item.grant.expires_at == clock.at + 4 * HOUR
    assert item.emergency is not None
    assert set(item.emergency.waiting_for) == {"greta.lund", "nils.aker"}
    assert item.emergency.due_at == clock.at + 24 * HOUR
    assert (await kinds(alarm))[:2] == ["request.opened", "emergency.opened"]
    with pytest.raises(AlreadyHeld):
        await broken(alarm)


async def test_where_the_company_has_none_or_does_not_name_somebody_nothing_happens(
    desk: Desk, alarm: Desk
) -> None:
    wish = Wish(entitlement=DASHBOARDS)
    assert await emergency_offer(desk, person="max.vogel", wish=wish, duration=None) is None
    with pytest.raises(NotAllowed, match="no fast path"):
        await broken(desk)
    for person, entitlement in (("tom.reyes", DASHBOARDS), ("nils.aker", WAREHOUSE_ADMIN)):
        with pytest.raises(NotAllowed, match="You must"):
            await broken(alarm, entitlement, person=person)
        offer = await emergency_offer(alarm, person=person, wish=Wish(entitlement=entitlement), duration=None)
        assert offer is not None
        assert not offer.allowed
        assert offer.says.startswith("You must")
    with pytest.raises(BadInput):
        await broken(alarm, reason="  ")
    assert await kinds(alarm) == []


async def test_policy_is_asked_again_before_it_is_set_up(alarm: Desk) -> None:
    item = await broken(alarm)
    assert item.grant is not None
    company = small_company()
    await provision(replace(alarm, company=company), Systems(), grant_id=item.grant.id)
    assert (await only_item(alarm, item.grant.request_id)).status is ItemStatus.REFUSED


async def test_what_waited_for_the_same_is_withdrawn(alarm: Desk) -> None:
    waiting = await ask(alarm, WAREHOUSE_ADMIN, person="max.vogel")
    await broken(alarm)
    assert (await only_item(alarm, waiting)).status is ItemStatus.WITHDRAWN


async def test_what_was_not_right_is_not_prolonged_either(alarm: Desk) -> None:
    item = await broken(alarm)
    assert item.grant is not None
    await provision(alarm, Systems(), grant_id=item.grant.id)
    request = await extend(
        alarm, grant_id=item.grant.id, by="max.vogel", duration=2 * HOUR, reason="still failing", key="more"
    )
    waiting = await only_item(alarm, request)
    assert waiting.status is ItemStatus.PENDING
    await review_emergency(alarm, item_id=item.id, by="nils.aker", right=False, note="the loads were fine")
    refused = await only_item(alarm, request)
    assert refused.status is ItemStatus.REFUSED
    assert "was revoked meanwhile" in refused.reasons[0].says
    with pytest.raises(AlreadyDecided):
        await approve(alarm, item_id=waiting.id, by="wade.frost")


async def test_security_reviews_it_and_what_was_not_right_ends(alarm: Desk) -> None:
    item = await broken(alarm)
    for by, right, note, error in (
        ("max.vogel", True, "", OwnRequest),
        ("cara.cruz", True, "", NotYours),
        ("ida.berg", True, "", NotYours),  # only once it is overdue
        ("nils.aker", False, " ", BadInput),
    ):
        with pytest.raises(error):
            await review_emergency(alarm, item_id=item.id, by=by, right=right, note=note)
    with pytest.raises(NotFound):
        await review_emergency(alarm, item_id="it_none", by="nils.aker", right=True)
    await review_emergency(alarm, item_id=item.id, by="nils.aker", right=False, note="the loads were fine")
    assert item.grant is not None
    after = await only_item(alarm, item.grant.request_id)
    assert after.grant is not None
    assert after.grant.status is GrantStatus.REVOKING
    assert after.emergency is not None
    assert (after.emergency.review, after.emergency.waiting_for) == (Review.NOT_RIGHT, ())
    with pytest.raises(AlreadyDecided):
        await review_emergency(alarm, item_id=item.id, by="greta.lund", right=True)

    def never_asked(system: System) -> Connector:
        raise AssertionError(f"{system.id} never heard of it")

    await revoke(alarm, never_asked, grant_id=item.grant.id)  # it was ended before anything was set up
    ended = await only_item(alarm, item.grant.request_id)
    assert ended.grant is not None
    assert ended.grant.status is GrantStatus.FAILED
    assert (await verify(alarm.store)).whole


async def test_it_is_shown_to_whoever_may_review_it_until_somebody_has(
    alarm: Desk, clock: StandingClock
) -> None:
    async def shown(*people: str) -> list[list[str]]:
        found = [await reviews_for(alarm, person) for person in people]
        return [[item.id for request in some for item in request.items] for some in found]

    first = await broken(alarm)
    clock.at += HOUR
    second = await broken(alarm, SALES, person="greta.lund")
    both = [first.id, second.id]
    everybody = ("nils.aker", "greta.lund", "max.vogel", "ida.berg")
    assert await shown(*everybody) == [both, both[:1], [], []]
    clock.at += 36 * HOUR
    assert await shown(*everybody) == [both, both[:1], [], both]
    await review_emergency(alarm, item_id=first.id, by="nils.aker", right=True)
    assert await shown(*everybody) == [both[1:], [], [], both[1:]]


async def test_the_review_is_asked_for_until_it_is_done(
    alarm: Desk, clock: StandingClock, jobs: NotedJobs
) -> None:
    item = await broken(alarm, DASHBOARDS, person="nils.aker")
    assert [job.due for job in jobs.named(JobName.EMERGENCY_CLOCK)] == [clock.at + 12 * HOUR]
    for hours, reminders, asked in (
        (1, 0, {"greta.lund"}),
        (12, 1, {"greta.lund"}),
        (24, 2, {"greta.lund", "ida.berg"}),
        (25, 2, {"greta.lund", "ida.berg"}),
        (48, 3, {"greta.lund", "ida.berg"}),
        (480, 4, {"greta.lund", "ida.berg"}),
    ):
        clock.at = item.emergency.opened_at + hours * HOUR  # type: ignore[union-attr]
        await look(alarm, item_id=item.id)
        await look(alarm, item_id=item.id)
        assert item.grant is not None
        found = (await only_item(alarm, item.grant.request_id)).emergency
        assert found is not None
        assert (found.reminders, set(found.waiting_for)) == (reminders, asked), hours
        assert found.overdue is (hours >= 24)
    await review_emergency(alarm, item_id=item.id, by="ida.berg", right=True)
    clock.advance(48 * HOUR)
    await look(alarm, item_id=item.id)
    assert (await kinds(alarm)).count("emergency.reminded") == 4


async def test_a_system_that_is_busy_does_not_lose_it(alarm: Desk) -> None:
    item = await broken(alarm)
    systems = Systems()
    systems.mood = Mood.BUSY
    assert item.grant is not None
    with pytest.raises(TryAgain):
        await provision(alarm, systems, grant_id=item.grant.id)
    systems.mood = Mood.WORKS
    await provision(alarm, systems, grant_id=item.grant.id)
    assert systems.held == {item.grant.id}
