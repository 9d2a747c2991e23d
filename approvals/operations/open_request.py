"""Filing a request: rows, first decision, log entries and the jobs that follow, in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlmodel import select

from approvals.desk import Desk
from approvals.ends import within
from approvals.errors import AlreadyHeld, BadInput, NotAllowed
from approvals.events import RequestOpened
from approvals.log.entry import Entry
from approvals.model import ItemStatus, Wish
from approvals.operations.gather import place_of, standing_of
from approvals.operations.heard import NOTHING
from approvals.operations.named_end import refuse_passed, watch_end
from approvals.operations.settle import carry_out, evaluate, in_iso
from approvals.store.store import Transaction
from approvals.store.tables import ItemRow, RequestRow, new_id
from approvals.terms import permitted_duration
from catalog.durations import LONGEST
from catalog.model import Person, PersonId

LONGEST_TEXT = 3000
"""Characters of a justification or a reason; what Slack's text fields take."""
MOST_ITEMS = 10
SHORTEST = timedelta(minutes=1)


async def open_request(
    desk: Desk,
    *,
    requester: PersonId,
    beneficiary: PersonId,
    wishes: Sequence[Wish],
    duration: timedelta | None,
    justification: str,
    words: str,
    key: str,
    until: datetime | None = None,
) -> str:
    """Files what the person confirmed and returns the request's id; the same key always gives the same request.

    Where they named an end (`until`), each item ends with it, whatever its length comes to, but for those with a length
    of their own: they end with their own end, where one was named for them.

    Each item is decided on its own, at once: granted, waiting for stages, or refused; but with all the others
    in view, so that their order decides nothing. `duration` is for all of them, but for those with one of their own.
    Raises BadInput, NotAllowed, AlreadyHeld, TargetChanged.
    """
    asker, holder = desk.active_person(requester), desk.active_person(beneficiary)
    checked = _checked(desk, holder, wishes)
    reason = justification.strip()
    if not reason:
        raise BadInput("Say in a few words what you need it for; approvers and auditors read that line.")
    asked = [one for one in (duration, *(wish.duration for wish in checked)) if one is not None]
    if not all(SHORTEST <= one <= LONGEST for one in asked):
        raise BadInput("Ask for a minute at least and a century at most, or leave the length open.")
    async with desk.store.transaction() as tx:
        await tx.lock_person(holder.id)
        if (
            known := (await tx.session.exec(select(RequestRow).where(RequestRow.key == key))).first()
        ) is not None:
            return known.id
        for end in (until, *(wish.until for wish in checked)):
            refuse_passed(desk, end, now=tx.now)
        for wish in checked:
            await _refuse_doubles(tx, desk, holder, wish)
        request = RequestRow(
            id=new_id("req"),
            key=key,
            requester=asker.id,
            beneficiary=holder.id,
            duration=duration or within(None, until, tx.now),
            justification=reason[:LONGEST_TEXT],
            words=words[:LONGEST_TEXT],
            opened_at=tx.now,
        )
        tx.session.add(request)
        await tx.session.flush()
        items = [_item(desk, request, holder, wish, position, until) for position, wish in enumerate(checked)]
        tx.log(
            Entry(
                kind="request.opened",
                actor=asker.id,
                person=holder.id,
                request_id=request.id,
                catalog_version=desk.company.version,
                policy_version=desk.policies.version,
                data={
                    "words": request.words,
                    "justification": request.justification,
                    "duration_asked": in_iso(request.duration),
                    **({"until": until.isoformat()} if until else {}),
                    "items": [
                        _told(wish) | {"duration": in_iso(item.duration)}
                        for wish, item in zip(checked, items, strict=True)
                    ],
                },
            )
        )
        tx.session.add_all(items)
        await tx.session.flush()  # each item's evaluation has to see the others as pending
        evaluations = [await evaluate(tx, desk, request, item, NOTHING) for item in items]
        for item, evaluation in zip(items, evaluations, strict=True):
            watch_end(tx, item)
            await carry_out(tx, desk, request, item, evaluation)
        tx.announce(RequestOpened(request_id=request.id))
        return request.id


def _told(wish: Wish) -> dict[str, object]:
    """The wish for the log, with the length of its own that was asked for beside what became of it."""
    own = {"duration_asked": in_iso(wish.duration)} if wish.duration is not None else {}
    own |= {"until": wish.until.isoformat()} if wish.until is not None else {}
    return wish.model_dump(mode="json", exclude={"duration", "until"}) | own


def _checked(desk: Desk, holder: Person, wishes: Sequence[Wish]) -> list[Wish]:
    """The wishes with their scopes checked against the catalog, doubles dropped."""
    unique = list({(wish.entitlement, tuple(sorted(wish.scope.items()))): wish for wish in wishes}.values())
    if not 0 < len(unique) <= MOST_ITEMS:
        raise BadInput(f"A request holds one to {MOST_ITEMS} items; this one has {len(unique)}.")
    for wish in unique:
        place = place_of(desk, wish.entitlement)
        if not place.entitlement.audience.admits(holder):
            raise NotAllowed(
                f"{place.label} is not offered to {holder.name}; ask the owner of {place.system.name} about it."
            )
        rules = place.resource.scopes
        for name, value in wish.scope.items():
            if name not in rules or not rules[name].allows(value):
                raise BadInput(f"{value!r} is not a {name} of {place.label}; choose one that is offered.")
        for name, rule in rules.items():
            if rule.required and name not in wish.scope:
                raise BadInput(f"Say which {name} of {place.label} you need.")
    return unique


async def _refuse_doubles(tx: Transaction, desk: Desk, holder: Person, wish: Wish) -> None:
    label = place_of(desk, wish.entitlement).label
    standing = await standing_of(tx.session, desk, holder.id, wish)
    if standing.leaving:
        raise AlreadyHeld(
            f"What {holder.name} had of {label} is being removed just now; ask for it again once it is gone."
        )
    if standing.held:
        raise AlreadyHeld(
            f"{holder.name} already holds {label}, or it is being set up; nothing needs to be requested."
        )
    if standing.pending:
        raise AlreadyHeld(f"A request of {holder.name} for {label} is already waiting for a decision.")


def _item(
    desk: Desk, request: RequestRow, holder: Person, wish: Wish, position: int, until: datetime | None
) -> ItemRow:
    entitlement = place_of(desk, wish.entitlement).entitlement
    asked, end = wish.time(request.duration, until)
    duration, _ = permitted_duration(
        entitlement, asked, person=holder, now=request.opened_at, zone=desk.company.zone
    )
    return ItemRow(
        id=new_id("it"),
        request_id=request.id,
        position=position,
        entitlement=wish.entitlement,
        scope=dict(wish.scope),
        duration=duration,
        until=end,
        status=ItemStatus.PENDING,
        risk={},
        reasons=[],
        policy_version=desk.policies.version,
        catalog_version=desk.company.version,
    )
