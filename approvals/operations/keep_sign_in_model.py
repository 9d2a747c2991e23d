"""Putting a newly trained model of how people sign in into force: its file and its entry in the log, or neither."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from approvals.desk import Desk
from approvals.log.entry import Entry
from approvals.risk.registry.authority import keeper
from catalog.model import PersonId


async def keep_sign_in_model(
    desk: Desk, *, by: PersonId, about: dict[str, Any], write: Callable[[], str]
) -> str:
    """Writes the model and logs who trained it on what; returns the model's hash, which `write` gives.

    `about` says on how many events of how many people, from when to when. Raises NotYours, and what `write` raises.
    """
    keeper(desk.company, by, now=desk.now())
    async with desk.store.transaction() as tx:
        seal = write()
        tx.log(
            Entry(
                kind="signins.trained",
                actor=by,
                catalog_version=desk.company.version,
                policy_version=desk.policies.version,
                data=about | {"model": seal},
            )
        )
    return seal
