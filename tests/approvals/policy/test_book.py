"""Loading policies: what a company may add, and how a bad file is refused."""

from __future__ import annotations

import pytest

from approvals.model import PolicyAnswer, StageName
from approvals.policy.book import PolicyBook
from approvals.policy.problems import PolicyInvalid
from approvals.policy.what_ships import shipped_policies
from catalog.model import PolicyFile
from tests.approvals.company import SALES, small_company
from tests.approvals.policy.asking import facts

WEEKEND = """// No new access at weekends.
@id("no-weekend-access")
@says("You must wait until Monday: nothing; not even this is given at weekends.")
forbid (principal, action == Action::"hold", resource)
when { ["sat", "sun"].contains(context.weekday) };
"""


def load(*texts: str) -> PolicyBook:
    files = tuple(PolicyFile(path=f"policies/{number}.cedar", text=text) for number, text in enumerate(texts))
    return PolicyBook.load(small_company(policies=files))


def problems(*texts: str) -> list[str]:
    with pytest.raises(PolicyInvalid) as raised:
        load(*texts)
    return [str(problem) for problem in raised.value.problems]


def test_what_ships_is_valid_and_says_something_for_every_rule() -> None:
    book = load()
    assert len(book.rules) > 20
    assert all(rule.says.endswith(".") for rule in book.rules.values())


def test_a_company_adds_a_forbid_with_its_own_words() -> None:
    book = load(WEEKEND)
    saturday = facts().now.replace(day=5)
    decided = book.decide(facts(now=saturday))
    assert decided.answer is PolicyAnswer.REFUSED
    assert [(reason.policy, reason.says) for reason in decided.reasons] == [
        ("no-weekend-access", "You must wait until Monday: nothing; not even this is given at weekends.")
    ]
    assert book.decide(facts()).answer is PolicyAnswer.GRANTED


def test_a_company_can_ask_for_a_stage() -> None:
    book = load(
        '@id("owner-for-sales") @needs("owner") @says("The owner must approve: sales figures.") forbid (principal, action == Action::"hold", resource in Resource::"warehouse/sales-reports") unless { context.approvals.contains("owner") };'
    )
    assert book.decide(facts(SALES)).open_stages == (StageName.OWNER,)
    assert book.decide(facts(SALES, approvals=frozenset({StageName.OWNER}))).answer is PolicyAnswer.GRANTED
    assert book.decide(facts()).answer is PolicyAnswer.GRANTED


def test_rules_can_speak_of_groups_systems_moments_and_durations() -> None:
    book = load(
        '@id("a") @says("You must not.") forbid (principal in Group::"security", action == Action::"hold", resource in System::"warehouse");'
        '@id("b") @says("You must wait.") forbid (principal, action == Action::"hold", resource) when { context.now >= datetime("2026-12-20") && context.now < datetime("2027-01-04") };'
        '@id("c") @says("You must ask for less.") forbid (principal, action == Action::"hold", resource) when { context.permanent || (context has minutes && context.minutes > 60 * 24 * 20) };'
    )
    fired = [
        [reason.policy for reason in book.decide(question).reasons]
        for question in (
            facts(),
            facts(person="nils.aker"),
            facts(now=facts().now.replace(day=24)),
            facts(duration=None),
        )
    ]
    assert fired == [[], ["a"], ["b"], ["c"]]


def test_an_empty_file_or_one_of_comments_adds_nothing() -> None:
    assert load("", "// nothing; here\n").rules.keys() == load().rules.keys()


def test_the_version_is_of_the_texts() -> None:
    assert load().version == load().version
    assert load().version != load(WEEKEND).version != load(WEEKEND + " ").version
    assert load("// a", "// b").version != load("// b", "// a").version
    assert len(load().version) == 64
    assert load().decide(facts()).policy_version == load().version


