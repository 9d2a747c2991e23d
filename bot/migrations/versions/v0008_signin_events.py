"""Sign-in events, how far each feed of them was read, and what became of what was read."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
NOBODY = sa.text("person IS NULL")
COUNTS = ("read", "kept", "duplicates", "unreadable", "out_of_range", "unknown", "nobodys")


def upgrade() -> None:
    op.create_table(
        "signin_events",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("provider", sa.String(), nullable=False),
        sa.Column("recorder", sa.String(), nullable=False),
        sa.Column("event_id", sa.String(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("login", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=True),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("happened", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "ix_signin_events_once", "signin_events", ["day", "provider", "recorder", "event_id"], unique=True
    )
    op.create_index("ix_signin_events_person", "signin_events", ["day", "person"])
    op.create_index("ix_signin_events_address", "signin_events", ["day", "address"])
    op.create_index(
        "ix_signin_events_nobody", "signin_events", ["login"], sqlite_where=NOBODY, postgresql_where=NOBODY
    )
    op.create_table(
        "feed_cursors",
        sa.Column("feed", sa.String(), nullable=False),
        sa.Column("cursor", sa.Text(), nullable=False),
        sa.Column("moved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("held_by", sa.String(), nullable=False),
        sa.Column("held_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("trouble", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("feed"),
    )
    op.create_table(
        "feed_counts",
        sa.Column("feed", sa.String(), nullable=False),
        *(sa.Column(name, sa.BigInteger(), nullable=False) for name in COUNTS),
        sa.PrimaryKeyConstraint("feed"),
    )


def downgrade() -> None:
    op.drop_table("feed_counts")
    op.drop_table("feed_cursors")
    op.drop_table("signin_events")
