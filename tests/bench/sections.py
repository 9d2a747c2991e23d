"""What can be measured, each under its name, with how much of it makes a full or a quick run."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass

from catalog.demo import demo_folder
from catalog.load import load_company
from tests.bench import clicks, deciding, logbook, reading, sign_ins, starting, whole_way
from tests.bench.calibration import calibrated
from tests.bench.crowd import crowd, models_of
from tests.bench.figures import Figures, rounded, spread
from tests.bench.house import open_house
from tests.eval.sets import sets

Fresh = Callable[[], AbstractContextManager[str]]
"""Makes a migrated, empty database that is gone afterwards; gives its URL."""
Databases = dict[str, Fresh]
"""By kind: `sqlite`, and `postgresql` where there is a server."""


@dataclass(frozen=True, kw_only=True)
class Amount:
    """How much is measured."""

    clicks: int
    clicks_at_once: int
    requests: int
    at_once: int
    messages: int
    decisions: int
    decisions_logged: int
    entries: int
    events: int
    events_stored: int
    questions: int
    starts: int
    idle: float


FULL = Amount(
    clicks_at_once=96,
    clicks=200,
    requests=100,
    at_once=8,
    messages=1_000,
    decisions=3_000,
    decisions_logged=1_000,
    entries=20_000,
    events=200_000,
    events_stored=1_000_000,
    questions=200,
    starts=5,
    idle=10.0,
)
QUICK = Amount(
    clicks_at_once=16,
    clicks=24,
    requests=16,
    at_once=8,
    messages=60,
    decisions=300,
    decisions_logged=100,
    entries=2_000,
    events=20_000,
    events_stored=100_000,
    questions=50,
    starts=2,
    idle=3.0,
)


async def click(amount: Amount, databases: Databases, loops: list[float]) -> Figures:
    """Click to updated message, one at a time."""
    found: Figures = {}
    for kind, fresh in databases.items():
        with fresh() as database, calibrated(loops) as loop:
            async with open_house(database) as house:
                taken = await clicks.quiet_clicks(house, amount.clicks)
        found[kind] = clicks.figures_of(taken, loop.seconds)
    return found


async def clicks_at_once(amount: Amount, databases: Databases, loops: list[float]) -> Figures:
    """Click to updated message, several people in the same instant."""
    found: Figures = {"people": amount.at_once}
    for kind, fresh in databases.items():
        with fresh() as database, calibrated(loops) as loop:
            async with open_house(database) as house:
                taken, seconds = await clicks.clicks_at_once(house, amount.clicks_at_once, amount.at_once)
        shown = clicks.throughput_of(taken, seconds, loop.seconds)
        found[kind] = {"decisions_shown": shown} | clicks.figures_of(taken, loop.seconds)
    return found


async def requests(amount: Amount, databases: Databases, loops: list[float]) -> Figures:
    """Requests a second, from the message to live access."""
    found: Figures = {"people": amount.at_once}
    for kind, fresh in databases.items():
        with fresh() as database, calibrated(loops) as loop:
            async with open_house(database) as house:
                ways, seconds = await whole_way.whole_ways(house, amount.requests, amount.at_once)
        found[kind] = whole_way.figures_of(ways, seconds, loop.seconds)
    return found


async def understanding(amount: Amount, databases: Databases, loops: list[float]) -> Figures:
    """One message understood, for each set of labelled messages that is there."""
    found: Figures = {}
    for data in sets():
        with calibrated(loops) as loop:
            times = await reading.readings(data, amount.messages)
        found[data.name] = {"entitlements": len(data.company.places)} | spread(times, loop.seconds)
    return found


async def decision(amount: Amount, databases: Databases, loops: list[float]) -> Figures:
    """Risk and policy of one possible grant; in a large company with a trained model, and with the log as well."""
    demo = deciding.Bench.of(load_company(demo_folder()))
    with calibrated(loops) as loop:
        found = deciding.figures_of(deciding.decisions(demo, amount.decisions), loop.seconds)
    company = crowd()
    large = deciding.Bench.of(company, models_of(company))
    sizes = {"people": len(company.people), "entitlements": len(company.places)}
    with calibrated(loops) as loop:
        times = deciding.decisions(large, amount.decisions)
    found["large"] = sizes | deciding.figures_of(times, loop.seconds)
    for kind, fresh in databases.items():
        with fresh() as database, calibrated(loops) as loop:
            seconds = await deciding.logged_decisions(large, database, amount.decisions_logged)
        found["large"][kind] = deciding.logged_figures_of(amount.decisions_logged, seconds, loop.seconds)
    return found


async def start(amount: Amount, databases: Databases, loops: list[float]) -> Figures:
    """Commands, from nothing to ready."""
    with calibrated(loops) as loop:
        helps = [starting.help_shown() for _ in range(amount.starts + 1)][1:]
        demos = [starting.demo_ready() for _ in range(amount.starts + 1)][1:]
    return {"help": spread(helps, loop.seconds), "demo": spread(demos, loop.seconds)}


async def idle(amount: Amount, databases: Databases, loops: list[float]) -> Figures:
    """What a process that has nothing to do takes of one core: it looks into its queues all the time."""
    found: Figures = {"seconds": amount.idle}
    for kind, fresh in databases.items():
        with fresh() as database:
            async with open_house(database) as house:
                found[kind] = {"percent_of_a_core": rounded(100 * await house.idle(amount.idle))}
    return found


async def log(amount: Amount, databases: Databases, loops: list[float]) -> Figures:
    """Entries of the decision log written and proven a second."""
    found: Figures = {}
    for kind, fresh in databases.items():
        with fresh() as database, calibrated(loops) as loop:
            written, verified = await logbook.log_times(database, amount.entries)
        found[kind] = logbook.figures_of(amount.entries, written, verified, loop.seconds)
    return found


async def signins(amount: Amount, databases: Databases, loops: list[float]) -> Figures:
    """Sign-in events taken in a second, and a lock-out explained with a million of them stored."""
    found: Figures = {}
    company = crowd()
    for kind, fresh in databases.items():
        with fresh() as database, calibrated(loops) as loop:
            taken = await sign_ins.ingest_seconds(database, company, amount.events)
        found[kind] = sign_ins.figures_of(amount.events, *taken, loop.seconds)
        with fresh() as database, calibrated(loops) as loop:
            times = await sign_ins.answer_times(database, company, amount.events_stored, amount.questions)
        found[kind]["answer"] = sign_ins.answers_of(amount.events_stored, times, loop.seconds)
    return found


SECTIONS: dict[str, Callable[[Amount, Databases, list[float]], Awaitable[Figures]]] = {
    "click": click,
    "clicks_at_once": clicks_at_once,
    "requests": requests,
    "understanding": understanding,
    "decision": decision,
    "start": start,
    "idle": idle,
    "log": log,
    "signins": signins,
}
