"""Appeals: a no that somebody looks at again. Extensions: items about a grant that is live. And finding like items fast."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

JSON_VALUE = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "appeals",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("item_id", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("stage", sa.String(40), nullable=False),
        sa.Column("denier", sa.String(), nullable=True),
        sa.Column("against", JSON_VALUE, nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked", JSON_VALUE, nullable=False),
        sa.Column("moves", sa.Integer(), nullable=False),
        sa.Column("escalated", sa.Integer(), nullable=False),
        sa.Column("reminders", sa.Integer(), nullable=False),
        sa.Column("remind_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("escalate_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("expire_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ruling", sa.String(40), nullable=True),
        sa.Column("ruled_by", sa.String(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("ruled_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["item_id"], ["request_items.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("item_id", name="uq_appeals_item_id"),
    )
    op.create_index("ix_appeals_next_at", "appeals", ["next_at"])
    op.add_column("request_items", sa.Column("extends", sa.String(), nullable=False, server_default=""))
    op.add_column("request_items", sa.Column("extended_from", sa.DateTime(timezone=True), nullable=True))
    op.add_column("request_items", sa.Column("extended_to", sa.DateTime(timezone=True), nullable=True))
    op.create_index("ix_request_items_extends", "request_items", ["extends"])
    op.create_index("ix_request_items_entitlement", "request_items", ["entitlement"])


def downgrade() -> None:
    op.drop_index("ix_request_items_entitlement", "request_items")
    op.drop_index("ix_request_items_extends", "request_items")
    op.drop_column("request_items", "extended_to")
    op.drop_column("request_items", "extended_from")
    op.drop_column("request_items", "extends")
    op.drop_table("appeals")
