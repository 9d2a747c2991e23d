"""Requests, grants, tasks and the decision log with the triggers that keep it append-only."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

JSON_VALUE = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table('decision_log',
    sa.Column('seq', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('at', sa.String(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('actor', sa.String(), nullable=False),
    sa.Column('person', sa.String(), nullable=False),
    sa.Column('request_id', sa.String(), nullable=False),
    sa.Column('item_id', sa.String(), nullable=False),
    sa.Column('grant_id', sa.String(), nullable=False),
    sa.Column('catalog_version', sa.String(), nullable=False),
    sa.Column('policy_version', sa.String(), nullable=False),
    sa.Column('data', sa.Text(), nullable=False),
    sa.Column('previous', sa.String(), nullable=False),
    sa.Column('hash', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('seq')
    )
    op.create_index('decision_log_person', 'decision_log', ['person'], unique=False)
    op.create_index('decision_log_request', 'decision_log', ['request_id'], unique=False)
    op.create_table('decision_log_head',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('seq', sa.BigInteger(), nullable=False),
    sa.Column('hash', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_table('requests',
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('key', sa.String(), nullable=False),
    sa.Column('requester', sa.String(), nullable=False),
    sa.Column('beneficiary', sa.String(), nullable=False),
    sa.Column('duration', sa.String(40), nullable=True),
    sa.Column('justification', sa.Text(), nullable=False),
    sa.Column('words', sa.Text(), nullable=False),
    sa.Column('opened_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('key')
    )
    op.create_index(('ix_requests_beneficiary'), 'requests', ['beneficiary'], unique=False)
    op.create_index(('ix_requests_requester'), 'requests', ['requester'], unique=False)
    op.create_table('workers',
    sa.Column('executor', sa.String(), nullable=False),
    sa.Column('seen_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('executor')
    )
    op.create_table('request_items',
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('request_id', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('entitlement', sa.String(), nullable=False),
    sa.Column('scope', JSON_VALUE, nullable=False),
    sa.Column('duration', sa.String(40), nullable=True),
    sa.Column('status', sa.String(40), nullable=False),
    sa.Column('risk', JSON_VALUE, nullable=False),
    sa.Column('reasons', JSON_VALUE, nullable=False),
    sa.Column('policy_version', sa.String(), nullable=False),
    sa.Column('catalog_version', sa.String(), nullable=False),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['request_id'], ['requests.id']),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_index(('ix_request_items_request_id'), 'request_items', ['request_id'], unique=False)
    op.create_index(('ix_request_items_status'), 'request_items', ['status'], unique=False)
    op.create_table('grants',
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('item_id', sa.String(), nullable=False),
    sa.Column('request_id', sa.String(), nullable=False),
    sa.Column('person', sa.String(), nullable=False),
    sa.Column('entitlement', sa.String(), nullable=False),
    sa.Column('scope', JSON_VALUE, nullable=False),
    sa.Column('duration', sa.String(40), nullable=True),
    sa.Column('status', sa.String(40), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('live_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('reminded_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('end_reason', sa.String(40), nullable=True),
    sa.Column('order', JSON_VALUE, nullable=False),
    sa.Column('tries', sa.Integer(), nullable=False),
    sa.Column('reference', sa.String(), nullable=False),
    sa.Column('trouble', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['item_id'], ['request_items.id']),
    sa.ForeignKeyConstraint(['request_id'], ['requests.id']),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('item_id')
    )
    op.create_index(('ix_grants_person'), 'grants', ['person'], unique=False)
    op.create_index(('ix_grants_request_id'), 'grants', ['request_id'], unique=False)
    op.create_index(('ix_grants_status'), 'grants', ['status'], unique=False)
    op.create_table('stages',
    sa.Column('item_id', sa.String(), nullable=False),
    sa.Column('name', sa.String(40), nullable=False),
    sa.Column('says', sa.Text(), nullable=False),
    sa.Column('opened_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['item_id'], ['request_items.id']),
    sa.PrimaryKeyConstraint('item_id', 'name')
    )
    op.create_table('votes',
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('item_id', sa.String(), nullable=False),
    sa.Column('stage', sa.String(40), nullable=False),
    sa.Column('person', sa.String(), nullable=False),
    sa.Column('verdict', sa.String(40), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['item_id'], ['request_items.id']),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('item_id', 'person', name='one_stage_a_person')
    )
    op.create_index(('ix_votes_item_id'), 'votes', ['item_id'], unique=False)
    op.create_table('tasks',
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('grant_id', sa.String(), nullable=False),
    sa.Column('kind', sa.String(40), nullable=False),
    sa.Column('status', sa.String(40), nullable=False),
    sa.Column('assignee', sa.String(), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('answer', sa.Text(), nullable=False),
    sa.Column('opened_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('finished_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('finished_by', sa.String(), nullable=True),
    sa.ForeignKeyConstraint(['grant_id'], ['grants.id']),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_index(('ix_tasks_assignee'), 'tasks', ['assignee'], unique=False)
    op.create_index(('ix_tasks_grant_id'), 'tasks', ['grant_id'], unique=False)
    op.execute("INSERT INTO decision_log_head (id, seq, hash) VALUES (1, 0, '%s')" % ("0" * 64))
    for statement in _POSTGRESQL if op.get_bind().dialect.name == "postgresql" else _SQLITE:
        op.execute(statement)


def downgrade() -> None:
    raise RuntimeError("the decision log is never dropped; restore a backup to go back")


_SAYS = "the decision log only grows"

# SQLite: INSERT OR REPLACE deletes without firing the DELETE trigger, so an insert may only follow the last entry.
_SQLITE = [
    f"CREATE TRIGGER decision_log_no_update BEFORE UPDATE ON decision_log BEGIN SELECT RAISE(ABORT, '{_SAYS}'); END",
    f"CREATE TRIGGER decision_log_no_delete BEFORE DELETE ON decision_log BEGIN SELECT RAISE(ABORT, '{_SAYS}'); END",
    f"CREATE TRIGGER decision_log_in_order BEFORE INSERT ON decision_log "
    f"WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM decision_log) BEGIN SELECT RAISE(ABORT, '{_SAYS}'); END",
]

_POSTGRESQL = [
    f"CREATE FUNCTION decision_log_only_grows() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{_SAYS}'; END $$",
    "CREATE TRIGGER decision_log_no_change BEFORE UPDATE OR DELETE ON decision_log "
    "FOR EACH ROW EXECUTE FUNCTION decision_log_only_grows()",
    "CREATE TRIGGER decision_log_no_truncate BEFORE TRUNCATE ON decision_log "
    "FOR EACH STATEMENT EXECUTE FUNCTION decision_log_only_grows()",
]