@pytest.mark.parametrize(
    ("text", "where", "said"),
    [
        ("\n\nforbid (principal, action", "policies/0.cedar, line 3: ", "does not read as Cedar"),
        (
            WEEKEND + "\nforbid (principal, action, resource) when { ;",
            "policies/0.cedar, line 7: ",
            "does not read as Cedar",
        ),
        (WEEKEND.replace("context.weekday", "context.weather"), "policies/0.cedar, line 2: ", "`weather`"),
        (
            WEEKEND.replace('"hold"', '"own"'),
            "policies/0.cedar, line 2: ",
            'unrecognized action `Action::"own"`',
        ),
        (WEEKEND.replace('@id("no-weekend-access")', ""), "policies/0.cedar, line 3: ", "@id is missing"),
        (
            WEEKEND.replace('"no-weekend-access"', '"No weekend!"'),
            "policies/0.cedar, line 2: ",
            "lower-case words joined by hyphens",
        ),
        (WEEKEND.replace("@says", "@sez"), "policies/0.cedar, line 2: ", "@says is missing"),
        (
            WEEKEND.replace("@says", '@need("manager") @says'),
            "policies/0.cedar, line 2: ",
            "@need means nothing here",
        ),
        (
            WEEKEND.replace("@says", '@needs("boss") @says'),
            "policies/0.cedar, line 2: ",
            'one of manager, owner, security, not "boss"',
        ),
        (
            WEEKEND.replace("@says", "@needs @says"),
            "policies/0.cedar, line 2: ",
            "one of manager, owner, security",
        ),
        (
            WEEKEND.replace("@says", '@needs("manager") @says'),
            "policies/0.cedar, line 2: ",
            'context.approvals.contains("manager")',
        ),
        (
            WEEKEND.replace("until Monday", "until {monday}"),
            "policies/0.cedar, line 2: ",
            "{monday}, which stands for nothing",
        ),
        (
            WEEKEND.replace("principal,", "principal == ?principal,"),
            "policies/0.cedar, line 2: ",
            "slots such as ?principal",
        ),
        (
            WEEKEND.replace("forbid", "permit"),
            "policies/0.cedar, line 2: ",
            "name the rule that ships with @opens",
        ),
        (WEEKEND + WEEKEND, "policies/0.cedar, line 7: ", "is taken by policies/0.cedar, line 2"),
        (
            WEEKEND.replace("no-weekend-access", "duration-ceiling"),
            "policies/0.cedar, line 2: ",
            "is taken by shipped/requestable.cedar",
        ),
        (
            WEEKEND.replace("no-weekend-access", "no-policy-permits"),
            "policies/0.cedar, line 2: ",
            "choose another",
        ),
    ],
)
def test_a_bad_rule_is_refused_with_its_place_and_the_remedy(text: str, where: str, said: str) -> None:
    found = problems(text)
    assert any(one.startswith(where) and said in one for one in found), found


def test_a_stage_cannot_be_asked_for_where_somebody_decides() -> None:
    (found,) = problems(
        '@id("x") @needs("owner") @says("No.") forbid (principal, action == Action::"approve", resource) when { context.stage == "owner" };'
    )
    assert "@needs belongs to a forbid on action" in found


@pytest.mark.parametrize(
    ("mark", "action", "condition", "wrong"),
    [
        ("sms", "approve", "context.stepped_up", "@steps_up must be code"),
        ("code", "hold", "context.permanent", "@steps_up belongs to a forbid on action"),
        ("code", "approve", "context.named", '@steps_up("code") can never be met'),
    ],
)
def test_what_is_wrong_with_a_rule_that_wants_a_code(
    mark: str, action: str, condition: str, wrong: str
) -> None:
    rule = f'@id("x") @steps_up("{mark}") @says("No.") forbid (principal, action == Action::"{action}", resource) unless {{ {condition} }};'
    assert any(wrong in one for one in problems(rule))


def test_every_problem_of_every_file_is_named_at_once() -> None:
    found = problems("forbid (", WEEKEND.replace("forbid", "permit"), WEEKEND.replace("@id", "@ident"))
    assert {one.split(",")[0] for one in found} == {
        "policies/0.cedar",
        "policies/1.cedar",
        "policies/2.cedar",
    }


def test_thresholds_out_of_order_are_refused() -> None:
    with pytest.raises(
        PolicyInvalid, match=r"^company.yaml: risk.manager_from \(80\) is above risk.security_from \(70\)"
    ):
        PolicyBook.load(small_company(risk={"manager_from": 80, "security_from": 70}))


def test_a_stage_that_stays_open_after_its_approval_is_a_refusal() -> None:
    book = load(
        '@id("never-open-ended") @needs("manager") @says("The manager must approve, and never without an end.") forbid (principal, action == Action::"hold", resource) unless { context.approvals.contains("manager") && !context.permanent };'
    )
    approved = frozenset({StageName.MANAGER})
    assert book.decide(facts(approvals=approved)).answer is PolicyAnswer.GRANTED
    assert book.decide(facts(approvals=approved, duration=None)).answer is PolicyAnswer.REFUSED


def test_a_policys_words_reach_nothing_but_the_listed_names() -> None:
    book = load(
        '@id("x") @says("You must {person}: {label} {0} {person.email} %s.") forbid (principal, action == Action::"hold", resource);'.replace(
            "{0} ", ""
        )
    )
    assert (
        book.decide(facts()).reasons[0].says
        == "You must Tom Reyes: Warehouse · Dashboards · Viewer {person.email} %s."
    )


def test_shipped_files_are_read_in_order() -> None:
    names = [source.file for source in shipped_policies()]
    assert names == sorted(names)
    assert "shipped/risk.cedar" in names
