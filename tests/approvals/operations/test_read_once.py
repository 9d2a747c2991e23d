"""What a click reads: everything that was said about an item, and all that stands around it, once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from datetime import timedelta

import pytest

from approvals.desk import Desk
from approvals.lessening import Less
from approvals.model import ItemStatus, Wish
from approvals.operations.appeal import appeal
from approvals.operations.approve import approve
from approvals.operations.approve_changed import approve_changed
from approvals.operations.deny import deny
from approvals.operations.not_mine import not_mine
from approvals.operations.rule_on_appeal import rule_on_appeal
from approvals.queries.assess import assess
from tests.approvals.asking import ask, only_item
from tests.approvals.company import DASHBOARDS, EXPORTS, JOURNAL, PAYMENTS_APPROVE, SALES, WAREHOUSE_ADMIN
from tests.statements import statements

READ_ONCE = (
    "votes", "handovers", "appeals", "stages", "warning_signs", "requests_of_the_day", "held", "not_right", "log_head",
)  # fmt: skip
TABLES = {
    "votes": r"FROM votes",
    "handovers": r"FROM handovers",
    "appeals": r"FROM appeals",
    "stages": r"FROM stages",
    "warning_signs": r"FROM warning_signs",
    "requests_of_the_day": r"SELECT count\(\*\).*FROM requests",
    "held": r"UNION",
    "not_right": r"FROM emergencies",
    "denials": r"FROM request_items .*request_items\.decided_at >=",
    "log_head": r"FROM decision_log_head",
    "log": r"INSERT INTO decision_log ",
    "head": r"UPDATE decision_log_head",
}


def counted(sent: Iterable[str]) -> Counter[str]:
    """How often each of those was sent to the database."""
    return Counter(
        name
        for statement in sent
        for name, pattern in TABLES.items()
        if re.search(pattern, " ".join(statement.split()))
    )


async def test_an_approval_reads_everything_once_and_asks_again_with_its_own_yes(desk: Desk) -> None:
    request = await ask(desk, WAREHOUSE_ADMIN, person="max.vogel")
    item = await only_item(desk, request)
    for by in ("cara.cruz", "omar.diaz", "greta.lund"):
        with statements() as sent:
            await approve(desk, item_id=item.id, by=by)
        seen = counted(sent)
        assert {name: seen[name] for name in READ_ONCE} == dict.fromkeys(READ_ONCE, 1)
        assert (seen["log"], seen["head"]) == (1, 1), "both entries are chained in one go"
        assert len(sent) <= 24
    assert (await only_item(desk, request)).status is ItemStatus.APPROVED


@pytest.mark.parametrize("what", ["less", "no", "not theirs"])
async def test_so_does_every_other_click(desk: Desk, what: str) -> None:
    item = await only_item(desk, await ask(desk, SALES))
    with statements() as sent:
        if what == "less":
            less = Less(duration=timedelta(days=3))
            await approve_changed(desk, item_id=item.id, by="lena.osei", less=less, why="that will do")
        elif what == "no":
            await deny(desk, item_id=item.id, by="lena.osei", reason="the dashboards will do")
        else:
            await not_mine(desk, item_id=item.id, by="lena.osei")
    seen = counted(sent)
    assert {name: seen[name] for name in READ_ONCE} == dict.fromkeys(READ_ONCE, 1)
    assert len(sent) <= 24


async def test_so_does_a_ruling_on_an_appeal(desk: Desk) -> None:
    request = await ask(desk, SALES)
    item = await only_item(desk, request)
    await deny(desk, item_id=item.id, by="lena.osei", reason="the dashboards will do")
    made = await appeal(desk, item_id=item.id, by="tom.reyes", reasons="they end in September")
    with statements() as sent:
        await rule_on_appeal(desk, appeal_id=made, by="omar.diaz", overturn=True, note="they do")
    read_once = ("votes", "handovers", "warning_signs", "requests_of_the_day", "held")
    seen = counted(sent)
    assert {name: seen[name] for name in read_once} == dict.fromkeys(read_once, 1)
    assert (await only_item(desk, request)).status is ItemStatus.APPROVED


async def test_a_card_reads_what_its_wishes_have_in_common_once(desk: Desk) -> None:
    wishes = [Wish(entitlement=one, scope={}) for one in (DASHBOARDS, JOURNAL, EXPORTS)]
    with statements() as sent:
        await assess(
            desk, requester="tom.reyes", beneficiary="tom.reyes", wishes=wishes, duration=timedelta(days=3)
        )
    seen = counted(sent)
    once = ("denials", "warning_signs", "requests_of_the_day", "held", "not_right")
    assert {name: seen[name] for name in once} == dict.fromkeys(once, 1)


async def test_what_would_change_a_refusal_is_worked_out_of_what_was_read_once(desk: Desk) -> None:
    request = await ask(desk, PAYMENTS_APPROVE, person="fay.moss")
    with statements() as sent:
        item = await only_item(desk, request)
    assert item.status is ItemStatus.REFUSED
    seen = counted(sent)
    once = ("denials", "warning_signs", "requests_of_the_day")
    assert {name: seen[name] for name in once} == dict.fromkeys(once, 1)


async def test_what_is_filed_has_nothing_said_about_it_to_be_read(desk: Desk) -> None:
    with statements() as sent:
        await ask(desk, SALES)
    seen = counted(sent)
    assert (seen["votes"], seen["handovers"], seen["appeals"]) == (0, 0, 0)
