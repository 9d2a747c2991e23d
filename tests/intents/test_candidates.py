import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.model import Company
from intents.candidates import index_of, weigh
from intents.words import stems
from tests.intents.company import theatre

COMPANY = theatre()


def best(company: Company, text: str) -> str:
    index = index_of(company)
    return index.spots[index.search(weigh(text, lambda _: 1.0))[0].resource].resource.id


def test_a_resource_is_found_by_name_alias_and_description(company: Company) -> None:
    assert best(company, "light cues") == "stageplan/light-cues"
    assert best(company, "seat reservations") == "ticketdesk/bookings"
    assert best(company, "every discount") == "ticketdesk/prices"


def test_typos_find_their_word(company: Company) -> None:
    assert best(company, "reharsal plan") == "stageplan/rehearsals"


def test_words_of_the_same_business_meet(company: Company) -> None:
    assert best(company, "what we charge, the tariff") == "ticketdesk/prices"


def test_naming_a_system_keeps_the_others_back(company: Company) -> None:
    index = index_of(company)
    found = index.search(weigh("plan in ticketdesk", lambda _: 1.0))
    assert index.spots[found[0].resource].system.id == "ticketdesk"


def test_the_index_is_built_once_a_version(company: Company) -> None:
    assert index_of(company) is index_of(company)


@settings(deadline=None)
@given(st.text(max_size=300))
def test_any_text_can_be_searched(text: str) -> None:
    found = index_of(COMPANY).search(weigh(text, lambda _: 1.0))
    assert [m.score for m in found] == sorted((m.score for m in found), reverse=True)


@pytest.mark.parametrize(
    "text", ["light cues", "the seat reservations in ticketdesk", "reharsal", "zebra", ""]
)
def test_the_strongest_is_the_best_score_of_all_that_is_found(company: Company, text: str) -> None:
    words = weigh(text, lambda _: 1.0)
    found = index_of(company).search(words)
    assert index_of(company).strongest(words) == max((match.score for match in found), default=0.0)


def test_a_word_without_weight_finds_nothing(company: Company) -> None:
    assert index_of(company).search(weigh("light cues", lambda _: 0.0)) == []


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("seat reservations", True),
        ("discount approver", True),
        ("reservations seat", False),
        ("light prices", False),
        ("cues", True),
        ("tubas", False),
    ],
)
def test_a_name_is_said_by_the_catalog_when_it_stands_there_whole(name: str, said: bool) -> None:
    assert index_of(COMPANY).says(stems(name)) is said
