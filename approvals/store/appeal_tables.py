"""The rows behind appeals: a no that somebody looks at again, once for each item."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Text
from sqlmodel import Field, SQLModel

from approvals.model import Ruling, StageName
from approvals.store.columns import JSON_VALUE, EnumText, UtcDateTime


class AppealRow(SQLModel, table=True):
    """A no that was appealed, who is to look at it again, and what came of it. It has a clock, as a stage has."""

    __tablename__ = "appeals"

    id: str = Field(primary_key=True)
    item_id: str = Field(foreign_key="request_items.id", unique=True)
    """An item is appealed once, which the database holds people to."""
    person: str
    """Who appealed."""
    text: str = Field(sa_type=Text)
    """Their new reasons."""
    stage: StageName = Field(sa_type=EnumText(StageName))
    """Whose no it was; where policy said no, whose people may overturn it."""
    denier: str | None = None
    """Who said no; None where policy did."""
    against: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON_VALUE)
    """Where policy said no: its Reasons at that time, dumped."""
    opened_at: datetime = Field(sa_type=UtcDateTime)
    asked: list[str] = Field(default_factory=list, sa_type=JSON_VALUE)
    """Those it waits for, as they were last told."""
    moves: int = 0
    """How often it came to wait for others than before."""
    escalated: int = 0
    """How many further stops of the route have joined."""
    reminders: int = 0
    remind_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    escalate_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    expire_at: datetime = Field(sa_type=UtcDateTime)
    next_at: datetime | None = Field(default=None, sa_type=UtcDateTime, index=True)
    """When the clock has something to look at again; None once it was ruled on."""
    ruling: Ruling | None = Field(default=None, sa_type=EnumText(Ruling))
    ruled_by: str | None = None
    note: str = Field(default="", sa_type=Text)
    """Why, in the words of whoever ruled."""
    ruled_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
