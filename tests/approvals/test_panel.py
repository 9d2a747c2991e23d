"""A stage that wants everybody: whose yes it needs, that those it asks can give it, and that nobody is left out."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from approvals.handovers import Handover
from approvals.model import Quorum, StageName
from approvals.panel import Panel
from approvals.quorum import Circle, Yes
from catalog.model import Absence
from catalog.settings import Groups
from tests.approvals.company import DASHBOARDS, TODAY, small_company
from tests.depth import examples

MANAGER, OWNER, SECURITY = StageName
ALL = Quorum(everybody=True)
TEAM = ("greta.lund", "nils.aker", "wade.frost")


def panel(
    *,
    security: tuple[str, ...] = TEAM,
    admins: tuple[str, ...] = ("ida.berg",),
    away: dict[str, str | None] | None = None,
    **fields: Any,
) -> Panel:
    """Those who decide about Tom's wish for the dashboards; `away` are people with their delegates."""
    absences = [
        Absence(person=one, start=TODAY, until=TODAY, delegate=to) for one, to in (away or {}).items()
    ]
    company = small_company(groups=Groups(security=security, iam_admins=admins), absences=tuple(absences))
    tom = company.people["tom.reyes"]
    return Panel(
        company=company,
        beneficiary=tom,
        requester=tom,
        place=company.places[DASHBOARDS],
        on=TODAY,
        **fields,
    )


def yes(person: str, stands_for: str = "", stage: StageName = SECURITY) -> Yes:
    return Yes(stage=stage, person=person, stands_for=stands_for)


def to(person: str, other: str | None, stage: StageName = SECURITY) -> Handover:
    until = None if other is None else TODAY + timedelta(days=2)
    return Handover(id=f"hand_{person}", stage=stage, person=person, to=other, until=until)


def waits(asked: Panel, stage: StageName = SECURITY) -> tuple[int, tuple[str, ...]]:
    """How many yeses are missing, and who is asked for them."""
    return asked.wanted(stage, ALL), asked.approvers(stage, ALL).ping


def test_everybody_who_is_there_is_asked_and_whoever_is_away_is_represented() -> None:
    assert waits(panel()) == (3, TEAM)
    assert waits(panel(away={"nils.aker": "cara.cruz"})) == (3, ("greta.lund", "wade.frost", "cara.cruz"))


def test_one_who_is_away_without_a_delegate_of_their_own_is_not_waited_for() -> None:
    assert waits(panel(away={"nils.aker": None})) == (2, ("greta.lund", "wade.frost"))
    beside = panel(away={"nils.aker": "greta.lund"})
    assert waits(beside) == (2, ("greta.lund", "wade.frost")), "Greta speaks for herself"
    both = panel(away={"nils.aker": "cara.cruz", "wade.frost": "cara.cruz"})
    assert waits(both) == (2, ("greta.lund", "cara.cruz")), "Cara speaks for one of them"
    after = replace(both, said=(yes("cara.cruz", "nils.aker"),), spoken=frozenset({"cara.cruz"}))
    assert waits(after) == (1, ("greta.lund",))


def test_a_yes_keeps_its_place_when_whoever_gave_it_goes_away() -> None:
    """It must not stand for the yes of somebody who is there."""
    gone = panel(away={"greta.lund": None}, said=(yes("greta.lund"),), spoken=frozenset({"greta.lund"}))
    assert waits(gone) == (2, ("nils.aker", "wade.frost"))
    assert gone.needed(SECURITY, ALL) == 3


def test_somebody_away_who_says_yes_themselves_asks_for_no_more_than_their_delegate_would() -> None:
    """Greta was not waited for before, and is not after either yes."""
    asked = panel(
        security=("greta.lund", "nils.aker"), admins=(), away={"greta.lund": None, "nils.aker": "wade.frost"}
    )
    assert waits(asked) == (1, ("wade.frost",))
    assert say(asked, SECURITY, "wade.frost").wanted(SECURITY, ALL) == 0
    assert say(asked, SECURITY, "nils.aker").wanted(SECURITY, ALL) == 0


