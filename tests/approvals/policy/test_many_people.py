"""How many people a stage needs and in which order stages are asked, as rules say it in their annotations."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from approvals.model import Decision, PolicyAnswer, StageName
from approvals.policy.book import PolicyBook
from approvals.policy.problems import PolicyInvalid
from approvals.policy.stages_together import too_few_people
from approvals.quorum import Yes, asked_by, asked_later
from catalog.model import Company, PolicyFile
from catalog.settings import Groups
from tests.approvals.company import DASHBOARDS, small_company
from tests.approvals.policy.asking import facts
from tests.depth import examples

MANAGER, OWNER, SECURITY = StageName
ADMINS = Groups(security=("greta.lund", "nils.aker"), iam_admins=("ida.berg",))


def rule(name: str, stage: str, marks: str = "", when: str = "") -> str:
    return (
        f'@id("{name}") @needs("{stage}") {marks} @says("They must approve.") '
        f'forbid (principal, action == Action::"hold", resource) {when} '
        f'unless {{ context.approvals.contains("{stage}") }};'
    )


def company_with(*rules: str, **changes: Any) -> Company:
    files = (PolicyFile(path="policies/own.cedar", text="\n".join(rules)),)
    return small_company(policies=files, **changes)


def decide(company: Company, **asked: Any) -> Decision:
    return PolicyBook.load(company).decide(facts(company=company, **asked))


def yes(stage: StageName, *people: str) -> dict[str, Any]:
    return {
        "approvals": frozenset({stage} if people else ()),
        "said": tuple(Yes(stage=stage, person=one) for one in people),
    }


@pytest.mark.parametrize(
    ("marks", "people", "granted"),
    [
        ("", ["greta.lund"], True),
        ('@quorum("any")', ["greta.lund"], True),
        ('@quorum("1")', ["greta.lund"], True),
        ('@quorum("2")', [], False),
        ('@quorum("2")', ["greta.lund"], False),
        ('@quorum("2")', ["greta.lund", "nils.aker"], True),
        ('@quorum("3")', ["greta.lund", "nils.aker"], False),
        ('@quorum("all")', ["greta.lund"], False),
        ('@quorum("all")', ["greta.lund", "nils.aker"], True),
    ],
)
def test_a_stage_counts_when_its_quorum_is_met(marks: str, people: list[str], granted: bool) -> None:
    decided = decide(company_with(rule("own", "security", marks)), **yes(SECURITY, *people))
    assert decided.answer is (PolicyAnswer.GRANTED if granted else PolicyAnswer.NEEDS)


def test_all_are_those_who_can_decide_it_and_are_there() -> None:
    everybody = company_with(rule("own", "security", '@quorum("all")'))
    asked = yes(SECURITY, "greta.lund")
    assert decide(everybody, person="nils.aker", **asked).answer is PolicyAnswer.GRANTED


def test_of_several_rules_the_strictest_counts() -> None:
    company = company_with(rule("one", "owner"), rule("two", "owner", '@quorum("2")'))
    decided = decide(company, **yes(OWNER, "omar.diaz"))
    assert decided.open_stages == (OWNER,)
    assert [reason.policy for reason in decided.reasons] == ["one", "two"], "the stage is not met for either"


def test_a_quorum_that_depends_on_another_approval_counts_once_that_is_there() -> None:
    """Two of Security are wanted only where the manager has agreed already."""
    company = company_with(
        rule("one", "security"),
        rule("two", "security", '@quorum("2")', 'when { context.approvals.contains("manager") }'),
    )
    one = yes(SECURITY, "greta.lund")
    assert decide(company, **one).answer is PolicyAnswer.GRANTED
    both = {
        "approvals": frozenset({SECURITY, MANAGER}),
        "said": (*one["said"], Yes(stage=MANAGER, person="lena.osei")),
    }
    assert decide(company, **both).open_stages == (SECURITY,)


def test_a_rule_that_only_observes_asks_nobody_twice() -> None:
    company = company_with(rule("one", "security"), rule("two", "security", '@quorum("2") @mode("observe")'))
    assert decide(company, **yes(SECURITY, "greta.lund")).answer is PolicyAnswer.GRANTED


def test_stages_are_asked_one_after_the_other_where_a_rule_says_so() -> None:
    company = company_with(
        rule("first", "manager"), rule("then", "owner", '@after("manager")'), rule("too", "security")
    )
    decided = decide(company)
    assert decided.open_stages == (MANAGER, OWNER, SECURITY)
    assert asked_by(decided) == (MANAGER, SECURITY)
    assert asked_later(decided.reasons) == {OWNER: (MANAGER,)}
    assert asked_by(decide(company, **yes(MANAGER, "lena.osei"))) == (OWNER, SECURITY)


def test_a_stage_does_not_wait_for_one_that_nobody_asks_for() -> None:
    assert asked_by(decide(company_with(rule("own", "owner", '@after("manager, security")')))) == (OWNER,)


@pytest.mark.parametrize(
    ("rules", "says"),
    [
        ([rule("own", "owner", '@after("boss")')], '@after names "boss", which is no stage'),
        ([rule("own", "owner", '@after("")')], "which is no stage"),
        ([rule("own", "owner", '@after("owner")')], "would wait for itself"),
        (
            [rule("own", "owner", '@quorum("0")')],
            '@quorum must be any, all or a number of people from 1 to 9, not "0"',
        ),
        ([rule("own", "owner", '@quorum("most")')], "@quorum must be any, all"),
        ([rule("own", "owner", '@quorum("10")')], "@quorum must be any, all"),
        ([rule("own", "owner", '@quorum("²")')], "@quorum must be any, all"),
        (
            ['@id("own") @quorum("2") @says("No.") forbid (principal, action == Action::"hold", resource);'],
            "@quorum goes with @needs",
        ),
        (
            [
                '@id("own") @after("owner") @says("No.") forbid (principal, action == Action::"hold", resource);'
            ],
            "@after goes with @needs",
        ),
        (
            [rule("a", "owner", '@after("manager")'), rule("b", "manager", '@after("owner")')],
            "manager waits for owner waits for manager",
        ),
        (
            [
                rule("a", "owner", '@after("manager")'),
                rule("b", "security", '@after("owner")'),
                rule("c", "manager", '@after("security")'),
            ],
            "manager waits for security waits for owner waits for manager",
        ),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(rules: list[str], says: str) -> None:
    with pytest.raises(PolicyInvalid) as refused:
        PolicyBook.load(company_with(*rules))
    assert len(refused.value.problems) == 1
    assert says in refused.value.sentence
    assert refused.value.problems[0].file == "policies/own.cedar"
    assert refused.value.problems[0].line


def test_a_quorum_above_all_the_people_there_are_is_pointed_out() -> None:
    company = company_with(rule("own", "security", '@quorum("4")'), groups=ADMINS)
    ((found, why),) = too_few_people(company, PolicyBook.load(company).rules)
    assert found.id == "own"
    assert (
        why == "it wants 4 people, and the 2 of the security group and 1 of the IAM admins are 3 at the most"
    )
    enough = company_with(rule("own", "security", '@quorum("3")'), groups=ADMINS)
    assert too_few_people(enough, PolicyBook.load(enough).rules) == []


PEOPLE = ["greta.lund", "nils.aker", "ida.berg", "omar.diaz", "lena.osei"]


@settings(deadline=None, max_examples=examples(60))
@given(
    least=st.integers(2, 3),
    people=st.lists(st.sampled_from(PEOPLE), unique=True, max_size=4),
    stage=st.sampled_from(StageName),
)
def test_one_more_person_demanded_never_grants_more(least: int, people: list[str], stage: StageName) -> None:
    one, more = (
        decide(
            company_with(rule("own", stage, f'@quorum("{number}")')),
            entitlement=DASHBOARDS,
            **yes(stage, *people),
        )
        for number in (least - 1, least)
    )
    if more.answer is PolicyAnswer.GRANTED:
        assert one.answer is PolicyAnswer.GRANTED
        assert len(people) >= least


def test_a_rule_that_fails_where_the_quorum_is_looked_up_grants_nothing() -> None:
    """Where the stage counts as approved it is never asked; it must not be taken for one that wants nobody."""
    fails = (
        '@id("fails") @needs("security") @quorum("2") @says("They must approve.") '
        'forbid (principal, action == Action::"hold", resource) '
        'unless { context.approvals.contains("security") || context.risk + 9223372036854775807 > 0 };'
    )
    decided = decide(company_with(fails), **yes(SECURITY, "greta.lund"))
    assert decided.answer is PolicyAnswer.REFUSED
    assert "policy-could-not-be-asked" in {reason.policy for reason in decided.reasons}
