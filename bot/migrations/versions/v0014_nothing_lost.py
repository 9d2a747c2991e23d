"""What a job waits to do stands in its row: reminders before an end, and what people are still to be told."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("grants", sa.Column("remind_at", sa.DateTime(timezone=True), nullable=True))
    for table in ("inquiries", "tickets"):
        op.add_column(table, sa.Column("told_at", sa.DateTime(timezone=True), nullable=True))
    # Whoever was to be told of these was, or their job is still queued.
    op.execute("UPDATE inquiries SET told_at = open_since")
    op.execute("UPDATE tickets SET told_at = opened_at WHERE state <> 'waiting'")


def downgrade() -> None:
    for table in ("inquiries", "tickets"):
        op.drop_column(table, "told_at")
    op.drop_column("grants", "remind_at")
