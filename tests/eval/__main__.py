"""`python -m tests.eval [--engine SETTING] [--show N]`: the figures as JSON on standard output, a table beside it."""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import time
from typing import Any

from intents.batch import understand_lines
from intents.engines.choose import engine_for
from intents.engines.errors import EngineSettingError
from intents.engines.port import Engine
from tests.eval.cloud_roles import cloud_roles
from tests.eval.lockouts.__main__ import measure_all as measure_lockouts
from tests.eval.lockouts.__main__ import table as lockout_table
from tests.eval.lockouts.answering import NotAnswered
from tests.eval.retrieval import retrieval
from tests.eval.scoring import ALL_FIGURES, figures, judge
from tests.eval.sets import EvalSet, sets


async def answers_of(
    data: EvalSet, engine: Engine
) -> tuple[dict[str, dict[str, Any]], list[float], list[float]]:
    """The answers, and in order the milliseconds a message took by the clock, and of a core."""
    answers: dict[str, dict[str, Any]] = {}
    clock, core = [], []
    for case in data.cases:
        line = json.dumps({key: case[key] for key in ("id", "person", "text", "now")})
        started, spent = time.perf_counter(), time.thread_time()
        async for answer in understand_lines(data.company, [line], engine):
            answers[case["id"]] = json.loads(answer)
        clock.append(1000 * (time.perf_counter() - started))
        core.append(1000 * (time.thread_time() - spent))
    return answers, sorted(clock), sorted(core)


async def measure(data: EvalSet, engine: Engine, show: int = 0) -> dict[str, Any]:
    """The figures of one set: understanding, retrieval, time."""
    answers, clock, core = await answers_of(data, engine)
    wrong = [c for c in data.cases if any(counted and not hit for name, (counted, hit) in judge(c, answers[c["id"]]).items() if name not in {"harm", "over_grant"})]  # fmt: skip
    for case in wrong[:show]:
        print(json.dumps({"case": case, "got": answers[case["id"]]}, ensure_ascii=False), file=sys.stderr)
    return {
        "entitlements": len(data.company.places),
        "cases": len(data.cases),
        "understanding": figures(data.cases, answers),
        "retrieval": retrieval(data),
        "milliseconds": {
            **{f"p{share}": round(_at(clock, share), 2) for share in (50, 99)},
            **{f"core_p{share}": round(_at(core, share), 2) for share in (50, 99)},
        },
    }


def _at(times: list[float], percent: int) -> float:
    return times[percent * (len(times) - 1) // 100]


def _table(measured: dict[str, dict[str, Any]]) -> str:
    names = list(measured)
    lines = [f"{'':22}" + "".join(f"{name:>14}" for name in names)]

    def line(label: str, values: list[Any]) -> None:
        lines.append(f"{label:22}" + "".join(f"{'-' if v is None else v:>14}" for v in values))

    line("cases", [m["cases"] for m in measured.values()])
    line("entitlements", [m["entitlements"] for m in measured.values()])
    for figure in ALL_FIGURES:
        line(figure, [m["understanding"][figure] for m in measured.values()])
    for step in ("resources", "entitlements"):
        for depth in (1, 5, 40):
            line(
                f"{step} @{depth}",
                [m["retrieval"].get(step, {}).get(f"recall@{depth}") for m in measured.values()],
            )
    for label, key in (("ms a message", "p"), ("ms of a core", "core_p")):
        for share in (50, 99):
            line(f"{label}, p{share}", [m["milliseconds"][f"{key}{share}"] for m in measured.values()])
    return "\n".join(lines)


def main() -> int:
    """Measure every set there is: messages, then lock-outs."""
    parser = argparse.ArgumentParser(prog="python -m tests.eval", description=__doc__)
    parser.add_argument("--engine", default="builtin", help="builtin, or provider:model")
    parser.add_argument("--show", type=int, default=0, help="print up to N messages a set that went wrong")
    args = parser.parse_args()
    try:
        engine = engine_for(args.engine)
    except EngineSettingError as wrong:
        print(wrong, file=sys.stderr)
        return 2
    measured = {
        data.name: asyncio.run(measure(data, engine, args.show)) for data in [*sets(), *cloud_roles()]
    }
    try:
        lockouts = measure_lockouts()
    except NotAnswered as wrong:
        print(f"Lock-outs are not measured: {wrong}", file=sys.stderr)
        lockouts = {}
    print(json.dumps({"engine": engine.name, "sets": measured, "lockouts": lockouts}, indent=1))
    print(f"{_table(measured)}\n\nwhy somebody was locked out\n{lockout_table(lockouts)}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
