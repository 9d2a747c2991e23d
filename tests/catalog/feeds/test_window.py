"""The stretches of time that interfaces are asked for: none is left out, and late events are found."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from catalog.feeds.window import FAR_EVERY, FIRST_LOOK, MOST_PAGES, Lateness, Window, stamp, window

NOW = datetime(2026, 11, 23, 10, 15, tzinfo=UTC)
LATE = Lateness(usual=timedelta(minutes=5), worst=timedelta(hours=3))
MINUTE = timedelta(minutes=1)


def at(cursor: str, now: datetime) -> Window:
    return window(cursor, now=now, lateness=LATE)


@pytest.mark.parametrize(
    "cursor", ["", "{", "null", "[]", '{"since": "yesterday"}', '{"since": 3, "until": 4}']
)
def test_the_first_stretch_goes_back_a_month_and_so_does_one_after_a_damaged_cursor(cursor: str) -> None:
    assert (at(cursor, NOW).since, at(cursor, NOW).until) == (NOW - FIRST_LOOK, NOW)


def test_each_stretch_begins_before_the_last_one_ended_and_once_an_hour_far_before() -> None:
    cursor, more = at("", NOW).turned("")
    assert not more
    second = at(cursor, NOW + MINUTE)
    assert (second.since, second.until) == (NOW - LATE.usual, NOW + MINUTE)
    cursor, _ = second.turned("")
    later = at(cursor, NOW + timedelta(hours=1))
    assert later.since == NOW + MINUTE - LATE.worst - FAR_EVERY
    cursor, _ = later.turned("")
    assert at(cursor, NOW + timedelta(hours=1) + MINUTE).since == NOW + timedelta(hours=1) - LATE.usual


def test_a_stretch_under_way_is_gone_on_with_page_by_page() -> None:
    cursor, more = at("", NOW).turned("page two")
    assert more
    second = at(cursor, NOW + MINUTE)
    assert (second.page, second.until) == ("page two", NOW)
    cursor, more = second.turned("")
    assert not more
    assert at(cursor, NOW + MINUTE).page == ""


def test_a_page_that_leads_to_itself_is_the_last() -> None:
    cursor, _ = at("", NOW).turned("page two")
    assert at(cursor, NOW).turned("page two")[1] is False


def test_pages_that_lead_round_in_a_circle_end_some_day() -> None:
    cursor, more, pages = at("", NOW).turned("0")[0], True, 0
    while more:
        pages += 1
        cursor, more = at(cursor, NOW).turned(str(pages % 3))
    assert pages == MOST_PAGES


def test_a_page_that_has_expired_begins_the_stretch_again_and_up_to_now() -> None:
    cursor, _ = at("", NOW).turned("page two")
    again = at(at(cursor, NOW).begun_again(NOW + MINUTE), NOW + 2 * MINUTE)
    assert (again.since, again.until, again.page) == (NOW - FIRST_LOOK, NOW + MINUTE, "")


def test_moments_are_written_as_the_interfaces_take_them() -> None:
    assert stamp(NOW.replace(microsecond=7_000)) == "2026-11-23T10:15:00.007Z"
