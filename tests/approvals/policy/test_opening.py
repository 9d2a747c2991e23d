"""A company opens a rule that ships by its id and with a reason, or not at all; and rules that only observe."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from approvals.model import Opened, PolicyAnswer, StageName
from approvals.policy.book import PolicyBook
from approvals.policy.problems import PolicyInvalid
from approvals.risk.scorecard import score
from catalog.model import PolicyFile
from tests.approvals.company import DASHBOARDS, JOURNAL, NOW, SALES, WAREHOUSE_ADMIN, small_company
from tests.approvals.policy.asking import NORTHLIGHT, facts
from tests.depth import examples

OPENS = """@id("auditors-read-the-journal")
@opens("manager-for-regulated-data")
@reason("Decided by the audit committee on 3 March 2026.")
@says("Auditors may read the journal.")
permit (principal in Group::"security", action == Action::"hold", resource)
when { resource.level == "view" };
"""
OBSERVES = """@id("long-access")
@mode("observe")
@needs("owner")
@says("The owner must approve: this is longer than a week.")
forbid (principal, action == Action::"hold", resource)
when { context has minutes && context.minutes > 60 * 24 * 7 }
unless { context.approvals.contains("owner") };
"""


def load(*texts: str) -> PolicyBook:
    files = tuple(PolicyFile(path=f"policies/{number}.cedar", text=text) for number, text in enumerate(texts))
    return PolicyBook.load(small_company(policies=files))


def problems(text: str) -> str:
    with pytest.raises(PolicyInvalid) as raised:
        load(text)
    return raised.value.sentence


def test_what_is_opened_counts_no_more_where_the_permit_says_so_and_the_answer_tells() -> None:
    book = load(OPENS)
    opened = book.decide(facts(JOURNAL, person="nils.aker"))
    assert opened.answer is PolicyAnswer.GRANTED
    assert opened.opened == (
        Opened(
            rule="manager-for-regulated-data",
            by="auditors-read-the-journal",
            reason="Decided by the audit committee on 3 March 2026.",
        ),
    )
    closed = book.decide(facts(JOURNAL))
    assert (closed.answer, closed.opened) == (PolicyAnswer.NEEDS, ())


def test_opening_one_rule_leaves_the_others_standing() -> None:
    book = load(OPENS)
    decided = book.decide(facts(JOURNAL, person="nils.aker", risk=80))
    assert [reason.policy for reason in decided.reasons] == [
        "manager-for-elevated-risk",
        "security-for-high-risk",
    ]


def test_nothing_is_said_to_be_opened_where_nothing_stood_in_the_way() -> None:
    assert load(OPENS).decide(facts(DASHBOARDS, person="nils.aker")).opened == ()


def test_a_permit_that_fails_opens_nothing(caplog: pytest.LogCaptureFixture) -> None:
    book = load(OPENS.replace('resource.level == "view"', "context.requests_today * 9223372036854775807 > 0"))
    decided = book.decide(facts(JOURNAL, person="nils.aker", requests_today=2))
    assert decided.answer is PolicyAnswer.NEEDS
    assert "a rule that opens others failed" in caplog.text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (OPENS.replace("manager-for-regulated-data", "no-such-rule"), "which is no rule that ships"),
        (OPENS.replace("manager-for-regulated-data", "catalog-is-requestable"), "which is no rule that ships"),
        (OPENS.replace("manager-for-regulated-data", "not-ones-own-request"), "which is no rule that ships"),
        (OPENS.replace("manager-for-regulated-data", "beneficiary-has-not-left"), "which no company may open: nobody who has left"),
        (OPENS.replace("manager-for-regulated-data", " , "), "@opens must name the rules"),
        (OPENS.replace('@reason("Decided by the audit committee on 3 March 2026.")', ""), "@reason is missing"),
        (OPENS.replace("permit", "forbid"), "@opens belongs to a company's permit"),
        (OPENS.replace('Action::"hold"', 'Action::"approve"'), "@opens belongs to a company's permit"),
        (OPENS.replace('@opens("manager-for-regulated-data")', ""), "name the rule that ships with @opens"),
        (OBSERVES.replace("observe", "watch"), '@mode must be observe, not "watch"'),
        (OBSERVES.replace('@mode("observe")', '@reason("Why not.")'), "@reason goes with @opens"),
        (OBSERVES.replace('@mode("observe")', '@fixed("For ever.")'), "@fixed is for the rules that ship"),
        (OPENS.replace("@says", '@mode("observe") @says'), "@mode belongs to a forbid"),
    ],
)  # fmt: skip
def test_what_a_company_may_not_write_is_refused_with_the_remedy(text: str, said: str) -> None:
    assert said in problems(text)


def test_a_rule_that_observes_is_told_and_decides_nothing() -> None:
    book = load(OBSERVES)
    decided = book.decide(facts())
    assert (decided.answer, decided.reasons, decided.open_stages) == (PolicyAnswer.GRANTED, (), ())
    assert [(one.policy, one.needs) for one in decided.observed] == [("long-access", StageName.OWNER)]
    assert book.decide(facts(approvals=frozenset({StageName.OWNER}))).observed == ()
    assert load(OBSERVES.replace('@mode("observe")', "")).decide(facts()).open_stages == (StageName.OWNER,)


def test_a_rule_that_observes_and_fails_decides_nothing_either(caplog: pytest.LogCaptureFixture) -> None:
    book = load(OBSERVES.replace("context has minutes && context.minutes > 60 * 24 * 7", "context.requests_today * 9223372036854775807 > 0"))  # fmt: skip
    assert book.decide(facts(requests_today=2)).answer is PolicyAnswer.GRANTED
    assert "a rule that observes failed" in caplog.text


CONDITIONS = (
    "context.permanent", "resource.privileged", "context.risk > 20", 'principal.employment == "contractor"',
    'context.weekday == "tue"', "context.working_hours", 'resource.data_class == "restricted"', "true",
)  # fmt: skip


@settings(deadline=None, max_examples=examples(60))
@given(
    st.lists(st.tuples(st.sampled_from(["forbid", "observe"]), st.sampled_from(CONDITIONS)), max_size=4),
    st.sampled_from([DASHBOARDS, SALES, JOURNAL, WAREHOUSE_ADMIN]),
    st.sampled_from(["tom.reyes", "kim.sato", "svc.loader", "rosa.lima", "ben.gone"]),
    st.frozensets(st.sampled_from(StageName)),
)
def test_adding_company_rules_never_grants_what_ships_would_not(
    rules: list[tuple[str, str]], entitlement: str, person: str, approvals: frozenset[StageName]
) -> None:
    mode = {"forbid": "", "observe": '@mode("observe")'}
    texts = [
        f'@id("r{number}") {mode[kind]} @says("You must not.") '
        f'forbid (principal, action == Action::"hold", resource) when {{ {condition} }};'
        for number, (kind, condition) in enumerate(rules)
    ]
    somebody = NORTHLIGHT.people[person]
    asked = facts(entitlement, person=person, approvals=approvals)
    risk = score(
        NORTHLIGHT, person=somebody, requester=somebody, place=asked.place, scope=asked.scope,
        duration=asked.duration, now=NOW,
    )  # fmt: skip
    asked = facts(entitlement, person=person, approvals=approvals, risk=risk.score)
    shipped, both = load().decide(asked), load(*texts).decide(asked)
    if shipped.answer is not PolicyAnswer.GRANTED:
        assert both.answer is not PolicyAnswer.GRANTED
    if all(kind == "observe" for kind, _ in rules):
        assert (both.answer, both.reasons) == (shipped.answer, shipped.reasons)
