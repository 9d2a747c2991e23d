"""Looking back in days of work, and a person's own clock."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from catalog.hours import WorkingHours
from intents.signins.causes.case import Case, in_order
from intents.signins.event import Provider
from intents.signins.explain import explain
from intents.signins.normalise import normalise
from tests.intents.company import MONDAY
from tests.intents.signins.shapes import okta, windows
from tests.intents.signins.stories import house


def case(now: datetime = MONDAY, days: tuple[str, ...] = ("mon", "tue", "wed", "thu", "fri")) -> Case:
    company = house().model_copy(update={"working_hours": WorkingHours(days=days)})
    return Case(company, company.people["ada.moor"], Provider.OKTA, (), (), now)


@pytest.mark.parametrize(
    ("span", "reached"),
    [
        (timedelta(hours=1), MONDAY - timedelta(hours=1)),
        (timedelta(days=1), MONDAY - timedelta(days=3)),
        (timedelta(days=1, hours=6), MONDAY - timedelta(days=3, hours=6)),
        (timedelta(days=5), MONDAY - timedelta(days=7)),
        (timedelta(days=12), MONDAY - timedelta(days=18)),
        (timedelta(0), MONDAY),
    ],
)
def test_days_on_which_nobody_works_do_not_count(span: timedelta, reached: datetime) -> None:
    assert case().back(span) == reached


def test_a_company_that_always_works_counts_every_day() -> None:
    always = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

    assert case(days=always).back(timedelta(days=9)) == MONDAY - timedelta(days=9)
    assert case(days=()).back(timedelta(days=9)) == MONDAY - timedelta(days=9)


def test_asked_at_the_weekend_friday_is_still_near() -> None:
    sunday = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)

    assert case(sunday).back(timedelta(hours=6)) == datetime(2026, 11, 20, 17, 0, tzinfo=UTC)


def test_a_moment_is_said_as_the_person_reads_it() -> None:
    assert case().clock(MONDAY) == "11:15"
    assert case().when(MONDAY) == "at 11:15"
    assert case().when(MONDAY, beside=MONDAY - timedelta(days=1)) == "today at 11:15"
    assert case().when(MONDAY - timedelta(days=1), beside=MONDAY) == "on Sun 22 Nov at 11:15"
    assert case().clock(MONDAY - timedelta(days=1)) == "Sun 22 Nov, 11:15"


def test_of_two_tellings_of_one_event_the_same_counts_whichever_was_read_first() -> None:
    one, two = (normalise(okta("user.session.start", minutes=5, id="same", ip=ip)) for ip in ("192.0.2.9", "192.0.2.8"))  # fmt: skip

    assert in_order([one, two], MONDAY) == in_order([two, one], MONDAY)


def test_whoever_reads_it_for_them_has_it_in_their_own_zone() -> None:
    ada = house().people["ada.moor"]
    signed_in = normalise(okta("user.session.start", minutes=0))

    def said(zone: str | None) -> str:
        read_in = ZoneInfo(zone) if zone else None
        found = explain(house(), ada, events=(signed_in,), now=MONDAY + timedelta(minutes=1), read_in=read_in)
        return found.blocking.says

    assert "worked, at 11:15" in said(None)
    assert "worked, at 05:15" in said("America/New_York")


def test_events_come_in_order_and_once_and_machines_count_apart() -> None:
    one = normalise(okta("user.session.start", minutes=5, id="same"))
    dc1, dc2 = (normalise(windows(4740, minutes=9, id=1, computer=name)) for name in ("DC1", "DC2"))
    later = normalise(okta("user.session.start", minutes=-1))

    assert in_order([one, dc2, later, dc1, one], MONDAY) == (dc1, dc2, one)
