"""What people confirmed and corrected, and what was learned from it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

JSON_VALUE = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table('labelled_examples',
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('person', sa.String(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('company_version', sa.String(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('read', JSON_VALUE, nullable=False),
    sa.Column('sent', JSON_VALUE, nullable=False),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_index(('ix_labelled_examples_at'), 'labelled_examples', ['at'], unique=False)
    op.create_table('trainings',
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('examples', sa.Integer(), nullable=False),
    sa.Column('learned', JSON_VALUE, nullable=False),
    sa.PrimaryKeyConstraint('id')
    )


def downgrade() -> None:
    op.drop_table("trainings")
    op.drop_table("labelled_examples")
