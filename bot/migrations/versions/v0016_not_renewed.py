"""Who said that a grant is not renewed, when, and in which review; empty where nobody did."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("grants", sa.Column("not_renewed_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("grants", sa.Column("not_renewed_by", sa.String(), nullable=True))
    op.add_column("grants", sa.Column("not_renewed_review", sa.String(), nullable=True))


def downgrade() -> None:
    op.drop_column("grants", "not_renewed_review")
    op.drop_column("grants", "not_renewed_by")
    op.drop_column("grants", "not_renewed_at")
