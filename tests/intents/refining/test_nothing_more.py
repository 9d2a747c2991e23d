"""Whatever is typed, whatever stands on the card: nothing unseen, nobody unnamed, no power without words."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import example, given, settings
from hypothesis import strategies as st

from intents.engines.builtin.actions import Action, action_granted, action_of
from intents.refining import Standing
from intents.roster import roster
from intents.understanding import Item
from intents.words import stems
from tests.depth import examples
from tests.intents.refining.cards import (
    CARDS,
    COMPANY,
    ONE,
    TWO,
    B,
    said,
    standing,
)

VISIBLE = {
    p: {x.entitlement.id for x in COMPANY.visible_to(COMPANY.people[p])} for p in ("ada.moor", "dan.moor")
}
PIECES = [
    "make it", "write", "edit", "admin", "read only", "approve", "clerk", "view", "higher level", "only", "until Friday", "two weeks", "a month",
    "EMEA", "STUDIO", "the studio", "main house", "too", "also", "instead", "no,", "not", "without", "the first", "the second one", "the other one",
    "bookings", "price lists", "light cues", "rehearsal plan", "for Carla", "for Dan Moor", "for me", "because the admin writes", "for the board deck",
    "please", "and", ",", ".", "both", "everything", "S-2026", "is enough", "not needed", "stageplan", "planner", "light designer",
]  # fmt: skip


ANY = sorted(COMPANY.places)


@st.composite
def cards(draw: st.DrawFn) -> Standing:
    """Any card: one of the above, or anything of the catalog on it in any scope."""
    if draw(st.booleans()):
        return draw(st.sampled_from(CARDS))
    items = []
    for entitlement in draw(st.lists(st.sampled_from(ANY), max_size=3)):
        houses = COMPANY.places[entitlement].resource.scopes
        items.append(
            Item(
                entitlement=entitlement,
                scope={"house": draw(st.sampled_from(["MAIN", "STUDIO"]))} if houses else {},
            )
        )
    return Standing(
        items=tuple(items),
        shortlist=tuple(draw(st.lists(st.sampled_from(ANY), max_size=4, unique=True))),
        shown=draw(st.booleans()),
        duration=draw(st.sampled_from([None, timedelta(days=14)])),
    )


def power(entitlement: str) -> int:
    return list(Action).index(action_granted(COMPANY.places[entitlement].entitlement))


@settings(max_examples=examples(300), deadline=None)
@example(text="the other one", card=ONE, person="ada.moor")
@example(text="higher level", card=TWO, person="ada.moor")
@example(text="higher level", card=standing(f"{B}edit@MAIN"), person="ada.moor")
@example(text="make it approve", card=ONE, person="ada.moor")
@example(text="not the main house", card=ONE, person="ada.moor")
@given(
    text=st.one_of(
        st.lists(st.sampled_from(PIECES), min_size=1, max_size=6).map(" ".join), st.text(max_size=80)
    ),
    card=cards(),
    person=st.sampled_from(["ada.moor", "dan.moor"]),
)
def test_nothing_unseen_nobody_unnamed_and_no_power_without_words(
    text: str, card: Standing, person: str
) -> None:
    if not {item.entitlement for item in card.items} <= VISIBLE[person]:
        return
    refined = said(text, card, person)
    if refined is None:
        return
    found = refined.understanding
    holder = COMPANY.people[found.beneficiary or person]
    visible = {place.entitlement.id for place in COMPANY.visible_to(holder)}
    assert set(found.shortlist) <= visible
    assert {item.entitlement for item in found.items} <= visible
    for item in found.items:
        rules = COMPANY.places[item.entitlement].resource.scopes
        assert all(rules[key].allows(value) for key, value in item.scope.items())
        narrow = [set(one.scope) for one in card.items if one.entitlement == item.entitlement]
        assert not narrow or any(keys <= set(item.scope) for keys in narrow), "never wider than it was"
    named = {one.person for one in roster(COMPANY).named(text)}
    assert found.beneficiary in {None, card.beneficiary, *named}
    assert all(piece.text in text for piece in found.evidence)
    words = set(stems(text))
    before = [item.entitlement for item in card.items] or list(card.shortlist)
    for item in found.items:
        if item.entitlement in before or (card.shown and item.entitlement in card.shortlist):
            continue
        place = COMPANY.places[item.entitlement]
        same = [one for one in before if one.rpartition(":")[0] == place.resource.id]
        if power(item.entitlement) > max(map(power, same or before)):
            asked = [vote[0] for word in words if (vote := action_of(word))]
            own = words & set(stems(f"{place.entitlement.name} {place.entitlement.level}"))
            assert own or max(map(list(Action).index, asked), default=-1) >= power(item.entitlement)
    if not refined.changed:
        assert found.items == card.items