def test_a_yes_that_is_gone_with_the_person_takes_their_place_with_it() -> None:
    asked = panel(security=("greta.lund", "ben.gone"), spoken=frozenset({"ben.gone"}))
    assert waits(asked) == (1, ("greta.lund",))


def test_whose_no_was_overturned_is_not_waited_for() -> None:
    """They have spoken, and nobody speaks twice: the ruling stands for it."""
    lifted = panel(said=(yes("greta.lund"),), spoken=frozenset({"greta.lund", "nils.aker"}))
    assert waits(lifted) == (1, ("wade.frost",))


def test_handing_it_to_somebody_else_for_a_while_leaves_the_number_as_it_is() -> None:
    handed = panel(handed=(to("greta.lund", "cara.cruz"),))
    assert waits(handed) == (3, ("cara.cruz", "nils.aker", "wade.frost"))
    after = replace(handed, said=(yes("cara.cruz", "greta.lund"),), spoken=frozenset({"cara.cruz"}))
    assert waits(after) == (2, ("nils.aker", "wade.frost"))


def test_handing_it_to_somebody_who_is_asked_anyhow_adds_nobody_and_takes_nobody_away() -> None:
    handed = panel(handed=(to("greta.lund", "nils.aker"),))
    assert waits(handed) == (3, ("nils.aker", "wade.frost", "greta.lund"))
    after = replace(handed, said=(yes("nils.aker"),), spoken=frozenset({"nils.aker"}))
    assert set(waits(after)[1]) == {"greta.lund", "wade.frost"}


def test_a_handover_leaves_the_delegates_of_others_in_place() -> None:
    asked = panel(away={"nils.aker": "cara.cruz"}, handed=(to("greta.lund", "omar.diaz"),))
    assert waits(asked) == (3, ("omar.diaz", "wade.frost", "cara.cruz"))
    assert asked.approvers(SECURITY, ALL).stands_for == {
        "omar.diaz": "greta.lund",
        "cara.cruz": "nils.aker",
    }


def test_whoever_says_it_is_not_theirs_is_made_up_for() -> None:
    declining = panel(handed=(to("greta.lund", None),))
    assert waits(declining) == (3, ("nils.aker", "wade.frost", "ida.berg"))
    others = replace(
        declining, said=(yes("ida.berg"), yes("nils.aker")), spoken=frozenset({"ida.berg", "nils.aker"})
    )
    assert waits(others) == (1, ("wade.frost",)), "Ida took Greta's place, and nobody else's"
    nobody = panel(admins=(), handed=(to("greta.lund", None),))
    assert waits(nobody) == (2, ("nils.aker", "wade.frost")), "there is nobody else to ask"


def test_a_delegate_who_says_it_is_not_theirs_is_made_up_for_as_well() -> None:
    asked = panel(away={"nils.aker": "cara.cruz"}, handed=(to("cara.cruz", None),))
    assert waits(asked) == (3, ("greta.lund", "wade.frost", "ida.berg"))


def test_where_the_whole_stop_sends_it_on_the_next_one_is_asked() -> None:
    asked = panel(handed=(to("omar.diaz", None, OWNER),))
    assert waits(asked, OWNER) == (1, ("petra.holm",))


def test_whoever_joined_because_nobody_answered_counts_for_them() -> None:
    early = panel(said=(yes("ida.berg"), yes("greta.lund")), spoken=frozenset({"ida.berg", "greta.lund"}))
    assert waits(early) == (2, ("nils.aker", "wade.frost")), "nobody joined: she was asked on another day"
    late = replace(early, escalated={SECURITY: 1})
    assert late.wanted(SECURITY, ALL) == 1


def test_both_a_number_and_everybody_want_both() -> None:
    three = Quorum(least=3, everybody=True)
    asked = panel(security=("greta.lund", "nils.aker"), admins=("ida.berg", "omar.diaz", "fay.moss"))
    assert asked.wanted(SECURITY, three) == 3
    said = tuple(yes(one) for one in ("ida.berg", "omar.diaz", "greta.lund"))
    assert replace(asked, said=said).wanted(SECURITY, three) == 1, "Nils has not spoken"


