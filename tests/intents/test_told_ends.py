import pytest

from tests.intents.test_said_duration import said


@pytest.mark.parametrize(
    "text",
    [
        "bookings please, I am reachable until Friday",
        "bookings please, I am reachable until 5pm",
        "I need the bookings, but it can wait until Thursday",
        "bookings; a reply until Friday is fine",
        "my badge expires on Friday, bookings please",
        "I need the bookings no later than Friday",
    ],
)
def test_an_end_of_something_else_is_no_length(text: str) -> None:
    assert said(text) is None


def test_what_may_expire_then_is_asked_for_until_then() -> None:
    assert said("Bookings please, I clean them up over the weekend. It can expire on Monday.") == "P8D"


def test_how_long_somebody_is_away_gives_way_to_the_end_that_is_asked_for() -> None:
    assert said("Lee is off until the 14th. I need the bookings until 11 December") == "P19D"
    assert said("Lee is away until 9 December, I need the bookings") == "P17D"
