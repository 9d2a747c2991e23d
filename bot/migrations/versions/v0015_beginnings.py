"""What begins in some way is found by the key of the posts: on PostgreSQL that needs the order of the bytes.

SQLite compares text by its bytes as it is.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.alter_column("posts", "surface", existing_type=sa.String(), type_=sa.String(collation="C"))


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.alter_column("posts", "surface", existing_type=sa.String(), type_=sa.String(collation="default"))
