import pytest

from catalog.model import Company
from intents.people_named import beneficiary, may_hold
from intents.roster import Roster, roster
from tests.intents.company import MONDAY, theatre


def whom(company: Company, text: str, requester: str = "ada.moor") -> str | None:
    found = beneficiary(text, requester=company.people[requester], company=company, now=MONDAY)
    return found.named.person if found.named else None


@pytest.mark.parametrize(
    "text",
    [
        "Béla Kiss needs the price lists", "bela kiss needs the price lists", "please give Béla access to the price lists",
        "price lists for bela kiss", "Please add bela.kiss@theatre.example to the price lists", "Could Kiss Béla get the price lists?",
        "I'd like access to the price lists for Béla Kiss", "Béla cant open the price lists", "Béla Kiss wants price lists viewer", "Béla Kiss - price lists",
        "our new junior Béla: price lists", "new joiner Béla Kiss, price lists please", "Béla told me he still cannot open the price lists. Fix please, for him",
        "Béla asked me to get him the price lists", "price lists for Béla Kiss, he covers for Carla",
        "Béla - price lists please", "price lists @bela.kiss", "price lists to Béla pls",
    ],
)  # fmt: skip
def test_a_colleague_it_is_for_is_found_by_any_name(company: Company, text: str) -> None:
    assert whom(company, text) == "bela.kiss"


@pytest.mark.parametrize(
    "text",
    [
        "Béla Kiss told me to ask for the price lists", "Béla Kiss would like me to read the price lists, two weeks", "I need the price lists, Béla wants me to check them", "I cover for Béla this week and need the bookings",
        "I need the same as Béla", "Ada Moor needs the price lists", "I need the price lists", "I don't want to wait for Béla any more, I need the prices",
    ],
)  # fmt: skip
def test_being_named_is_not_being_the_one_it_is_for(company: Company, text: str) -> None:
    assert whom(company, text) is None


def test_a_name_two_people_share_names_nobody(company: Company) -> None:
    assert roster(company).named("Moor needs the prices") == []


def test_a_service_identity_is_nobody_to_ask_for(company: Company) -> None:
    assert roster(company).named("Print Service needs the prices") == []


def test_somebody_unnamed_is_noticed(company: Company) -> None:
    found = beneficiary(
        "My intern needs the price lists", requester=company.people["ada.moor"], company=company, now=MONDAY
    )
    assert (found.named, found.unnamed) == (None, "my intern needs")


def test_only_people_who_work_here_today_may_hold_access(company: Company) -> None:
    assert may_hold(company.people["bela.kiss"], MONDAY, company)
    assert not may_hold(company.people["gone.person"], MONDAY, company)
    assert not may_hold(company.people["svc.print"], MONDAY, company)
    assert not may_hold(None, MONDAY, company)


@pytest.mark.parametrize(
    "text",
    [
        "Price lists: editor for me, viewer for Béla", "Béla: price lists. Me: bookings.", "give Béla the price lists and Carla the bookings",
        "Béla needs the price lists, Carla only the bookings", "Béla and Carla both need the price lists", "Béla & Carla: price lists",
        "Béla and I need the price lists", "Béla needs the price lists and I need the bookings", "price lists viewer (Béla)",
        "my team (Béla, Carla) need the price lists", "Béla & me: price lists", "me and Béla: price lists", "move the price lists from Carla to Béla",
    ],
)  # fmt: skip
def test_what_is_for_several_people_or_may_be_is_asked(company: Company, text: str) -> None:
    found = beneficiary(text, requester=company.people["ada.moor"], company=company, now=MONDAY)
    assert found.named is None
    assert found.unnamed


@pytest.mark.parametrize(
    "text",
    ["give Béla the price lists and Carla will check them", "please give Béla the price lists, that is easier for me", "Béla: price lists viewer"],
)  # fmt: skip
def test_somebody_else_in_the_story_shares_nothing(company: Company, text: str) -> None:
    assert whom(company, text) == "bela.kiss"


def test_a_first_name_that_is_a_word_is_a_person_who_needs_something() -> None:
    company = theatre()
    an = company.people["bela.kiss"].model_copy(update={"name": "An Kiss"})
    people = Roster([an])
    assert [one.person for one in people.named("An needs the price lists")] == ["bela.kiss"]
    assert people.named("An old price list") == []


def test_of_a_long_list_of_names_it_is_asked_for_whom_it_is(company: Company) -> None:
    found = beneficiary(
        "price lists for " + "Béla, " * 200, requester=company.people["ada.moor"], company=company, now=MONDAY
    )
    assert (found.named, found.unnamed) == (None, "Béla")
