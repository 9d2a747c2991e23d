"""What is in every export besides the stories: ordinary days, other types of events, repeats, disorder, broken lines.

Nothing here changes a label: nobody has an ordinary day inside one of their own stories or after the last of them.
"""

from __future__ import annotations

import json
import random
from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from tests.eval.lockouts.writing.story import Story, Teller
from tests.eval.lockouts.writing.world import Book, Office, Recorded, Scene, Someone

FIRST_DAY = datetime(2026, 11, 16, tzinfo=UTC)
DAYS = 12
_BEFORE = timedelta(hours=2)
"""No ordinary sign-in this close before a story begins."""


def ordinary_days(office: Office, stories: Sequence[Story], book: Book, silent: frozenset[str]) -> None:
    """A few uneventful sign-ins of everybody who is still there; `silent` have none."""
    free_until, windows = _taken(stories, book)
    for who in office.people.values():
        if who.id in silent or (who.ends and who.ends < "2026-11-27"):
            continue
        draw = random.Random(f"{office.slug}/{who.id}/days")
        for _ in range(5):
            moment = FIRST_DAY + timedelta(days=draw.randrange(DAYS), hours=draw.randrange(8, 17), minutes=draw.randrange(60))  # fmt: skip
            if moment > free_until.get(who.id, moment) or moment.weekday() > 4:
                continue
            if any(start - _BEFORE <= moment <= end for start, end in windows[who.id]):
                continue
            _uneventful(Teller.of(Scene(office, who, moment, book, draw)), draw)


def _uneventful(t: Teller, draw: random.Random) -> None:
    raw = t.scene.office.raw_windows
    kinds = (
        ["okta", "entra", "windows", "ticket"]
        if raw
        else ["okta", "entra", "windows", "google", "duo", "aws"]
    )
    match draw.choice(kinds):
        case "okta":
            t.okta.signs_in(0)
            if draw.random() < 0.3:
                t.okta.opens(-1, "Perforce" if not raw else "Leverandørportalen")
        case "entra":
            if draw.random() < 0.4:
                t.entra.attempt(0.2, draw.choice([50058, 50140]), "Microsoft Teams", interactive=False)
            t.entra.signs_in(0)
        case "windows":
            t.windows.logs_on(0)
            if draw.random() < 0.3:
                t.windows.other(-4, 5140)
        case "ticket":
            t.windows.ticket(0)
        case "google":
            t.google.signs_in(0)
            if draw.random() < 0.3:
                t.google.other(-3)
        case "duo":
            t.duo.answers(0)
        case "aws":
            t.aws.signs_in(0)


def strange_types(office: Office, book: Book, people: Sequence[str]) -> None:
    """Types of events that no reader knows, and some that say nothing about these people."""
    for number, person in enumerate(people):
        who: Someone = office.people[person]
        t = Teller.of(Scene(office, who, FIRST_DAY + timedelta(days=number % 5, hours=9 + number), book, random.Random(f"{office.slug}/{person}/strange")))  # fmt: skip
        t.okta.other(0, "system.quantum.entangle", "A type that does not exist yet")
        t.okta.other(-1, "system.org.rate_limit.warning", "Rate limit warning")
        t.windows.other(-2, 4634)
        if not office.raw_windows:
            t.aws.no_such_user(-3)


def _taken(
    stories: Sequence[Story], book: Book
) -> tuple[dict[str, datetime], dict[str, list[tuple[datetime, datetime]]]]:
    """Until when each person with a story may have ordinary days, and the spans of their stories."""
    first: dict[tuple[str, datetime], datetime] = {}
    for story in stories:
        first[story.person, story.now] = story.now
    for line in book.lines:
        own = [story for story in stories if story.person == line.person and line.at <= story.now]
        if own:
            story = min(own, key=lambda one: one.now)
            first[story.person, story.now] = min(first[story.person, story.now], line.at)
    windows: dict[str, list[tuple[datetime, datetime]]] = defaultdict(list)
    for (person, now), start in first.items():
        windows[person].append((start, now))
    return {person: max(end for _, end in spans) for person, spans in windows.items()}, windows


def as_exported(office: Office, provider: str, lines: Sequence[Recorded]) -> list[str]:
    """The lines of one file: nearly in order, some twice, and a few that nobody can read."""
    draw = random.Random(f"{office.slug}/{provider}/export")
    late = [(line.at + timedelta(seconds=draw.randrange(1800)), line) for line in lines]
    late += [
        (line.at + timedelta(hours=1 + draw.randrange(20)), line) for line in lines if draw.random() < 0.04
    ]
    raws = [line.raw for _, line in sorted(late, key=lambda one: (one[0], one[1].id))]
    around = {"aws": "Records"}.get(
        provider, "records" if provider == "entra" and not office.graph_entra else ""
    )
    written = []
    while raws:
        # An export is delivered in pieces, and a piece may be one line.
        size = draw.choice([1, 1, 1, 3]) if around else 1
        piece, raws = raws[:size], raws[size:]
        written.append(_line({around: piece}) if size > 1 else _line(piece[0]))
    broken = [
        written[0][:180],
        "null",
        "[1, 2, 3]",
        "-- log rotated --",
        '{"uuid": 17, "published": "yesterday"}',
        "",
    ]
    for text in broken:
        written.insert(draw.randrange(1, len(written)), text)
    return written


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
