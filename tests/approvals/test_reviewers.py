"""Who looks again at a no: never whoever said it, and nobody who depends on them while anybody else can."""

from __future__ import annotations

from approvals.approvers import Approvers
from approvals.model import StageName
from approvals.reviewers import reviewers
from catalog.model import Absence, Company
from catalog.settings import Groups
from tests.approvals.company import SALES, TODAY, small_company

NORTHLIGHT = small_company()


def hearing(company: Company = NORTHLIGHT, *, denier: str | None = "lena.osei") -> Approvers:
    """Who hears Tom's appeal against a manager's no."""
    tom = company.people["tom.reyes"]
    return reviewers(
        company,
        stage=StageName.MANAGER,
        denier=denier,
        beneficiary=tom,
        requester=tom,
        place=company.places[SALES],
        on=TODAY,
        decided_before=frozenset(),
    )


def away(person: str, delegate: str | None = None) -> Absence:
    return Absence(person=person, start=TODAY, until=TODAY, delegate=delegate)


def test_the_owner_hears_what_a_manager_denied() -> None:
    assert hearing() == Approvers(may=frozenset({"omar.diaz"}), ping=("omar.diaz",), note="")


def test_a_delegate_of_the_owner_hears_it_where_they_do_not_depend_on_the_denier() -> None:
    found = hearing(small_company(absences=(away("omar.diaz", "cara.cruz"),)))
    assert found.ping == ("cara.cruz",)
    assert found.may == {"omar.diaz", "cara.cruz"}


def test_a_delegate_who_reports_to_the_denier_does_not_rule_on_their_no() -> None:
    found = hearing(small_company(absences=(away("omar.diaz", "sana.malik"),)))
    assert "sana.malik" not in found.may
    assert found.ping == ("ivo.brandt",), "the next on the route is asked instead"


def test_whoever_denied_it_does_not_come_back_as_a_delegate() -> None:
    assert "lena.osei" not in hearing(small_company(absences=(away("omar.diaz", "lena.osei"),))).may


def test_who_depends_on_the_denier_is_asked_where_nobody_else_is_left() -> None:
    """Petra leads everybody, so whoever may look again reports to her."""
    company = small_company(groups=Groups(security=("greta.lund",), iam_admins=("ida.berg",)))
    found = hearing(company, denier="petra.holm")
    assert found.ping == ("omar.diaz",)
    assert "petra.holm" not in found.may
