"""Stages that several people decide, grants that are reviewed each month, and links that confirm an approval."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

JSON_VALUE = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.add_column("votes", sa.Column("stands_for", sa.String(), nullable=False, server_default=""))
    op.add_column("grants", sa.Column("review_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index("ix_grants_review_at", "grants", ["review_at"])
    op.create_table(
        "monthly_reviews",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("grant_id", sa.String(), nullable=False),
        sa.Column("item_id", sa.String(), nullable=False),
        sa.Column("stage", sa.String(40), nullable=False),
        sa.Column("reviewer", sa.String(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked", JSON_VALUE, nullable=False),
        sa.Column("escalated", sa.Integer(), nullable=False),
        sa.Column("reminders", sa.Integer(), nullable=False),
        sa.Column("remind_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("escalate_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("expire_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("outcome", sa.String(40), nullable=False),
        sa.Column("answered_by", sa.String(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["grant_id"], ["grants.id"]),
        sa.ForeignKeyConstraint(["item_id"], ["request_items.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_monthly_reviews_grant_id", "monthly_reviews", ["grant_id"])
    op.create_index("ix_monthly_reviews_item_id", "monthly_reviews", ["item_id"])
    op.create_index("ix_monthly_reviews_next_at", "monthly_reviews", ["next_at"])
    op.create_table(
        "confirm_links",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("item_id", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_confirm_links_made_at", "confirm_links", ["made_at"])


def downgrade() -> None:
    op.drop_table("confirm_links")
    op.drop_table("monthly_reviews")
    op.drop_index("ix_grants_review_at", "grants")
    op.drop_column("grants", "review_at")
    op.drop_column("votes", "stands_for")
