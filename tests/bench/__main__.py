"""`python -m tests.bench`: the figures as one JSON object on standard output, the same as a table on standard error."""

from __future__ import annotations

import argparse
import asyncio
import cProfile
import json
import os
import platform
import pstats
import sys
import time
import traceback
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.logs import set_up_logging
from tests.bench.calibration import one_loop
from tests.bench.figures import Figures, percentile, rounded, table
from tests.bench.logbook import NotWhole
from tests.bench.sections import FULL, QUICK, SECTIONS, Amount, Databases
from tests.bench.starting import DidNotStart
from tests.bench.wanted import NothingLeft
from tests.databases import drop_databases, fresh_postgres, fresh_sqlite, postgres_server

PROFILED_LINES = 45
EXPECTED = (DidNotStart, NothingLeft, NotWhole, TimeoutError)
PATIENCE_LOST = "Something that was waited for did not come; the machine may be overloaded."


async def measure(names: Sequence[str], amount: Amount) -> Figures:
    """Those sections, one after the other, on every kind of database there is; one that fails does not end the run."""
    loops: list[float] = [one_loop()]
    figures: Figures = {}
    with TemporaryDirectory(prefix="usher-bench-") as folder:
        databases: Databases = {"sqlite": lambda: fresh_sqlite(Path(folder))}
        if (server := postgres_server()) is not None:
            databases["postgresql"] = lambda: fresh_postgres(server)
        try:
            for name in names:
                begun = time.perf_counter()
                print(f"measuring {name} …", end=" ", file=sys.stderr, flush=True)
                try:
                    figures[name] = await SECTIONS[name](amount, databases, loops)
                except EXPECTED as trouble:
                    figures[name] = {"failed": str(trouble) or PATIENCE_LOST}
                except Exception as broken:  # noqa: BLE001 - minutes of figures are not lost for one section
                    traceback.print_exception(broken)
                    figures[name] = {
                        "failed": f"{name} broke off ({type(broken).__name__}); see the traceback."
                    }
                print(_ended(figures[name], time.perf_counter() - begun), file=sys.stderr, flush=True)
        finally:
            drop_databases()
    return {"machine": _machine(loops)} | figures


def _ended(found: Figures, seconds: float) -> str:
    return str(found["failed"]) if "failed" in found else f"{seconds:.0f} s"


def _machine(loops: list[float]) -> Figures:
    """What it ran on, and how steady that was: a p99 far above the p50 means that others were using it."""
    return {
        "python": platform.python_version(),
        "cores": os.cpu_count(),
        "loop_p50_ms": rounded(1000 * percentile(loops, 0.5)),
        "loop_min_ms": rounded(1000 * min(loops)),
        "loop_max_ms": rounded(1000 * max(loops)),
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; the exit code is 0 unless something could not be measured."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench", description="How fast Usher is on this machine."
    )
    parser.add_argument("--quick", action="store_true", help="a tenth of everything: sooner, and rougher")
    parser.add_argument(
        "--only", action="append", choices=SECTIONS, help="measure only this; may be given several times"
    )
    shown = parser.add_mutually_exclusive_group()
    shown.add_argument("--json", action="store_true", help="print the JSON only, no table")
    shown.add_argument("--table", action="store_true", help="print the table only, no JSON")
    parser.add_argument(
        "--profile", action="store_true", help="also print where the time of the event loop's thread went"
    )
    args = parser.parse_args(arguments)
    profile = cProfile.Profile() if args.profile else None
    if profile is not None:
        profile.enable()
    figures = asyncio.run(measure(args.only or list(SECTIONS), QUICK if args.quick else FULL))
    if profile is not None:
        profile.disable()
        pstats.Stats(profile, stream=sys.stderr).sort_stats("cumulative").print_stats(PROFILED_LINES)
        pstats.Stats(profile, stream=sys.stderr).sort_stats("tottime").print_stats(PROFILED_LINES)
    if not args.table:
        print(json.dumps(figures, indent=1))
    if not args.json:
        print(table(figures), file=sys.stderr)
    return 1 if any("failed" in found for found in figures.values()) else 0


if __name__ == "__main__":
    set_up_logging("error")  # not in main(): a test that calls it keeps its own logging
    raise SystemExit(main())
