"""A click that policy has overtaken: a no stays a no, a stranger changes nothing, and nobody waits in vain."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta

import pytest

from approvals.desk import Desk
from approvals.errors import AlreadyDecided, NotAllowed, NotYours, TargetChanged
from approvals.jobs.port import JobName
from approvals.log.export import export
from approvals.model import ItemStatus, StageName
from approvals.operations.approve import approve
from approvals.operations.deny import deny
from approvals.queries.requests import waiting_for
from tests.approvals.asking import ask, only_item
from tests.approvals.company import DASHBOARDS, EXPORTS, SALES, WAREHOUSE_ADMIN
from tests.approvals.conftest import NotedJobs, StandingClock
from tests.approvals.operations.test_several_people import rule, under
from tests.approvals.reloading import changed_entitlement, left, with_company, with_policy, without_person

NO_SALES = """
@id("no-sales-reports") @says("You must use the dashboards: the sales reports are being moved.")
forbid (principal, action == Action::"hold", resource == Entitlement::"warehouse/sales-reports:read");
"""


def asks_for_nobody(desk: Desk) -> Desk:
    relaxed = desk.company.risk.model_copy(update={"manager_from": 90, "security_from": 95})
    return with_company(desk, risk=relaxed)


def asks_for_security_no_longer(desk: Desk) -> Desk:
    """Administration is no longer privileged; its data still wants manager and owner."""
    return changed_entitlement(asks_for_nobody(desk), WAREHOUSE_ADMIN, privileged=False)


async def waits_for(desk: Desk, *people: str) -> list[str]:
    return [person for person in people if await waiting_for(desk, person)]


async def test_a_no_stays_a_no_when_policy_asks_for_nobody_any_more(desk: Desk, jobs: NotedJobs) -> None:
    request_id = await ask(desk)
    item = await only_item(desk, request_id)
    later = asks_for_nobody(desk)
    await deny(later, item_id=item.id, by="lena.osei", reason="Tom must not have this.")
    after = await only_item(later, request_id)
    assert after.status is ItemStatus.DENIED
    assert after.grant is None
    assert [(stage.name, stage.vote and stage.vote.note) for stage in after.stages] == [
        (StageName.MANAGER, "Tom must not have this.")
    ]
    assert not jobs.named(JobName.PROVISION)
    entries = [json.loads(line) async for line in export(desk.store)]
    assert entries[-1]["kind"] == "stage.denied"
    assert entries[-1]["data"]["note"] == "Tom must not have this."
    with pytest.raises(AlreadyDecided, match="denied by Lena Osei"):
        await approve(later, item_id=item.id, by="lena.osei")


async def test_a_no_is_kept_with_its_reason_when_policy_refuses_too(desk: Desk) -> None:
    request_id = await ask(desk)
    later = with_policy(desk, NO_SALES)
    await deny(later, item_id=(await only_item(desk, request_id)).id, by="lena.osei", reason="not needed")
    assert (await only_item(later, request_id)).status is ItemStatus.DENIED


async def test_a_no_counts_from_a_stage_that_policy_dropped_meanwhile(desk: Desk) -> None:
    request_id = await ask(desk, WAREHOUSE_ADMIN, duration=timedelta(days=7))
    later = asks_for_security_no_longer(desk)
    await deny(later, item_id=(await only_item(desk, request_id)).id, by="greta.lund", reason="incident")
    after = await only_item(later, request_id)
    assert after.status is ItemStatus.DENIED
    assert [stage.name for stage in after.stages if stage.vote] == [StageName.SECURITY]


@pytest.mark.parametrize("policy", ["asks for nobody", "refuses"])
@pytest.mark.parametrize("stranger", ["max.vogel", "greta.lund", "svc.loader"])
async def test_a_strangers_click_settles_nothing(
    desk: Desk, jobs: NotedJobs, policy: str, stranger: str
) -> None:
    request_id = await ask(desk)
    item = await only_item(desk, request_id)
    later = asks_for_nobody(desk) if policy == "asks for nobody" else with_policy(desk, NO_SALES)
    with pytest.raises(NotYours, match="it waits for Lena Osei"):
        await deny(later, item_id=item.id, by=stranger, reason="x")
    with pytest.raises(NotYours, match="it waits for Lena Osei"):
        await approve(later, item_id=item.id, by=stranger)
    assert await only_item(later, request_id) == item
    assert not jobs.named(JobName.PROVISION)
    expected = AlreadyDecided if policy == "asks for nobody" else NotAllowed
    with pytest.raises(expected):
        await approve(later, item_id=item.id, by="lena.osei")


async def test_whose_stage_was_dropped_is_told_and_it_waits_for_them_no_longer(desk: Desk) -> None:
    request_id = await ask(desk, WAREHOUSE_ADMIN, duration=timedelta(days=7))
    item = await only_item(desk, request_id)
    assert await waits_for(desk, "lena.osei", "omar.diaz", "greta.lund") == [
        "lena.osei",
        "omar.diaz",
        "greta.lund",
    ]
    later = asks_for_security_no_longer(desk)
    with pytest.raises(
        NotYours, match="no word of yours any more; it waits for Lena Osei, and for Omar Diaz"
    ):
        await approve(later, item_id=item.id, by="greta.lund")
    after = await only_item(later, request_id)
    assert after.status is ItemStatus.PENDING
    assert [stage.name for stage in after.stages] == [StageName.MANAGER, StageName.OWNER]
    assert await waits_for(later, "lena.osei", "omar.diaz", "greta.lund") == ["lena.osei", "omar.diaz"]


async def test_a_dropped_stage_waits_for_nobody_after_anothers_yes(desk: Desk) -> None:
    request_id = await ask(desk, WAREHOUSE_ADMIN, duration=timedelta(days=7))
    later = asks_for_security_no_longer(desk)
    await approve(later, item_id=(await only_item(desk, request_id)).id, by="lena.osei")
    assert await waits_for(later, "lena.osei", "omar.diaz", "greta.lund", "nils.aker") == ["omar.diaz"]


async def test_a_reopened_stage_is_on_the_list_of_whom_it_waits_for(desk: Desk) -> None:
    """Lena approved and left while Omar and Security were deciding: the manager's stage waits for Ivo."""
    request_id = await ask(desk, WAREHOUSE_ADMIN, duration=timedelta(days=7))
    item = await only_item(desk, request_id)
    await approve(desk, item_id=item.id, by="lena.osei")
    await approve(desk, item_id=item.id, by="omar.diaz")
    later = left(desk, "lena.osei")
    await approve(later, item_id=item.id, by="greta.lund")
    after = await only_item(later, request_id)
    assert [(stage.name, stage.waiting_for) for stage in after.stages if stage.vote is None] == [
        (StageName.MANAGER, ("ivo.brandt",))
    ]
    assert await waits_for(later, "ivo.brandt", "omar.diaz", "greta.lund") == ["ivo.brandt"]
    await deny(later, item_id=item.id, by="ivo.brandt", reason="not any more")
    assert (await only_item(later, request_id)).status is ItemStatus.DENIED


