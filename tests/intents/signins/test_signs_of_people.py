import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents.signins.event import Happened, Outcome, Place, Provider, Reason
from intents.signins.normalise import read_line
from intents.signins.signs.distance import kilometres, speed
from intents.signins.signs.sign import Kind, Seen, Severity, Surroundings, got_in
from tests.intents.signins.watching import (
    BRAGA,
    HANOI,
    NOW,
    NOWHERE,
    OSLO,
    PORTO,
    REFUSED,
    VIGO,
    WRONG,
    company,
    seen,
    told,
    told_of_address,
    weeks,
)


def _kinds(signs: list) -> set[Kind]:
    return {sign.kind for sign in signs}


# Distance


def test_great_circles() -> None:
    assert kilometres(PORTO, OSLO) == pytest.approx(2_474, rel=0.01)
    assert kilometres(PORTO, PORTO) == 0
    assert kilometres(PORTO, NOWHERE) is None
    assert kilometres(PORTO, Place("?", "?", 0.0, 0.0)) is None
    assert kilometres(PORTO, Place("?", "?", 91.0, 0.0)) is None
    assert speed(1000, timedelta(hours=2)) == 500
    assert speed(1000, timedelta(0)) == float("inf")


# Travel


def test_two_places_that_nobody_travels_between_so_fast() -> None:
    (sign,) = told([*weeks(), seen(0), seen(30, place=HANOI, address="45.1.2.3")])
    assert sign.kind is Kind.TRAVEL
    assert sign.severity is Severity.HIGH
    assert [event.place.city for event in sign.events] == ["Hanoi", "Porto"]
    assert sign.says.startswith(
        "Person 1 signed in from Porto, Portugal and, 30 minutes later, from Hanoi, Vietnam, 10,"
    )
    assert "km/h" in sign.says


def test_a_flight_is_no_impossible_travel() -> None:
    signs = told([*weeks(), seen(-300), seen(0, place=OSLO)])
    assert _kinds(signs) == {Kind.NEW_COUNTRY}


@pytest.mark.parametrize(
    "second",
    [
        pytest.param({"place": BRAGA}, id="near"),
        pytest.param({"place": NOWHERE, "address": "45.1.2.3"}, id="unknown place"),
        pytest.param({"place": HANOI, "address": "203.0.113.1"}, id="the company's own exit"),
        pytest.param({"place": HANOI, "address": "45.1.2.3", **WRONG}, id="a failure"),
    ],
)
def test_what_proves_no_travel(second: dict) -> None:
    around = Surroundings(shared=frozenset({"203.0.113.1"}))
    assert told([*weeks(), seen(0), seen(10, **second)], around=around) == []


def test_a_private_vpn_that_is_always_used_is_no_travel() -> None:
    habit = [seen(-1440 * day + 5, place=OSLO, address="45.9.9.9") for day in (6, 5, 4)]
    assert told([*weeks(), *habit, seen(0), seen(10, place=OSLO, address="45.9.9.9")]) == []


def test_two_places_at_one_moment_are_said_as_that() -> None:
    signs = told([*weeks(), seen(0), seen(0, place=HANOI, address="45.1.2.3")])
    assert "nobody is in two places" in signs[0].says


# Leavers


def test_a_leaver_who_signs_in() -> None:
    (sign,) = told([*weeks(), seen(0)], company=company(p1=date(2026, 11, 13)))
    assert sign.kind is Kind.LEAVER
    assert sign.severity is Severity.HIGH
    assert sign.says == "Person 1 signed in from Porto, Portugal, though their last day was 13 November 2026."


def test_the_last_day_itself_is_a_day_of_work() -> None:
    assert told([*weeks(), seen(0)], company=company(p1=date(2026, 11, 18))) == []


