"""Which stretch of time to ask an interface for next; pure.

Interfaces that answer for a stretch of time deliver late: an event of ten o'clock may show up at five past. So
each stretch begins a little before the end of the last one, and once an hour far before it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

FIRST_LOOK = timedelta(days=30)
"""How far back the first look goes."""
FAR_EVERY = timedelta(hours=1)
MOST_PAGES = 10_000
"""Of one stretch; an interface whose pages lead round in a circle would never end."""


@dataclass(frozen=True, slots=True)
class Lateness:
    """How late a provider's events come: mostly, and at the worst."""

    usual: timedelta
    worst: timedelta


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of time on its way; both ends are in UTC."""

    since: datetime
    until: datetime
    far_at: datetime
    """When the last stretch that goes far back was begun."""
    page: str = ""
    """What leads to the next page; empty at the first."""
    pages: int = 0

    def turned(self, page: str) -> tuple[str, bool]:
        """The cursor after a page was had, and whether there are more; `page` leads to the next, empty at the last.

        A page that leads to itself is the last.
        """
        more = bool(page) and page != self.page and self.pages < MOST_PAGES
        after = replace(self, page=page, pages=self.pages + 1) if more else replace(self, page="", pages=0)
        return after._text(under_way=more), more

    def begun_again(self, now: datetime) -> str:
        """The cursor after a page that cannot be had any more: the same from the first page on, and up to now."""
        return replace(self, until=now, page="", pages=0)._text(under_way=True)

    def _text(self, *, under_way: bool) -> str:
        moments = {"since": self.since, "until": self.until, "far": self.far_at}
        values: dict[str, Any] = {name: moment.isoformat() for name, moment in moments.items()}
        return json.dumps(values | {"page": self.page, "pages": self.pages, "under_way": under_way})


def window(cursor: str, *, now: datetime, lateness: Lateness) -> Window:
    """The stretch to ask for: the rest of the one under way, else the next one. Anew when the cursor is not understood."""
    try:
        found = json.loads(cursor)
        since, until, far = (_moment(found[name]) for name in ("since", "until", "far"))
        if found["under_way"] is True:
            return Window(since, until, far, str(found["page"]), int(found["pages"]))
        again = now - far >= FAR_EVERY
        # What came just after the last far look is older by as much as that look is ago.
        back = lateness.worst + FAR_EVERY if again else lateness.usual
        return Window(min(until, now) - back, now, now if again else far)
    except (ValueError, TypeError, KeyError, OverflowError, RecursionError):
        return Window(now - FIRST_LOOK, now, now)


def stamp(moment: datetime) -> str:
    """As the interfaces take it: `2026-11-23T10:15:00.000Z`."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
