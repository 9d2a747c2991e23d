"""Delegate: somebody else decides this one stage for a while."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from approvals.barring import why_barred
from approvals.desk import Desk
from approvals.errors import BadInput, NotAllowed
from approvals.handovers import Handover, declined
from approvals.model import PolicyAnswer
from approvals.operations.handing_over import asked_with, write_handover
from approvals.operations.settle import entry_about
from approvals.operations.waited_for import WaitedFor, at_their_stage
from approvals.store.tables import new_id
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
    async with at_their_stage(desk, item_id=item_id, by=by) as found:
        if found is None:
            return
        _refuse_barred(desk, found, delegatee, today)
        handover = Handover(id=new_id("hand"), stage=found.stage, person=by, to=to, until=until)
        instead = asked_with(found, handover)
        if to not in instead:
            raise NotAllowed(
                f"{delegatee.name} handed this on themselves; choose Not me to send it back, or somebody else."
            )
        facts = replace(found.facts, handed=(*found.facts.handed, handover))
        allowed = desk.policies.may_decide(
            facts,
            stage=found.stage,
            by=delegatee,
            decided_before=found.click.heard.spoken,
            quorum=found.click.quorum(found.stage),
        )
        if allowed.answer is not PolicyAnswer.GRANTED and not allowed.steps_up:
            raise NotAllowed(f"This cannot be handed to {delegatee.name}: {allowed.reasons[0].says}")
        await write_handover(found, handover.model_copy(update={"instead": instead}))
        found.tx.log(
            entry_about(
                "stage.delegated",
                found.request,
                found.item,
                actor=by,
                stage=found.stage,
                to=to,
                until=until.isoformat(),
                instead=list(instead),
            )
        )


def _refuse_barred(desk: Desk, found: WaitedFor, delegatee: Person, today: date) -> None:
    facts = found.facts
    why = why_barred(
        desk.company,
        delegatee.id,
        beneficiary=facts.person,
        requester=facts.requester,
        place=facts.place,
        on=today,
        exclude=found.click.heard.spoken,
        declined_by=declined([one for one in facts.handed if one.stage is found.stage]),
    )
    if why is None and (absence := desk.company.absence_of(delegatee.id, today)) is not None:
        why = f"is away until {absence.until.day} {absence.until:%B}"
    if why is not None:
        raise NotAllowed(f"{delegatee.name} {why}; choose somebody else.")