def test_an_account_that_was_switched_off_and_one_that_was_switched_on_again() -> None:
    off = seen(-3000, happened=Happened.DISABLED, outcome=Outcome.SUCCESS, provider=Provider.ENTRA)
    on = seen(-100, happened=Happened.ENABLED, outcome=Outcome.SUCCESS, provider=Provider.ENTRA)
    (sign,) = told([*weeks(), off, seen(0)])
    assert sign.kind is Kind.LEAVER
    assert "signed in (okta), though the account was switched off on 16 November 2026 (entra)" in sign.says
    assert told([*weeks(), off, on, seen(0)]) == []
    let_in = replace(on, event=replace(on.event, happened=Happened.UNSUSPENDED))
    assert told([*weeks(), off, let_in, seen(0)]) == []
    elsewhere = replace(on, event=replace(on.event, provider=Provider.GOOGLE))
    assert [sign.kind for sign in told([*weeks(), off, elsewhere, seen(0)])] == [Kind.LEAVER]
    assert told([*weeks(), replace(off, event=replace(off.event, outcome=Outcome.FAILURE)), seen(0)]) == []


def test_an_account_of_the_companys_own_that_belongs_to_nobody() -> None:
    (sign,) = told([seen(0, person=None), seen(5, person=None)])
    assert sign.kind is Kind.STRANGER
    assert sign.people == ()
    assert "somebody@made.example" in sign.says
    assert told([seen(0, person=None, login="guest@elsewhere.example")]) == []
    assert told([seen(0, person=None, login="pc-7$@made.example$")]) == []


# MFA fatigue


def _rings(number: int, **rest: object) -> list:
    return [seen(one, **{**REFUSED, **rest}) for one in range(number)]


def test_prompts_refused_and_then_accepted() -> None:
    (sign,) = told([*weeks(), *_rings(3), seen(4)])
    assert sign.kind is Kind.FATIGUE
    assert sign.severity is Severity.HIGH
    assert (
        sign.says
        == "Person 1 got 3 prompts for the second factor, refused, and then one was accepted, all within 4 minutes."
    )
    assert len(sign.events) == 4


def test_one_refused_prompt_or_a_success_much_later_is_nothing() -> None:
    assert told([*weeks(), *_rings(1), seen(2)]) == []
    assert told([*weeks(), *_rings(3), seen(40)]) == []


def test_prompts_left_alone_count_from_the_third_and_typed_codes_never() -> None:
    alone = {"reason": Reason.MFA_FAILED, "factor": "OKTA_VERIFY_PUSH"}
    assert told([*weeks(), *_rings(2, **alone), seen(4)]) == []
    assert _kinds(told([*weeks(), *_rings(3, **alone), seen(4)])) == {Kind.FATIGUE}
    assert told([*weeks(), *_rings(4, reason=Reason.MFA_FAILED, factor="totp"), seen(4)]) == []


def test_very_many_prompts_or_a_reported_one_need_no_success() -> None:
    (many,) = told([*weeks(), *_rings(7)])
    assert many.severity is Severity.MEDIUM
    assert "accepted none" in many.says
    (reported,) = told([*weeks(), *_rings(1, reason=Reason.MFA_FRAUD)])
    assert "reported a prompt" in reported.says
    assert told([*weeks(), *_rings(5)]) == []


# Guessing


def _guesses(number: int, addresses: int) -> list:
    return [seen(one, address=f"45.1.{one % addresses}.1", **WRONG) for one in range(number)]


def test_one_person_from_many_addresses() -> None:
    (sign,) = told([*weeks(), *_guesses(10, 6)])
    assert sign.kind is Kind.MANY_ADDRESSES
    assert sign.severity is Severity.LOW
    assert sign.says == "The password of Person 1 was tried 10 times from 6 addresses within 9 minutes."
    assert told([*weeks(), *_guesses(10, 3)]) == []
    assert told([*weeks(), *_guesses(6, 6)]) == []


def test_somebody_who_gets_in_from_one_of_them_is_serious() -> None:
    signs = told([*weeks(), *_guesses(10, 6), seen(20, address="45.1.2.1")])
    guessing = next(sign for sign in signs if sign.kind is Kind.MANY_ADDRESSES)
    assert guessing.severity is Severity.HIGH
    assert guessing.says.endswith("and somebody got in from 45.1.2.1.")


# A new country


def test_the_first_sign_in_from_a_country() -> None:
    (sign,) = told([*weeks(), seen(0, place=HANOI)])[-1:]
    assert sign.kind is Kind.NEW_COUNTRY
    assert sign.severity is Severity.MEDIUM
    assert (
        sign.says
        == "Person 1 signed in from Hanoi, Vietnam, for the first time from that country; nobody else here does."
    )
    usual = Surroundings(countries=frozenset({"Vietnam"}))
    assert told([*weeks(), seen(0, place=HANOI)], around=usual)[-1].severity is Severity.LOW


