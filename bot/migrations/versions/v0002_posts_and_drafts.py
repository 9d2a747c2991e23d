"""What was posted to Slack, and cards that are being filled in."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

JSON_VALUE = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table('drafts',
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('person', sa.String(), nullable=False),
    sa.Column('channel', sa.String(), nullable=False),
    sa.Column('thread_ts', sa.String(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('understanding', JSON_VALUE, nullable=False),
    sa.Column('chosen', JSON_VALUE, nullable=False),
    sa.Column('status', sa.String(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('request_id', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_index(('ix_drafts_person'), 'drafts', ['person'], unique=False)
    op.create_index(('ix_drafts_status'), 'drafts', ['status'], unique=False)
    op.create_table('posts',
    sa.Column('surface', sa.String(), nullable=False),
    sa.Column('channel', sa.String(), nullable=False),
    sa.Column('ts', sa.String(), nullable=False),
    sa.Column('digest', sa.String(), nullable=False),
    sa.Column('posting', sa.String(), nullable=False),
    sa.Column('posting_since', sa.DateTime(timezone=True), nullable=True),
    sa.Column('posted_at', sa.DateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('surface')
    )


def downgrade() -> None:
    op.drop_table("drafts")
    op.drop_table("posts")
