"""`python -m tests.eval.lockouts [--company NAME|DIR ...] [--totals] [--show N]`: how often a lock-out is explained rightly.

Figures as JSON on standard output, a table beside it. Of a set that is held out only the totals are ever shown.
"""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

from tests.eval.lockouts.answering import NotAnswered, answers
from tests.eval.lockouts.scoring import FIGURES, confusion, failures, figures
from tests.eval.lockouts.sets import NoStories, StorySet, story_sets


def measure(data: StorySet, got: dict[str, dict[str, Any]], totals: bool = False) -> dict[str, Any]:
    """The figures of one set; with what was taken for what, unless only totals are wanted or the set is held out."""
    found = figures(data.stories, got)
    if totals or data.held_out:
        return found
    return found | {"confusion": confusion(data.stories, got)}


def measure_all(named: list[str] | None = None, totals: bool = True, show: int = 0) -> dict[str, Any]:
    """The figures of the sets by name; up to `show` failing stories of each go to standard error. Raises NotAnswered, NoStories."""
    found = {}
    for data in story_sets(named):
        got = answers(data)
        found[data.name] = measure(data, got, totals)
        if not data.held_out:
            for wrong in failures(data.stories, got)[:show]:
                print(json.dumps(wrong, ensure_ascii=False), file=sys.stderr)
    return found


def table(measured: dict[str, Any]) -> str:
    """The same for people: a column for each set, then what each cause was taken for."""
    lines = [f"{'':22}" + "".join(f"{name:>14}" for name in measured)]
    for figure in ("stories", "answered", *FIGURES, "certain_and_wrong"):
        values = [one[figure] for one in measured.values()]
        lines.append(f"{figure:22}" + "".join(f"{'-' if value is None else value:>14}" for value in values))
    for name, one in measured.items():
        if "confusion" in one:
            lines.append(f"\n{name}: the right cause, and what was answered")
            for cause, taken in one["confusion"].items():
                right = taken.get(cause, 0)
                others = ", ".join(f"{other} {count}" for other, count in taken.items() if other != cause)
                lines.append(f"  {cause:22}{right:>3} of {sum(taken.values()):<3} {others}".rstrip())
    return "\n".join(lines)


def main() -> int:
    """Measure the sets that are named, or every one there is."""
    parser = argparse.ArgumentParser(prog="python -m tests.eval.lockouts", description=__doc__)
    parser.add_argument("--company", action="append", metavar="NAME|DIR", help="a set by name, or a company folder with lockouts.jsonl")  # fmt: skip
    parser.add_argument("--totals", action="store_true", help="no confusion, no single story")
    parser.add_argument("--show", type=int, default=0, help="print up to N failing stories a set; never of one that is held out")  # fmt: skip
    args = parser.parse_args()
    try:
        measured = measure_all(args.company, args.totals, 0 if args.totals else args.show)
    except (NoStories, NotAnswered) as wrong:
        print(wrong, file=sys.stderr)
        return 2
    print(json.dumps({"lockouts": measured}, indent=1))
    print(table(measured), file=sys.stderr)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
