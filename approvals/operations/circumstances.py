"""The facts of a decision: what the rows say around an item is read once, and put together with what was said about it.

While an item and its beneficiary are locked, only the transaction itself changes anything about them. So a second
question in the same transaction, after a yes or with other terms, is put together from what was read for the first.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from approvals.desk import Desk
from approvals.ends import passed, passed_sentence, within
from approvals.errors import EndPassed, TargetChanged
from approvals.model import Risk
from approvals.not_right import NotRight, not_right
from approvals.operations.gather import escalated_at, held_or_pending, place_of, said_by
from approvals.operations.heard import Heard
from approvals.operations.remaining import barred_from_longer, left_of
from approvals.operations.unreviewed import unreviewed_of
from approvals.operations.upheld import with_appeals
from approvals.policy.facts import Facts
from approvals.queries.not_right import not_right_of
from approvals.queries.of_late import recent_denials, requests_on_the_day
from approvals.queries.warning_signs import warned_of
from approvals.risk.judge import judge
from approvals.risk.scorecard import score
from approvals.risk.warned import Warned
from approvals.store.tables import ItemRow, RequestRow
from approvals.terms import permitted_duration
from catalog.model import EntitlementId, Person, Place


@dataclass(frozen=True, kw_only=True)
class Circumstances:
    """What stands in other rows and weighs on the decision about an item."""

    held: frozenset[EntitlementId]
    """What the beneficiary holds or waits for besides."""
    left: timedelta | None
    """How long the grant still runs that the item is to prolong."""
    no_longer: str
    """Why that grant may not run longer, in a sentence; empty where it may."""
    denials: int
    requests_today: int
    warned: Warned
    not_right: NotRight | None
    """What of their emergencies Security found not right; of this item's too, if it is one."""
    unreviewed: int | None
    """Other emergencies of theirs that nobody has reviewed; None where no glass is broken for this item."""


async def circumstances_of(
    session: AsyncSession, desk: Desk, request: RequestRow, item: ItemRow
) -> Circumstances:
    """As they are now, but for what is counted as of the time the request was made (see `facts_in`)."""
    now, holder = desk.now(), request.beneficiary
    return Circumstances(
        held=await held_or_pending(session, desk, holder, besides_item=item.id, besides_grant=item.extends),
        left=await left_of(session, item.extends, now=now),
        no_longer=await barred_from_longer(session, desk, item.extends, now=now),
        denials=await recent_denials(session, holder, before=request.opened_at),
        requests_today=await requests_on_the_day(session, desk, request.requester, until=request.opened_at),
        warned=await warned_of(session, {holder, request.requester}, now=now),
        not_right=not_right(
            await not_right_of(session, holder), entitlement=item.entitlement, company=desk.company, now=now
        ),
        unreviewed=await unreviewed_of(session, holder, besides=item.id) if item.emergency else None,
    )


def facts_in(
    desk: Desk, request: RequestRow, item: ItemRow, around: Circumstances, heard: Heard
) -> tuple[Facts, Risk]:
    """What the policy is to be asked about this item, and the risk score that is part of it. Pure.

    The score takes the hour, the length of service and the denials as of the time the request was made: neither
    an approver who clicks at night nor a no to its sibling makes it riskier. What the person holds, what the
    catalog and the risk model say, what warns of their sign-ins, and what Security found of their emergencies are as they
    are now.
    Raises TargetChanged when the entitlement or a person is gone, or what is to be prolonged is not renewed; EndPassed
    when the end that was named is over.
    """
    if item.until is not None and passed(item.until, desk.now()):
        raise EndPassed(passed_sentence(item.until, desk.company.zone, since=request.opened_at))
    if around.no_longer:
        raise TargetChanged(around.no_longer)
    place = place_of(desk, item.entitlement)
    people = [desk.company.people.get(who) for who in (request.beneficiary, request.requester)]
    if None in people:
        raise TargetChanged(
            "Somebody in this request is no longer in the company's list of people; nothing was granted."
        )
    beneficiary, requester = (person for person in people if person is not None)
    facts, risk = facts_about(
        desk, request, item, around, heard, beneficiary=beneficiary, requester=requester, place=place
    )
    return with_appeals(desk, heard.overturned, facts), risk


def facts_about(
    desk: Desk,
    request: RequestRow,
    item: ItemRow,
    around: Circumstances,
    heard: Heard,
    *,
    beneficiary: Person,
    requester: Person,
    place: Place,
) -> tuple[Facts, Risk]:
    """The same about these, before it is looked at which refusals were overturned: that depends on what is asked."""
    judged = judge(desk.models, beneficiary, place)
    now = desk.now()
    wanted = item.duration if item.duration is None or around.left is None else around.left + item.duration
    if not passed(item.until, now):
        wanted = within(wanted, item.until, now)
    risk = score(
        desk.company,
        person=beneficiary,
        requester=requester,
        place=place,
        scope=item.scope,
        duration=wanted,
        now=request.opened_at,
        recent_denials=around.denials,
        held=around.held,
        judged=judged,
        warned=around.warned,
    )
    said = said_by(desk, heard.votes)
    # The end of somebody's employment comes nearer while a request waits; the grant will end with it.
    duration, _ = permitted_duration(
        place.entitlement, wanted, person=beneficiary, now=now, zone=desk.company.zone
    )
    facts = Facts(
        company=desk.company,
        person=beneficiary,
        requester=requester,
        place=place,
        scope=item.scope,
        duration=duration,
        risk=risk.score,
        judged=judged,
        warned=around.warned,
        not_right=around.not_right,
        unreviewed=around.unreviewed,
        held=around.held,
        approvals=frozenset(one.stage for one in said),
        said=said,
        spoken=heard.spoken,
        handed=heard.handed,
        escalated=escalated_at(item),
        requests_today=around.requests_today,
        now=now,
    )
    return facts, risk
