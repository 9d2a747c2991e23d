"""When a company is warned that its policies let nothing through, and when it is not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from approvals.policy.book import PolicyBook
from approvals.policy.nothing_granted import (
    MOST_FAILURES,
    MOST_PEOPLE,
    MOST_PLACES,
    NothingGranted,
    nothing_granted,
    plain_requests,
)
from catalog.model import PolicyFile
from catalog.settings import Freeze
from tests.approvals.company import NOW, TODAY, small_company, small_systems
from tests.catalog.demo import quillmere
from tests.depth import ALL

SHUT = '@id("shut") @says("You must ask nobody.") forbid (principal, action == Action::"hold", resource)'


def found(*rules: str, now: datetime = NOW, **changes: Any) -> NothingGranted | None:
    files = tuple(PolicyFile(path=f"policies/{number}.cedar", text=rule) for number, rule in enumerate(rules))
    company = small_company(policies=files, **changes)
    return nothing_granted(company, PolicyBook.load(company), now=now)


def only(condition: str) -> str:
    return f"{SHUT} unless {{ {condition} }};"


def test_a_rule_that_forbids_everything_is_named_in_one_sentence() -> None:
    shut = found(f"{SHUT};")
    assert shut is not None
    assert shut.rules == ("shut",)
    assert shut.tried > 50
    assert shut.says() == (
        f"the policies seem to let nothing through: each of {shut.tried} plain requests of this catalog would be refused,"
        ' whoever approves, by "shut"; narrow what is forbidden, or name with @needs who may let it pass'
    )


def test_rules_that_forbid_everything_together_are_all_named() -> None:
    privileged = SHUT.replace("shut", "here") + ' when { resource in System::"warehouse" };'
    others = SHUT.replace("shut", "there") + ' when { !(resource in System::"warehouse") };'
    shut = found(privileged, others)
    assert shut is not None
    assert shut.rules == ("here", "there")
    assert 'by "here" and "there";' in shut.says()
    assert found(privileged) is None


@pytest.mark.parametrize(
    "rule",
    [
        only('resource in System::"building"'),
        only('principal.department == "IT"'),
        only("context.working_hours"),
        only('context.weekday == "sun"'),
        only("context.hour < 3"),
        only('context.now > datetime("2027-08-01")'),
        only("!context.permanent"),
        only('context.approvals.contains("owner")'),
        '@needs("security")' + only('context.approvals.contains("security")'),
        '@needs("security") @quorum("9")' + only('context.approvals.contains("security")'),
        '@mode("observe")' + f"{SHUT};",
        SHUT.replace('"hold"', '"emergency"') + ";",
    ],
)
def test_what_lets_anything_through_is_no_reason_to_warn(rule: str) -> None:
    assert found(rule) is None


def test_the_moment_it_is_looked_at_makes_no_difference() -> None:
    for hours in range(0, 24 * 7, 5 if ALL else 41):
        now = NOW + timedelta(hours=hours)
        assert found(only("context.working_hours"), now=now) is None
        assert found(f"{SHUT};", now=now) is not None


def test_it_is_not_about_what_ships_nor_about_a_company_without_policies() -> None:
    assert found() is None
    frozen = Freeze(name="the move", start=TODAY, until=TODAY + timedelta(days=9000))
    assert found(freezes=(frozen,)) is None
    assert found(f"{SHUT};", freezes=(frozen,)) is None, "without the rule nothing would pass either"
    assert found(f"{SHUT};", systems=()) is None
    assert found(f"{SHUT};", systems=small_systems()[2:]) is not None


def test_a_rule_that_fails_is_tried_a_few_times_and_said_to_fail() -> None:
    shut = found(f"{SHUT} when {{ (context.hour + 1) * 9223372036854775807 * 2 > 0 }};")
    assert shut is not None
    assert (shut.tried, shut.rules) == (MOST_FAILURES, ())
    assert "by rules that could not be asked" in shut.says()


def test_few_are_asked_for_and_the_demo_company_is_open() -> None:
    demo, now = quillmere(), datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
    asked = list(plain_requests(demo, now=now))
    assert len({one.place.entitlement.id for one in asked}) == MOST_PLACES
    assert len({one.place.system.id for one in asked}) == MOST_PLACES
    assert len({one.person.department for one in asked}) > MOST_PEOPLE
    assert len(asked) < 500
    assert nothing_granted(demo, PolicyBook.load(demo), now=now) is None
