"""Whether policy would let somebody hold what they hold, asked of today's facts: a review must not keep what a rule forbids.

It is the question of every grant, with what is left of this one and the approvals it was given. A stage that would be
open is no reason to refuse, for whoever reviews is the person who looks. Rules about the moment of asking say nothing
about holding: a freeze stops what is new, a limit counts requests, and who asked may have left.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from approvals.desk import Desk
from approvals.errors import NotAllowed
from approvals.model import PolicyAnswer
from approvals.operations.circumstances import circumstances_of, facts_about
from approvals.operations.heard import heard_on
from approvals.operations.upheld import with_appeals
from approvals.policy.facts import Facts
from approvals.store.store import Transaction
from approvals.store.tables import GrantRow, ItemRow, RequestRow
from catalog.model import Person, PersonId


async def refuse_to_keep(
    tx: Transaction, desk: Desk, request: RequestRow, item: ItemRow, grant: GrantRow
) -> None:
    """Raises NotAllowed, with the rules' own words, where policy would refuse this access now."""
    decision = desk.policies.decide(await _held_today(tx, desk, request, item, grant))
    if decision.answer is PolicyAnswer.REFUSED:
        why = " ".join(reason.says for reason in decision.reasons if reason.needs is None)
        raise NotAllowed(
            f"Policy would refuse this access now, so it cannot be kept: “{why}” Press End, or have that put right first;"
            " unanswered it ends by itself."
        )


async def _held_today(
    tx: Transaction, desk: Desk, request: RequestRow, item: ItemRow, grant: GrantRow
) -> Facts:
    """What policy is asked. Raises NotAllowed where there is nobody, or nothing, to ask about."""
    holder, place = desk.company.people.get(request.beneficiary), desk.company.places.get(item.entitlement)
    if holder is None:
        raise NotAllowed(
            "Whoever holds this is no longer in the company's list of people, so it cannot be kept; press End."
        )
    if place is None:
        raise NotAllowed(f"{item.entitlement} is no longer in the catalog, so it cannot be kept; press End.")
    heard = await heard_on(tx.session, item.id)
    today = tx.now.astimezone(desk.company.zone).date()
    facts, _ = facts_about(
        desk,
        request,
        item,
        await circumstances_of(tx.session, desk, request, item),
        heard,
        beneficiary=holder,
        requester=_who_asked(desk, request.requester, holder, today),
        place=place,
    )
    holding = replace(
        facts,
        company=facts.company.model_copy(update={"freezes": ()}),
        requests_today=0,
        # Whether they may go on holding it is asked in the ordinary way, however they came by it.
        unreviewed=None,
        duration=None if grant.expires_at is None else grant.expires_at - tx.now,
    )
    # An exception counts where nothing else stands in the way, so it comes after what does not count here.
    return with_appeals(desk, heard.overturned, holding)


def _who_asked(desk: Desk, asker: PersonId, holder: Person, today: date) -> Person:
    """As if they were still here: a rule may look at who asked, but not at their having left since.

    Of somebody who is out of the list no more is known than who they were; in all else the holder stands for them.
    """
    known = desk.company.people.get(asker)
    if known is None:
        return holder.model_copy(update={"id": asker, "name": asker})
    if known.active(today):
        return known
    return known.model_copy(update={"started": known.started and min(known.started, today), "ends": None})
