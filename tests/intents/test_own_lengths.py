"""Several things for different times in one message: each has its own length, and never the other's."""

from __future__ import annotations

from datetime import timedelta

import pytest

from intents.engines.builtin.engine import BuiltinEngine
from intents.understand import understand
from intents.understanding import Outcome, Understanding
from intents.wire import as_dict
from tests.intents.company import MONDAY, theatre

COMPANY = theatre()
FRIDAY, FORTNIGHT, WEEK = timedelta(days=5), timedelta(days=14), timedelta(days=7)


async def read(text: str) -> Understanding:
    person = COMPANY.people["ada.moor"]
    return await understand(text, person=person, company=COMPANY, now=MONDAY, engine=BuiltinEngine())


@pytest.mark.parametrize(
    ("text", "lengths"),
    [
        ("I need to view the rehearsal plan for two weeks and the price lists until Friday", (FORTNIGHT, FRIDAY)),
        ("For two weeks I need to view the rehearsal plan, and until Friday to view the price lists", (FORTNIGHT, FRIDAY)),
        ("I need to view the price lists until Friday, and to view the rehearsal plan for a week", (FRIDAY, WEEK)),
        ("for two weeks the rehearsal plan and the price lists until Friday, reading both", (FORTNIGHT, FRIDAY)),
    ],
)  # fmt: skip
async def test_each_thing_has_the_length_that_stands_beside_it(
    text: str, lengths: tuple[timedelta, timedelta]
) -> None:
    found = await read(text)
    assert found.outcome is Outcome.PROPOSE
    assert tuple(item.duration for item in found.items) == lengths
    assert found.duration is None
    assert {one.field for one in found.evidence} >= {"items[0].duration", "items[1].duration"}


async def test_values_of_one_thing_may_be_for_different_times() -> None:
    found = await read("view bookings for MAIN for two weeks and for STUDIO until Friday")
    assert [(item.scope["house"], item.duration) for item in found.items] == [
        ("MAIN", FORTNIGHT),
        ("STUDIO", FRIDAY),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "view the rehearsal plan and the price lists for two weeks",
        "for two weeks, view the rehearsal plan and the price lists",
        "view the rehearsal plan for two weeks and the price lists for two weeks",
    ],
)
async def test_one_length_is_for_all_of_it(text: str) -> None:
    found = await read(text)
    assert [item.duration for item in found.items] == [None, None]
    assert found.duration == FORTNIGHT


async def test_what_no_length_stands_beside_is_for_as_long_as_is_usual() -> None:
    found = await read(
        "view the rehearsal plan for two weeks, view the price lists for a day, and view the bookings of MAIN"
    )
    assert [item.duration for item in found.items] == [FORTNIGHT, timedelta(days=1), None]


async def test_a_length_and_what_follows_it_are_no_reason() -> None:
    for text in (
        "view the rehearsal plan for two weeks and the price lists until Friday",
        "view the rehearsal plan for two weeks and the price lists",
    ):
        assert (await read(text)).justification is None


async def test_an_own_length_is_printed_beside_its_item_and_only_there() -> None:
    printed = as_dict(await read("view the rehearsal plan for 48 hours and the price lists until Friday"))
    assert printed["duration"] is None
    assert [item.get("duration") for item in printed["items"]] == ["PT48H", "P5D"]
    plain = as_dict(await read("view the rehearsal plan for two weeks"))
    assert plain["items"] == [{"entitlement": "stageplan/rehearsals:view", "scope": {}}]


async def test_one_more_thing_for_another_time_that_is_not_found_is_not_passed_over() -> None:
    found = await read("view the rehearsal plan for two weeks and the flux capacitor until Friday")
    assert found.outcome is not Outcome.PROPOSE
