"""A message is found by its place without reading every post there ever was."""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_posts_place", "posts", ["channel", "ts"])


def downgrade() -> None:
    op.drop_index("ix_posts_place", "posts")
