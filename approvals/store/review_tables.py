"""The rows behind "review monthly": one for each time somebody is asked whether access is still right."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Text
from sqlmodel import Field, SQLModel

from approvals.model import ReviewOutcome, StageName
from approvals.store.columns import JSON_VALUE, EnumText, UtcDateTime


class ReviewRow(SQLModel, table=True):
    """One month's question about one grant: keep it, or end it?"""

    __tablename__ = "monthly_reviews"

    id: str = Field(primary_key=True)
    grant_id: str = Field(foreign_key="grants.id", index=True)
    item_id: str = Field(foreign_key="request_items.id", index=True)
    stage: StageName = Field(sa_type=EnumText(StageName))
    """The stage at which the note was made: its route is asked where that person cannot be."""
    reviewer: str
    """Who made the note."""
    opened_at: datetime = Field(sa_type=UtcDateTime)
    asked: list[str] = Field(default_factory=list, sa_type=JSON_VALUE)
    """Those it waits for, as they were last told."""
    escalated: int = 0
    """How many further stops have joined because nobody answered."""
    reminders: int = 0
    remind_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    escalate_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    expire_at: datetime = Field(sa_type=UtcDateTime)
    """When the access ends unless somebody keeps it."""
    next_at: datetime | None = Field(default=None, sa_type=UtcDateTime, index=True)
    """When the clock has something to look at again; None once it is answered."""
    outcome: ReviewOutcome = Field(default=ReviewOutcome.OPEN, sa_type=EnumText(ReviewOutcome))
    answered_by: str = ""
    answered_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    note: str = Field(default="", sa_type=Text)