@pytest.mark.parametrize("since", [(), (rule("manager"),)], ids=["nobody", "one"])
async def test_a_no_counts_from_whoever_was_asked_while_more_people_were_wanted(
    desk: Desk, since: tuple[str, ...]
) -> None:
    two = under(desk, rule("manager", '@quorum("2")'))
    request_id = await ask(two, DASHBOARDS)
    item = await only_item(two, request_id)
    assert item.stages[0].waiting_for == ("lena.osei", "ivo.brandt")
    later = under(desk, *since)
    with pytest.raises(NotYours):
        await deny(later, item_id=item.id, by="petra.holm", reason="was not asked")
    await deny(later, item_id=item.id, by="ivo.brandt", reason="Tom is leaving us.")
    after = await only_item(later, request_id)
    assert after.status is ItemStatus.DENIED
    assert [stage.vote and (stage.vote.by, stage.vote.note) for stage in after.stages] == [
        ("ivo.brandt", "Tom is leaving us.")
    ]


async def test_what_is_gone_is_cleared_away_by_any_click(desk: Desk) -> None:
    request_id = await ask(desk)
    item = await only_item(desk, request_id)
    later = without_person(changed_entitlement(desk, SALES), "lena.osei")
    with pytest.raises(TargetChanged, match="no longer in the catalog"):
        await deny(later, item_id=item.id, by="ivo.brandt", reason="x")
    assert (await only_item(later, request_id)).status is ItemStatus.REFUSED


@pytest.mark.parametrize("ends", [date(2026, 12, 1), date(2999, 12, 31)])
async def test_whatever_somebodys_last_day_their_request_breaks_no_list(
    desk: Desk, clock: StandingClock, ends: date
) -> None:
    clock.at = datetime(2026, 12, 1, 22, 59, 30, tzinfo=UTC)
    leaver = desk.company.people["tom.reyes"].model_copy(update={"ends": ends})
    desk = with_company(desk, people={**desk.company.people, "tom.reyes": leaver})
    request_id = await ask(desk, EXPORTS, duration=None)
    assert (await only_item(desk, request_id)).status is ItemStatus.PENDING
    assert await waits_for(desk, "lena.osei") == ["lena.osei"]
