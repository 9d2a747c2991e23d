"""What people are shown, as values: whole requests, grants and tasks, ready to be drawn.

A picture is read in one go by `approvals.queries`; the views in `bot` draw it and ask nothing further.
Names of people and things are resolved, ids are kept beside them.
"""

from __future__ import annotations

from datetime import datetime

from approvals.afterwards import AppealPicture, ExtensionPicture, NotRenewed
from approvals.emergencies import EmergencyPicture
from approvals.handovers import Handover
from approvals.lessening import ChangeMade
from approvals.model import (
    EndReason,
    GrantStatus,
    ItemStatus,
    Reason,
    ReviewOutcome,
    Risk,
    Said,
    StageName,
    TaskKind,
    TaskStatus,
    Value,
    Verdict,
)
from approvals.policy.change import Change
from approvals.similar import Decided
from catalog.durations import Duration
from catalog.model import EntitlementId, PersonId, ScopeValues


class VotePicture(Value):
    """What one person said at one stage."""

    stage: StageName
    by: PersonId
    verdict: Verdict
    note: str
    at: datetime


class StagePicture(Value):
    """A stage that was needed: decided (with the vote), open and waiting for these people, or still to be asked."""

    name: StageName
    says: str
    """Why it is needed, in the policy's words."""
    opened_at: datetime | None = None
    """Since when it is asked for; None in an assessment, where nothing has been asked yet."""
    vote: VotePicture | None = None
    """The word that decided it."""
    yeses: tuple[VotePicture, ...] = ()
    """Everybody who said yes there, oldest first; while it is open, those whose yes counts."""
    needed: int = 1
    """How many people have to say yes."""
    after: tuple[StageName, ...] = ()
    """The open stages that are decided before this one is asked."""
    waiting_for: tuple[PersonId, ...] = ()
    """Whom to ping; empty once decided or when the item has ended."""
    note: str = ""
    """Why it is somebody else than expected ("Wade is away until 15 January; Carmen stands in.")."""
    reminders: int = 0
    """How often those it waits for were reminded."""
    patience: Duration | None = None
    """The working time within which somebody has to decide."""
    expires_at: datetime | None = None
    """When it lapses unless somebody decides; None once it does not wait any more."""
    handed: tuple[Handover, ...] = ()
    """Who handed it to somebody else or sent it on, oldest first."""


class GrantPicture(Value):
    """A grant and how far it is."""

    id: str
    request_id: str
    item_id: str
    person: PersonId
    entitlement: EntitlementId
    label: str
    scope: ScopeValues
    status: GrantStatus
    live_at: datetime | None = None
    expires_at: datetime | None = None
    ended_at: datetime | None = None
    end_reason: EndReason | None = None
    trouble: str = ""
    """One sentence on what the system said, while it is failing or after it failed."""
    not_renewed: NotRenewed | None = None


class TaskPicture(Value):
    """Something a person is asked to do by hand."""

    id: str
    request_id: str
    item_id: str
    grant_id: str
    kind: TaskKind
    status: TaskStatus
    assignee: PersonId
    beneficiary: PersonId
    label: str
    scope: ScopeValues
    note: str
    """What to do, in one sentence."""
    finished_by: PersonId | None = None
    answer: str = ""
    """Why it cannot be done."""


class Remark(Value):
    """A question to the requester, or a reply to or fro."""

    id: str
    question: str
    """The id of the question it belongs to; its own for the question itself."""
    stage: StageName
    by: PersonId
    to: PersonId
    text: str
    said_in: Said
    at: datetime


class ReviewPicture(Value):
    """One month's question whether access is still right, with its answer or whom it waits for."""

    id: str
    grant_id: str
    opened_at: datetime
    ends_at: datetime
    """When the access ends unless somebody keeps it."""
    outcome: ReviewOutcome
    waiting_for: tuple[PersonId, ...] = ()
    note: str = ""
    """Why it is somebody else than the one who wanted it reviewed."""
    reminders: int = 0
    answered_by: PersonId = ""
    answered_at: datetime | None = None


class ItemPicture(Value):
    """One item of a request with its stages, its risk and its grant."""

    id: str
    entitlement: EntitlementId
    label: str
    """`Snowflake · Sales reports · Viewer`"""
    scope: ScopeValues
    duration: Duration | None
    """How long this item runs once it is live, after ceilings; None is without an end."""
    until: datetime | None = None
    """The end that was named: it ends with it, if not before."""
    status: ItemStatus
    risk: Risk
    stages: tuple[StagePicture, ...]
    reasons: tuple[Reason, ...]
    """Why it was refused, when it was."""
    change: Change | None = None
    """The smallest change after which it would not be refused, where one was looked for and found."""
    grant: GrantPicture | None = None
    tasks: tuple[TaskPicture, ...] = ()
    decided_at: datetime | None = None
    changes: tuple[ChangeMade, ...] = ()
    """What approvers made less of it, oldest first."""
    instead: EntitlementId = ""
    """What whoever denied it points to, where it is still in the catalog."""
    instead_label: str = ""
    remarks: tuple[Remark, ...] = ()
    """What was asked of the requester, and what was answered; oldest first."""
    reviews: tuple[ReviewPicture, ...] = ()
    """The monthly reviews of its grant, where an approver wanted any; oldest first."""
    similar: Decided | None = None
    """The earlier decision that is most like it, where one was looked for and found."""
    extension: ExtensionPicture | None = None
    emergency: EmergencyPicture | None = None
    """Where it was had by breaking the glass."""
    appeal: AppealPicture | None = None
    appealable: bool = False
    """Whether the no can still be appealed."""


class RequestPicture(Value):
    """A request, whole."""

    id: str
    version: int
    """Grows with every change; a message drawn from an older one is out of date."""
    requester: PersonId
    beneficiary: PersonId
    duration: Duration | None
    """What was asked for; what each item gets stands on the item."""
    justification: str
    words: str
    """What the person wrote."""
    opened_at: datetime
    nudged_at: datetime | None = None
    """When the requester last reminded those who have to decide."""
    items: tuple[ItemPicture, ...]

    @property
    def open(self) -> bool:
        """Whether anything is still to be decided."""
        return any(item.status is ItemStatus.PENDING for item in self.items)


class HeldAccess(Value):
    """One line of "what do I have?": from the company's record, or granted through Usher."""

    entitlement: EntitlementId
    label: str
    scope: ScopeValues
    since: datetime | None
    until: datetime | None
    last_used_at: datetime | None = None
    grant_id: str | None = None
    """Set when it was granted through Usher, so it can be given back here."""
    not_renewed: NotRenewed | None = None
