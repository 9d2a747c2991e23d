"""A stage has a clock: whom it waits for, when they are reminded, when others join, and when it lapses."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

JSON_VALUE = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
MOMENTS = ("decided_at", "remind_at", "escalate_at", "expire_at", "next_at", "lapsed_at")


def upgrade() -> None:
    op.add_column("request_items", sa.Column("escalated", JSON_VALUE, nullable=False, server_default="{}"))
    for name in MOMENTS:
        op.add_column("stages", sa.Column(name, sa.DateTime(timezone=True), nullable=True))
    op.add_column("stages", sa.Column("asked", JSON_VALUE, nullable=False, server_default="[]"))
    op.add_column("stages", sa.Column("patience", sa.String(40), nullable=True))
    op.add_column("stages", sa.Column("reminders", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("stages", sa.Column("escalations", sa.Integer(), nullable=False, server_default="0"))
    op.create_index("ix_stages_next_at", "stages", ["next_at"])
    # What was decided is known from the votes; what waits is wound up by the next round of upkeep.
    op.execute(
        "UPDATE stages SET decided_at = (SELECT max(votes.at) FROM votes "
        "WHERE votes.item_id = stages.item_id AND votes.stage = stages.name)"
    )
    op.execute(
        "UPDATE stages SET next_at = opened_at WHERE decided_at IS NULL AND EXISTS "
        "(SELECT 1 FROM request_items WHERE request_items.id = stages.item_id AND request_items.status = 'pending')"
    )


def downgrade() -> None:
    op.drop_index("ix_stages_next_at", "stages")
    for name in (*MOMENTS, "asked", "patience", "reminders", "escalations"):
        op.drop_column("stages", name)
    op.drop_column("request_items", "escalated")
