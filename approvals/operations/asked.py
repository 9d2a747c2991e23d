"""Which stages an item waits for, who may decide them, and how many of them have to: what clicks, clocks and lists share."""

from __future__ import annotations

from collections.abc import Sequence

from approvals.approvers import Approvers
from approvals.desk import Desk
from approvals.handovers import Handover
from approvals.model import ItemStatus, Quorum, Reason, StageName
from approvals.operations.gather import escalated_at, said_by
from approvals.panel import Panel
from approvals.quorum import asked_now, quorum_of
from approvals.store.tables import ItemRow, RequestRow, VoteRow


def asked_stages(item: ItemRow) -> tuple[StageName, ...]:
    """The stages an undecided item waits for now, in order: those of the policy's last answer, whoever spoke before.

    One whose yes went with the person waits again, and one that policy no longer asks for does not, nor does one
    that comes after another.
    """
    return asked_now(reasons_of(item)) if item.status is ItemStatus.PENDING else ()


def reasons_of(item: ItemRow) -> list[Reason]:
    """The reasons of the policy's last answer."""
    return [Reason.model_validate(reason) for reason in item.reasons]


def stage_approvers(
    desk: Desk,
    request: RequestRow,
    item: ItemRow,
    stage: StageName,
    *,
    votes: Sequence[VoteRow],
    handed: Sequence[Handover] = (),
    quorum: Quorum | None = None,
) -> Approvers:
    """Who may decide that stage of the item now, and whom to ping; nobody when what it is about is gone.

    `votes` is what was said about the item so far. So many have to say yes there as the policy's last answer has it,
    where no other `quorum` is given.
    """
    panel = _panel(desk, request, item, votes, handed)
    if panel is None:
        return Approvers(
            may=frozenset(), ping=(), note="What this is about no longer exists; withdraw it and ask again."
        )
    return panel.approvers(stage, quorum_of(reasons_of(item), stage) if quorum is None else quorum)


def needed_at(
    desk: Desk,
    request: RequestRow,
    item: ItemRow,
    stage: StageName,
    *,
    votes: Sequence[VoteRow],
    handed: Sequence[Handover] = (),
) -> int:
    """How many people have to say yes at that stage in all, as the policy's last answer has it."""
    panel = _panel(desk, request, item, votes, handed)
    quorum = quorum_of(reasons_of(item), stage)
    return quorum.least if panel is None else panel.needed(stage, quorum)


def _panel(
    desk: Desk, request: RequestRow, item: ItemRow, votes: Sequence[VoteRow], handed: Sequence[Handover]
) -> Panel | None:
    """Those who decide about the item; None when what it is about is gone."""
    people, place = desk.company.people, desk.company.places.get(item.entitlement)
    beneficiary, requester = people.get(request.beneficiary), people.get(request.requester)
    if beneficiary is None or requester is None or place is None:
        return None
    return Panel(
        company=desk.company,
        beneficiary=beneficiary,
        requester=requester,
        place=place,
        on=desk.now().astimezone(desk.company.zone).date(),
        said=said_by(desk, votes),
        spoken=frozenset(vote.person for vote in votes),
        handed=tuple(handed),
        escalated=escalated_at(item),
    )
