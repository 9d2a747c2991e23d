import pytest

from tests.intents.test_said_duration import said


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("3 mnths", "P90D"),
        ("for 2-3 weeks", "P21D"),
        ("for two to three weeks", "P21D"),
        ("for a day or two", "P2D"),
        ("for a year and a half", "P540D"),
        ("for a month and a half", "P45D"),
        ("for thirteen weeks", "P91D"),
        ("a couple weeks", "P14D"),
        ("this week only", "P7D"),
        ("throughout this month", "P8D"),
        ("for a six-month secondment", "P180D"),
        ("a two-week extension please", "P14D"),
        ("three months, please", "P90D"),
        ("a week, tops", "P7D"),
        (", a month", "P30D"),
        ("for 100 days", "P100D"),
        ("for about six weeks or so", "P42D"),
        ("just until Wednesday", "P3D"),
        ("for a fortnight", "P14D"),
        ("for the next ten days", "P10D"),
        ("over the next two weeks", "P14D"),
        ("twenty-one days", "P21D"),
        ("for two weeks each", "P14D"),
        (", one day", "P1D"),
        (", make it one day", "P1D"),
        ("for one day", "P1D"),
        ("for six nights", "P6D"),
    ],
)
def test_an_amount_of_time_is_counted(text: str, length: str) -> None:
    assert said(f"I need the bookings {text}") == length


@pytest.mark.parametrize(
    "text",
    [
        "what they earn an hour",
        "the family waited six hours and wants an answer",
        "she waited for three weeks",
        "we do 12-hour shifts and I need the bookings",
        "the two-day course is over, bookings please",
        "forty forms a day come in",
        "it was down for three hours",
        "the 14-day rule applies, bookings please",
        "we get fifty calls an hour",
        "two weeks' notice is what I have",
        "the server was out of order for two days",
        "it costs 20 euros a month",
        "he's been here two years",
        "she starts in two weeks",
        "we want 400 days retention on the bookings",
        "the import skipped half a day of bookings",
        "it takes me two hours to drive in, bookings please",
        "it took us three weeks to hire her, bookings please",
        "I started in 2023 and after nearly four years I need the bookings",
        "ten years in the job and I still need the bookings",
        "bookings please, and maybe correct the phone number one day",
        "the hall is two hours away, bookings please",
    ],
)
def test_an_amount_that_describes_something_else_is_no_wish(text: str) -> None:
    assert said(text) is None


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("I need the lights today, they go on at eight", "PT8H"),
        ("I need it today please", "PT8H"),
        ("I need to finish this today", None),
        ("I need the bookings from today", None),
        ("her leave started today", None),
    ],
)
def test_today_says_how_long_only_where_something_is_needed_today(text: str, length: str | None) -> None:
    assert said(text) == length


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("for 45 minutes", "PT45M"),
        (", 90 min", "PT1H30M"),
        ("for thirty minutes", "PT30M"),
        ("for half an hour", "PT30M"),
        ("for a quarter of an hour", "PT15M"),
        ("for three quarters of an hour", "PT45M"),
        ("for an hour and a half", "PT1H30M"),
        ("for two and a half hours", "PT2H30M"),
        ("for an hour and 15 minutes", "PT1H15M"),
        ("for 1h30m", "PT1H30M"),
        ("for 2,5 hours", "PT2H30M"),
        ("for half a day", "PT12H"),
        ("PT90M", "PT1H30M"),
    ],
)
def test_minutes_are_counted(text: str, length: str) -> None:
    assert said(f"I need the bookings {text}") == length


@pytest.mark.parametrize(
    "text",
    [
        "the call took 45 minutes, I need the bookings",
        "I need the bookings in the next 10 minutes",
        "I have a 30 min demo and need the bookings",
        "do you have 5 minutes? I need the bookings",
        "the page reloads every 5 minutes, I need the bookings",
        "it was down for 20 minutes, I need the bookings",
        "give me a minute, I need the bookings",
        "I need the half year figures",
    ],
)
def test_minutes_that_tell_of_a_moment_are_no_wish(text: str) -> None:
    assert said(text) is None


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("I had the bookings for 3 months, need them for another week", "P7D"),
        ("I've had the bookings for 3 months, need them for another week", "P7D"),
        ("we used the bookings for 2 years and now I need them for 3 weeks", "P21D"),
        ("he was granted the bookings for six months last year", None),
        ("I used to have the bookings for a year, can I have them for 2 weeks", "P14D"),
        ("I wish I had the bookings for 3 months", "P90D"),
    ],
)
def test_how_long_somebody_had_something_is_no_wish(text: str, length: str | None) -> None:
    assert said(text) == length