def test_what_is_no_new_country() -> None:
    assert told([*weeks(days=2), seen(0, place=HANOI)]) == []  # too little is known
    assert told([*weeks(), seen(0, place=VIGO)]) == []  # just across the border
    renamed = Place("Porto", "PT", PORTO.latitude, PORTO.longitude)
    assert told([*weeks(), seen(0, place=renamed, provider=Provider.ENTRA)]) == []
    assert told([*weeks(), seen(0, place=Place("", "VN"))])[0].kind is Kind.NEW_COUNTRY
    assert (
        told([*weeks(), seen(0, place=Place("", "VN"), provider=Provider.AWS)]) == []
    )  # spelt by somebody else


def test_a_jump_is_told_once_and_not_as_a_new_country_too() -> None:
    assert [sign.kind for sign in told([*weeks(), seen(0), seen(30, place=HANOI)])] == [Kind.TRAVEL]


# All of them


def test_a_usual_day_is_not_told_of() -> None:
    assert told([*weeks(), seen(-1, **WRONG), seen(0), seen(60), seen(200, application="Wiki")]) == []
    assert told([]) == []


ODD = Place("<!channel>", "\u202e", float("nan"), float("inf"))
_events = st.lists(
    st.tuples(
        st.integers(-2000, 600),
        st.sampled_from([PORTO, OSLO, HANOI, NOWHERE, ODD]),
        st.sampled_from(["192.0.2.7", "45.1.2.3", ""]),
        st.sampled_from(list(Happened)),
        st.sampled_from(list(Outcome)),
        st.sampled_from([None, *Reason]),
    ),
    max_size=25,
)


@given(_events, st.randoms())
def test_order_and_repetition_change_nothing(drawn: list, random: object) -> None:
    events = [
        seen(at, place=place, address=address, happened=happened, outcome=outcome, reason=reason)
        for at, place, address, happened, outcome, reason in drawn
    ]
    mixed = [*events, *events]
    random.shuffle(mixed)  # type: ignore[attr-defined]
    signs = told(mixed)
    assert signs == told(events)
    for sign in signs:
        assert sign.says
        assert sign.events
        assert sign.until >= NOW - timedelta(minutes=600)
        assert sign.since <= sign.until


def _okta(number: int, kind: str, minutes: float, result: str = "SUCCESS", reason: str = "") -> bytes:
    """A line of Okta's System Log with what a rule needs."""
    return json.dumps(
        {
            "uuid": f"okta-{number}",
            "eventType": kind,
            "published": (NOW + timedelta(minutes=minutes)).isoformat().replace("+00:00", "Z"),
            "actor": {"id": "00u1", "type": "User", "alternateId": "p1@made.example", "displayName": "P"},
            "outcome": {"result": result, "reason": reason},
            "client": {
                "ipAddress": "203.0.113.9",
                "geographicalContext": {"city": "Porto", "country": "Portugal"},
            },
            "target": [],
        }
    ).encode()


def test_lines_of_a_provider_are_understood_the_same_way() -> None:
    """Okta says of a prompt that was refused that refusing it was a success; it is none of getting in."""
    deny = "user.mfa.okta_verify.deny_push"
    lines = [_okta(n, deny, n) for n in range(3)] + [_okta(3, "user.session.start", 4)]
    events = [Seen(event, "p1") for line in lines for event in read_line(line)]
    assert [got_in(one.event) for one in events] == [False, False, False, True]
    (sign,) = told(events)
    assert (sign.kind, sign.severity) == (Kind.FATIGUE, Severity.HIGH)
    wrong = [
        replace(event, event=replace(event.event, login=f"p{n}@made.example"), person=f"p{n}")
        for n in range(12)
        for event in [
            Seen(read_line(_okta(20 + n, "user.session.start", n, "FAILURE", "INVALID_CREDENTIALS"))[0], "p1")
        ]
    ]
    assert told_of_address(wrong, address="203.0.113.9")[0].kind is Kind.SPRAYING


def test_a_refreshed_token_is_nobody_at_a_keyboard() -> None:
    assert told([*weeks(), seen(0), seen(30, place=HANOI, address="45.1.2.3", attended=False)]) == []
