"""The rows behind break-glass: each emergency, and what Security says to it afterwards."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Text
from sqlmodel import Field, SQLModel

from approvals.model import Review
from approvals.store.columns import JSON_VALUE, EnumText, UtcDateTime


class EmergencyRow(SQLModel, table=True):
    """One item that was had by breaking the glass. Its review has a clock that does not end before somebody has spoken."""

    __tablename__ = "emergencies"

    item_id: str = Field(foreign_key="request_items.id", primary_key=True)
    person: str = Field(index=True)
    opened_at: datetime = Field(sa_type=UtcDateTime)
    due_at: datetime = Field(sa_type=UtcDateTime)
    """When it has to be reviewed."""
    asked: list[str] = Field(default_factory=list, sa_type=JSON_VALUE)
    """Those who are to review it, as they were last told."""
    reminders: int = 0
    next_at: datetime | None = Field(default=None, sa_type=UtcDateTime, index=True)
    """When somebody is reminded next; None once it was reviewed."""
    review: Review | None = Field(default=None, sa_type=EnumText(Review))
    reviewed_by: str | None = None
    note: str = Field(default="", sa_type=Text)
    reviewed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
