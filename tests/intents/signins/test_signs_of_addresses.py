from intents.signins.event import Happened
from intents.signins.signs.sign import Kind, Severity, Surroundings
from tests.intents.signins.watching import HANOI, PORTO, WRONG, seen, told_of_address

BAD = "45.1.2.3"


def _tries(number: int, *, step: float = 1, begin: float = 0) -> list:
    return [
        seen(begin + step * one, person=f"p{one}", address=BAD, place=HANOI, **WRONG) for one in range(number)
    ]


def test_one_address_that_fails_for_ten_people_is_told_of_once() -> None:
    (sign,) = told_of_address(_tries(12))
    assert sign.kind is Kind.SPRAYING
    assert sign.subject == BAD
    assert len(sign.people) == 12
    assert sign.severity is Severity.LOW
    assert (
        sign.says
        == "12 sign-ins failed from 45.1.2.3 (Hanoi, Vietnam) within 11 minutes, for 12 people: somebody is trying passwords."
    )


def test_nine_people_are_not_enough_and_many_tries_at_one_are_not_either() -> None:
    assert told_of_address(_tries(9)) == []
    assert told_of_address([seen(one, address=BAD, **WRONG) for one in range(50)]) == []


def test_slow_spraying_over_hours_is_found_but_not_over_days() -> None:
    assert told_of_address(_tries(12, step=60, begin=-400))
    assert told_of_address(_tries(12, step=300, begin=-3000)) == []


def test_unknown_logins_count_and_are_said() -> None:
    unknown = [seen(one, person=None, address=BAD, login=f"x{one}@made.example", **WRONG) for one in range(8)]
    (sign,) = told_of_address([*_tries(4), *unknown])
    assert len(sign.people) == 4
    assert "for 4 people and 8 unknown logins" in sign.says


def test_lock_outs_count_as_failures() -> None:
    locked = [seen(one, person=f"p{one}", address=BAD, happened=Happened.LOCKED) for one in range(10)]
    assert told_of_address(locked)[0].kind is Kind.SPRAYING


def test_who_gets_in_after_it_is_told_of_by_name_and_is_serious() -> None:
    signs = told_of_address([*_tries(12), seen(30, person="p3", address=BAD, place=HANOI)])
    inside = next(sign for sign in signs if sign.kind is Kind.AFTER_SPRAYING)
    assert inside.people == ("p3",)
    assert inside.severity is Severity.HIGH
    assert inside.events[0].at == inside.since
    assert inside.says == "45.1.2.3 (Hanoi, Vietnam) tried 12 accounts and got in as Person 3."


def test_a_success_between_the_tries_is_told_of_when_the_tries_become_many() -> None:
    events = [seen(0.5, person="p1", address=BAD), *_tries(12)]
    assert Kind.AFTER_SPRAYING in {sign.kind for sign in told_of_address(events, fresh=5)}


def test_the_office_may_mistype_on_monday_but_not_be_sprayed_from_inside() -> None:
    around = Surroundings(shared=frozenset({BAD}))
    assert told_of_address(_tries(12), around=around) == []
    quick = _tries(20, step=0.1)
    assert told_of_address(quick, around=around)[0].kind is Kind.SPRAYING
    at_work = [seen(0.1 * one, person=f"p{one + 10}", address=BAD, place=PORTO) for one in range(25)]
    assert told_of_address([*quick, *at_work], around=around) == []


def test_what_was_told_before_is_not_told_again() -> None:
    assert told_of_address(_tries(12, begin=-700), fresh=-600) == []


def test_evidence_is_bounded_and_shows_different_people_first() -> None:
    many = [seen(one / 10, person=f"p{one % 40}", address=BAD, **WRONG) for one in range(400)]
    (sign,) = told_of_address(many)
    assert len(sign.events) == 20
    assert len({event.login for event in sign.events}) == 20
    assert len(sign.people) == 40
