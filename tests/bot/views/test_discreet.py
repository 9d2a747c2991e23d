"""What a card tells somebody who may not learn what its holder has: nothing of that, not even through a policy's words."""

from __future__ import annotations

import re
from pathlib import Path

import approvals.policy
from approvals.assessment import Assessment
from approvals.model import Factor, PolicyAnswer, Reason, Risk, RiskBand, StageName
from bot.choice import Choice
from bot.views.discovery import discover_card
from bot.views.discreet import TELLABLE_FACTORS, TELLABLE_POLICIES, discreet
from bot.views.proposal import Standing, proposal_card
from tests.approvals.company import small_company
from tests.bot.views import pictures as a
from tests.bot.views.reading import words

COMPANY = small_company()
CONFLICT = Reason(policy="segregation-of-duties", says="You must first give up Ledger · Payments · Create.")
CEILING = Reason(policy="duration-ceiling", says="You must ask for 90 days or less.")
RISK = Risk(
    score=60,
    band=RiskBand.ELEVATED,
    factors=(
        Factor(name="data_class", points=22, says="Confidential data"),
        Factor(name="recent_denials", points=20, says="Denied 2 times recently"),
        Factor(name="sprawl", points=18, says="Holds 40 entitlements already; colleagues hold 4 on average"),
    ),
)
SECRETS = ("Payments", "Denied", "40 entitlements", "tells on them")


def refused(*reasons: Reason) -> Assessment:
    decision = a.refused("").model_copy(update={"reasons": reasons})
    return a.assessment(decision=decision, approvers=(), risk=RISK)


def test_a_stranger_reads_of_a_conflict_only_that_there_is_something() -> None:
    draft = a.draft(choice=Choice(beneficiary="sana.malik"))
    read = words(proposal_card(COMPANY, draft, [refused(CONFLICT, CEILING)], Standing(told=False)))
    assert "Policy says no: You must ask for 90 days or less." in read
    assert "I tell why only to Sana Malik, those above them and the helpdesk." in read
    assert not any(secret in read for secret in SECRETS)
    told = words(proposal_card(COMPANY, draft, [refused(CONFLICT)], Standing(told=True)))
    assert "Ledger · Payments · Create" in told


def test_in_a_channel_whoever_asks_is_sent_to_the_direct_messages_for_the_reason() -> None:
    read = words(proposal_card(COMPANY, a.draft(), [refused(CONFLICT)], Standing(told=False)))
    assert "Policy says no: Ask me in our direct messages" in read
    assert not any(secret in read for secret in SECRETS)


def test_a_rule_of_the_companys_own_is_not_repeated_to_those_who_may_not_know() -> None:
    house = Reason(policy="house-rule", says="This tells on them.")
    read = words(proposal_card(COMPANY, a.draft(), [refused(house)], Standing(told=False)))
    assert not any(secret in read for secret in SECRETS)


def test_what_raises_the_risk_because_of_the_person_is_one_neutral_phrase() -> None:
    one = a.assessment(risk=RISK)
    read = words(proposal_card(COMPANY, a.draft(), [one], Standing(told=False)))
    assert "(60 of 100): What is known about the person; Confidential data" in read
    assert not any(secret in read for secret in SECRETS)
    assert "Denied 2 times recently" in words(proposal_card(COMPANY, a.draft(), [one], Standing(told=True)))
    assert sum(factor.points for factor in discreet(one, "").risk.factors) == 60


def test_why_a_stage_is_asked_for_is_repeated_where_it_tells_nothing() -> None:
    needs = a.assessment().decision.model_copy(
        update={
            "reasons": (
                Reason(
                    policy="manager-for-privileged",
                    says="The manager must approve: privileged.",
                    needs=StageName.MANAGER,
                ),
                Reason(
                    policy="house-rule",
                    says="Security must approve: it tells on them.",
                    needs=StageName.SECURITY,
                ),
            )
        }
    )
    stages = (
        a.stage(says="The manager must approve: privileged."),
        a.stage(StageName.SECURITY, says="Security must approve: it tells on them."),
    )
    one = a.assessment(decision=needs, approvers=stages, risk=RISK)
    read = words(proposal_card(COMPANY, a.draft(), [one], Standing(told=False)))
    assert "your manager: privileged." in read
    assert "The policies ask for it." in read
    assert not any(secret in read for secret in SECRETS)
    assert discreet(one, "").decision.answer is PolicyAnswer.NEEDS


def test_in_a_channel_nothing_is_said_of_how_it_would_go_for_the_asker() -> None:
    granted = a.assessment().decision.model_copy(update={"answer": PolicyAnswer.GRANTED})
    cards = [
        words(discover_card(COMPANY, [one], "tom.reyes", private=False))
        for one in (refused(CONFLICT), a.assessment(), a.assessment(decision=granted, approvers=()))
    ]
    assert len(set(cards)) == 1
    assert "Owner: <@UOMARDIAZ>" in cards[0]
    assert "direct messages" in cards[0]
    assert not any(word in cards[0] for word in ("Approval", "Not for you", "if you asked", *SECRETS))


def test_what_may_be_told_is_named_as_it_is_called_where_it_comes_from() -> None:
    shipped = "".join(
        file.read_text(encoding="utf-8")
        for file in (Path(approvals.policy.__file__).parent / "shipped").glob("*.cedar")
    )
    assert set(re.findall(r'@id\("([^"]+)"\)', shipped)) >= TELLABLE_POLICIES
    for rule in shipped.split("@id(")[1:]:
        if rule.split('"')[1] in TELLABLE_POLICIES:
            assert "{conflicting}" not in rule
            assert "{ends}" not in rule
    scorecard = Path("approvals/risk/scorecard.py").read_text(encoding="utf-8")
    assert set(re.findall(r'name="(\w+)"', scorecard)) >= TELLABLE_FACTORS


def test_what_would_change_it_is_kept_from_strangers_where_it_goes_around_something_personal() -> None:
    shorter, drops = a.change(), a.change(says="Drop Payments and ask for a day.", dropped=("ledger/x:y",))
    draft = a.draft(choice=Choice(beneficiary="sana.malik"))

    def read(one: Assessment, *, told: bool = False) -> str:
        return words(proposal_card(COMPANY, draft, [one], Standing(told=told)))

    by_ceiling = refused(CEILING).model_copy(update={"change": shorter})
    assert "What would change it: Ask for 90 days or less" in read(by_ceiling)
    for one in (
        refused(CONFLICT, CEILING).model_copy(update={"change": shorter}),
        refused(CEILING).model_copy(update={"change": drops}),
    ):
        assert "What would change it" not in read(one)
        assert "What would change it" in read(one, told=True)
