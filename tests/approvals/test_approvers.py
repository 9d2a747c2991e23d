"""Who may decide, who is pinged, and what people are told about it."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from approvals.approvers import Approvers, along, approvers
from approvals.barring import bar_of
from approvals.model import StageName
from approvals.routes import route_of
from catalog.kinds import Employment
from catalog.model import Absence, Company
from catalog.settings import Groups
from tests.approvals.company import DASHBOARDS, PAYMENTS_CREATE, SALES, TODAY, small_company, small_people
from tests.depth import examples

NORTHLIGHT = small_company()
WADE_AWAY = Absence(
    person="wade.frost", start=date(2026, 11, 24), until=date(2027, 1, 15), delegate="cara.cruz"
)


def route(
    stage: StageName = StageName.MANAGER,
    beneficiary: str = "tom.reyes",
    *,
    requester: str | None = None,
    entitlement: str = SALES,
    company: Company = NORTHLIGHT,
    on: date = TODAY,
    exclude: frozenset[str] = frozenset(),
    escalated: int = 0,
) -> Approvers:
    return approvers(
        company,
        stage=stage,
        beneficiary=company.people[beneficiary],
        requester=company.people[requester or beneficiary],
        place=company.places[entitlement],
        on=on,
        exclude=exclude,
        escalated=escalated,
    )


def with_person(id: str, **changes: Any) -> Company:
    people = small_people()
    return small_company(people=people | {id: people[id].model_copy(update=changes)})


def one(person: str, note: str = "") -> Approvers:
    return Approvers(may=frozenset({person}), ping=(person,), note=note)


def test_nobody_is_worked_out_who_is_not_asked() -> None:
    tom, place = NORTHLIGHT.people["tom.reyes"], NORTHLIGHT.places[SALES]

    def stops(escalated: int) -> int:
        """How many stops of the route are looked at."""
        bar = bar_of(NORTHLIGHT, tom, tom, place, TODAY, frozenset(), frozenset())
        left = route_of(NORTHLIGHT, StageName.MANAGER, tom, place)
        whole = len([*route_of(NORTHLIGHT, StageName.MANAGER, tom, place)])
        along(NORTHLIGHT, left, bar, TODAY, escalated=escalated)
        return whole - len([*left])

    assert [stops(0), stops(1), stops(2)] == [1, 2, 3]


def test_the_manager_decides_and_nothing_needs_explaining() -> None:
    assert route() == one("lena.osei")


def test_the_owner_decides_the_owners_stage() -> None:
    assert route(StageName.OWNER) == one("omar.diaz")


def test_everybody_in_security_may_decide_and_is_pinged() -> None:
    found = route(StageName.SECURITY)
    assert found == Approvers(
        may=frozenset({"greta.lund", "nils.aker"}), ping=("greta.lund", "nils.aker"), note=""
    )


def test_a_manager_who_made_the_request_is_passed_over_for_theirs() -> None:
    assert route(requester="lena.osei") == one(
        "ivo.brandt", "Lena Osei made this request; Ivo Brandt decides instead."
    )


def test_a_manager_who_has_left_is_passed_over() -> None:
    company = with_person("lena.osei", ends=date(2026, 11, 30))
    assert route(company=company) == one("ivo.brandt", "Lena Osei has left; Ivo Brandt decides instead.")


def test_a_manager_who_has_not_started_is_passed_over() -> None:
    company = with_person("lena.osei", started=date(2026, 12, 2))
    assert route(company=company) == one(
        "ivo.brandt", "Lena Osei has not started yet; Ivo Brandt decides instead."
    )


def test_after_the_managers_manager_comes_the_owner() -> None:
    found = route(exclude=frozenset({"lena.osei", "ivo.brandt"}))
    assert found == one(
        "omar.diaz",
        "Lena Osei has decided another stage and Ivo Brandt has decided another stage; Omar Diaz decides instead.",
    )


def test_without_a_manager_the_owner_decides() -> None:
    assert route(beneficiary="petra.holm") == one(
        "omar.diaz", "Petra Holm has no manager on record; Omar Diaz decides instead."
    )


def test_last_on_the_route_are_the_iam_admins() -> None:
    found = route(beneficiary="petra.holm", exclude=frozenset({"omar.diaz"}))
    assert found == one(
        "ida.berg",
        "Petra Holm has no manager on record and Omar Diaz has decided another stage; the IAM admins decide instead.",
    )


def test_an_owner_who_asks_for_their_own_system_is_passed_over_for_their_manager() -> None:
    found = route(StageName.OWNER, "fay.moss", entitlement=PAYMENTS_CREATE)
    assert found == one("petra.holm", "Fay Moss would hold this; Petra Holm decides instead.")


def test_without_security_the_iam_admins_decide() -> None:
    company = small_company(groups=Groups(iam_admins=("ida.berg",)))
    found = route(StageName.SECURITY, company=company)
    assert found == one("ida.berg", "Nobody is named for the security team; the IAM admins decide instead.")


def test_somebody_in_security_does_not_decide_their_own_request() -> None:
    assert route(StageName.SECURITY, "nils.aker") == one("greta.lund")


def test_an_absent_approver_may_decide_but_the_delegate_is_pinged() -> None:
    found = route(beneficiary="max.vogel")
    assert found == Approvers(
        may=frozenset({"wade.frost", "cara.cruz"}),
        ping=("cara.cruz",),
        note="Wade Frost is away until 15 January; Cara Cruz stands in.",
        stands_for={"cara.cruz": "wade.frost"},
    )


def test_an_absence_includes_its_last_day_and_no_more() -> None:
    assert route(beneficiary="max.vogel", on=date(2027, 1, 15)).ping == ("cara.cruz",)
    assert route(beneficiary="max.vogel", on=date(2027, 1, 16)) == one("wade.frost")
    assert route(beneficiary="max.vogel", on=date(2026, 11, 23)) == one("wade.frost")


def test_a_delegate_who_made_the_request_does_not_stand_in() -> None:
    found = route(beneficiary="max.vogel", requester="cara.cruz")
    assert found == Approvers(
        may=frozenset({"wade.frost", "omar.diaz"}),
        ping=("omar.diaz",),
        note="Wade Frost is away until 15 January; Omar Diaz decides instead.",
    )


def test_a_delegate_who_is_away_does_not_stand_in() -> None:
    both = (WADE_AWAY, Absence(person="cara.cruz", start=TODAY, until=TODAY))
    assert route(beneficiary="max.vogel", company=small_company(absences=both)).ping == ("omar.diaz",)


def test_nobody_decides_their_own_request_through_a_delegate() -> None:
    """Wade asks for Max while away: his stand-in is not asked in his place."""
    found = route(beneficiary="max.vogel", requester="wade.frost")
    assert found == one("omar.diaz", "Wade Frost made this request; Omar Diaz decides instead.")


def test_of_a_group_those_who_are_there_are_pinged() -> None:
    away = Absence(person="greta.lund", start=TODAY, until=TODAY, delegate="cara.cruz")
    found = route(StageName.SECURITY, company=small_company(absences=(away,)))
    assert found == Approvers(may=frozenset({"greta.lund", "nils.aker"}), ping=("nils.aker",), note="")


def test_when_a_whole_group_is_away_its_delegates_stand_in() -> None:
    away = (
        Absence(person="greta.lund", start=TODAY, until=TODAY, delegate="ida.berg"),
        Absence(person="nils.aker", start=TODAY, until=TODAY),
    )
    found = route(StageName.SECURITY, company=small_company(absences=away))
    assert found.may == {"greta.lund", "nils.aker", "ida.berg"}
    assert found.ping == ("ida.berg",)
    assert found.note == "Everybody among the security team is away; Ida Berg stands in."


def test_when_everybody_is_away_those_who_may_decide_are_still_told() -> None:
    away = tuple(
        Absence(person=name, start=TODAY, until=TODAY)
        for name in ("lena.osei", "ivo.brandt", "omar.diaz", "ida.berg")
    )
    found = route(company=small_company(absences=away))
    assert found.may == {"lena.osei", "ivo.brandt", "omar.diaz", "ida.berg"}
    assert set(found.ping) == found.may
    assert found.note.endswith("nobody stands in, so this waits for them.")


def test_when_really_nobody_can_the_note_says_what_to_do() -> None:
    found = route(beneficiary="petra.holm", requester="omar.diaz", company=small_company(groups=Groups()))
    assert (found.may, found.ping) == (frozenset(), ())
    assert found.note == (
        "Petra Holm has no manager on record, Omar Diaz made this request and nobody is named an IAM admin; "
        "nobody can decide this until somebody else is named an IAM admin in company.yaml."
    )


def test_a_service_identity_is_never_asked() -> None:
    company = with_person("lena.osei", employment=Employment.SERVICE)
    assert route(company=company).ping == ("ivo.brandt",)


def test_an_owner_nobody_knows_is_passed_over() -> None:
    warehouse = NORTHLIGHT.systems[0].model_copy(update={"owner": "gone.person"})
    company = small_company(systems=(warehouse, *NORTHLIGHT.systems[1:]))
    assert route(StageName.OWNER, company=company) == one(
        "ida.berg", "The person named gone.person is not on record; the IAM admins decide instead."
    )


names = st.sampled_from(list(NORTHLIGHT.people))
absences = st.lists(
    st.builds(Absence, person=names, start=st.just(TODAY), until=st.just(TODAY), delegate=st.none() | names),
    max_size=8,
)


@settings(deadline=None, max_examples=examples(200))
@given(
    stage=st.sampled_from(StageName),
    beneficiary=names,
    requester=names,
    entitlement=st.sampled_from([DASHBOARDS, PAYMENTS_CREATE]),
    exclude=st.frozensets(names, max_size=6),
    away=absences,
    security=st.lists(names, max_size=3, unique=True),
    admins=st.lists(names, max_size=3, unique=True),
)
def test_nobody_who_must_not_decide_is_ever_asked(
    stage: StageName,
    beneficiary: str,
    requester: str,
    entitlement: str,
    exclude: frozenset[str],
    away: list[Absence],
    security: list[str],
    admins: list[str],
) -> None:
    groups = Groups(security=tuple(security), iam_admins=tuple(admins))
    company = small_company(absences=tuple(away), groups=groups)
    found = route(
        stage, beneficiary, requester=requester, entitlement=entitlement, company=company, exclude=exclude
    )
    assert not found.may & ({beneficiary, requester} | exclude)
    assert all(company.people[name].active(TODAY) for name in found.may)
    assert all(company.people[name].employment is not Employment.SERVICE for name in found.may)
    assert set(found.ping) <= found.may
    assert bool(found.ping) == bool(found.may)
    assert found.may or found.note
    able = [
        name
        for name in admins
        if name not in {beneficiary, requester, *exclude} and company.people[name].active(TODAY)
    ]
    if any(company.people[name].employment is not Employment.SERVICE for name in able):
        assert found.may, "an IAM admin could decide and nobody was asked"
    if found.note:
        assert found.note.endswith(".")
        assert not found.note[0].islower()


def test_the_next_on_the_route_joins_when_nobody_decides() -> None:
    assert route(escalated=1) == Approvers(
        may=frozenset({"lena.osei", "ivo.brandt"}),
        ping=("lena.osei", "ivo.brandt"),
        note="Lena Osei has not decided in time, so Ivo Brandt may decide as well.",
    )


def test_a_stop_that_is_asked_already_is_passed_over() -> None:
    """Petra is the owner's manager; for Omar's own people she is the manager's manager as well as nobody's."""
    assert route(escalated=2).ping == ("lena.osei", "ivo.brandt", "omar.diaz")
    whole = route(escalated=9)
    assert whole.ping == ("lena.osei", "ivo.brandt", "omar.diaz", "ida.berg")
    assert whole == route(escalated=3)
    assert "so the IAM admins may decide as well" in whole.note


def test_a_group_that_does_not_answer_is_joined_by_the_iam_admins() -> None:
    joined = route(StageName.SECURITY, escalated=1)
    assert joined.ping == ("greta.lund", "nils.aker", "ida.berg")
    assert joined.note == "The security team has not decided in time, so the IAM admins may decide as well."


def test_a_delegate_joins_for_the_next_who_is_away() -> None:
    away = Absence(person="ivo.brandt", start=TODAY, until=date(2026, 12, 20), delegate="fay.moss")
    joined = route(escalated=1, company=small_company(absences=(away,)))
    assert joined.ping == ("lena.osei", "fay.moss")
    assert joined.may == {"lena.osei", "ivo.brandt", "fay.moss"}
    assert "Ivo Brandt is away until 20 December; Fay Moss stands in." in joined.note


@settings(max_examples=examples(60), deadline=None)
@given(
    st.sampled_from(list(StageName)),
    st.sampled_from(["tom.reyes", "max.vogel", "kim.sato"]),
    st.integers(0, 4),
)
def test_who_may_decide_goes_on_doing_so_when_others_join(
    stage: StageName, beneficiary: str, escalated: int
) -> None:
    before = route(stage, beneficiary, escalated=escalated)
    later = route(stage, beneficiary, escalated=escalated + 1)
    assert before.may <= later.may
    assert later.ping[: len(before.ping)] == before.ping
    assert set(later.ping) <= later.may
    assert beneficiary not in later.may
