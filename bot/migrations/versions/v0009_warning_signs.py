"""Warning signs at sign-in: what was found, and whom it is about."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

JSON_VALUE = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "warning_signs",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("severity", sa.String(40), nullable=False),
        sa.Column("people", JSON_VALUE, nullable=False),
        sa.Column("says", sa.Text(), nullable=False),
        sa.Column("evidence", JSON_VALUE, nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("posting", sa.String(40), nullable=False),
        sa.Column("score", sa.Float(), nullable=True),
        sa.Column("verdict", sa.String(40), nullable=False),
        sa.Column("judged_by", sa.String(), nullable=False),
        sa.Column("judged_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_warning_signs_about", "warning_signs", ["kind", "subject"])
    op.create_index("ix_warning_signs_until", "warning_signs", ["until"])
    op.create_index("ix_warning_signs_found_at", "warning_signs", ["found_at"])
    op.create_table(
        "warned_people",
        sa.Column("sign_id", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["sign_id"], ["warning_signs.id"]),
        sa.PrimaryKeyConstraint("sign_id", "person"),
    )
    op.create_index("ix_warned_people_person", "warned_people", ["person"])
    op.create_table(
        "signs_looked",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("from_event", sa.BigInteger(), nullable=False),
        sa.Column("to_event", sa.BigInteger(), nullable=False),
        sa.Column("events", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )


def downgrade() -> None:
    op.drop_table("signs_looked")
    op.drop_table("warned_people")
    op.drop_table("warning_signs")
