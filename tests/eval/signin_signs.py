"""`python -m tests.eval.signin_signs [--people N] [--days N] [--seeds N]`: what warning signs find in a made-up company.

The model is trained on the first two thirds, which hold no attack, with its threshold at so many false alarms a day;
rules and model then see the last third day by day, as they would have. Says for each kind of attack what share of it
each rule and the model told of, and how many signs a day were about no attack.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from intents.signins.behaviour import unusual
from intents.signins.behaviour.model import BehaviourModel
from intents.signins.behaviour.training import train
from intents.signins.signs.rules import signs_from_address, signs_of_person
from intents.signins.signs.sign import FromAddress, Kind, OfPerson, Seen, Sign, Surroundings, got_in
from tests.eval.signin_people import START, Maker, Population, by_person

HISTORY = timedelta(days=30)
SHARED_BY = 5


def measure(*, people: int, days: int, seed: int, of_each: int, alarms: float = 1.0) -> dict[str, Any]:
    """The figures of one population."""
    cut = days * 2 // 3
    made = Maker(people, days, seed).population(attacks_from=cut, of_each=of_each)
    begin = START + timedelta(days=cut)
    histories = {who: [e for e in events if e.at < begin] for who, events in by_person(made)}
    model = train(made.company, {who: events for who, events in histories.items() if events}, now=begin)
    signs = list(_signs(made, model, model.threshold(alarms), cut, days))
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    false: Counter[str] = Counter()
    for key, sign in _merged(signs):
        names = {made.attack_of[event.id] for event in sign.events if event.id in made.attack_of}
        if not names:
            false[key] += 1
        for name in names:
            found[made.attacks[name][0]][key].add(name)
    of_kind = Counter(kind for kind, _ in made.attacks.values())
    return {
        "events": len(made.seen),
        "days": days - cut,
        "found": {
            kind: {
                **{key: round(len(names) / number, 2) for key, names in sorted(found[kind].items())},
                "any rule": round(
                    len(set().union(*(n for k, n in found[kind].items() if k != Kind.UNUSUAL))) / number, 2
                ),
            }
            for kind, number in of_kind.items()
        },
        "false_alarms_a_day": {key: round(number / (days - cut), 2) for key, number in sorted(false.items())},
    }


def _signs(made: Population, model: BehaviourModel, threshold: float, cut: int, days: int) -> Iterable[Sign]:
    around = _around(made, cut)
    of_person = {who: [Seen(event, who) for event in events] for who, events in by_person(made)}
    from_address: dict[str, list[Seen]] = defaultdict(list)
    for who, event in made.seen:
        from_address[event.address].append(Seen(event, who))
    for day in range(cut, days):
        fresh, end = START + timedelta(days=day), START + timedelta(days=day + 1)
        for seen in of_person.values():
            part = tuple(one for one in seen if fresh - HISTORY <= one.event.at < end)
            if not part or part[-1].event.at < fresh:
                continue
            case = OfPerson(company=made.company, seen=part, fresh=fresh, around=around)
            yield from signs_of_person(case)
            yield from unusual.found(case, model, threshold=threshold)
        for address, seen in from_address.items():
            part = tuple(one for one in seen if fresh - timedelta(days=2) <= one.event.at < end)
            if part and part[-1].event.at >= fresh:
                yield from signs_from_address(
                    FromAddress(company=made.company, address=address, seen=part, fresh=fresh, around=around)
                )


def _around(made: Population, cut: int) -> Surroundings:
    people: dict[str, set[str | None]] = defaultdict(set)
    countries: set[str] = set()
    for who, event in made.seen:
        if got_in(event) and event.at < START + timedelta(days=cut):
            people[event.address].add(who)
            countries.add(event.place.country)
    return Surroundings(
        shared=frozenset(address for address, whose in people.items() if len(whose) >= SHARED_BY),
        countries=frozenset(countries),
    )


def _merged(signs: Iterable[Sign]) -> list[tuple[str, Sign]]:
    """The same thing within a day is one sign, as it is when they are stored."""
    last: dict[tuple[Kind, str], Sign] = {}
    kept = []
    for sign in sorted(signs, key=lambda one: one.since):
        before = last.get((sign.kind, sign.subject))
        last[sign.kind, sign.subject] = sign
        if before is None or sign.since - before.until > timedelta(days=1):
            kept.append((str(sign.kind), sign))
        else:
            kept[:] = [(k, s) if s is not before else (k, sign) for k, s in kept]
    return kept


def main() -> int:
    """Prints the figures of several populations and their mean as a table."""
    parser = argparse.ArgumentParser(prog="python -m tests.eval.signin_signs", description=__doc__)
    parser.add_argument("--people", type=int, default=300)
    parser.add_argument("--days", type=int, default=60)
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--of-each", type=int, default=20)
    args = parser.parse_args()
    runs = [
        measure(people=args.people, days=args.days, seed=seed, of_each=args.of_each)
        for seed in range(args.seeds)
    ]
    print(json.dumps(runs, indent=1))
    keys = sorted({key for run in runs for row in run["found"].values() for key in row})
    print(f"{'':30}" + "".join(f"{key:>16}" for key in keys), file=sys.stderr)
    for kind in runs[0]["found"]:
        cells = [sum(run["found"][kind].get(key, 0) for run in runs) / len(runs) for key in keys]
        print(f"{kind:30}" + "".join(f"{cell:16.2f}" for cell in cells), file=sys.stderr)
    cells = [sum(run["false_alarms_a_day"].get(key, 0) for run in runs) / len(runs) for key in keys]
    print(f"{'false alarms a day':30}" + "".join(f"{cell:16.2f}" for cell in cells), file=sys.stderr)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
