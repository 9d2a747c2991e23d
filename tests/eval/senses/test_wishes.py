"""The invented companies: every level is asked for, nothing is asked twice, and none of it is what the engine is measured on."""

from __future__ import annotations

from collections import Counter

from tests.eval.cloud_roles import cloud_roles
from tests.eval.senses.wishes import (
    FOLDER,
    MEASURED,
    STRANGERS,
    Part,
    Wishes,
    among,
    as_set,
    everything,
    files,
    part_of,
    wishes,
)
from tests.eval.sets import sets


def companies() -> list[Wishes]:
    return [one for part in Part for one in wishes(part)]


def test_every_level_of_every_company_is_asked_for() -> None:
    for company in companies():
        ids = [
            level.id for system in company.systems for one in system.resources for level in one.entitlements
        ]
        assert len(ids) == len(set(ids))
        assert {wanted for _, wanted in company.messages} == set(ids), company.name


def test_every_company_is_for_one_thing() -> None:
    there = [file.stem for folder in (FOLDER, STRANGERS) for file in folder.glob("*.yaml")]
    assert sorted(one.name for one in companies()) == sorted(there)
    assert {files()[one.name].parent for one in wishes(Part.TRAINED)} == {FOLDER}
    assert {files()[one.name].parent for one in wishes(Part.PAIRED)} == {STRANGERS}
    assert all(part_of(name) is Part.HELD_OUT for name in MEASURED)
    assert all(wishes(part) for part in Part)


def test_what_several_levels_would_do_for_and_what_is_not_there_is_labelled_so() -> None:
    for one in wishes(Part.HELD_OUT):
        cases = everything(one).cases
        outcomes = Counter(case["expect"]["outcome"] for case in cases)
        wanted = Counter(propose=len(one.messages), choose=len(one.unclear), none=len(one.absent))
        assert outcomes == +wanted
        assert all(
            len(case["expect"]["any_of"]) > 1 for case in cases if case["expect"]["outcome"] == "choose"
        )


def test_a_message_may_leave_open_which_resource_is_meant() -> None:
    texts = {text: set(levels) for one in wishes(Part.PAIRED) for text, levels in one.unclear}
    resources = {text: {level.rpartition(":")[0] for level in levels} for text, levels in texts.items()}
    several = [text for text, found in resources.items() if len(found) > 1]
    assert len(several) > len(texts) / 3
    assert all(len(levels) > 1 for levels in texts.values())


def test_no_message_stands_twice_nor_among_those_the_engine_is_measured_on() -> None:
    texts = Counter(case["text"].strip().lower() for one in companies() for case in everything(one).cases)
    assert [text for text, times in texts.items() if times > 1] == []
    measured = {case["text"].strip().lower() for one in [*sets(), *cloud_roles()] for case in one.cases}
    assert measured
    assert texts.keys() & measured == set()


def test_companies_together_are_one_catalog_with_all_their_messages() -> None:
    few = companies()[:2]
    together = as_set(*few)
    assert len(together.cases) == sum(len(one.messages) for one in few)
    assert all(
        case["expect"]["items"][0]["entitlement"] in together.company.places for case in together.cases
    )


def test_each_company_is_read_in_a_catalog_of_several_by_its_own_name() -> None:
    few = companies()[:3]
    read = among(few)
    assert [one.name for one in read] == [one.name for one in few]
    assert len({one.company.version for one in read}) == 1
    assert [one.cases for one in read] == [as_set(one).cases for one in few]
    assert read[0].company.places.keys() == as_set(*few).company.places.keys()
