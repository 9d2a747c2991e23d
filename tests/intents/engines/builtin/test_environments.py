"""Another environment than the one spoken of is doubtful."""

from __future__ import annotations

from dataclasses import replace

import pytest

from catalog.model import Company
from intents.candidates import index_of
from intents.engines.builtin.choice import Option
from intents.engines.builtin.doubts import other_environment
from intents.engines.builtin.reading import Choice, read
from intents.engines.port import Inquiry
from intents.understand import inquire
from tests.catalog.demo import quillmere
from tests.intents.company import MONDAY

DEMO = quillmere()


def looked(text: str, company: Company, person: str) -> tuple[Inquiry, Choice]:
    inquiry = inquire(text, person=company.people[person], company=company, now=MONDAY)
    return inquiry, read(inquiry, index_of(company))[1][0]


def option(choice: Choice, id: str) -> Option:
    return next(one for one in choice.ranked if one.id == id)


@pytest.mark.parametrize(
    ("text", "staging", "production"),
    [
        ("I need the logs of staging in AWS", False, True),
        ("I need the logs of production in AWS", True, False),
        ("I need to see the logs on AWS test and on live", False, False),
        ("I need to see the logs in AWS", False, False),
    ],
)
def test_only_where_one_environment_is_spoken_of_the_other_is_doubtful(
    text: str, staging: bool, production: bool
) -> None:
    inquiry, choice = looked(text, DEMO, "rui.sampedro")
    assert other_environment(option(choice, "aws/staging:read"), inquiry) is staging
    assert other_environment(option(choice, "aws/production:read"), inquiry) is production


def test_an_environment_in_a_description_counts_where_the_catalog_has_no_field_for_it() -> None:
    inquiry, choice = looked("I need the logs of staging in AWS", DEMO, "rui.sampedro")
    known = option(choice, "aws/production:read")
    untold = known.place.resource.model_copy(update={"environment": None})
    told = replace(known, place=known.place.model_copy(update={"resource": untold}))
    assert other_environment(told, inquiry)
