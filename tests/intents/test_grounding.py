from collections.abc import Iterator
from math import inf, nan
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalog.model import Company, Person
from intents.engines.port import Engine
from intents.understand import understand
from intents.understanding import Outcome, Understanding
from tests.depth import examples
from tests.intents.answers import Scripted, good, item
from tests.intents.company import MONDAY, theatre
from tests.intents.conftest import Read

COMPANY = theatre()
MESSAGE = "I need to view the bookings of the studio until Friday, stock taking"


async def test_a_sound_answer_is_proposed(read: Read) -> None:
    found = await read(MESSAGE, engine=Scripted(good()))
    assert found.outcome is Outcome.PROPOSE
    assert [(i.entitlement, i.scope) for i in found.items] == [
        ("ticketdesk/bookings:view", {"house": "STUDIO"})
    ]
    assert found.justification == "stock taking"
    assert {e.field for e in found.evidence} == {"items[0].entitlement", "duration", "justification"}


async def test_a_length_is_counted_from_the_words_not_taken_from_the_engine(read: Read) -> None:
    found = await read(MESSAGE, engine=Scripted(good()))
    assert found.duration is not None
    assert found.duration.days == 5


@pytest.mark.parametrize(
    "bad",
    [
        item("ticketdesk/vault:open", {}, "view the bookings"),
        item("stageplan/light-cues:write", {}, "view the bookings"),
        item("ticketdesk/bookings:view", {"house": "STUDIO", "season": None}, "words nobody wrote"),
        item("ticketdesk/bookings:view", {"house": "CELLAR", "season": None}, "view the bookings"),
        item(
            "ticketdesk/bookings:view", {"house": "STUDIO", "season": None, "extra": "x"}, "view the bookings"
        ),
        {"entitlement": "ticketdesk/bookings:view"},
        "ticketdesk/bookings:view",
    ],
)
async def test_an_item_that_does_not_hold_is_never_proposed(read: Read, bad: Any) -> None:
    found = await read(MESSAGE, engine=Scripted(good(items=[bad])))
    assert found.items == ()
    assert found.outcome in {Outcome.CHOOSE, Outcome.ASK}


async def test_what_an_entitlement_out_of_sight_cannot_do_is_reach_the_shortlist(read: Read) -> None:
    found = await read(
        MESSAGE, engine=Scripted(good(shortlist=["stageplan/light-cues:write", "ticketdesk/bookings:view"]))
    )
    assert "stageplan/light-cues:write" not in found.shortlist


async def test_a_free_scope_value_must_stand_in_the_message(read: Read) -> None:
    invented = item("ticketdesk/bookings:view", {"house": "STUDIO", "season": "S-1999"}, "view the bookings")
    found = await read(MESSAGE, engine=Scripted(good(items=[invented])))
    assert [i.scope for i in found.items] == [{"house": "STUDIO"}]


async def test_a_missing_required_scope_is_asked_for_by_its_choices(read: Read) -> None:
    open_scope = item("ticketdesk/bookings:view", {"house": None, "season": None}, "view the bookings")
    found = await read(MESSAGE, engine=Scripted(good(items=[open_scope])))
    assert (found.outcome, found.missing) == (Outcome.ASK, ("house",))
    assert found.question == "Which house do you need for Ticketdesk · Bookings? It can be MAIN or STUDIO."


async def test_a_scope_value_that_was_left_out_is_not_taken_from_an_engine(read: Read) -> None:
    text = "view the bookings of all houses but the studio, two weeks"
    taken = item("ticketdesk/bookings:view", {"house": "STUDIO", "season": None}, "view the bookings")
    found = await read(text, engine=Scripted(good(items=[taken])))
    assert (found.outcome, found.missing) == (Outcome.ASK, ("house",))


@pytest.mark.parametrize(
    ("field", "value"),
    [("justification", "because I am the boss"), ("duration", {"text": "forever", "iso": "P9D"})],
)
async def test_words_nobody_wrote_are_cleared_and_the_rest_stands(
    read: Read, field: str, value: object
) -> None:
    found = await read(MESSAGE, engine=Scripted(good(**{field: value})))
    assert getattr(found, field) is None
    assert found.outcome is Outcome.PROPOSE


async def test_somebody_not_named_in_the_message_is_no_beneficiary(read: Read) -> None:
    found = await read(MESSAGE, engine=Scripted(good(beneficiary="Béla Kiss")))
    assert found.beneficiary is None
    assert found.outcome is Outcome.ASK


async def test_the_audience_that_counts_is_the_beneficiarys(read: Read) -> None:
    text = "Béla Kiss needs to change bookings in the studio"
    edit = item("ticketdesk/bookings:edit", {"house": "STUDIO", "season": None}, "change bookings")
    answer = good(items=[edit], beneficiary="Béla Kiss", duration=None, justification=None, shortlist=[])
    found = await read(text, engine=Scripted(answer))
    assert found.items == ()
    assert found.beneficiary == "bela.kiss"


