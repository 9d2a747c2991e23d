"""Requests as people see them cost a few statements, however many there are and whatever they might have had."""

from __future__ import annotations

import pytest

from approvals.desk import Desk
from approvals.errors import NotFound
from approvals.operations.approve import approve
from approvals.operations.ask_for_more import ask_for_more
from approvals.operations.deny import deny
from approvals.pictures import RequestPicture
from approvals.queries.requests import request_id_of, request_of_item, request_picture, waiting_for
from tests.approvals.asking import ask, only_item
from tests.approvals.company import DASHBOARDS, LAB_BADGE, SALES
from tests.statements import statements

pytestmark = pytest.mark.database


def about(sent: list[str], *tables: str) -> list[str]:
    """Those of the tables that rows were read from; the statement that asks which there are is none of that."""
    read = [statement for statement in sent if "UNION" not in statement]
    return [table for table in tables for statement in read if f"FROM {table}" in statement]


async def test_what_a_request_does_not_have_is_not_asked_for(desk: Desk) -> None:
    request_id = await ask(desk)
    await request_picture(desk, request_id)
    with statements() as sent:
        picture = await request_picture(desk, request_id)
    # the request, its items, what these have, their stages, and what was decided in a case like it
    assert len(sent) == 5
    (item,) = picture.items
    assert (item.stages[0].yeses, item.remarks, item.grant, item.appeal) == ((), (), None, None)


async def test_what_it_has_is_read_whole(desk: Desk) -> None:
    first = await only_item(desk, await ask(desk, LAB_BADGE))
    await ask_for_more(desk, item_id=first.id, by="lena.osei", text="for how long?")
    await approve(desk, item_id=first.id, by="lena.osei")
    other = await only_item(desk, await ask(desk, SALES, person="kim.sato"))
    await deny(desk, item_id=other.id, by="lena.osei", reason="not now")
    with statements() as sent:
        (item,) = (await request_of_item(desk, first.id)).items
    assert item.stages[0].vote is not None
    assert item.grant is not None
    assert [remark.text for remark in item.remarks] == ["for how long?"]
    assert about(sent, "appeals", "handovers", "monthly_reviews", "tasks") == []
    (item,) = (await request_of_item(desk, other.id)).items
    assert item.stages[0].vote is not None
    assert item.stages[0].vote.note == "not now"


async def test_an_item_names_its_request_with_one_statement(desk: Desk) -> None:
    request_id = await ask(desk)
    item = await only_item(desk, request_id)
    with statements() as sent:
        assert await request_id_of(desk, item.id) == request_id
    assert len(sent) == 1
    with pytest.raises(NotFound, match="ask again"):
        await request_id_of(desk, "it_none")


async def test_what_waits_costs_the_same_for_one_as_for_many(desk: Desk) -> None:
    async def waiting() -> tuple[list[RequestPicture], int]:
        with statements() as sent:
            return await waiting_for(desk, "lena.osei"), len(sent)

    await ask(desk)
    one, of_one = await waiting()
    for number, person in enumerate(("kim.sato", "rosa.lima")):
        await ask(desk, person=person, key=f"more-{number}")
    await ask(desk, DASHBOARDS)
    many, of_many = await waiting()
    assert (len(one), len(many)) == (1, 3)
    assert of_one == of_many == 5
