"""What it takes to understand one message with the built-in engine, over the labelled messages there are."""

from __future__ import annotations

import time
from datetime import datetime

from intents.engines.choose import engine_for
from intents.understand import understand
from tests.eval.sets import EvalSet


async def readings(data: EvalSet, most: int) -> list[float]:
    """Seconds for each of the set's messages (the first `most`), after one that builds the index."""
    engine = engine_for("builtin")
    times = []
    for case in (data.cases[0], *data.cases[:most]):
        person, now = data.company.people[case["person"]], datetime.fromisoformat(case["now"])
        begun = time.perf_counter()
        await understand(case["text"], person=person, company=data.company, now=now, engine=engine)
        times.append(time.perf_counter() - begun)
    return times[1:]
