"""The rows of this room. They change only through `approvals.operations` and the job handlers.

Ids are random and opaque: they travel in Slack buttons, and knowing one must give nothing away.
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, Index, Integer, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from approvals.model import EndReason, GrantStatus, ItemStatus, Said, StageName, TaskKind, TaskStatus, Verdict
from approvals.store.columns import JSON_VALUE, EnumText, IsoDuration, UtcDateTime


def new_id(prefix: str) -> str:
    """A fresh opaque id, `req_…`: 96 random bits."""
    return f"{prefix}_{secrets.token_urlsafe(12)}"


class RequestRow(SQLModel, table=True):
    """What somebody asked for, in one message, for one beneficiary."""

    __tablename__ = "requests"

    id: str = Field(primary_key=True)
    key: str = Field(unique=True)
    """What makes filing idempotent: the same confirmed card opens one request."""
    requester: str = Field(index=True)
    beneficiary: str = Field(index=True)
    duration: timedelta | None = Field(default=None, sa_type=IsoDuration)
    justification: str = Field(sa_type=Text)
    words: str = Field(sa_type=Text)
    opened_at: datetime = Field(sa_type=UtcDateTime)
    version: int = 1
    nudged_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """When the requester last asked for a decision to be made."""


class ItemRow(SQLModel, table=True):
    """One entitlement of a request, decided on its own."""

    __tablename__ = "request_items"

    id: str = Field(primary_key=True)
    request_id: str = Field(foreign_key="requests.id", index=True)
    position: int
    entitlement: str = Field(index=True)
    scope: dict[str, str] = Field(sa_type=JSON_VALUE)
    duration: timedelta | None = Field(default=None, sa_type=IsoDuration)  # after ceilings; None has no end
    until: datetime | None = Field(default=None, sa_type=UtcDateTime)  # the end that was named, if one was
    status: ItemStatus = Field(sa_type=EnumText(ItemStatus), index=True)
    risk: dict[str, Any] = Field(sa_type=JSON_VALUE)
    """A Risk, dumped."""
    reasons: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON_VALUE)
    """The Reasons of the last evaluation, dumped."""
    policy_version: str
    catalog_version: str
    decided_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    escalated: dict[str, int] = Field(default_factory=dict, sa_type=JSON_VALUE)
    """How many further stops of the route have joined, by stage."""
    changes: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON_VALUE)
    """The ChangesMade by approvers, dumped, oldest first."""
    instead: str = ""
    """The entitlement that whoever denied it points to."""
    emergency: bool = False
    """It was had by breaking the glass; the row in `emergencies` is its review."""
    extends: str = Field(default="", index=True)
    """The grant that it is to prolong; empty for a request like any other."""
    extended_from: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """When that grant was to end as this was asked; stays where it had ended before anybody decided."""
    extended_to: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """Its new end, once it was prolonged."""


class StageRow(SQLModel, table=True):
    """A yes that policy demanded of an item."""

    __tablename__ = "stages"

    item_id: str = Field(foreign_key="request_items.id", primary_key=True)
    name: StageName = Field(sa_type=EnumText(StageName), primary_key=True)
    says: str = Field(sa_type=Text)
    opened_at: datetime = Field(sa_type=UtcDateTime)
    """Since when it waits: the last time it was asked for without a yes that counts."""
    decided_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    asked: list[str] = Field(default_factory=list, sa_type=JSON_VALUE)
    """Those it waits for, as they were last told."""
    patience: timedelta | None = Field(default=None, sa_type=IsoDuration)
    """The working time within which somebody has to decide."""
    remind_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    escalate_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    expire_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    next_at: datetime | None = Field(default=None, sa_type=UtcDateTime, index=True)
    """When the clock has something to look at again; None while the stage waits for nobody."""
    reminders: int = 0
    """How often those it waits for were reminded, in all."""
    escalations: int = 0
    """How often somebody joined because nobody had decided, in all."""
    lapsed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class VoteRow(SQLModel, table=True):
    """What one person said at one stage; nobody speaks twice on an item, which the database holds them to."""

    __tablename__ = "votes"
    __table_args__ = (UniqueConstraint("item_id", "person", name="one_stage_a_person"),)

    id: str = Field(primary_key=True)
    item_id: str = Field(foreign_key="request_items.id", index=True)
    stage: StageName = Field(sa_type=EnumText(StageName))
    person: str
    stands_for: str = ""
    """Whose place at the stage it took, where it was given as their delegate."""
    verdict: Verdict = Field(sa_type=EnumText(Verdict))
    note: str = Field(default="", sa_type=Text)
    at: datetime = Field(sa_type=UtcDateTime)


class RemarkRow(SQLModel, table=True):
    """A question an approver put to the requester, or one of the replies to and fro."""

    __tablename__ = "remarks"

    id: str = Field(primary_key=True)
    item_id: str = Field(foreign_key="request_items.id", index=True)
    question: str = Field(default="", index=True)
    """The question that is replied to; empty for the question itself."""
    stage: StageName = Field(sa_type=EnumText(StageName))
    person: str
    text: str = Field(sa_type=Text)
    said_in: Said = Field(sa_type=EnumText(Said))
    at: datetime = Field(sa_type=UtcDateTime)


class HandoverRow(SQLModel, table=True):
    """A stage that somebody handed to another person for a while, or sent on because it is not theirs."""

    __tablename__ = "handovers"

    id: str = Field(primary_key=True)
    item_id: str = Field(foreign_key="request_items.id", index=True)
    stage: StageName = Field(sa_type=EnumText(StageName))
    person: str
    """Who was asked, and did it."""
    to: str | None = None
    until: str = ""
    """The last day of it, in the company's time zone; empty where it was sent on for good."""
    instead: list[str] = Field(default_factory=list, sa_type=JSON_VALUE)
    """Who was asked instead, as it was then."""
    at: datetime = Field(sa_type=UtcDateTime)


