import pytest

from tests.intents.test_said_duration import said


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("bookings over the weekend, the lamps are changed", "P7D"),
        ("bookings this weekend", "P7D"),
        ("can I have the bookings over the weekend", "P7D"),
        ("bookings tonight please", "PT8H"),
        ("bookings tomorrow and the day after", "P3D"),
        ("bookings for tomorrow", "P2D"),
        ("need the bookings for tmrw pls", "P2D"),
        ("need the bookings over Christmas", "P33D"),
        ("bookings during xmas please", "P33D"),
        ("need the bookings over Christmas and New Year", "P39D"),
        ("bookings tonite please", "PT8H"),
        ("bookings this wkend", "P7D"),
        ("bookings tmrw only", "P2D"),
        ("bookings today and tomorrow", "P2D"),
        ("bookings tomorrow only", "P2D"),
        ("bookings, this morning only", "PT8H"),
        ("bookings all of next week", "P14D"),
        ("bookings the whole of December", "P39D"),
    ],
)
def test_the_days_it_is_for_say_how_long(text: str, length: str) -> None:
    assert said(text) == length


@pytest.mark.parametrize(
    "text",
    [
        "the pipe broke over the weekend, bookings please",
        "bookings please, she rang me tonight",
        "I have to print the list of this weekend, bookings please",
        "bookings for the weekend figures",
        "bookings for tomorrow's audit",
        "prepare the list for tomorrow, bookings please",
        "the pipe broke over Christmas, bookings please",
        "bookings for the list over Christmas's end",
        "bookings tomorrow",
    ],
)
def test_days_on_which_something_was_or_will_be_done_are_no_length(text: str) -> None:
    assert said(text) is None
