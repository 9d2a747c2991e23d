"""What comes with a job: the facts a rule may look at, and the demo company's rule that uses them."""

from __future__ import annotations

import pytest

from approvals.model import PolicyAnswer, StageName
from approvals.policy.birthright import birthright, requester_leads
from approvals.policy.book import PolicyBook
from catalog.model import BirthrightFor, Bundle, Company, PolicyFile
from tests.approvals.company import DASHBOARDS, JOURNAL, small_company
from tests.approvals.policy.asking import facts
from tests.catalog.demo import quillmere

TOM, LENA = "tom.reyes", "lena.osei"
OPENS = """@id("leads-hand-out-birthrights")
@opens("manager-for-elevated-risk, manager-for-a-colleague")
@reason("Decided with the packages.")
@says("Whoever leads somebody may hand out what comes with their job.")
permit (principal, action == Action::"hold", resource)
when { context.birthright && context.requester_leads };
"""


def company(*, title: str = "", department: str = "", opens: bool = False) -> Company:
    whose = BirthrightFor(departments=(department,) if department else (), titles=(title,) if title else ())
    package = Bundle(id="start", name="Start", includes=(DASHBOARDS,), birthright_for=whose)
    policies = (PolicyFile(path="policies/own.cedar", text=OPENS),) if opens else ()
    return small_company(bundles=(package,), policies=policies)


def test_it_belongs_to_the_department_or_the_title_and_to_nobody_else() -> None:
    tom = small_company().people[TOM]
    for whose in (company(department=tom.department), company(title=tom.title)):
        assert birthright(facts(company=whose))
        assert not birthright(facts(JOURNAL, company=whose)), "it is in no package"
        assert not birthright(facts(person="greta.lund", company=company(title=tom.title)))
    assert not birthright(facts(company=company())), "a package that names nobody belongs to nobody"


def test_only_the_person_and_those_above_them_ask_for_a_birthright() -> None:
    whose = company(department=small_company().people[TOM].department)
    above = whose.managers_above(TOM)
    assert len(above) > 1
    for who in above:
        asked = facts(company=whose, requester=who)
        assert birthright(asked)
        assert requester_leads(asked)
    own = facts(company=whose)
    assert birthright(own)
    assert not requester_leads(own)
    for who in whose.people.keys() - {TOM, *above}:
        assert not birthright(facts(company=whose, requester=who)), who
        assert not requester_leads(facts(company=whose, requester=who)), who


def test_what_ships_is_no_milder_for_birthrights() -> None:
    tom = small_company().people[TOM]
    plain = PolicyBook.load(company(department=tom.department))
    asked = facts(company=company(department=tom.department), requester=LENA, risk=50)
    assert plain.decide(asked).open_stages == (StageName.MANAGER,)


@pytest.mark.parametrize(
    ("changes", "answer"),
    [
        ({"requester": LENA}, PolicyAnswer.GRANTED),
        ({"requester": TOM}, PolicyAnswer.NEEDS),
        ({"requester": "cara.cruz"}, PolicyAnswer.NEEDS),
        ({"requester": LENA, "risk": 80}, PolicyAnswer.NEEDS),
    ],
)
def test_a_company_opens_its_birthrights_to_those_who_lead(
    changes: dict[str, object], answer: PolicyAnswer
) -> None:
    opened = company(department=small_company().people[TOM].department, opens=True)
    decided = PolicyBook.load(opened).decide(facts(company=opened, **({"risk": 50} | changes)))
    assert decided.answer is answer
    if answer is PolicyAnswer.GRANTED:
        assert "manager-for-elevated-risk" in {one.rule for one in decided.opened}


@pytest.mark.parametrize(
    ("entitlement", "requester", "answer"),
    [
        ("salesforce/accounts:edit", "ilka.tornberg", PolicyAnswer.GRANTED),
        ("salesforce/accounts:edit", "okwudi.ansah", PolicyAnswer.GRANTED),
        ("salesforce/accounts:edit", "joao.pestrela", PolicyAnswer.NEEDS),
        ("salesforce/accounts:edit", "yolanda.prudhoe", PolicyAnswer.NEEDS),
        ("salesforce/quotes:create", "ilka.tornberg", PolicyAnswer.NEEDS),
    ],
)
def test_in_the_demo_company_each_item_of_a_package_keeps_its_own_rules(
    entitlement: str, requester: str, answer: PolicyAnswer
) -> None:
    demo = quillmere()
    asked = facts(entitlement, "joao.pestrela", company=demo, requester=requester, risk=51)
    assert PolicyBook.load(demo).decide(asked).answer is answer
