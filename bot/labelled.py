"""Labelled examples: what a message was read as, and what the person sent. The truth that training learns from.

Messages are people's words: only a training run and the export for an evaluation read them. Of addresses nothing
is kept, and of the reason nothing but what stands in the message.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlmodel import col, delete, select

from approvals.store.store import Store
from bot.tables import DraftRow, ExampleRow
from intents.addresses import EMAIL
from intents.learned import Example

MOST = 20_000
"""Examples that one training looks at, the newest first."""
ADDRESS = "[address]"
_READ = ("intent", "outcome", "items", "duration", "beneficiary", "confidence", "shortlist", "engine")
_SENT = ("items", "duration", "beneficiary")
_FORM = "form"
"""The engine that stands on a card nobody wrote a message for."""


def label(draft: DraftRow, *, at: datetime, company_version: str) -> ExampleRow | None:
    """The example a sent card makes; None for a form that was filled in without a message.

    None as well for an access package: its name means all that is in it, and is no word for any of it.
    """
    if not draft.text.strip() or draft.understanding.get("engine") == _FORM:
        return None
    if draft.understanding.get("packages"):
        return None
    return ExampleRow(
        id=draft.id,
        person=draft.person,
        at=at,
        company_version=company_version,
        text=EMAIL.sub(ADDRESS, draft.text),
        read={name: draft.understanding.get(name) for name in _READ},
        sent={name: draft.chosen.get(name) for name in _SENT},
    )


def corrections(read: Mapping[str, Any], sent: Mapping[str, Any]) -> tuple[str, ...]:
    """What the person did to the card, in a word each; nothing for one that was confirmed as it was."""
    if read["outcome"] != "propose":
        return ("picked" if read["outcome"] == "choose" else "answered",)
    before, after = _scopes(read), _scopes(sent)
    gone, new = before.keys() - after.keys(), after.keys() - before.keys()
    other = {one.rpartition(":")[0] for one in gone} & {one.rpartition(":")[0] for one in new}
    found = {
        "level": bool(other),
        "resource": bool(gone and new) and not other,
        "removed": len(gone) > len(new),
        "added": len(new) > len(gone),
        "scope": any(before[one] != after[one] for one in before.keys() & after.keys()),
        "duration": read.get("duration") != sent.get("duration"),
        "beneficiary": read.get("beneficiary") != sent.get("beneficiary"),
    }
    return tuple(name for name, is_so in found.items() if is_so)


def _scopes(side: Mapping[str, Any]) -> dict[str, list[dict[str, str]]]:
    """The scopes of each entitlement; one may stand there in several."""
    found: dict[str, list[dict[str, str]]] = {}
    for item in side.get("items") or []:
        found.setdefault(item["entitlement"], []).append(dict(item.get("scope") or {}))
    return found


def as_case(row: ExampleRow) -> dict[str, Any]:
    """The example in the shape of an evaluation's `cases.jsonl`, with what was read beside it."""
    done = corrections(row.read, row.sent)
    items = [{"entitlement": i["entitlement"], "scope": i.get("scope") or {}} for i in row.sent["items"]]
    return {
        "id": row.id,
        "person": row.person,
        "text": row.text,
        "now": row.at.isoformat(),
        "expect": {
            "intent": row.read["intent"],
            "outcome": "propose",
            "items": items,
            "duration": row.sent["duration"],
            "beneficiary": row.sent["beneficiary"],
        },
        "read": row.read,
        "company_version": row.company_version,
        "tags": list(done) or ["confirmed"],
    }


def as_example(row: ExampleRow) -> Example:
    """What training needs of it."""
    return Example(row.person, row.text, tuple(item["entitlement"] for item in row.sent["items"]))


async def labelled_examples(store: Store) -> Sequence[ExampleRow]:
    """What was sent, newest first."""
    async with store.reading() as session:
        newest = select(ExampleRow).order_by(col(ExampleRow.at).desc(), col(ExampleRow.id)).limit(MOST)
        return (await session.exec(newest)).all()


async def forget_examples(store: Store, *, before: datetime) -> None:
    """Deletes the examples from before that moment."""
    async with store.transaction() as tx:
        await tx.session.exec(delete(ExampleRow).where(col(ExampleRow.at) < before))
