"""What one file says about another, or about itself: owners, conflicts, scopes, members, bounds.

Everything here works on located data of any shape, so that it runs beside the schema check and not after
it. A value of the wrong type is the schema's business and is passed over.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from catalog.durations import format_duration, parse_duration
from catalog.hours import LONGEST_WAIT, Patience, WorkingHours
from catalog.model import ScopeRule
from catalog.problems import Problem
from catalog.reading.inventory import Inventory, is_full_id
from catalog.reading.located import Located
from catalog.reading.people import Staff
from catalog.reading.shape import parse_clock, parse_date, parse_regex
from catalog.reading.wording import did_you_mean, shown

_WAITS = {name: format_duration(getattr(Patience(), name)) for name in Patience.model_fields}
"""What company.yaml says of its clock where it says nothing."""


def check_settings(settings: Located, staff: Staff, systems: Collection[str] | None) -> Iterator[Problem]:
    """Group members exist, thresholds and waits stand in order, and freezes name systems there are."""
    for _, group in settings.pairs("groups"):
        for person, place in ((item.text(), item) for item in group.items()):
            if person is not None and (says := staff.unknown(person)):
                yield place.problem(says)
    if risk := settings.get("risk"):
        bounds = {"manager_from": 30, "security_from": 70} | (
            risk.data if isinstance(risk.data, dict) else {}
        )
        manager, security = bounds["manager_from"], bounds["security_from"]
        if isinstance(manager, int) and isinstance(security, int) and 0 <= security < manager <= 100:
            says = f"security_from ({security}) is below manager_from ({manager}); it must not be lower"
            yield risk.problem(says)
    for freeze in settings.items("freezes"):
        yield from _check_freeze(freeze, systems)
    if (clock := settings.get("clock")) is not None:
        yield from _check_clock(clock, settings.get("working_hours"))
    if hours := settings.get("working_hours"):
        start, until = hours.text("from") or "08:00", hours.text("until") or "18:00"
        try:
            backwards = parse_clock(until) <= parse_clock(start)
        except ValueError:
            return
        if backwards:
            yield hours.problem(
                f"the day ends ({until}) before it begins ({start}); `until` must be later than `from`"
            )


def _check_freeze(freeze: Located, systems: Collection[str] | None) -> Iterator[Problem]:
    start, until = freeze.text("from"), freeze.text("until")
    try:
        if start and until and parse_date(until) < parse_date(start):
            yield freeze.problem(
                f"it ends ({until}) before it begins ({start}); `until` is the last day of it"
            )
    except ValueError:
        pass  # the shape has said so already
    for system, place in freeze.texts("systems"):
        if systems is not None and system not in systems:
            yield place.problem(
                f"no file in catalog/ describes {shown(system)}{did_you_mean(system, systems)}"
            )


def _check_clock(clock: Located, hours: Located | None) -> Iterator[Problem]:
    """Nobody is called upon after the request has lapsed, and no request waits for years."""
    try:
        waits = {key: parse_duration(clock.text(key) or default) for key, default in _WAITS.items()}
        working = WorkingHours(
            start=parse_clock((hours and hours.text("from")) or "08:00"),
            until=parse_clock((hours and hours.text("until")) or "18:00"),
        )
    except ValueError:
        return  # the shape has said so already
    if working.until <= working.start:
        return  # said of the hours
    if (longest := waits["expire_after"]) > LONGEST_WAIT:
        yield clock.problem(f"expire_after is longer than {LONGEST_WAIT.days} working days; write less")
    for key in ("remind_after", "escalate_after", "assisted_within"):
        named = clock.get(key)
        if named is not None and working.amount(waits[key]) >= working.amount(longest):
            yield named.problem(
                "is not before expire_after; nobody is called upon once the request has lapsed"
            )


def check_system(system: Located, staff: Staff, inventory: Inventory) -> Iterator[Problem]:
    """Owners exist; scopes, durations and conflicts make sense."""
    yield from _check_owner(system, staff)
    for resource in system.items("resources"):
        yield from _check_owner(resource, staff)
        for _, scope in resource.pairs("scopes"):
            yield from _check_scope(scope)
        own_id = f"{system.text('system')}/{resource.text('id')}"
        for entitlement in resource.items("entitlements"):
            yield from _check_durations(entitlement)
            for other, place in entitlement.texts("conflicts_with"):
                if other == f"{own_id}:{entitlement.text('id')}":
                    yield place.problem("is the entitlement itself; name the one it must not be held with")
                elif is_full_id(other) and (says := inventory.unknown(other)):
                    yield place.problem(says)


def check_bundles(bundles: Located, inventory: Inventory) -> Iterator[Problem]:
    """Bundle ids are used once, and what they include exists."""
    seen: dict[str, Located] = {}
    for bundle in bundles.items():
        slug = bundle.text("id")
        if slug is not None and (first := seen.setdefault(slug, bundle)) is not bundle:
            yield bundle.at(("id",)).problem(
                f"{shown(slug)} is already the bundle on line {first.line}; give it its own id"
            )
        for member, place in bundle.texts("includes"):
            if is_full_id(member) and (says := inventory.unknown(member)):
                yield place.problem(says)


def _check_owner(thing: Located, staff: Staff) -> Iterator[Problem]:
    place = thing.get("owner")
    owner = None if place is None else place.text()
    if place is not None and owner is not None and (says := staff.unknown(owner)):
        yield place.problem(says)


def _check_durations(entitlement: Located) -> Iterator[Problem]:
    most, usual = entitlement.text("max_duration"), entitlement.get("default_duration")
    proposed = None if usual is None else usual.text()
    if usual is None or most is None or proposed is None:
        return
    try:
        longer = parse_duration(proposed) > parse_duration(most)
    except ValueError:
        return
    if longer:
        yield usual.problem(f"{proposed} is longer than max_duration ({most}); it must not be")


def _check_scope(scope: Located) -> Iterator[Problem]:
    values: dict[str, str] = {}
    for value, place in scope.texts("values"):
        first = values.setdefault(value.casefold(), value)
        if first != value:
            yield place.problem(
                f"{shown(value)} and {shown(first)} differ in capitals only; people could not tell them apart"
            )
    words: dict[str, str] = {}
    for word, place in scope.pairs("aliases"):
        target = place.text()
        if target is None:
            continue
        if values and target not in values.values():
            yield place.problem(
                f"{shown(target)} is not one of the values{did_you_mean(target, values.values())}"
            )
        if not values and not _follows(scope, target):
            yield place.problem(
                f"{shown(target)} does not follow the pattern; an alias stands for an allowed value"
            )
        if values.get(word.casefold(), target) != target:
            yield place.problem(
                f"{shown(word)} is itself one of the values and cannot stand for {shown(target)}"
            )
        if words.setdefault(word.casefold(), target) != target:
            yield place.problem(
                f"{shown(word)} stands for two values, as capitals make no difference; keep one"
            )


def _follows(scope: Located, value: str) -> bool:
    pattern = scope.text("pattern")
    try:
        parse_regex(pattern or "")
    except ValueError:
        return True  # no telling
    return pattern is None or ScopeRule(pattern=pattern).allows(value)
