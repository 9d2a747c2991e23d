"""When the company has nothing of the kind it is said, unless something was called by its name or is held already."""

from __future__ import annotations

from dataclasses import replace

import pytest

from catalog.model import Company
from intents.candidates import index_of
from intents.engines.builtin.in_sight import best_option
from intents.engines.builtin.judgement import Judged, judge
from intents.engines.builtin.lacking import ABSENT_FROM
from intents.engines.builtin.reading import read
from intents.understand import inquire
from tests.catalog.demo import quillmere
from tests.intents.company import MONDAY


def judged(
    company: Company, text: str, *, absent: float, named: bool | None = None, holds: bool = False
) -> Judged:
    inquiry = inquire(text, person=company.people["ada.moor"], company=company, now=MONDAY)
    _, choices = read(inquiry, index_of(company))
    found = []
    for choice in choices:
        assert choice.shown is not None
        shown = choice.shown if named is None else replace(choice.shown, named=float(named))
        found.append(replace(choice, absent=absent, shown=shown))
    return judge(inquiry, found, holds=holds)


TEXT = "let me correct what tonight's seats cost"


def test_what_is_absent_is_nothing(company: Company) -> None:
    assert judged(company, TEXT, absent=ABSENT_FROM, named=False).fit == "nothing"
    assert judged(company, TEXT, absent=ABSENT_FROM - 0.01, named=False).fit != "nothing"


@pytest.mark.parametrize(("named", "holds"), [(True, False), (False, True)])
def test_what_was_called_by_its_name_or_is_held_is_not(company: Company, named: bool, holds: bool) -> None:
    assert judged(company, TEXT, absent=1.0, named=named, holds=holds).fit != "nothing"


@pytest.mark.parametrize(("sure", "fit"), [(0.89, "several"), (0.90, "exact")])
def test_a_level_left_open_is_taken_only_by_a_reading_that_is_sure(
    company: Company, sure: float, fit: str
) -> None:
    inquiry = inquire(
        "Ticketdesk bookings please", person=company.people["carla.finch"], company=company, now=MONDAY
    )
    _, choices = read(inquiry, index_of(company))
    assert judge(inquiry, [replace(choice, sure=sure) for choice in choices]).fit == fit


def unseen(text: str, level: str) -> tuple[Judged, list[str]]:
    """What is judged where the holder may not see that level, though it fits best; and the levels they may see."""
    demo = quillmere()
    inquiry = inquire(text, person=demo.people["mira.castelhano"], company=demo, now=MONDAY)
    choice = read(inquiry, index_of(demo))[1][0]
    hidden = [replace(o, visible=False, score=o.score + 9.0) for o in choice.ranked if o.id == level]
    ranked = (*hidden, *(o for o in choice.ranked if o.id != level))
    judged = judge(inquiry, [replace(choice, ranked=ranked, sure=0.98)])
    return judged, [str(item["entitlement"]) for item in judged.items]


def test_where_no_level_was_said_a_lesser_one_in_sight_is_offered() -> None:
    judged, items = unseen("HubSpot leads", "hubspot/leads:export")
    assert (judged.fit, items) == ("several", [])
    assert "hubspot/leads:view" in judged.shortlist


def test_the_level_that_was_said_has_no_next_best() -> None:
    judged, items = unseen("export the HubSpot leads", "hubspot/leads:export")
    assert (judged.fit, items) == ("nothing", [])


@pytest.mark.parametrize("kin_visible", [True, False])
def test_of_power_there_is_no_variant(kin_visible: bool) -> None:
    demo = quillmere()
    admin, configure = "salesforce/administration:admin", "salesforce/administration:configure"
    inquiry = inquire("salesforce admin", person=demo.people["mira.castelhano"], company=demo, now=MONDAY)
    ranked = read(inquiry, index_of(demo))[1][0].ranked
    options = {o.id: o for o in ranked}
    top = replace(options[admin], visible=False)
    kin = replace(options[configure], visible=kin_visible, place=top.place, level=top.level, score=0.0)
    assert best_option([top, kin], {kin.id}) == (None, True)


@pytest.mark.parametrize(
    ("text", "fit"),
    [("Salesforce quotes discount approver", "exact"), ("Salesforce quotes", "several")],
)
def test_a_level_said_as_a_noun_is_said(text: str, fit: str) -> None:
    demo = quillmere()
    inquiry = inquire(text, person=demo.people["mira.castelhano"], company=demo, now=MONDAY)
    choice = read(inquiry, index_of(demo))[1][0]
    named = replace(choice, wish=replace(choice.wish, asked={}), sure=0.85)
    level = next(o for o in choice.ranked if o.id == "salesforce/quotes:approve-discounts")
    ranked = (replace(level, level=0.6), *(replace(o, level=0.5) for o in choice.ranked if o is not level))
    assert judge(inquiry, [replace(named, ranked=ranked)]).fit == fit


@pytest.mark.parametrize(("sure", "fit"), [(0.89, "several"), (0.90, "exact")])
def test_a_mighty_level_that_no_verb_asked_for_is_taken_only_by_a_reading_that_is_sure(
    sure: float, fit: str
) -> None:
    demo = quillmere()
    inquiry = inquire("Salesforce quotes", person=demo.people["ilka.tornberg"], company=demo, now=MONDAY)
    choice = read(inquiry, index_of(demo))[1][0]
    approves = next(o for o in choice.ranked if o.id == "salesforce/quotes:approve-discounts")
    ranked = (replace(approves, level=0.4), *(o for o in choice.ranked if o is not approves))
    silent = replace(choice, wish=replace(choice.wish, asked={}), ranked=ranked, sure=sure)
    assert judge(inquiry, [silent]).fit == fit


@pytest.mark.parametrize(
    ("text", "alike", "sure", "fit"),
    [
        ("Ticketdesk bookings for the premiere please", (0.8, 0.5, 0.4), 0.95, "exact"),
        ("Ticketdesk bookings for the premiere please", (0.8, 0.7, 0.4), 0.95, "several"),
        ("Ticketdesk bookings for the premiere please", (0.8, 0.5, 0.4), 0.89, "several"),
        ("Ticketdesk bookings please", (0.8, 0.5, 0.4), 0.95, "several"),
    ],
    ids=["stands out", "does not", "not sure", "a name alone"],
)
def test_another_level_of_what_they_have_is_taken_where_its_meaning_stands_out(
    company: Company, text: str, alike: tuple[float, ...], sure: float, fit: str
) -> None:
    inquiry = inquire(text, person=company.people["ada.moor"], company=company, now=MONDAY)
    choice = read(inquiry, index_of(company))[1][0]
    bookings = choice.ranked[0].match.resource
    inquiry = replace(
        inquiry,
        matches=tuple(replace(m, likeness=alike) if m.resource == bookings else m for m in inquiry.matches),
    )
    views = next(o for o in choice.ranked if o.id == "ticketdesk/bookings:view")
    ranked = (views, *(o for o in choice.ranked if o is not views))
    assert judge(inquiry, [replace(choice, ranked=ranked, sure=sure)]).fit == fit
