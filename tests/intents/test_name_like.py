"""What reads as a person's name, and what only has a capital."""

import pytest

from catalog.model import Company
from intents.candidates import index_of
from intents.name_like import NameLike


@pytest.fixture
def names(company: Company) -> NameLike:
    return NameLike(company, company.people["ada.moor"], index_of(company).vocabulary.knows)


@pytest.mark.parametrize(
    "name", ["Finch", "finch", "carl finch", "c.finch", "Marcus", "Marcus Webb", "Jordan"]
)
def test_a_colleague_in_part_or_a_stranger(names: NameLike, name: str) -> None:
    assert names.a_person(name)


@pytest.mark.parametrize("name", ["Ada", "ada.moor", "December", "Christmas", "Acme Corp", "Ticketdesk", "Salesforce", "EMEA", "FinanzOnline", "marcus", "Team", "Germany"])  # fmt: skip
def test_a_capital_alone_makes_no_name(names: NameLike, name: str) -> None:
    assert not names.a_person(name)


def test_a_slip_in_a_first_name(names: NameLike) -> None:
    assert names.a_slip("carlla")
    assert not names.a_slip("carla")
    assert not names.a_slip("rehearsals")
