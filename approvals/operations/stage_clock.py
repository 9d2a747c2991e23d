"""The clock of a stage: opening it, winding it up, and stopping it when somebody has decided.

What happens when it strikes is in `approvals.jobs.waiting`. Each stage has one moment at which it is looked at next,
and one job for that moment, whatever is due then.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from sqlmodel import select

from approvals.desk import Desk
from approvals.jobs.port import SOON, Job, JobName
from approvals.model import Decision, StageName
from approvals.operations.gather import escalated_at
from approvals.operations.heard import Heard
from approvals.policy.facts import Facts
from approvals.policy.route import panel_of
from approvals.policy.waits import assisted, shortest
from approvals.quorum import asked_by, quorum_of, says_of
from approvals.store.store import Transaction
from approvals.store.tables import ItemRow, StageRow
from approvals.working_time import after, next_morning
from catalog.hours import Patience
from catalog.kinds import Automation
from catalog.model import PersonId


async def stages_of(tx: Transaction, item: ItemRow) -> dict[StageName, StageRow]:
    """The stages that policy ever asked for of the item."""
    rows = await tx.session.exec(select(StageRow).where(StageRow.item_id == item.id))
    return {row.name: row for row in rows.all()}


def open_stages(
    tx: Transaction,
    desk: Desk,
    item: ItemRow,
    known: Mapping[StageName, StageRow],
    decision: Decision,
    facts: Facts,
) -> None:
    """Opens every stage that policy asks for now and that does not wait already; one whose yes is gone begins anew.

    One that waits for another yes goes on waiting, for those who have not given theirs. `known` are those it has.
    """
    for stage in asked_by(decision):
        row = known.get(stage)
        waits = row is not None and row.decided_at is None and row.next_at is not None
        if not waits:
            item.escalated = {name: joined for name, joined in item.escalated.items() if name != stage}
        panel = replace(panel_of(facts), escalated=escalated_at(item))
        who = panel.approvers(stage, quorum_of(decision.reasons, stage)).ping
        says = says_of(decision.reasons, stage)
        if row is None:
            row = StageRow(item_id=item.id, name=stage, says=says, opened_at=tx.now)
        row.says = says  # what policy asks of it may be another thing by now
        if waits:
            if any(one.stage is stage for one in facts.said) and set(row.asked) != set(who):
                _ask_others(tx, desk, item, row, who)
            continue
        row.opened_at, row.decided_at = tx.now, None
        wind_up(tx, desk, item, row, who)


def _ask_others(tx: Transaction, desk: Desk, item: ItemRow, row: StageRow, asked: Sequence[PersonId]) -> None:
    """After one of the yeses it waits for: whoever is new has their full time."""
    fresh = not set(row.asked) & set(asked)
    row.asked = list(asked)
    if fresh:
        give_time(tx, desk, item, row)
        schedule(tx, desk, row)
    tx.session.add(row)


def wind_up(tx: Transaction, desk: Desk, item: ItemRow, row: StageRow, asked: Iterable[PersonId]) -> None:
    """Starts the clock of a stage that waits for these people from now on."""
    row.asked = list(asked)
    row.patience = patience_of(desk, item, row.name).expire_after
    row.expire_at = latest(desk, tx.now, row.patience, row.asked)
    give_time(tx, desk, item, row)
    schedule(tx, desk, row)


def give_time(tx: Transaction, desk: Desk, item: ItemRow, row: StageRow) -> None:
    """Lets those a stage waits for have their time before they are reminded and others join."""
    patience = patience_of(desk, item, row.name)
    row.remind_at = earliest(desk, tx.now, patience.remind_after, row.asked)
    row.escalate_at = earliest(desk, tx.now, patience.escalate_after, row.asked)


def schedule(tx: Transaction, desk: Desk, row: StageRow) -> None:
    """Leaves the next look at a stage to a job: when something is due, or a new day may have sent people away."""
    # A look that came a moment before this morning was this morning's: the next is another.
    morning = next_morning(tx.now + SOON, hours=desk.company.working_hours, zone=desk.company.zone)
    row.next_at = min(at for at in (row.remind_at, row.escalate_at, row.expire_at, morning) if at is not None)
    tx.session.add(row)
    tx.enqueue(
        Job(
            name=JobName.STAGE_CLOCK,
            key=f"{JobName.STAGE_CLOCK}:{row.item_id}:{row.name}:{row.next_at.isoformat()}",
            payload={"item": row.item_id, "stage": row.name},
            due=row.next_at,
        )
    )


async def stop_clock(tx: Transaction, item: ItemRow, stage: StageName) -> None:
    """Somebody has decided the stage."""
    row = await tx.session.get(StageRow, (item.id, stage))
    if row is not None:
        _stop(tx, row)


def stop_met(tx: Transaction, known: Mapping[StageName, StageRow], heard: Heard, decision: Decision) -> None:
    """Stops the clocks of the stages somebody spoke at and that policy asks for no longer."""
    for stage in {vote.stage for vote in heard.votes} - set(decision.open_stages):
        row = known.get(stage)
        if row is not None and row.decided_at is None:
            _stop(tx, row)


def _stop(tx: Transaction, row: StageRow) -> None:
    row.decided_at, row.next_at = tx.now, None
    tx.session.add(row)


def patience_of(desk: Desk, item: ItemRow, stage: StageName) -> Patience:
    """How long the stage waits: what the rules that ask for it say, else the window of assisted access, else the company."""
    asking = [str(reason["policy"]) for reason in item.reasons if reason.get("needs") == stage]
    waits = [desk.policies.rules[name].waits for name in asking if name in desk.policies.rules]
    clock, hours = desk.company.clock, desk.company.working_hours
    place = desk.company.places.get(item.entitlement)
    if place is not None and place.entitlement.automation is Automation.ASSISTED:
        clock = shortest([assisted(clock, hours)], clock, hours)
    return shortest(waits, clock, hours)


def earliest(desk: Desk, begin: datetime, span: timedelta, people: Iterable[PersonId]) -> datetime:
    """When so much working time has passed for the first of these people."""
    return min(_for_each(desk, begin, span, people))


def latest(desk: Desk, begin: datetime, span: timedelta, people: Iterable[PersonId]) -> datetime:
    """When so much working time has passed for all of these people."""
    return max(_for_each(desk, begin, span, people))


def _for_each(desk: Desk, begin: datetime, span: timedelta, people: Iterable[PersonId]) -> list[datetime]:
    """Where nobody can be named, the company's own time counts."""
    company = desk.company
    passed = partial(after, begin, span, hours=company.working_hours)
    zones = {company.zone_of(person) for person in people} or {company.zone}
    return [passed(zone=zone) for zone in zones]
