"""The yardstick: who is in a department and what they hold, at any moment."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from approvals.risk.peers import Peers, Spans, peers_of
from catalog.model import Holding, Person
from tests.approvals.company import DASHBOARDS, NOW, SALES, small_company, small_people

EPOCH = datetime(2026, 1, 1, tzinfo=UTC)
moments = st.integers(0, 50).map(lambda day: EPOCH + timedelta(days=day))


@settings(deadline=None)
@given(st.lists(st.tuples(moments, moments)), moments)
def test_spans_count_what_runs_at_a_moment(spans: list[tuple[datetime, datetime]], now: datetime) -> None:
    assert Spans(spans).covering(now) == sum(start <= now < end for start, end in spans)


def department(peers: Peers, person: Person, entitlement: str, now: datetime) -> int:
    return peers.shares(person, entitlement, now)[0].holding


def test_colleagues_are_the_others_who_work_in_the_department() -> None:
    peers, people = peers_of(small_company()), small_people()
    # Lena, Ivo, Sana, Kim, Jo and Rosa; not Ben, who left, nor Una, who is yet to come, nor the service identity.
    assert peers.colleagues(people["tom.reyes"], NOW) == 6
    assert peers.colleagues(people["svc.loader"], NOW) == 7
    assert peers.colleagues(people["tom.reyes"], datetime(2027, 2, 1, 12, 0, tzinfo=UTC)) == 6


def test_one_does_not_count_as_ones_own_colleague() -> None:
    peers, people = peers_of(small_company()), small_people()
    assert department(peers, people["tom.reyes"], DASHBOARDS, NOW) == 3
    assert department(peers, people["sana.malik"], DASHBOARDS, NOW) == 2
    assert department(peers, people["sana.malik"], SALES, NOW) == 0


def test_what_ran_out_is_not_held() -> None:
    expired = Holding(person="sana.malik", entitlement=SALES, expires_at=NOW)
    peers = peers_of(small_company(holdings=(expired,)))
    tom = small_people()["tom.reyes"]
    assert department(peers, tom, SALES, NOW) == 0
    assert department(peers, tom, SALES, NOW - timedelta(seconds=1)) == 1


def test_who_has_left_holds_nothing() -> None:
    holdings = (Holding(person="ben.gone", entitlement=SALES),)
    peers = peers_of(small_company(holdings=holdings))
    assert department(peers, small_people()["tom.reyes"], SALES, NOW) == 0
    assert peers.holdings_of("ben.gone", NOW) == frozenset()


def test_two_scopes_of_one_entitlement_are_one_holding() -> None:
    twice = tuple(
        Holding(
            person="sana.malik",
            entitlement=SALES,
            scope={"region": region},
            expires_at=NOW + timedelta(days=days),
        )
        for region, days in (("EMEA", -5), ("AMER", 5))
    )
    peers = peers_of(small_company(holdings=twice))
    assert department(peers, small_people()["tom.reyes"], SALES, NOW) == 1


def test_a_holding_of_somebody_unknown_counts_for_nobody() -> None:
    peers = peers_of(small_company(holdings=(Holding(person="who.knows", entitlement=SALES),)))
    assert department(peers, small_people()["tom.reyes"], SALES, NOW) == 0


def test_the_usual_number_is_what_a_colleague_holds_on_average() -> None:
    peers, people = peers_of(small_company()), small_people()
    # Four entitlements among Tom's six colleagues; two of the four are Sana's own.
    assert peers.usual_number(people["tom.reyes"], NOW) == 4 / 6
    assert peers.usual_number(people["sana.malik"], NOW) == 2 / 6
    alone = people["ida.berg"].model_copy(update={"department": "Elsewhere", "started": date(2027, 1, 1)})
    assert peers.usual_number(alone, NOW) == 0


def test_a_last_day_at_the_end_of_time_is_no_last_day() -> None:
    """Personnel systems write 9999-12-31 for nobody knows when."""
    people = small_people()
    people["sana.malik"] = people["sana.malik"].model_copy(update={"ends": date.max})
    assert peers_of(small_company(people=people)).colleagues(people["tom.reyes"], NOW) == 6


def test_the_same_title_and_the_same_team_are_counted_apart() -> None:
    peers, people = peers_of(small_company()), small_people()
    department, title, team = peers.shares(people["tom.reyes"], DASHBOARDS, NOW)
    assert (department.group, department.colleagues) == (("Data",), 6)
    assert title.group == ("Data", "Analyst")
    assert team.group == ("Data", "Analyst", "lena.osei")
    analysts = [p for p in people.values() if p.title == "Analyst" and p.active(NOW.date())]
    assert title.colleagues == len([p for p in analysts if p.department == "Data"]) - 1
    assert team.colleagues <= title.colleagues <= department.colleagues
    assert team.holding <= title.holding <= department.holding
