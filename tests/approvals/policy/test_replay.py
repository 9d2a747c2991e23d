"""Past decisions decided again: what a candidate changes is listed with its reasons, and nothing else is."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from approvals.model import StageName
from approvals.policy.book import PolicyBook
from approvals.policy.candidate import Candidate
from approvals.policy.facts import Facts
from approvals.policy.replay import Past, Source, Turn, replay
from approvals.policy.replay_report import report, table
from catalog.model import PolicyFile
from catalog.settings import RiskThresholds
from tests.approvals.company import DASHBOARDS, JOURNAL, NOW, SALES, WAREHOUSE_ADMIN, small_company
from tests.approvals.policy.asking import NORTHLIGHT, facts

BOOK = PolicyBook.load(NORTHLIGHT)
NO_INTERNS = """
@id("no-interns")
@says("You must be more than an intern.")
{mode}forbid (principal, action == Action::"hold", resource) when {{ principal.employment == "intern" }};
"""
READS = """
@id("data-reads-the-journal")
@opens("manager-for-regulated-data")
@reason("Decided in March.")
@says("Data may read the journal.")
permit (principal, action == Action::"hold", resource == Entitlement::"ledger/journal:view")
when { principal.department == "Data" };
"""
OWNER = """
@id("owner-for-dashboards")
@needs("owner")
@says("The owner must approve.")
forbid (principal, action == Action::"hold", resource == Entitlement::"warehouse/dashboards:view")
unless { context.approvals.contains("owner") };
"""


def candidate(policy: str = "", **changes: Any) -> Candidate:
    files = (PolicyFile(path="policies/new.cedar", text=policy),) if policy else ()
    company = small_company(policies=files, **changes)
    return Candidate(company=company, book=PolicyBook.load(company))


def past(*moments: Facts, id: str = "it_1", outcome: str = "approved", answered: str = "") -> Past:
    return Past(id=id, source=Source.LOG, outcome=outcome, moments=moments, answered=answered)


INTERN = past(facts(DASHBOARDS, "jo.park"), id="it_intern")
ANALYST = past(facts(), id="it_analyst")
SALES_35 = past(facts(SALES, risk=35), id="it_sales", outcome="denied")
AUDITED = past(facts(JOURNAL), id="it_journal")
ADMIN = past(facts(WAREHOUSE_ADMIN, "max.vogel", risk=88), id="it_admin")
EVERYTHING = [INTERN, ANALYST, SALES_35, AUDITED, ADMIN]


@pytest.mark.parametrize(
    ("tried", "changed"),
    [
        (candidate(NO_INTERNS.format(mode="")), {"it_intern": (Turn.REFUSED, "granted", "refused", ["no-interns"], [])}),
        (candidate(OWNER), {
            "it_intern": (Turn.ROUTED, "granted", "needs owner", ["owner-for-dashboards"], []),
            "it_analyst": (Turn.ROUTED, "granted", "needs owner", ["owner-for-dashboards"], []),
        }),
        (candidate(READS), {"it_journal": (Turn.GRANTED, "needs manager", "granted", [], ["manager-for-regulated-data"])}),
        (candidate(risk=RiskThresholds(manager_from=36, security_from=70)),
         {"it_sales": (Turn.GRANTED, "needs manager", "granted", [], ["manager-for-elevated-risk"])}),
        (candidate(risk=RiskThresholds(manager_from=30, security_from=35)),
         {"it_sales": (Turn.ROUTED, "needs manager", "needs manager, security", ["security-for-high-risk"], [])}),
        (candidate(), {}),
    ],
    ids=["a refusal", "a further stage", "a rule opened", "a higher threshold", "a lower threshold", "nothing"],
)  # fmt: skip
def test_what_changes_is_told_with_the_rules_that_made_the_difference(
    tried: Candidate, changed: dict[str, Any]
) -> None:
    found = replay(EVERYTHING, BOOK, tried)
    assert {
        one.past.id: (
            one.turn,
            one.before,
            one.after,
            [reason.policy for reason in one.fires],
            [reason.policy for reason in one.silent],
        )
        for one in found.differences
    } == changed
    assert found.decided == Counter({Source.LOG: 5})


def test_the_first_moment_at_which_the_answers_part_is_told() -> None:
    """On a Tuesday nothing is different; when the manager's yes came on Saturday it would have been."""
    saturday = '@id("no-saturdays")\n@says("You must wait until Monday.")\nforbid (principal, action == Action::"hold", resource) when { context.weekday == "sat" };'
    asked = facts(SALES, risk=35)
    decided = replace(asked, approvals=frozenset({StageName.MANAGER}), now=NOW + timedelta(days=4))
    (one,) = replay([past(asked, decided)], BOOK, candidate(saturday)).differences
    assert (one.before, one.after, one.facts.now) == ("granted", "refused", decided.now)


def test_a_rule_that_observes_is_counted_once_an_item_and_decides_nothing() -> None:
    twice = replace(INTERN, moments=(*INTERN.moments, *INTERN.moments))
    found = replay([twice, *EVERYTHING], BOOK, candidate(NO_INTERNS.format(mode='@mode("observe")\n')))
    assert found.observed == {"no-interns": 2}
    assert not found.differences


def test_other_reasons_and_other_records_are_counted_apart() -> None:
    also = OWNER.replace("owner-for-dashboards", "owner-again").replace(
        'Entitlement::"warehouse/dashboards:view"', 'Entitlement::"warehouse/administration:admin"'
    )
    recorded = replace(ANALYST, answered="needs manager")
    found = replay([ADMIN, recorded], BOOK, candidate(also))
    assert (found.other_reasons, found.answered_otherwise, found.differences) == (1, 1, [])


def test_the_report_counts_what_the_list_holds() -> None:
    found = replay(EVERYTHING, BOOK, candidate(OWNER + NO_INTERNS.format(mode="")))
    told = report(found, {"its entitlement is no longer in the catalog": 2})

    assert json.loads(json.dumps(told)) == told
    assert (told["decisions"], told["same"], told["changed"]) == (5, 3, 2)
    assert (told["granted"], told["refused"], told["routed"]) == (0, 1, 1)
    assert told["by_department"] == {"Data": {"decisions": 4, "granted": 0, "refused": 1, "routed": 1}}
    assert told["by_rule"]["owner-for-dashboards"] == {"granted": 0, "refused": 1, "routed": 1}
    assert told["changes"] == [
        {"from": "granted", "to": "needs owner", "count": 1, "people_denied": 0},
        {"from": "granted", "to": "refused", "count": 1, "people_denied": 0},
    ]
    assert told["policy_version"] == {"before": found.before_version, "after": found.after_version}
    listed = {one["id"]: one for one in told["differences"]}
    assert listed["it_intern"]["fires"][0] == {
        "rule": "no-interns",
        "says": "You must be more than an intern.",
    }
    text = table(told)
    assert text.startswith("5 past decisions, 2 would have gone otherwise.\n  left out: 2 (its")
    assert "granted -> needs owner" in text


def test_people_who_denied_what_would_have_been_granted_are_counted() -> None:
    told = report(replay(EVERYTHING, BOOK, candidate(risk=RiskThresholds(manager_from=36))), {})
    assert told["changes"] == [{"from": "needs manager", "to": "granted", "count": 1, "people_denied": 1}]
