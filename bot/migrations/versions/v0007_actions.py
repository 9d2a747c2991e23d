"""What approvers can do beside yes and no: items hold what was made less of them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0007"
down_revision = "0004"
branch_labels = None
depends_on = None

JSON_VALUE = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.add_column("request_items", sa.Column("changes", JSON_VALUE, nullable=False, server_default="[]"))


def downgrade() -> None:
    op.drop_column("request_items", "changes")
