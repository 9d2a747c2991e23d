"""From rows to pictures, one row at a time: what the queries are put together from. Pure but for the company."""

from __future__ import annotations

from collections.abc import Sequence

from approvals.desk import Desk
from approvals.lessening import ChangeMade
from approvals.model import GrantStatus, ItemStatus, Reason, ReviewOutcome, Risk
from approvals.operations.gather import handover_of
from approvals.operations.hearing import appealable
from approvals.operations.review_clock import reviewers
from approvals.pictures import (
    GrantPicture,
    ItemPicture,
    Remark,
    RequestPicture,
    ReviewPicture,
    TaskPicture,
)
from approvals.queries.following import appeal_piece, emergency_piece, extension_piece
from approvals.queries.stage_pieces import stage_pieces
from approvals.renewal import not_renewed
from approvals.store.appeal_tables import AppealRow
from approvals.store.emergency_tables import EmergencyRow
from approvals.store.review_tables import ReviewRow
from approvals.store.tables import (
    GrantRow,
    HandoverRow,
    ItemRow,
    RemarkRow,
    RequestRow,
    StageRow,
    TaskRow,
    VoteRow,
)
from catalog.model import EntitlementId


def label_of(desk: Desk, entitlement: EntitlementId) -> str:
    """How people read an entitlement; its bare id when the catalog no longer has it."""
    place = desk.company.places.get(entitlement)
    return place.label if place else entitlement


def grant_piece(desk: Desk, row: GrantRow) -> GrantPicture:
    """A grant."""
    return GrantPicture(
        id=row.id,
        request_id=row.request_id,
        item_id=row.item_id,
        person=row.person,
        entitlement=row.entitlement,
        label=label_of(desk, row.entitlement),
        scope=row.scope,
        status=row.status,
        live_at=row.live_at,
        expires_at=row.expires_at,
        ended_at=row.ended_at,
        end_reason=row.end_reason,
        trouble=row.trouble,
        not_renewed=not_renewed(row),
    )


def task_piece(desk: Desk, row: TaskRow, grant: GrantRow) -> TaskPicture:
    """A manual task."""
    return TaskPicture(
        id=row.id,
        request_id=grant.request_id,
        item_id=grant.item_id,
        grant_id=grant.id,
        kind=row.kind,
        status=row.status,
        assignee=row.assignee,
        beneficiary=grant.person,
        label=label_of(desk, grant.entitlement),
        scope=grant.scope,
        note=row.note,
        finished_by=row.finished_by,
        answer=row.answer,
    )


def item_piece(
    desk: Desk,
    request: RequestRow,
    item: ItemRow,
    *,
    stages: Sequence[StageRow],
    votes: Sequence[VoteRow],
    grant: GrantRow | None,
    tasks: Sequence[TaskRow],
    remarks: Sequence[RemarkRow] = (),
    handed: Sequence[HandoverRow] = (),
    reviews: Sequence[ReviewRow] = (),
    appeal: AppealRow | None = None,
    extended: GrantRow | None = None,
    emergency: EmergencyRow | None = None,
) -> ItemPicture:
    """One item with everything that belongs to it."""
    refused = item.status in (ItemStatus.REFUSED, ItemStatus.LAPSED)
    reasons = tuple(Reason.model_validate(reason) for reason in item.reasons) if refused else ()
    return ItemPicture(
        id=item.id,
        entitlement=item.entitlement,
        label=label_of(desk, item.entitlement),
        scope=item.scope,
        duration=item.duration,
        until=item.until,
        status=item.status,
        risk=Risk.model_validate(item.risk),
        stages=stage_pieces(desk, request, item, stages, votes, [handover_of(row) for row in handed]),
        reasons=tuple(reason for reason in reasons if reason.needs is None),
        grant=grant_piece(desk, grant) if grant else None,
        tasks=tuple(task_piece(desk, task, grant) for task in tasks) if grant else (),
        decided_at=item.decided_at,
        changes=tuple(ChangeMade.model_validate(change) for change in item.changes),
        instead=item.instead if item.instead in desk.company.places else "",
        instead_label=label_of(desk, item.instead),
        remarks=remark_pieces(request, remarks),
        reviews=tuple(review_piece(desk, request, item, grant, review) for review in reviews if grant),
        extension=extension_piece(desk, item, extended),
        emergency=emergency_piece(desk, emergency) if emergency else None,
        appeal=appeal_piece(desk, request, item, votes, appeal) if appeal else None,
        appealable=appealable(desk, item, votes, appealed=appeal is not None, granted=grant is not None)
        is not None,
    )


def review_piece(
    desk: Desk, request: RequestRow, item: ItemRow, grant: GrantRow, row: ReviewRow
) -> ReviewPicture:
    """A monthly review; one that nobody answered before the access ended is over with it."""
    outcome = row.outcome
    if outcome is ReviewOutcome.OPEN and grant.status is not GrantStatus.LIVE:
        outcome = ReviewOutcome.DROPPED
    who = reviewers(desk, request, item, row) if outcome is ReviewOutcome.OPEN else None
    return ReviewPicture(
        id=row.id,
        grant_id=row.grant_id,
        opened_at=row.opened_at,
        ends_at=row.expire_at,
        outcome=outcome,
        waiting_for=who.ping if who else (),
        note=who.note if who else "",
        reminders=row.reminders,
        answered_by=row.answered_by,
        answered_at=row.answered_at,
    )


def remark_pieces(request: RequestRow, rows: Sequence[RemarkRow]) -> tuple[Remark, ...]:
    """The questions and replies; each goes from one of the two who talk to the other."""
    asked_by = {row.id: row.person for row in rows if not row.question}
    return tuple(
        Remark(
            id=row.id,
            question=row.question or row.id,
            stage=row.stage,
            by=row.person,
            to=request.requester
            if row.person != request.requester
            else asked_by.get(row.question, row.person),
            text=row.text,
            said_in=row.said_in,
            at=row.at,
        )
        for row in rows
    )


def request_piece(request: RequestRow, items: Sequence[ItemPicture]) -> RequestPicture:
    """A request around its items."""
    return RequestPicture(
        id=request.id,
        version=request.version,
        requester=request.requester,
        beneficiary=request.beneficiary,
        duration=request.duration,
        justification=request.justification,
        words=request.words,
        opened_at=request.opened_at,
        nudged_at=request.nudged_at,
        items=tuple(items),
    )
