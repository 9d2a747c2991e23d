"""What it takes to understand one message with the built-in engine, over the labelled messages there are.

As in the running bot, everything that is worked out once for a company has been when the first message comes.
"""

from __future__ import annotations

import time
from datetime import datetime

from intents import warm_up
from intents.engines.choose import engine_for
from intents.understand import understand
from tests.eval.sets import EvalSet


async def readings(data: EvalSet, most: int) -> list[float]:
    """Seconds for each of the set's messages (the first `most`)."""
    engine = engine_for("builtin")
    warm_up(data.company, engine)
    times = []
    for case in data.cases[:most]:
        person, now = data.company.people[case["person"]], datetime.fromisoformat(case["now"])
        begun = time.perf_counter()
        await understand(case["text"], person=person, company=data.company, now=now, engine=engine)
        times.append(time.perf_counter() - begun)
    return times
