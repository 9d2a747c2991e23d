"""What a job waits to do stands in its row: reminders before an end, and what people are still to be told.

And indexes for what is asked often of tables that only grow.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

PARTIAL = (
    ("ix_inquiries_waiting", "inquiries", "asker", "open_since IS NULL"),
    ("ix_inquiries_untold", "inquiries", "open_since", "told_at IS NULL"),
    ("ix_tickets_untold", "tickets", "opened_at", "told_at IS NULL"),
    ("ix_inquiries_unlocking", "inquiries", "unlock_due", "unlock_due IS NOT NULL"),
)


def upgrade() -> None:
    op.add_column("grants", sa.Column("remind_at", sa.DateTime(timezone=True), nullable=True))
    for table in ("inquiries", "tickets"):
        op.add_column(table, sa.Column("told_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("inquiries", sa.Column("unlocking", sa.String(), nullable=False, server_default=""))
    op.add_column("inquiries", sa.Column("unlock_due", sa.DateTime(timezone=True), nullable=True))
    # Whoever was to be told of these was, or their job is still queued.
    op.execute("UPDATE inquiries SET told_at = open_since")
    op.execute("UPDATE tickets SET told_at = opened_at WHERE state <> 'waiting'")
    for name, table, column, where in PARTIAL:
        op.create_index(name, table, [column], sqlite_where=sa.text(where), postgresql_where=sa.text(where))
    op.create_index("ix_tasks_assignee_status", "tasks", ["assignee", "status"])
    op.drop_index("ix_tasks_assignee", "tasks")


def downgrade() -> None:
    op.create_index("ix_tasks_assignee", "tasks", ["assignee"])
    op.drop_index("ix_tasks_assignee_status", "tasks")
    for name, table, _, _ in PARTIAL:
        op.drop_index(name, table)
    op.drop_column("inquiries", "unlock_due")
    op.drop_column("inquiries", "unlocking")
    for table in ("inquiries", "tickets"):
        op.drop_column(table, "told_at")
    op.drop_column("grants", "remind_at")
