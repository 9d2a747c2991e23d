"""One training: from the labelled examples to what is learned, kept with its date so that every process finds it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, delete, select

from approvals.store.store import Store
from approvals.store.tables import new_id
from bot.labelled import as_example, labelled_examples
from bot.tables import TrainingRow
from catalog.model import Company
from intents.learned import Learned, learn

KEPT = 30
"""How many trainings are kept, to see when a word came and went."""


@dataclass(frozen=True)
class Training:
    """What one training gave."""

    id: str
    at: datetime
    examples: int
    """How many it learned from."""
    learned: Learned


async def train(store: Store, company: Company) -> Training:
    """Learns anew from all examples there are, and keeps the result. The work is done in a thread."""
    examples = [as_example(row) for row in await labelled_examples(store)]
    learned = await asyncio.to_thread(learn, examples, company)
    async with store.transaction() as tx:
        row = TrainingRow(id=new_id("trn"), at=tx.now, examples=len(examples), learned=learned.as_rows())
        tx.session.add(row)
        await tx.session.flush()
        newest = select(TrainingRow.id).order_by(col(TrainingRow.at).desc(), col(TrainingRow.id)).limit(KEPT)
        kept = (await tx.session.exec(newest)).all()
        await tx.session.exec(delete(TrainingRow).where(col(TrainingRow.id).not_in(kept)))
        return _training(row)


async def last_training(store: Store) -> Training | None:
    """The newest training, if there was one."""
    async with store.reading() as session:
        newest = select(TrainingRow).order_by(col(TrainingRow.at).desc(), col(TrainingRow.id)).limit(1)
        row = (await session.exec(newest)).first()
    return _training(row) if row is not None else None


def _training(row: TrainingRow) -> Training:
    return Training(row.id, row.at, row.examples, Learned.from_rows(row.learned))
