"""What approvers can do beside yes and no: items hold what was made less of them, what was asked about them, and who handed a decision on."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

JSON_VALUE = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.add_column("request_items", sa.Column("changes", JSON_VALUE, nullable=False, server_default="[]"))
    op.add_column("request_items", sa.Column("instead", sa.String(), nullable=False, server_default=""))
    op.add_column("requests", sa.Column("nudged_at", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "remarks",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("item_id", sa.String(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("stage", sa.String(40), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("said_in", sa.String(40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["request_items.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_remarks_item_id", "remarks", ["item_id"])
    op.create_index("ix_remarks_question", "remarks", ["question"])
    op.create_table(
        "handovers",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("item_id", sa.String(), nullable=False),
        sa.Column("stage", sa.String(40), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("to", sa.String(), nullable=True),
        sa.Column("until", sa.String(), nullable=False),
        sa.Column("instead", JSON_VALUE, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["request_items.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_handovers_item_id", "handovers", ["item_id"])


def downgrade() -> None:
    op.drop_table("handovers")
    op.drop_table("remarks")
    op.drop_column("requests", "nudged_at")
    op.drop_column("request_items", "instead")
    op.drop_column("request_items", "changes")
