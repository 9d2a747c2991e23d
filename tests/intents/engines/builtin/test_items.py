"""The scope of what is asked for, from the words beside it."""

from __future__ import annotations

import pytest

from intents.engines.builtin.engine import answer
from intents.grounding import ground
from intents.understand import inquire
from tests.catalog.demo import quillmere
from tests.intents.company import MONDAY

COMPANY = quillmere()


def scopes(text: str) -> list[dict[str, str]]:
    inquiry = inquire(text, person=COMPANY.people["mira.castelhano"], company=COMPANY, now=MONDAY)
    return [dict(item.scope) for item in ground(answer(inquiry), inquiry).items]


@pytest.mark.parametrize(
    "text",
    [
        "read access to the sales reports for EMEA Q3, only until Friday",
        "read access to the sales reports please\nfor EMEA Q3, only until Friday",
        "I need to read the sales reports. EMEA, Q3. Thanks!",
    ],
)
def test_a_sentence_that_tells_what_must_be_told_narrows_further_too(text: str) -> None:
    assert scopes(text) == [{"region": "EMEA", "quarter": "Q3"}]


def test_a_sentence_about_something_else_narrows_nothing() -> None:
    assert scopes("I need to read the sales reports for EMEA. The offsite is planned for Q4.") == [
        {"region": "EMEA"}
    ]


@pytest.mark.parametrize(
    ("text", "regions"),
    [
        ("read the sales reports for every region except Europe", [None]),
        ("sales reports viewer for all regions but APAC and EMEA", [None]),
        ("read the sales reports for AMER. EMEA excluded", ["AMER"]),
        ("read the sales reports for the US, sorry, Asia", ["APAC"]),
        ("read the sales reports for APAC; I had EMEA until now", ["APAC"]),
        ("read the sales reports for AMER, my counterpart sits in Europe", ["AMER"]),
        ("I look after Europe but need to read the sales reports for AMER", ["AMER"]),
        ("read the sales reports for EMEA, APAC is done by Joao", ["EMEA"]),
        ("read the sales reports for the US, and also for Asia", ["AMER", "APAC"]),
        ("read the sales reports for AMER, slides for the European fair", [None]),
        ("we do EMEA, APAC and AMER. I need to read the sales reports", ["EMEA", "APAC", "AMER"]),
    ],
)
def test_a_value_that_is_not_wanted_becomes_no_item(text: str, regions: list[str | None]) -> None:
    assert [scope.get("region") for scope in scopes(text)] == regions


def test_two_levels_shared_out_by_scope_are_not_one_for_all() -> None:
    read = "I need to edit the EMEA sales reports and read the APAC ones"
    inquiry = inquire(read, person=COMPANY.people["mira.castelhano"], company=COMPANY, now=MONDAY)
    assert answer(inquiry)["fit"] == "several"
