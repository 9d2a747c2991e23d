"""Warnings about somebody's sign-ins, as those may read of them who decide on their access.

How many there are, and how serious they are, is between that person and Security. Everybody else reads that Security has
noted something, and what it adds to the risk, so that the points still come to the score.
"""

from __future__ import annotations

from approvals.model import Reason, Risk
from approvals.pictures import ItemPicture, RequestPicture
from approvals.queries.why_not import RuleThen, WhyNot
from catalog.model import Company, PersonId

WARNED_FACTOR = "sign_ins"
"""The factor of the risk that counts the warnings."""
WARNED_POLICIES = frozenset({"emergency-not-while-warned"})
"""Shipped policies whose words tell of them."""
NOTED = "Security has noted something"
ASK_SECURITY = "You must ask Security first; it has noted something."


def may_read_warnings(company: Company, reader: PersonId, *about: PersonId) -> bool:
    """Whether somebody may read of warnings about these people: Security may, and whom alone they are about."""
    return reader in company.groups.security or set(about) == {reader}


def told_request(company: Company, request: RequestPicture, reader: PersonId) -> RequestPicture:
    """The request as that person may read it."""
    may = may_read_warnings(company, reader, request.requester, request.beneficiary)
    return request if may else for_everybody(request)


def told_item(
    company: Company, request: RequestPicture, item: ItemPicture, reader: PersonId
) -> tuple[RequestPicture, ItemPicture]:
    """The request and one item of it, as that person may read them."""
    told = told_request(company, request, reader)
    (item,) = (one for one in told.items if one.id == item.id)
    return told, item


def for_everybody(request: RequestPicture) -> RequestPicture:
    """The request as anybody may read it who sees it."""
    return request.model_copy(update={"items": tuple(_item(item) for item in request.items)})


def risk_for_everybody(risk: Risk) -> Risk:
    """The same score with the same points."""
    factors = tuple(
        factor.model_copy(update={"says": NOTED}) if factor.name == WARNED_FACTOR else factor
        for factor in risk.factors
    )
    return risk.model_copy(update={"factors": factors})


def why_for_everybody(then: WhyNot) -> WhyNot:
    """The decision of that day, in the same way."""
    rules = tuple(
        RuleThen(id="security", says=ASK_SECURITY, needs=rule.needs, withheld=True)
        if rule.id in WARNED_POLICIES
        else rule
        for rule in then.rules
    )
    risk = risk_for_everybody(then.risk) if then.risk is not None else None
    return then.model_copy(update={"rules": rules, "risk": risk})


def _item(item: ItemPicture) -> ItemPicture:
    reasons = tuple(_reason(reason) for reason in item.reasons)
    return item.model_copy(update={"risk": risk_for_everybody(item.risk), "reasons": reasons})


def _reason(reason: Reason) -> Reason:
    return reason.model_copy(update={"says": ASK_SECURITY}) if reason.policy in WARNED_POLICIES else reason
