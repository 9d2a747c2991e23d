"""A further wish beside what stands on the card."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from intents.engines.builtin.engine import BuiltinEngine
from intents.refining import Refined, Standing, join
from intents.understand import understand
from tests.intents.company import MONDAY
from tests.intents.refining.cards import COMPANY, LIST, ONE, B, P, R, said, shown


async def joined(text: str, card: Standing) -> Refined | None:
    refined = said(text, card)
    assert refined is not None
    assert refined.also
    person = COMPANY.people["ada.moor"]
    alone = await understand(refined.also, person=person, company=COMPANY, now=MONDAY, engine=BuiltinEngine())
    return join(refined, alone, card, person=person, company=COMPANY, now=MONDAY)


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("and also read on the price lists", [f"{B}view@MAIN", f"{P}view"]),
        ("plus read access to the rehearsal plan", [f"{B}view@MAIN", f"{R}view"]),
        ("make it edit and also view the price lists", [f"{B}edit@MAIN", f"{P}view"]),
    ],
)
async def test_a_further_wish_is_read_on_its_own_and_joined(text: str, items: list[str]) -> None:
    refined = await joined(text, ONE)
    assert refined is not None
    assert refined.changed
    assert shown(refined) == items
    assert (refined.understanding.duration, refined.understanding.justification) == (
        ONE.duration, ONE.justification,
    )  # fmt: skip


async def test_a_further_wish_of_another_length_keeps_it_beside_what_stood_there() -> None:
    refined = await joined("and also read on the price lists for a year", ONE)
    assert refined is not None
    assert shown(refined) == [f"{B}view@MAIN", f"{P}view"]
    assert [item.duration for item in refined.understanding.items] == [ONE.duration, timedelta(days=365)]
    assert refined.understanding.duration is None


async def test_a_length_said_with_a_further_wish_is_not_for_what_stood_there() -> None:
    refined = await joined("and also read on the price lists for a day", replace(ONE, duration=None))
    assert refined is not None
    assert [item.duration for item in refined.understanding.items] == [None, timedelta(days=1)]


async def test_what_is_not_in_a_list_that_waits_for_an_answer_goes_on_the_card() -> None:
    refined = await joined(
        "add the rehearsal plan as well, just viewing", replace(LIST, shortlist=LIST.shortlist[:2])
    )
    assert refined is not None
    assert shown(refined) == [f"{R}view"]
