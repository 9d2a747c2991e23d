"""Break-glass: which items were had by it, and what Security says to each afterwards."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

JSON_VALUE = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.add_column(
        "request_items", sa.Column("emergency", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.create_table(
        "emergencies",
        sa.Column("item_id", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked", JSON_VALUE, nullable=False),
        sa.Column("reminders", sa.Integer(), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("review", sa.String(40), nullable=True),
        sa.Column("reviewed_by", sa.String(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["item_id"], ["request_items.id"]),
        sa.PrimaryKeyConstraint("item_id"),
    )
    op.create_index("ix_emergencies_person", "emergencies", ["person"])
    op.create_index("ix_emergencies_next_at", "emergencies", ["next_at"])


def downgrade() -> None:
    op.drop_table("emergencies")
    op.drop_column("request_items", "emergency")
