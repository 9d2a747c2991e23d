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
