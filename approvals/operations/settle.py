"""Asking the policy about one item and doing what follows: a grant, further stages, or a refusal.

Every path to a grant goes through here: filing, each click, and the look right before provisioning.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from sqlmodel import select

from approvals.desk import Desk
from approvals.ends import END_PASSED, no_later
from approvals.errors import EndPassed, NotAllowed, TargetChanged
from approvals.events import GrantChanged
from approvals.log.entry import USHER, Entry
from approvals.model import Decision, GrantStatus, ItemStatus, PolicyAnswer, Reason, Risk
from approvals.operations.circumstances import Circumstances, circumstances_of, facts_in
from approvals.operations.grant_timers import set_timers
from approvals.operations.granting import begin_grant
from approvals.operations.heard import NOTHING, Heard, heard_on
from approvals.operations.review_clock import asks_for_review, schedule_review
from approvals.operations.stage_clock import open_stages, stages_of, stop_met
from approvals.policy.facts import Facts
from approvals.policy.recorded import recorded
from approvals.renewal import renewed_after_all
from approvals.store.store import Transaction
from approvals.store.tables import GrantRow, ItemRow, RequestRow
from catalog.durations import format_duration

TARGET_GONE = "target-gone"
"""What stands as the rule where no rule could be asked any more."""


@dataclass(frozen=True, kw_only=True)
class Evaluation:
    """What the policy was asked, what it answered, the risk that was part of the question, and what it was put together from."""

    facts: Facts | None
    """None when the entitlement or a person is gone, so that there was nothing left to ask about."""
    decision: Decision
    risk: Risk
    heard: Heard = NOTHING
    around: Circumstances | None = None
    """None where nothing was read, since no policy was asked."""


async def evaluate(
    tx: Transaction, desk: Desk, request: RequestRow, item: ItemRow, heard: Heard | None = None
) -> Evaluation:
    """The policy's present answer for the item, written down on it; what is gone is refused.

    `heard` is what was said about the item, where that was read already.
    """
    if heard is None:
        heard = await heard_on(tx.session, item.id)
    return evaluate_in(desk, request, item, await circumstances_of(tx.session, desk, request, item), heard)


def evaluate_again(
    desk: Desk, request: RequestRow, item: ItemRow, before: Evaluation, heard: Heard
) -> Evaluation:
    """The answer after what this transaction itself did: a word more (`heard`), or other terms of the item.

    Nothing else is read anew: item and beneficiary are locked, so nobody else has changed anything about them.
    """
    if before.around is None:
        raise ValueError("what was never asked about cannot be asked about again")
    return evaluate_in(desk, request, item, before.around, heard)


def evaluate_in(
    desk: Desk, request: RequestRow, item: ItemRow, around: Circumstances, heard: Heard
) -> Evaluation:
    """What policy says to what is put together from these.

    Others ask about an item as well, to keep or to explain it; this answer is the one that is written down.
    """
    facts: Facts | None = None
    try:
        facts, risk = facts_in(desk, request, item, around, heard)
        decision = desk.policies.decide(facts)
    except TargetChanged as gone:
        risk = Risk.model_validate(item.risk)
        policy = END_PASSED if isinstance(gone, EndPassed) else TARGET_GONE
        reason = Reason(policy=policy, says=gone.sentence)
        decision = Decision(
            answer=PolicyAnswer.REFUSED, reasons=(reason,), policy_version=desk.policies.version
        )
    item.risk = risk.model_dump(mode="json")
    item.reasons = [reason.model_dump(mode="json") for reason in decision.reasons]
    item.policy_version = decision.policy_version
    item.catalog_version = desk.company.version
    return Evaluation(facts=facts, decision=decision, risk=risk, heard=heard, around=around)


async def settle(tx: Transaction, desk: Desk, request: RequestRow, item: ItemRow) -> None:
    """Evaluates the item and carries the answer out, in this transaction."""
    await carry_out(tx, desk, request, item, await evaluate(tx, desk, request, item))


async def carry_out(
    tx: Transaction, desk: Desk, request: RequestRow, item: ItemRow, evaluation: Evaluation
) -> None:
    """Does what the policy answered: a grant, open stages, or a refusal."""
    decision = evaluation.decision
    stages = await stages_of(tx, item)
    stop_met(tx, stages, evaluation.heard, decision)
    if decision.answer is PolicyAnswer.GRANTED and evaluation.facts is not None:
        await _grant_or_prolong(tx, request, item, evaluation.facts.duration)
    elif decision.answer is PolicyAnswer.NEEDS and evaluation.facts is not None:
        item.status = ItemStatus.PENDING
        open_stages(tx, desk, item, stages, decision, evaluation.facts)
    else:
        item.status = ending_as(decision)
        item.decided_at = tx.now
    tx.session.add(item)
    tx.log(entry_about("item." + item.status, request, item, actor=USHER, evaluation=evaluation))


def ending_as(decision: Decision) -> ItemStatus:
    """What a refusal makes of an item: nobody said no to what is only over."""
    over = any(reason.policy == END_PASSED for reason in decision.reasons)
    return ItemStatus.LAPSED if over else ItemStatus.REFUSED


def entry_about(
    kind: str,
    request: RequestRow,
    item: ItemRow,
    *,
    actor: str,
    evaluation: Evaluation | None = None,
    grant_id: str = "",
    **data: object,
) -> Entry:
    """A log entry about an item, with the versions it was decided under and everything that led to it."""
    if evaluation is not None:
        decision, facts = evaluation.decision, evaluation.facts
        data |= {
            "duration_asked": in_iso(request.duration),
            "duration": in_iso(facts.duration if facts else item.duration),
            "answer": decision.answer,
            "open_stages": list(decision.open_stages),
            "reasons": [reason.model_dump(mode="json") for reason in decision.reasons],
            "opened": [one.model_dump(mode="json") for one in decision.opened],
            "observed": [reason.model_dump(mode="json") for reason in decision.observed],
            "risk": evaluation.risk.model_dump(mode="json"),
        }
        if facts is not None:
            # With them the same question can be put to other policies (`usher policy replay`).
            data["facts"] = recorded(facts)
            data["model"] = facts.judged.recorded()
            data["shadow"] = facts.judged.shadow.recorded() if facts.judged.shadow else None
    data |= {"entitlement": item.entitlement, "scope": item.scope}
    if item.until is not None:
        data["until"] = item.until.isoformat()
    if item.extends:
        data["extends"] = item.extends
    return Entry(
        kind=kind,
        actor=actor,
        person=request.beneficiary,
        request_id=request.id,
        item_id=item.id,
        grant_id=grant_id,
        catalog_version=item.catalog_version,
        policy_version=item.policy_version,
        data=data,
    )


def in_iso(span: timedelta | None) -> str | None:
    """A span as the log holds it; None stays None."""
    return None if span is None else format_duration(span)


async def _grant_or_prolong(
    tx: Transaction, request: RequestRow, item: ItemRow, duration: timedelta | None
) -> None:
    """What was asked as an extension prolongs its grant; once that has ended it is a request like any other.

    Raises NotAllowed in between, while the old access is being removed: a second grant beside it would be lost with it.
    """
    if not item.extends or await tx.session.get(GrantRow, item.extends) is None:
        await _grant(tx, request, item, duration=duration)
        return
    _, first, old = await tx.lock_grant(item.extends)
    if old.status in (GrantStatus.ENDED, GrantStatus.FAILED):
        await _grant(tx, request, item, duration=duration)
        return
    if old.status is not GrantStatus.LIVE or old.expires_at is None or old.expires_at <= tx.now:
        raise NotAllowed(
            "The access has just ended and is being removed; decide this again in a few minutes."
        )
    item.status, item.decided_at = ItemStatus.APPROVED, tx.now
    before, old.reminded_at = old.expires_at, None
    # Without an end of its own it is asked for up to the named one, or not at all.
    longer = item.until or before if duration is None else no_later(tx.now + duration, item.until)
    old.expires_at = max(before, longer)
    item.extended_to = old.expires_at
    renewed_after_all(old)
    tx.session.add(old)
    set_timers(tx, old, since=tx.now)
    _review_from_now_on(tx, item, first, old)
    tx.log(
        entry_about(
            "grant.extended",
            request,
            item,
            actor=USHER,
            grant_id=old.id,
            before=before.isoformat(),
            after=old.expires_at.isoformat(),
        )
    )
    tx.announce(GrantChanged(request_id=old.request_id, grant_id=old.id))


async def _grant(tx: Transaction, request: RequestRow, item: ItemRow, *, duration: timedelta | None) -> None:
    """What was asked of the policy is what is granted: the duration as the ceilings of today leave it."""
    item.status = ItemStatus.APPROVED
    item.decided_at = tx.now
    existing = (await tx.session.exec(select(GrantRow).where(GrantRow.item_id == item.id))).first()
    if existing is not None:
        return
    begin_grant(tx, request, item, duration=duration)


def _review_from_now_on(tx: Transaction, extension: ItemRow, item: ItemRow, grant: GrantRow) -> None:
    """Who approved an extension may want the access reviewed each month; the note goes to the item it was granted for."""
    noted = asks_for_review(extension)
    if noted is None or asks_for_review(item) is not None:
        return
    item.changes = [*item.changes, noted.model_dump(mode="json")]
    tx.session.add(item)
    schedule_review(tx, item, grant, after=tx.now)
