"""Who reads what of warnings about somebody's sign-ins: everything is for Security and for whom they are about."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from slack_sdk.models.views import View

from approvals.model import Factor, ItemStatus, Reason, Risk, RiskBand
from approvals.pictures import RequestPicture
from approvals.policy.what_ships import shipped_policies
from approvals.queries.why_not import RuleThen, WhyNot
from approvals.risk.warned import Warned, warned_factor
from bot.choice import Choice
from bot.views.answers import request_rows
from bot.views.appeal_modals import appeal_modal
from bot.views.appeals import appeals_answer
from bot.views.details import details_modal
from bot.views.home import home_view
from bot.views.noted import (
    NOTED,
    WARNED_FACTOR,
    WARNED_POLICIES,
    for_everybody,
    may_read_warnings,
    why_for_everybody,
)
from bot.views.parts import Card
from bot.views.proposal import proposal_card
from bot.views.to_decide import to_decide_card
from bot.views.why_denied import rules_modal, why_denied_card
from catalog.model import PersonId
from tests.approvals.company import NOW, small_company
from tests.bot.views import pictures as a
from tests.bot.views.reading import words

COMPANY = small_company()
MANAGER, SECURITY, HOLDER, HELPDESK = "lena.osei", "greta.lund", "tom.reyes", "cara.cruz"
WARNED = warned_factor(Warned(low=1, high=1))
RISK = Risk(
    score=55,
    band=RiskBand.ELEVATED,
    factors=(WARNED, Factor(name="data_class", points=22, says="Confidential data")),
)
REFUSED = Reason(
    policy="emergency-not-while-warned", says="A serious warning stands against sign-ins of yours."
)
SECRETS = ("warning", "serious", "this week")


def waiting(**people: PersonId) -> RequestPicture:
    return a.request(a.item(risk=RISK), **people)


def refused() -> RequestPicture:
    return a.request(a.item(status=ItemStatus.REFUSED, stages=(), reasons=(REFUSED,), risk=RISK))


THEN = WhyNot(
    item_id="it_1", at=NOW, rules=(RuleThen(id=REFUSED.policy, says=REFUSED.says, text="forbid"),), risk=RISK,
    same_policies=True, policy_version="1",
)  # fmt: skip
PLACES: dict[str, Callable[[PersonId], Card | View]] = {
    "details": lambda reader: details_modal(COMPANY, waiting(), waiting().items[0], reader=reader),
    "home": lambda reader: home_view(
        COMPANY, reader=reader, held=[], requests=[], waiting=[waiting()], tasks=[]
    ),
    "why was it denied": lambda reader: why_denied_card(
        COMPANY, [(refused(), refused().items[0])], {"it_1": THEN}, about=HOLDER, reader=reader
    ),
    "what do I have to approve": lambda reader: to_decide_card(
        COMPANY, [(waiting(), waiting().items[0])], reader=reader, tasks=0
    ),
    "what can I appeal": lambda reader: appeals_answer(
        COMPANY, [(refused(), refused().items[0])], reader=reader
    ),
    "appeal": lambda reader: appeal_modal("", COMPANY, refused(), refused().items[0], reader=reader),
    "where is it": lambda reader: Card(
        text="", blocks=tuple(request_rows(COMPANY, refused(), reader=reader))
    ),
}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("reader", [MANAGER, HELPDESK, "omar.diaz"])
def test_who_decides_reads_that_there_is_something(place: str, reader: PersonId) -> None:
    read = words(PLACES[place](reader))
    assert NOTED in read or "it has noted something" in read
    assert not any(secret in read for secret in SECRETS)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("reader", [SECURITY, HOLDER])
def test_security_and_whom_it_is_about_read_what_it_is(place: str, reader: PersonId) -> None:
    read = words(PLACES[place](reader))
    assert "serious" in read
    assert NOTED not in read


def test_the_rules_of_that_day_say_nothing_untrue_of_the_one_that_is_withheld() -> None:
    told = why_for_everybody(THEN)
    read = words(rules_modal(COMPANY, refused().items[0], told))
    assert "You must ask Security first; it has noted something." in read
    assert "in force" not in read
    assert "`" not in read, "neither a rule nor a file is named"
    card = why_denied_card(
        COMPANY, [(refused(), refused().items[0])], {"it_1": THEN}, about=HOLDER, reader=MANAGER
    )
    assert "`security`" not in words(card)
    gone = THEN.model_copy(update={"rules": (RuleThen(id="old-rule", says="No."),)})
    assert "`old-rule` · no longer in force" in words(rules_modal(COMPANY, refused().items[0], gone))


def test_the_points_still_come_to_the_score() -> None:
    (item,) = for_everybody(waiting()).items
    assert [factor.points for factor in item.risk.factors] == [factor.points for factor in RISK.factors]
    assert (item.risk.score, item.risk.band) == (RISK.score, RISK.band)
    assert f"{WARNED.points:+g} {NOTED}" in words(PLACES["details"](MANAGER))


def test_who_asks_for_a_colleague_does_not_read_of_the_colleagues_sign_ins() -> None:
    one = a.assessment(risk=RISK)
    own = a.draft()
    for_another = a.draft(choice=Choice(beneficiary="sana.malik"))
    assert "serious" in words(proposal_card(COMPANY, own, [one]))
    assert NOTED in words(proposal_card(COMPANY, for_another, [one]))
    assert not may_read_warnings(COMPANY, "lena.osei", "lena.osei", "tom.reyes")


def test_what_tells_of_warnings_is_named_as_it_is_called_where_it_comes_from() -> None:
    assert WARNED.name == WARNED_FACTOR
    telling = {
        rule.split('"')[1]
        for source in shipped_policies()
        for rule in source.text.split("@id(")[1:]
        if "sign_in_warnings" in rule
    }
    assert telling == WARNED_POLICIES
