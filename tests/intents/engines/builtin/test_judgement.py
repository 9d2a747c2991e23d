"""When the company has nothing of the kind it is said, unless something was called by its name or is held already."""

from __future__ import annotations

from dataclasses import replace

import pytest

from catalog.model import Company
from intents.candidates import index_of
from intents.engines.builtin.judgement import ABSENT_FROM, Judged, judge
from intents.engines.builtin.reading import read
from intents.understand import inquire
from tests.intents.company import MONDAY


def judged(
    company: Company, text: str, *, absent: float, named: bool | None = None, holds: bool = False
) -> Judged:
    inquiry = inquire(text, person=company.people["ada.moor"], company=company, now=MONDAY)
    _, choices = read(inquiry, index_of(company), None)
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
    _, choices = read(inquiry, index_of(company), None)
    assert judge(inquiry, [replace(choice, sure=sure) for choice in choices]).fit == fit
