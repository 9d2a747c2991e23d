"""The register of risk models held against the decision log: both tell of the same acts, or somebody hears of it.

The register is a file and the log is in the database. Whoever can write to one of them alone cannot make up, or make
away with, a promotion or a rollback.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from sqlmodel import col, select

from approvals.risk.registry.entries import KINDS
from approvals.risk.registry.register import ActKind, Register
from approvals.store.store import Store
from approvals.store.tables import LogRow

IN_FORCE = frozenset(kind for kind in ActKind if kind is not ActKind.TRAINED)
"""Training alone changes nothing and is not logged; everything else has to be."""
_WORDS = {
    ActKind.TRAINED: "the training in spite of warnings",
    ActKind.PROMOTED: "the promotion",
    ActKind.CHALLENGER: "the challenge",
    ActKind.ROLLED_BACK: "the rollback",
    ActKind.STEPPED_DOWN: "the step down",
}
_SHOWN = 12


@dataclass(frozen=True, kw_only=True)
class LoggedAct:
    """What one entry of the log says of the register."""

    seq: int
    at: str
    kind: str
    by: str
    model: str | None
    act: str
    """The act's own hash."""


async def logged_acts(store: Store) -> list[LoggedAct]:
    """Every act the log tells of, in order. What does not read as one has an empty hash, which no act has."""
    async with store.reading() as session:
        rows = await session.exec(
            select(LogRow).where(col(LogRow.kind).in_(KINDS.values())).order_by(col(LogRow.seq))
        )
        return [_logged(row) for row in rows.all()]


def differences(register: Register, logged: Iterable[LoggedAct]) -> list[str]:
    """What stands in one of the two only, one sentence each; nothing where both tell the same."""
    entries = list(logged)
    known, in_log = {act.hash for act in register.acts}, {entry.act for entry in entries}
    missing = [
        f"Act {number} of the register, {_of(act.act, act.model)} by {act.by} at {act.at}, is not in the decision log: it was made without the database, or put in by hand; put the model in force again with `usher risk promote`."
        for number, act in enumerate(register.acts, 1)
        if act.act in IN_FORCE and act.hash not in in_log
    ]
    kinds = {word: kind for kind, word in KINDS.items()}
    unknown = [
        f"Entry {entry.seq} of the decision log, {_of(kinds[entry.kind], entry.model)} by {entry.by} at {entry.at}, is not in the register: an older or another folder is in use; put the right one back."
        for entry in entries
        if entry.act not in known
    ]
    return missing + unknown


def _of(kind: ActKind, model: str | None) -> str:
    return f"{_WORDS[kind]} of model {model[:_SHOWN]}" if model else _WORDS[kind]


def _logged(row: LogRow) -> LoggedAct:
    data = json.loads(row.data)
    model = data.get("model")
    return LoggedAct(
        seq=row.seq,
        at=row.at,
        kind=row.kind,
        by=row.actor,
        model=str(model) if model else None,
        act=str(data.get("act") or ""),
    )
