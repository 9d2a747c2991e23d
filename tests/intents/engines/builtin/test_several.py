import pytest

from catalog.model import Company
from intents.candidates import index_of
from intents.engines.builtin import several
from intents.engines.builtin.reading import Choice, read
from intents.understand import inquire
from tests.intents.company import MONDAY


def needs(text: str, company: Company, person: str = "bela.kiss") -> list[Choice]:
    inquiry = inquire(text, person=company.people[person], company=company, now=MONDAY)
    return read(inquiry, index_of(company))[1]


def ids(choices: list[Choice]) -> set[str]:
    return {choice.ranked[0].id for choice in choices}


@pytest.mark.parametrize(
    "text",
    [
        "I need to read the price lists and plan the rehearsals",
        "Please two things: reading the price lists and planning rehearsals.",
        "I need (a) to read the price lists (b) to plan rehearsals",
        "I need to read the price lists. I also need to plan the rehearsals.",
        "I need to read the price lists n plan the rehearsals",
    ],
)
def test_each_stretch_with_a_resource_of_its_own_is_a_need(text: str, company: Company) -> None:
    assert ids(needs(text, company)) == {"ticketdesk/prices:view", "stageplan/rehearsals:plan"}


@pytest.mark.parametrize(
    "text",
    [
        "I need to read the price lists and see the discounts",
        "I need to read the price lists, and thanks for the quick help",
        "I need to read the price lists. We talked about the plan yesterday.",
    ],
)
def test_what_names_nothing_else_is_no_need_of_its_own(text: str, company: Company) -> None:
    assert ids(needs(text, company)) == {"ticketdesk/prices:view"}


def test_finding_fewer_than_announced_makes_unsure(company: Company) -> None:
    [alone] = needs("I need to read the price lists please", company)
    [one] = needs("I need two things please: to read the price lists and something else", company)
    assert one.told == 2
    assert one.sure <= 0.85 < alone.sure
    assert alone.told == 1


def test_of_a_list_without_end_the_first_are_read_and_more_is_told_of(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "I need to read the price lists and plan the rehearsals"
    monkeypatch.setattr(several, "MOST_STRETCHES", 1)
    [one] = needs(text, company)
    assert one.told == 2
    assert one.sure <= several.FEWER_FOUND
    monkeypatch.setattr(several, "MOST_STRETCHES", 2)
    assert len(needs(text, company)) == 2


def test_verbs_that_lead_nowhere_are_needs_told_of_all_the_same(company: Company) -> None:
    [one] = needs("I need to read the cheap ones and write the posters", company)
    assert one.told == 2
    assert one.sure <= 0.85


def test_what_is_done_to_the_same_thing_is_no_second_need(company: Company) -> None:
    [one] = needs("I need to read the cheap ones and write them down", company)
    assert one.told == 1
