"""The decision log: how fast entries are chained, and how fast a whole log is proven."""

from __future__ import annotations

import time

from approvals.clock import MovableClock
from approvals.jobs.queue import DbosJobs
from approvals.log.entry import Entry
from approvals.log.verify import verify
from approvals.store.engine import database_url
from approvals.store.store import Store
from tests.bench.figures import Figures, rate
from tests.scenarios.office import MONDAY

TOGETHER = 500
"""Entries written in one transaction here; an operation writes one to four."""


class NotWhole(Exception):
    """The log that was just written does not verify."""


async def log_times(database: str, entries: int) -> tuple[float, float]:
    """Seconds to write that many entries of a usual size, and to prove them. Raises NotWhole."""
    url = database_url(database)
    store = Store(url, clock=MovableClock(MONDAY), jobs=DbosJobs(url))
    try:
        begun = time.perf_counter()
        for start in range(0, entries, TOGETHER):
            async with store.transaction() as tx:
                for number in range(start, min(start + TOGETHER, entries)):
                    tx.log(_entry(number))
        written = time.perf_counter()
        proof = await verify(store)
        proven = time.perf_counter()
    finally:
        await store.close()
    if not proof.whole or proof.entries != entries:
        raise NotWhole(proof.says)
    return written - begun, proven - written


def figures_of(entries: int, written: float, verified: float, loop: float) -> Figures:
    """Both as rates."""
    return {"written": rate(entries, written, loop), "verified": rate(entries, verified, loop)}


def _entry(number: int) -> Entry:
    """About as long as `item.approved`: some 700 characters of data."""
    factors = [
        {"name": name, "points": 5.0, "says": f"One sentence on the {name.replace('_', ' ')} of this request"}
        for name in ("risk_level", "data_class", "duration", "tenure", "peers", "hour")
    ]
    return Entry(
        kind="item.approved", actor="usher", person=f"person.{number % 50}", request_id=f"req_{number:024}",
        item_id=f"it_{number:024}", catalog_version="c" * 64, policy_version="p" * 64,
        data={"answer": "granted", "open_stages": [], "reasons": [], "scope": {"region": "EMEA"},
              "entitlement": "system/resource:read", "risk": {"score": 30, "band": "elevated", "factors": factors}},
    )  # fmt: skip
