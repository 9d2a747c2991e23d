"""Delegate and Not me: somebody else decides this one stage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from approvals.approvers import why_barred
from approvals.desk import Desk
from approvals.errors import BadInput, NotAllowed
from approvals.handovers import Handover
from approvals.model import PolicyAnswer
from approvals.operations.settle import entry_about
from approvals.operations.vote import stage_approvers
from approvals.operations.waited_for import WaitedFor, waited_for
from approvals.policy.facts import Facts
from approvals.store.tables import HandoverRow, new_id
from catalog.model import Person, PersonId

LONGEST = timedelta(days=90)


async def delegate(desk: Desk, *, item_id: str, by: PersonId, to: PersonId, until: date) -> None:
    """Hands this decision to somebody else up to and including that day; whoever hands it over may still decide.

    Raises what approve raises, and BadInput, NotAllowed for somebody who cannot decide it.
    """
    today = desk.now().astimezone(desk.company.zone).date()
    if not today <= until <= today + LONGEST:
        raise BadInput(f"Choose a day from today on, at most {LONGEST.days} days ahead.")
    if to == by:
        raise BadInput("That is you; choose somebody else.")
    delegatee = desk.company.people.get(to)
    if delegatee is None:
        raise BadInput("I do not know that person; choose somebody else.")
    async with waited_for(desk, item_id=item_id, by=by) as found:
        if found is None or found.evaluation.facts is None:
            return
        _refuse_barred(desk, found, found.evaluation.facts, delegatee, today)
        handover = Handover(id=new_id("hand"), stage=found.stage, person=by, to=to, until=until)
        facts = replace(found.evaluation.facts, handed=(*found.evaluation.facts.handed, handover))
        allowed = desk.policies.may_decide(
            facts, stage=found.stage, by=delegatee, decided_before=found.decided_by
        )
        if allowed.answer is not PolicyAnswer.GRANTED:
            raise NotAllowed(f"This cannot be handed to {delegatee.name}: {allowed.reasons[0].says}")
        _write(
            found, handover.model_copy(update={"instead": _asked_now(desk, found, facts.handed)}), "delegated"
        )


async def not_mine(desk: Desk, *, item_id: str, by: PersonId) -> tuple[PersonId, ...]:
    """Sends the stage on along its route, without this person. Returns who is asked now.

    Raises what approve raises, and NotAllowed when there is nobody else.
    """
    async with waited_for(desk, item_id=item_id, by=by) as found:
        if found is None or found.evaluation.facts is None:
            return ()
        handover = Handover(id=new_id("hand"), stage=found.stage, person=by)
        instead = _asked_now(desk, found, (*found.evaluation.facts.handed, handover))
        if not instead:
            raise NotAllowed(
                "Nobody else can decide this, so it stays with you; deny it, or ask an IAM admin to name somebody."
            )
        _write(found, handover.model_copy(update={"instead": instead}), "declined")
        return instead


def _refuse_barred(desk: Desk, found: WaitedFor, facts: Facts, delegatee: Person, today: date) -> None:
    why = why_barred(
        desk.company,
        delegatee.id,
        beneficiary=facts.person,
        requester=facts.requester,
        place=facts.place,
        on=today,
        exclude=found.decided_by,
        handed=[one for one in facts.handed if one.stage is found.stage],
    )
    if why is None and (absence := desk.company.absence_of(delegatee.id, today)) is not None:
        why = f"is away until {absence.until.day} {absence.until:%B}"
    if why is not None:
        raise NotAllowed(f"{delegatee.name} {why}; choose somebody else.")


def _asked_now(desk: Desk, found: WaitedFor, handed: Sequence[Handover]) -> tuple[PersonId, ...]:
    who = stage_approvers(
        desk, found.request, found.item, found.stage, decided_by=found.decided_by, handed=handed
    )
    return who.ping


def _write(found: WaitedFor, handover: Handover, what: str) -> None:
    row = HandoverRow(
        **handover.model_dump(exclude={"instead", "until"}),
        until=handover.until.isoformat() if handover.until else "",
        instead=list(handover.instead),
        item_id=found.item.id,
        at=found.tx.now,
    )
    found.tx.session.add(row)
    found.tx.log(
        entry_about(
            f"stage.{what}",
            found.request,
            found.item,
            actor=handover.person,
            stage=handover.stage,
            to=handover.to,
            until=handover.until.isoformat() if handover.until else None,
            instead=list(handover.instead),
        )
    )
