"""Extending access that is live: a request of its own that policy decides again, linked to the grant."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlmodel import select

from approvals.desk import Desk
from approvals.ends import within
from approvals.errors import AlreadyDecided, AlreadyHeld, BadInput, NotAllowed, NotYours
from approvals.events import RequestOpened
from approvals.log.entry import Entry
from approvals.model import GrantStatus, ItemStatus, Wish
from approvals.operations.gather import place_of
from approvals.operations.heard import NOTHING
from approvals.operations.named_end import watch_end
from approvals.operations.open_request import LONGEST_TEXT, SHORTEST, open_request
from approvals.operations.settle import carry_out, evaluate, in_iso
from approvals.policy.wording import day
from approvals.renewal import not_renewed, refuse_longer
from approvals.store.store import Transaction
from approvals.store.tables import GrantRow, ItemRow, RequestRow, new_id
from approvals.terms import permitted_duration
from catalog.durations import LONGEST
from catalog.model import PersonId


async def extend(
    desk: Desk,
    *,
    grant_id: str,
    by: PersonId,
    duration: timedelta,
    reason: str,
    key: str,
    until: datetime | None = None,
) -> str:
    """Asks for so much more time, and returns the request's id; the same key always gives the same request.

    Where the new end was named (`until`), it is never later than that.

    Policy decides whether the access may run from now to its new end. What has ended by now is asked for like anything
    else. Raises NotFound, NotYours, BadInput, AlreadyHeld, AlreadyDecided, NotAllowed, TargetChanged.
    """
    said = reason.strip()[:LONGEST_TEXT]
    if not any(character.isalnum() for character in said):
        raise BadInput(
            "Say in a few words what you still need it for; approvers and auditors read that line."
        )
    if not SHORTEST <= duration <= LONGEST:
        raise BadInput("Ask for a minute at least and a century at most.")
    async with desk.store.transaction() as tx:
        known = (await tx.session.exec(select(RequestRow).where(RequestRow.key == key))).first()
        if known is not None:
            return known.id
        if (seen := await tx.session.get(GrantRow, grant_id)) is not None:
            await tx.lock_person(seen.person)
        before, _, grant = await tx.lock_grant(grant_id)
        desk.active_person(by)
        if by not in (grant.person, before.requester):
            raise NotYours("Only the person who holds this access, or who asked for it, can extend it.")
        if grant.status is GrantStatus.PROVISIONING:
            raise AlreadyDecided("This access is still being set up; extend it once it is live.")
        if grant.status is GrantStatus.LIVE and (grant.expires_at is None or grant.expires_at > tx.now):
            return await _file(tx, desk, grant, by=by, asked=duration, until=until, reason=said, key=key)
        holder, wish = grant.person, Wish(entitlement=grant.entitlement, scope=grant.scope)
        if grant.status not in (GrantStatus.ENDED, GrantStatus.FAILED):
            raise NotAllowed(
                "This access has just ended and is being removed; ask for it anew in a few minutes."
            )
    return await open_request(
        desk,
        requester=by,
        beneficiary=holder,
        wishes=[wish],
        duration=duration,
        justification=said,
        words="It was asked for as an extension, but had ended.",
        key=key,
        until=until,
    )


async def _file(
    tx: Transaction,
    desk: Desk,
    grant: GrantRow,
    *,
    by: PersonId,
    asked: timedelta,
    until: datetime | None,
    reason: str,
    key: str,
) -> str:
    holder, label = desk.active_person(grant.person), place_of(desk, grant.entitlement).label
    if grant.expires_at is None:
        raise AlreadyHeld(f"{label} has no end date, so there is nothing to extend.")
    refuse_longer(desk.company, not_renewed(grant), grant.expires_at)
    if until is not None and until <= grant.expires_at:
        raise AlreadyHeld(f"{label} runs until then anyway, so there is nothing to extend.")
    waiting = await tx.session.exec(
        select(ItemRow.id).where(ItemRow.extends == grant.id, ItemRow.status == ItemStatus.PENDING)
    )
    if waiting.first() is not None:
        raise AlreadyHeld("That this is extended was asked for already, and waits for a decision.")
    left = grant.expires_at - tx.now
    place = place_of(desk, grant.entitlement)
    whole, _ = permitted_duration(
        place.entitlement,
        within(left + asked, until, tx.now),
        person=holder,
        now=tx.now,
        zone=desk.company.zone,
    )
    longer = asked if whole is None else whole - left
    if longer < SHORTEST:
        runs_until = day(grant.expires_at.astimezone(desk.company.zone).date())
        raise NotAllowed(
            f"{label} runs until {runs_until}, which is the longest that is allowed from today; extend it nearer to its end."
        )
    request = RequestRow(
        id=new_id("req"),
        key=key,
        requester=by,
        beneficiary=holder.id,
        duration=asked,
        justification=reason,
        words="Extend it.",
        opened_at=tx.now,
    )
    tx.session.add(request)
    await tx.session.flush()
    item = ItemRow(
        id=new_id("it"),
        request_id=request.id,
        position=0,
        entitlement=grant.entitlement,
        scope=dict(grant.scope),
        duration=longer,
        until=until,
        status=ItemStatus.PENDING,
        risk={},
        reasons=[],
        policy_version=desk.policies.version,
        catalog_version=desk.company.version,
        extends=grant.id,
        extended_from=grant.expires_at,
    )
    tx.session.add(item)
    wish = Wish(entitlement=item.entitlement, scope=item.scope).model_dump(mode="json")
    tx.log(
        Entry(
            kind="request.opened",
            actor=by,
            person=holder.id,
            request_id=request.id,
            grant_id=grant.id,
            catalog_version=desk.company.version,
            policy_version=desk.policies.version,
            data={
                "words": request.words,
                "justification": reason,
                "duration_asked": in_iso(asked),
                "extends": grant.id,
                "ends": grant.expires_at.isoformat(),
                "items": [wish | {"duration": in_iso(longer)}],
                **({"until": until.isoformat()} if until else {}),
            },
        )
    )
    watch_end(tx, item)
    await tx.session.flush()
    await carry_out(tx, desk, request, item, await evaluate(tx, desk, request, item, NOTHING))
    tx.announce(RequestOpened(request_id=request.id))
    return request.id