class GrantRow(SQLModel, table=True):
    """Access that was granted; its clock starts when the system says that it is there."""

    __tablename__ = "grants"

    id: str = Field(primary_key=True)
    item_id: str = Field(foreign_key="request_items.id", unique=True)
    request_id: str = Field(foreign_key="requests.id", index=True)
    person: str = Field(index=True)
    entitlement: str
    scope: dict[str, str] = Field(sa_type=JSON_VALUE)
    duration: timedelta | None = Field(default=None, sa_type=IsoDuration)
    status: GrantStatus = Field(sa_type=EnumText(GrantStatus), index=True)
    created_at: datetime = Field(sa_type=UtcDateTime)
    live_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    expires_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    remind_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """When its holder is to be told that the end is near; None where that is too short a time."""
    reminded_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    review_at: datetime | None = Field(default=None, sa_type=UtcDateTime, index=True)
    """When somebody is asked next whether it is still right; None while they are, and where nobody is."""
    not_renewed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    not_renewed_by: str | None = None
    not_renewed_review: str | None = None  # that decided it; else the holder chose it (`approvals.renewal`)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    end_reason: EndReason | None = Field(default=None, sa_type=EnumText(EndReason))
    order: dict[str, Any] = Field(default_factory=dict, sa_type=JSON_VALUE)
    """Person and place as they were when the system was first told: what has to be undone, whatever the catalog says by then."""
    tries: int = 0
    """How often the system was told; from the second on, an earlier one may have worked without our hearing of it."""
    reference: str = ""
    trouble: str = Field(default="", sa_type=Text)


class TaskRow(SQLModel, table=True):
    """Something a person is asked to do by hand, for a system without an API or one that said no."""

    __tablename__ = "tasks"
    __table_args__ = (Index("ix_tasks_assignee_status", "assignee", "status"),)

    id: str = Field(primary_key=True)
    grant_id: str = Field(foreign_key="grants.id", index=True)
    kind: TaskKind = Field(sa_type=EnumText(TaskKind))
    status: TaskStatus = Field(sa_type=EnumText(TaskStatus))
    assignee: str
    note: str = Field(sa_type=Text)
    answer: str = Field(default="", sa_type=Text)
    opened_at: datetime = Field(sa_type=UtcDateTime)
    finished_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    finished_by: str | None = None


class LogRow(SQLModel, table=True):
    """One link of the decision log. Triggers let nobody change or remove it; the hash shows it if somebody did."""

    __tablename__ = "decision_log"
    __table_args__ = (Index("decision_log_request", "request_id"), Index("decision_log_person", "person"))

    seq: int = Field(primary_key=True, sa_type=BigInteger().with_variant(Integer(), "sqlite"))
    at: str
    """ISO 8601 in UTC, as it was hashed."""
    kind: str
    actor: str
    """A person's id, or `usher`."""
    person: str = ""
    """Whose access it is about."""
    request_id: str = ""
    item_id: str = ""
    grant_id: str = ""
    catalog_version: str = ""
    policy_version: str = ""
    data: str = Field(sa_type=Text)
    """Canonical JSON, as it was hashed."""
    previous: str
    hash: str


class LogHeadRow(SQLModel, table=True):
    """Where the log ends; locked while it grows, so that the chain has no forks."""

    __tablename__ = "decision_log_head"

    id: int = Field(primary_key=True)
    seq: int = Field(sa_type=BigInteger)
    hash: str


class WorkerRow(SQLModel, table=True):
    """A process that runs jobs, and when it was last heard of."""

    __tablename__ = "workers"

    executor: str = Field(primary_key=True)
    seen_at: datetime = Field(sa_type=UtcDateTime)