@pytest.mark.parametrize(
    ("confidence", "outcome"),
    [(0.95, Outcome.PROPOSE), (0.90, Outcome.PROPOSE), (0.8, Outcome.CHOOSE), (0.5, Outcome.ASK)],
)
async def test_confidence_decides_between_proposing_offering_and_asking(
    read: Read, confidence: float, outcome: Outcome
) -> None:
    found = await read(MESSAGE, engine=Scripted(good(confidence=confidence)))
    assert found.outcome is outcome
    assert bool(found.items) is (outcome is Outcome.PROPOSE)


@pytest.mark.parametrize("fit", ["too_broad", "nothing", "several"])
async def test_items_of_an_answer_that_does_not_fit_exactly_are_not_proposed(read: Read, fit: str) -> None:
    found = await read(MESSAGE, engine=Scripted(good(fit=fit)))
    assert (
        found.outcome is {"too_broad": Outcome.ASK, "nothing": Outcome.NONE, "several": Outcome.CHOOSE}[fit]
    )
    assert found.items == ()


async def test_an_engine_that_fails_leads_to_a_question(read: Read) -> None:
    found = await read(MESSAGE, engine=Scripted(RuntimeError("boom")))
    assert (found.outcome, found.missing, found.confidence) == (Outcome.ASK, ("need",), 0.0)


# Whatever an engine returns: any JSON at all, and JSON bent towards the shape of an answer.
_IDS = st.sampled_from([*COMPANY.places, "nowhere/nothing:none", ""])
_SCOPES = st.dictionaries(
    st.sampled_from(["house", "season", "x"]), st.sampled_from(["MAIN", "STUDIO", "S-2026", "?"]) | st.none()
)
_WORDS = st.sampled_from([MESSAGE, "bookings", "studio", "nobody wrote this", ""])
_ITEMS = st.lists(
    st.fixed_dictionaries({"entitlement": _IDS, "scope": _SCOPES, "evidence": _WORDS}), max_size=9
)
_JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=12
)  # fmt: skip
_BENT = st.fixed_dictionaries(
    {
        "intent": st.sampled_from(["request", "emergency", "extend", "approve"]),
        "fit": st.sampled_from(["exact", "several", "x"]),
        "items": _ITEMS | _JSON,
        "shortlist": st.lists(_IDS, max_size=8) | _JSON,
        "duration": st.none()
        | st.fixed_dictionaries({"text": _WORDS, "iso": st.sampled_from(["P1D", "P99999D", "x"])})
        | _JSON,
        "beneficiary": st.sampled_from([None, "Béla Kiss", "Ada Moor", "Gwen Gone"]) | _JSON,
        "justification": st.none() | _WORDS | _JSON,
        "confidence": st.sampled_from([0.0, 0.8, 0.95, 1.0, 7, nan, inf]) | _JSON,
    }
)


async def _understood(engine: Engine, text: str, person: Person, company: Company) -> Understanding:
    return await understand(text, person=person, company=company, now=MONDAY, engine=engine)


def _ids(found: Understanding) -> Iterator[str]:
    yield from (i.entitlement for i in found.items)
    yield from found.shortlist


async def test_no_number_is_no_confidence() -> None:
    """What a model writes as `NaN` is a number to Python's JSON, and within any bounds to JSON Schema."""
    answer = {
        "intent": "request", "fit": "exact", "items": [], "shortlist": [], "duration": None,
        "beneficiary": None, "justification": None, "confidence": nan,
    }  # fmt: skip
    found = await _understood(Scripted(answer), MESSAGE, COMPANY.people["ada.moor"], COMPANY)
    assert (found.outcome, found.confidence) == (Outcome.ASK, 0.0)


@settings(max_examples=examples(150), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(answer=_JSON | _BENT, person=st.sampled_from(["ada.moor", "bela.kiss"]), message=st.sampled_from([MESSAGE, f"{MESSAGE}, for Béla Kiss", "Gwen Gone needs the bookings"]))  # fmt: skip
async def test_whatever_an_engine_returns_nothing_leaves_that_is_not_there_and_visible(
    answer: Any, person: str, message: str
) -> None:
    found = await _understood(Scripted(answer), message, COMPANY.people[person], COMPANY)
    holder = COMPANY.people[found.beneficiary or person]
    for one in _ids(found):
        assert COMPANY.places[one].entitlement.audience.admits(holder)
    for one in found.items:
        rules = COMPANY.places[one.entitlement].resource.scopes
        assert all(key in rules and rules[key].allows(value) for key, value in one.scope.items())
    assert all(e.text in message for e in found.evidence)
    assert found.justification is None or found.justification in message
    assert found.beneficiary in {None, "bela.kiss"}
    assert found.outcome is not Outcome.PROPOSE or found.items


@settings(max_examples=examples(150), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    text=st.text(max_size=400)
    | st.text(alphabet="bookings studio view for until Friday Béla Kiss \n.,>🙂\u202e\x00", max_size=400)
)
async def test_any_text_gives_an_understanding_whose_words_are_the_messages(text: str) -> None:
    from intents.engines.builtin.engine import BuiltinEngine

    found = await _understood(BuiltinEngine(), text, COMPANY.people["ada.moor"], COMPANY)
    assert all(e.text in text for e in found.evidence)
    assert set(_ids(found)) <= {
        p.entitlement.id for p in COMPANY.visible_to(COMPANY.people[found.beneficiary or "ada.moor"])
    }
