"""A wish cut to what may be is not refused for its length, whatever the second; beyond the rounding it is.

Cutting rounds down to whole minutes and the policy rounds up, so up to two minutes lie between them.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from approvals.policy.book import PolicyBook
from approvals.policy.facts import Facts
from approvals.terms import employment_end, permitted_duration
from tests.approvals.company import DASHBOARDS, NOW, SALES
from tests.approvals.policy.asking import NORTHLIGHT, facts
from tests.depth import examples

BOOK = PolicyBook.load(NORTHLIGHT)
MINUTE = timedelta(minutes=1)

guests = st.sampled_from(
    [("kim.sato", SALES), ("kim.sato", DASHBOARDS), ("jo.park", DASHBOARDS), ("jo.park", SALES)]
)
whoever = guests | st.just(("tom.reyes", SALES))
moments = st.timedeltas(min_value=timedelta(days=-60), max_value=timedelta(days=60)).map(
    lambda later: NOW + later
)


def too_long(asked: Facts) -> set[str]:
    rules = {"duration-ceiling", "guests-end-with-their-contract", "end-date-for-guests"}
    return rules & {reason.policy for reason in BOOK.decide(asked).reasons}


@settings(deadline=None, max_examples=examples(60))
@given(whoever, moments)
def test_what_was_cut_passes_and_two_minutes_more_do_not(who: tuple[str, str], now: datetime) -> None:
    person, entitlement = NORTHLIGHT.people[who[0]], NORTHLIGHT.places[who[1]].entitlement
    longest, _ = permitted_duration(
        entitlement, timedelta(days=5000), person=person, now=now, zone=NORTHLIGHT.zone
    )
    assert longest is not None
    asked = facts(who[1], who[0], duration=longest, now=now)
    assert not too_long(asked)
    assert too_long(replace(asked, duration=longest + 2 * MINUTE))


@settings(deadline=None, max_examples=examples(60))
@given(guests, moments)
def test_up_to_the_last_second_of_the_last_day_is_not_too_long(who: tuple[str, str], now: datetime) -> None:
    end = employment_end(NORTHLIGHT.people[who[0]], NORTHLIGHT.zone)
    assert end is not None
    asked = facts(DASHBOARDS, who[0], duration=end - now, now=now)
    assert not too_long(asked)
    assert too_long(replace(asked, duration=end - now + MINUTE)) == {"guests-end-with-their-contract"}
