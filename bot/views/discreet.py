"""An assessment as those may read it who may not learn what its holder has.

Policies say why in their own words, and some of them name what somebody holds; so do some factors of the risk. Only
what is known to come from the catalog, from the request or from the organisation chart is repeated. Anything else, a
company's own rules included, becomes one sentence that says no more than that there is something.
"""

from __future__ import annotations

from approvals.assessment import Assessment
from approvals.model import Factor, Reason, Risk

TELLABLE_POLICIES = frozenset(
    {
        "allowed-scope", "audience-department", "duration-ceiling", "manager-across-companies",
        "manager-for-a-colleague", "manager-for-assisted", "manager-for-elevated-risk", "manager-for-manual",
        "manager-for-privileged", "manager-for-regulated-data", "manager-for-restricted-data",
        "owner-for-restricted-data", "required-scope", "security-for-high-risk", "security-for-privileged",
    }
)  # fmt: skip
"""Shipped policies whose words tell nothing about what somebody holds, was refused or is employed as."""
TELLABLE_FACTORS = frozenset(
    {
        "breadth", "cap", "data_class", "duration", "hour", "legal_entity", "on_behalf", "privileged",
        "production", "regulated", "risk_level",
    }
)  # fmt: skip
"""Factors of the risk for which the same holds."""
PERSONAL_FACTORS = "What is known about the person"
PERSONAL_STAGE = "The policies ask for it."


def discreet(one: Assessment, unsaid: str) -> Assessment:
    """The same assessment with nothing personal in its words; `unsaid` stands for the reasons left out of a refusal."""
    told = tuple(reason for reason in one.decision.reasons if reason.policy in TELLABLE_POLICIES)
    untold = [reason for reason in one.decision.reasons if reason.policy not in TELLABLE_POLICIES]
    refusals = (Reason(policy="", says=unsaid),) if any(reason.needs is None for reason in untold) else ()
    words = {reason.says for reason in told}
    return one.model_copy(
        update={
            "risk": _discreet(one.risk),
            # What would turn it tells something about every rule that it goes around.
            "change": None if untold or (one.change and one.change.dropped) else one.change,
            "decision": one.decision.model_copy(update={"reasons": (*told, *refusals)}),
            "approvers": tuple(
                stage if stage.says in words else stage.model_copy(update={"says": PERSONAL_STAGE})
                for stage in one.approvers
            ),
        }
    )


def _discreet(risk: Risk) -> Risk:
    told = [factor for factor in risk.factors if factor.name in TELLABLE_FACTORS]
    points = sum(factor.points for factor in risk.factors if factor.name not in TELLABLE_FACTORS)
    personal = Factor(name="person", points=points, says=PERSONAL_FACTORS)
    return risk.model_copy(update={"factors": (*told, personal)})
