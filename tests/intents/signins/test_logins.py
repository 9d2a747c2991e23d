"""Whose login it is; two matches are nobody."""

from __future__ import annotations

import pytest

from catalog.kinds import Employment
from catalog.model import Company
from intents.signins.logins import Logins, person_behind
from tests.intents.company import theatre


@pytest.fixture(scope="module")
def company() -> Company:
    return theatre()


@pytest.mark.parametrize(
    "login",
    [
        "ada.moor@theatre.example",
        "ADA.MOOR@THEATRE.EXAMPLE",
        "ada.moor",
        "THEATRE\\ada.moor",
        "corp.theatre.example\\ADA.MOOR",
        "ada.moor@stage.theatre.example",
        "ada.moor@theatre.onmicrosoft.com",
        "ada.moor@theatre.mail.onmicrosoft.com",
        "ada.moor@corp.local",
        "ada.moor_theatre.example#EXT#@tenant.example",
        "THEATRE\\ada.moor@theatre.example",
        " ada.moor ",
        "Ada Moor",
        "ada  moor",
    ],
)
def test_a_login_is_found_however_it_is_written(company: Company, login: str) -> None:
    assert person_behind(company, login) == "ada.moor"


@pytest.mark.parametrize(
    "login",
    [
        "",
        "ada.moor$",
        "THEATRE\\PC7$",
        "moor",
        "ada",
        "krbtgt",
        "nobody@theatre.example",
        "THEATRE\\Ada Moor",
        "\\",
        "@",
        "ada.moor@stranger.example",
        "ada.moor@theatre.example.stranger.example",
        "ada.moor@nottheatre.example",
        "ada.moor@stranger.onmicrosoft.com",
        "ada.moor_stranger.example#EXT#@theatre.onmicrosoft.com",
        "ada.moor@bank.ad",
        "STAGE\\ada.moor@stranger.example",
        "pc7$\\ada.moor",
    ],
)
def test_whoever_is_not_found_for_certain_is_nobody(company: Company, login: str) -> None:
    assert person_behind(company, login) is None


def test_two_who_might_be_meant_are_nobody_unless_the_domain_tells_them_apart(company: Company) -> None:
    ada = company.people["ada.moor"]
    twin = ada.model_copy(update={"id": "ada.moor2", "email": "ada.moor@harbour.example"})
    known = Logins([ada, twin])

    assert known.person("Ada Moor") is None
    assert known.person("ada.moor") is None
    assert known.person("ada.moor@elsewhere.example") is None
    assert known.person("HARBOUR\\ada.moor") == "ada.moor2"
    assert known.person("ada.moor@theatre.example") == "ada.moor"
    assert known.person("ada.moor2") == "ada.moor2"


def test_the_domain_of_a_contractor_is_not_the_companys(company: Company) -> None:
    ada = company.people["ada.moor"]
    hired = ada.model_copy(
        update={
            "id": "zoe",
            "email": "zoe.fry@mail.example",
            "name": "Zoe Fry",
            "employment": Employment.CONTRACTOR,
        }
    )
    known = Logins([ada, hired])

    assert known.person("zoe.fry@mail.example") == "zoe"
    assert known.person("ada.moor@mail.example") is None
    assert known.person("a.moor@mail.example", "Ada Moor") is None


def test_the_domain_of_a_service_is_not_the_companys_and_an_interns_is(company: Company) -> None:
    ada, service = company.people["ada.moor"], company.people["svc.print"]
    bot = service.model_copy(update={"id": "bot", "email": "bot@vendor.example"})
    intern = ada.model_copy(
        update={"id": "zoe", "email": "zoe.fry@young.example", "name": "Zoe", "employment": Employment.INTERN}
    )
    known = Logins([ada, bot, intern])

    assert known.person("bot@vendor.example") == "bot"
    assert known.person("ada.moor@vendor.example") is None
    assert known.person("a.moor@vendor.example", "Ada Moor") is None
    assert known.person("ada.moor@young.example") == "ada.moor"


def test_a_former_name_is_found_by_the_name_shown_beside_it_at_the_companys_own_domain_only(
    company: Company,
) -> None:
    known = Logins(company.people.values())

    assert known.person("ada.fairweather@theatre.example", "Ada Moor") == "ada.moor"
    assert known.person("ada.fairweather@theatre.example") is None
    assert known.person("ada.fairweather@stranger.example", "Ada Moor") is None
    assert known.person("ada.moor_stranger.example#EXT#@theatre.example", "Ada Moor") is None
    assert known.person("PC7$", "Ada Moor") is None
    assert known.person("bela.kiss@theatre.example", "Ada Moor") == "bela.kiss"


def test_a_service_goes_by_its_exact_names_only(company: Company) -> None:
    service = company.people["svc.print"]

    assert service.employment is Employment.SERVICE
    assert person_behind(company, "svc.print") == "svc.print"
    assert person_behind(company, service.name) is None
