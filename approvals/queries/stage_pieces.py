"""The stages of an item as people see them: decided, waiting for somebody, or coming after another."""

from __future__ import annotations

from collections.abc import Sequence

from approvals.desk import Desk
from approvals.handovers import Handover
from approvals.model import ItemStatus, StageName, Verdict
from approvals.operations.asked import asked_stages, needed_at, reasons_of, stage_approvers
from approvals.operations.gather import standing_votes
from approvals.pictures import StagePicture, VotePicture
from approvals.quorum import asked_later, says_of
from approvals.store.tables import ItemRow, RequestRow, StageRow, VoteRow
from catalog.model import PersonId

_ORDER = {stage: place for place, stage in enumerate(StageName)}


def stage_pieces(
    desk: Desk,
    request: RequestRow,
    item: ItemRow,
    stages: Sequence[StageRow],
    votes: Sequence[VoteRow],
    handed: Sequence[Handover] = (),
) -> tuple[StagePicture, ...]:
    """The stages of an item in the order of their names; those that wait with whom they wait for now."""
    reasons = reasons_of(item)
    asked_last = {reason.needs for reason in reasons}
    later = asked_later(reasons) if item.status is ItemStatus.PENDING else {}
    waits = asked_stages(item)
    last = {vote.stage: vote for vote in votes}
    counting = standing_votes(desk, votes)
    pictures = [
        StagePicture(name=stage, says=says_of(reasons, stage), after=first) for stage, first in later.items()
    ]
    for stage in stages:
        if stage.name in later:
            continue
        open_now = stage.name in waits
        # Where a stage with a yes waits again, whoever gave that yes is gone, or it was one of several.
        vote = None if open_now else last.get(stage.name)
        if vote is None and stage.name not in asked_last:
            continue  # policy asks for it no longer
        said = counting if open_now else votes
        waiting: tuple[PersonId, ...] = ()
        note, needed = "", 1
        if open_now and item.entitlement in desk.company.places:
            who = stage_approvers(desk, request, item, stage.name, votes=votes, handed=handed)
            waiting, note = who.ping, who.note
            needed = needed_at(desk, request, item, stage.name, votes=votes, handed=handed)
        pictures.append(
            StagePicture(
                name=stage.name,
                says=says_of(reasons, stage.name) if open_now else stage.says,
                opened_at=stage.opened_at,
                vote=_vote_piece(vote) if vote else None,
                yeses=tuple(
                    _vote_piece(one)
                    for one in said
                    if one.stage is stage.name and one.verdict is Verdict.APPROVED
                ),
                needed=needed,
                waiting_for=waiting,
                note=note,
                reminders=stage.reminders,
                patience=stage.patience,
                expires_at=stage.expire_at if open_now else None,
                handed=tuple(one for one in handed if one.stage is stage.name),
            )
        )
    return tuple(sorted(pictures, key=lambda picture: _ORDER[picture.name]))


def _vote_piece(vote: VoteRow) -> VotePicture:
    return VotePicture(stage=vote.stage, by=vote.person, verdict=vote.verdict, note=vote.note, at=vote.at)
