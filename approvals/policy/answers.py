"""From the rules that stand in the way to an answer: granted, needs these stages, or refused. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from approvals.model import Decision, Opened, PolicyAnswer, Reason, StageName

_STAGES = tuple(StageName)

FAILED = Reason(
    policy="policy-could-not-be-asked",
    says="The policy could not be asked, so nothing was granted; tell an IAM admin.",
)
UNPERMITTED = Reason(
    policy="no-policy-permits",
    says="No policy permits this, so nothing was granted; ask an IAM admin whether it is meant to be requestable.",
)


def decision_of(
    reasons: Iterable[Reason],
    *,
    opened: tuple[Opened, ...],
    observed: tuple[Reason, ...],
    order: Mapping[str, int],
    version: str,
) -> Decision:
    """The decision with its reasons, refusals first, then by stage and in the order of the rules (`order`)."""
    sorted_reasons = sorted(
        reasons, key=lambda one: (_STAGES.index(one.needs) if one.needs else -1, order.get(one.policy, -1))
    )
    needed = {one.needs for one in sorted_reasons if one.needs}
    stages: tuple[StageName, ...] = ()
    if not sorted_reasons:
        answer = PolicyAnswer.GRANTED
    elif all(one.needs for one in sorted_reasons):
        answer = PolicyAnswer.NEEDS
        stages = tuple(stage for stage in _STAGES if stage in needed)
    else:
        answer = PolicyAnswer.REFUSED
    return Decision(
        answer=answer,
        open_stages=stages,
        reasons=tuple(sorted_reasons),
        opened=opened,
        observed=observed,
        policy_version=version,
    )
