"""From rows to pictures, for what follows a decision: appeals and extensions."""

from __future__ import annotations

from collections.abc import Sequence

from approvals.afterwards import AppealPicture, ExtensionPicture
from approvals.desk import Desk
from approvals.emergencies import EmergencyPicture, reviewers_of
from approvals.model import GrantStatus
from approvals.operations.hearing import hearing
from approvals.store.appeal_tables import AppealRow
from approvals.store.emergency_tables import EmergencyRow
from approvals.store.tables import GrantRow, ItemRow, RequestRow, VoteRow


def extension_piece(desk: Desk, item: ItemRow, grant: GrantRow | None) -> ExtensionPicture | None:
    """What the item prolongs; None for a request like any other."""
    if not item.extends or item.extended_from is None:
        return None
    live = grant is not None and grant.status is GrantStatus.LIVE
    ends = grant.expires_at if grant else None
    runs = live and ends is not None and ends > desk.now()
    return ExtensionPicture(
        grant_id=item.extends,
        before=item.extended_from,
        after=item.extended_to,
        live=runs,
        ends=ends if runs else None,
    )


def appeal_piece(
    desk: Desk, request: RequestRow, item: ItemRow, votes: Sequence[VoteRow], row: AppealRow
) -> AppealPicture:
    """An appeal, with whom it waits for now."""
    waits = row.ruling is None
    who = hearing(
        desk, request, item, stage=row.stage, denier=row.denier, votes=votes, escalated=row.escalated
    )
    denial = next((vote.note for vote in votes if vote.person == row.denier), "")
    return AppealPicture(
        id=row.id,
        by=row.person,
        text=row.text,
        stage=row.stage,
        denier=row.denier,
        against=(denial,) if row.denier else tuple(str(reason["says"]) for reason in row.against),
        opened_at=row.opened_at,
        waiting_for=who.ping if waits else (),
        note=who.note if waits else "",
        expires_at=row.expire_at if waits else None,
        moves=row.moves,
        reminders=row.reminders,
        ruling=row.ruling,
        ruled_by=row.ruled_by,
        ruled_at=row.ruled_at,
        why=row.note,
    )


def emergency_piece(desk: Desk, row: EmergencyRow) -> EmergencyPicture:
    """An emergency and its review, with whom that waits for now."""
    now, waits = desk.now(), row.review is None
    overdue = now >= row.due_at
    today = now.astimezone(desk.company.zone).date()
    return EmergencyPicture(
        opened_at=row.opened_at,
        due_at=row.due_at,
        waiting_for=reviewers_of(desk.company, row.person, on=today, overdue=overdue) if waits else (),
        overdue=waits and overdue,
        reminders=row.reminders,
        review=row.review,
        reviewed_by=row.reviewed_by,
        reviewed_at=row.reviewed_at,
        note=row.note,
    )