def test_one_who_may_speak_as_a_stand_in_may_hand_that_on() -> None:
    asked = panel(away={"lena.osei": "cara.cruz"}, handed=(to("cara.cruz", "omar.diaz", MANAGER),))
    who = asked.approvers(MANAGER, Quorum())
    assert who.ping == ("omar.diaz",)
    assert who.stands_for == {"cara.cruz": "lena.osei", "omar.diaz": "lena.osei"}
    assert "Cara Cruz handed this to Omar Diaz until 3 December" in who.note


def test_a_stand_in_who_hands_it_to_somebody_who_is_asked_anyhow_goes_on_being_asked() -> None:
    asked = panel(away={"nils.aker": "cara.cruz"}, handed=(to("cara.cruz", "greta.lund"),))
    assert waits(asked) == (3, ("greta.lund", "wade.frost", "cara.cruz"))


people = st.sampled_from(["greta.lund", "nils.aker", "wade.frost", "cara.cruz", "ida.berg", "omar.diaz", "lena.osei", "ivo.brandt", "petra.holm"])  # fmt: skip
aways = st.dictionaries(people, st.none() | people, max_size=5).map(
    lambda found: {one: to for one, to in found.items() if one != to}
)
groups = st.lists(people, max_size=4, unique=True).map(tuple)
handovers = st.lists(st.tuples(people, st.none() | people), max_size=4).map(
    lambda found: [(one, other) for one, other in found if one != other]
)


def say(asked: Panel, stage: StageName, person: str) -> Panel:
    """After that person's yes."""
    said = yes(person, asked.approvers(stage, ALL).stands_for.get(person, ""), stage)
    return replace(asked, said=(*asked.said, said), spoken=asked.spoken | {person})


@settings(deadline=None, max_examples=examples(150))
@given(
    stage=st.sampled_from(StageName),
    security=groups,
    admins=groups,
    away=aways,
    later=aways,
    handed=handovers,
    spoken=st.frozensets(people, max_size=3),
    order=st.lists(st.integers(0, 50), min_size=12, max_size=12),
)
def test_those_who_are_asked_can_complete_it_and_nobody_is_passed_over(
    stage: StageName,
    security: tuple[str, ...],
    admins: tuple[str, ...],
    away: dict[str, str | None],
    later: dict[str, str | None],
    handed: list[tuple[str, str | None]],
    spoken: frozenset[str],
    order: list[int],
) -> None:
    """Somebody goes away after the first yes; whoever was asked first, is there and has said nothing is waited for."""
    handovers = tuple(to(one, other, stage) for one, other in handed)
    asked = panel(security=security, admins=admins, away=away, handed=handovers, spoken=spoken)
    for step, drawn in enumerate(order):
        wanted, ping = waits(asked, stage)
        circle = asked.circle(stage)
        open_places = set(circle.people) - {one.stands_for or one.person for one in asked.said}
        if wanted == 0:
            assert asked.said
            left_out = open_places - {one.person for one in asked.said}
            assert not left_out or circle.joined, "somebody asked first has not spoken"
            break
        if not asked.approvers(stage, ALL).may:
            assert not ping
            break
        assert ping, "it waits for somebody, and nobody is asked"
        able = sorted(asked.approvers(stage, ALL).may)
        asked = say(asked, stage, able[drawn % len(able)])
        assert asked.wanted(stage, ALL) <= wanted, "a yes never asks for more"
        if step == 0:
            absent = panel(security=security, admins=admins, away=away | later)
            asked = replace(asked, company=absent.company)
    else:
        pytest.fail("it goes on asking for ever")


@settings(deadline=None, max_examples=examples(100))
@given(security=groups, admins=groups, handed=handovers)
def test_handing_it_over_for_a_while_asks_for_as_many_yeses_as_before(
    security: tuple[str, ...], admins: tuple[str, ...], handed: list[tuple[str, str | None]]
) -> None:
    plain = panel(security=security, admins=admins)
    over = tuple(to(one, other) for one, other in handed if other is not None)
    assert replace(plain, handed=over).circle(SECURITY) == plain.circle(SECURITY)
    assert replace(plain, handed=over).needed(SECURITY, ALL) == plain.needed(SECURITY, ALL)


def test_nobody_at_all_is_a_circle_of_nobody() -> None:
    assert panel(security=(), admins=()).circle(SECURITY) == Circle()
