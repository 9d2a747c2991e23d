"""The invented companies: every level is asked for, nothing is asked twice, and none of it is what the engine is measured on."""

from __future__ import annotations

from collections import Counter

from tests.eval.senses.wishes import FOLDER, HELD_OUT, as_set, wishes
from tests.eval.sets import sets

COMPANIES = [*wishes(held_out=False), *wishes(held_out=True)]


def test_every_level_of_every_company_is_asked_for() -> None:
    for company in COMPANIES:
        ids = [
            level.id for system in company.systems for one in system.resources for level in one.entitlements
        ]
        assert len(ids) == len(set(ids))
        assert {wanted for _, wanted in company.messages} == set(ids), company.name


def test_no_company_is_both_trained_and_measured_on() -> None:
    measured = {company.name for company in wishes(held_out=True)}
    assert measured == set(HELD_OUT)
    assert {company.name for company in wishes(held_out=False)} == {
        file.stem for file in FOLDER.glob("*.yaml")
    } - measured


def test_no_message_stands_twice_nor_among_those_the_engine_is_measured_on() -> None:
    texts = Counter(text.strip().lower() for company in COMPANIES for text, _ in company.messages)
    assert [text for text, times in texts.items() if times > 1] == []
    measured = {case["text"].strip().lower() for one in sets() for case in one.cases}
    assert measured
    assert texts.keys() & measured == set()


def test_companies_together_are_one_catalog_with_all_their_messages() -> None:
    few = COMPANIES[:2]
    together = as_set(*few)
    assert len(together.cases) == sum(len(one.messages) for one in few)
    assert all(
        case["expect"]["items"][0]["entitlement"] in together.company.places for case in together.cases
    )
