"""Two levels of one resource are said: the one that is not wanted is not proposed, and where either would do both are offered."""

from __future__ import annotations

import pytest

from intents.candidates import weigh
from intents.levels_said import enough_said, level_named, other_level_said
from intents.understand import inquire
from intents.understanding import Outcome
from tests.catalog.demo import quillmere, understood
from tests.intents.company import MONDAY

COMPANY = quillmere()
READ, WRITE = "github/lens-designer:read", "github/lens-designer:write"
VIEW, EXPORT = "hubspot/leads:view", "hubspot/leads:export"


@pytest.mark.parametrize(
    "text",
    [
        "write on the lens designer repos, actually read is enough",
        "write on the lens designer repositories - read would do",
        "lens designer repositories: write, hm read is sufficient",
    ],
)
async def test_no_more_is_proposed_than_was_said_to_be_enough(text: str) -> None:
    found = await understood("takumi.oreda", text)
    assert WRITE not in {item.entitlement for item in found.items}
    assert READ in found.shortlist


@pytest.mark.parametrize(
    "text",
    [
        "viewer or exporter on the leads please",
        "exporter on the leads, otherwise viewer",
        "exporter on the leads, if not possible viewer",
    ],
)
async def test_of_two_levels_of_which_either_would_do_none_is_taken_unasked(text: str) -> None:
    found = await understood("mira.castelhano", text)
    assert found.outcome is not Outcome.PROPOSE
    assert {VIEW, EXPORT} <= set(found.shortlist)


@pytest.mark.parametrize(
    "text",
    [
        "the leads please, a viewer can't download them",
        "leads: the viewer role does not let me take them along",
        "Viewer on the customer leads isn't enough for me, the next one up please",
        "viewer isn't enough for me on the leads",
    ],
)
async def test_what_was_said_to_be_too_little_is_not_proposed(text: str) -> None:
    place = COMPANY.places[VIEW]
    inquiry = inquire(text, person=COMPANY.people["mira.castelhano"], company=COMPANY, now=MONDAY)
    assert other_level_said(place, inquiry)
    found = await understood("mira.castelhano", text)
    assert VIEW not in {item.entitlement for item in found.items}


@pytest.mark.parametrize(
    ("text", "not_meant"),
    [
        ("exporter on the leads. sorry viewer not exporter", EXPORT),
        ("viewer on the leads. sorry exporter not viewer", VIEW),
    ],
)
async def test_what_was_put_right_is_not_proposed(text: str, not_meant: str) -> None:
    found = await understood("mira.castelhano", text)
    assert not_meant not in {item.entitlement for item in found.items}
    assert found.shortlist[0] in {VIEW, EXPORT} - {not_meant}


@pytest.mark.parametrize(
    ("text", "level", "other"),
    [
        ("I need to view or export the leads", EXPORT, True),
        ("I cannot view or export the leads", EXPORT, False),
        ("I need to view and export the leads", EXPORT, False),
        ("export the leads, well, viewer then", EXPORT, True),
        ("export the leads, now I only view them", EXPORT, False),
        ("exporter on the leads, and viewer", EXPORT, False),
        ("export the leads, view is not enough", EXPORT, False),
        ("export the leads, I will do the rest", EXPORT, False),
        ("export the leads, view is enough for the agency", EXPORT, True),
    ],
)
def test_only_words_that_hold_one_level_against_another_do_so(text: str, level: str, other: bool) -> None:
    inquiry = inquire(text, person=COMPANY.people["mira.castelhano"], company=COMPANY, now=MONDAY)
    assert other_level_said(COMPANY.places[level], inquiry) is other


def test_what_is_enough_for_somebody_else_is_not_taken_for_the_writer() -> None:
    text = "export the leads, view is enough for the agency"
    inquiry = inquire(text, person=COMPANY.people["mira.castelhano"], company=COMPANY, now=MONDAY)
    assert not enough_said(COMPANY.places[EXPORT], inquiry)


def test_a_level_is_told_by_its_id_and_not_by_the_object_that_stands_for_it() -> None:
    """An index outlives a company that is read again: its places are equal to those of the new one, and not the same."""
    company = quillmere()
    place = company.places["salesforce/quotes:approve-discounts"]
    words = weigh("discount approver", lambda _: 1.0)
    assert level_named(place, words, company)
    assert level_named(place.model_copy(), words, company)
