"""The invented world a story happens in: people with the logins each provider knows them by, places, devices.

Everything that has to look random comes from a generator seeded with the story's own name, so one story can be
changed without moving the events of another.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Site:
    """A place with the network people reach the internet through there; addresses are of the documentation ranges."""

    city: str
    state: str
    country: str
    """ISO 3166, two letters."""
    country_name: str
    latitude: float
    longitude: float
    prefix: str
    """The first three parts of its IPv4 addresses."""
    asn: int
    network: str
    domain: str
    inside: str = "10.20.4"
    """The first three parts of the addresses behind it."""


@dataclass(frozen=True, slots=True)
class Machine:
    """What somebody signs in from."""

    kind: str
    """Computer or Mobile, in Okta's words."""
    system: str
    browser: str
    agent: str
    name: str = ""
    managed: bool = True


WINDOWS_PC = Machine("Computer", "Windows 10", "CHROME", "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36")  # fmt: skip
MAC = Machine("Computer", "Mac OS X", "SAFARI", "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15")  # fmt: skip
LINUX_PC = Machine("Computer", "Linux", "FIREFOX", "Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0")  # fmt: skip
OLD_PHONE = Machine("Mobile", "iOS (iPhone)", "UNKNOWN", "Apple-iPhone11C8/1805.89", "iPhone", managed=False)
NEW_PHONE = Machine("Mobile", "Android", "CHROME", "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36", "Pixel 9", managed=False)  # fmt: skip
HOME_PC = replace(MAC, name="", managed=False)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where and on what an attempt is made."""

    site: Site
    machine: Machine
    last: int
    """The last part of the address."""

    @property
    def address(self) -> str:
        return f"{self.site.prefix}.{self.last}"

    @property
    def inner(self) -> str:
        """The address inside the company's network."""
        return f"{self.site.inside}.{self.last}"


@dataclass(frozen=True, slots=True)
class Someone:
    """A person of people.csv, and what each provider calls them."""

    id: str
    name: str
    email: str
    logins: Mapping[str, str]
    """By provider: okta, entra, windows, google, aws, duo."""
    desk: Origin
    home: Origin
    ends: str = ""

    def stable(self, what: str, letters: str, length: int) -> str:
        """An id of theirs that is the same in every event."""
        draw = random.Random(f"{self.email}/{what}")
        return "".join(draw.choice(letters) for _ in range(length))

    @property
    def directory_number(self) -> int:
        """The last part of the Windows security id."""
        return random.Random(f"{self.email}/rid").randrange(1103, 9800)


@dataclass(frozen=True)
class Office:
    """One company as its providers see it."""

    slug: str
    folder: Path
    name: str
    domain: str
    forest: str
    """The Windows domain's short name."""
    controllers: tuple[str, ...]
    tenant: str
    sites: Mapping[str, Site]
    people: Mapping[str, Someone]
    raw_windows: bool
    """Windows events as raw EVTX-JSON; else in winlogbeat's ECS shape."""
    graph_entra: bool
    """Entra sign-ins as Graph objects; else as the Azure Monitor export."""
    identity_engine: bool = False
    """Okta Identity Engine, where the password is a factor as well; else Classic."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """One line of a provider's file."""

    provider: str
    at: datetime
    id: str
    person: str
    raw: Mapping[str, Any]


@dataclass
class Book:
    """Everything recorded so far, in the order it was told."""

    lines: list[Recorded] = field(default_factory=list)

    def write(self, line: Recorded) -> str:
        """Keep one line; its event's id comes back, to be named as evidence."""
        self.lines.append(line)
        return line.id


@dataclass(frozen=True)
class Scene:
    """One person around one moment: what the pens of the providers need to record anything."""

    office: Office
    who: Someone
    now: datetime
    book: Book
    draw: random.Random

    def at(self, ago: float) -> datetime:
        """`ago` minutes before now; below zero it is still to come. Milliseconds are drawn, the second is kept."""
        return self.now - timedelta(minutes=ago) + timedelta(milliseconds=self.draw.randrange(50, 950))

    def hexes(self, length: int) -> str:
        return "".join(self.draw.choice("0123456789abcdef") for _ in range(length))

    def guid(self) -> str:
        digits = self.hexes(32)
        return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))

    def record(self, provider: str, at: datetime, id_: str, raw: Mapping[str, Any]) -> str:
        return self.book.write(Recorded(provider, at, id_, self.who.id, raw))

    def colleague(self, person: str) -> Someone:
        return self.office.people[person]


def people_of(
    folder: Path,
    sites: Mapping[str, Site],
    logins: Mapping[str, Mapping[str, str]],
    account: str,
    machine: str,
) -> dict[str, Someone]:
    """The people of a company folder at their desks.

    `account` says what Windows, AWS and Duo call them unless `logins` says otherwise: `id` or `email` (the part
    before the @, cut to the 20 characters a Windows account name may have). `machine` is what host names begin with.
    """
    found = {}
    with (folder / "people.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for number, row in enumerate(rows, start=1):
        draw = random.Random(f"{row['email']}/desk")
        short = (row["id"] if account == "id" else row["email"].split("@")[0])[:20]
        site = sites[row["location"]]
        desk = draw.choice([WINDOWS_PC, WINDOWS_PC, MAC, LINUX_PC] if account == "id" else [WINDOWS_PC])
        at_desk = Origin(site, replace(desk, name=f"{machine}{number:03d}"), draw.randrange(20, 60))
        at_home = Origin(replace(sites["home"], city=site.city, state=site.state, country=site.country, country_name=site.country_name, latitude=site.latitude, longitude=site.longitude), HOME_PC, draw.randrange(60, 250))  # fmt: skip
        names = {"okta": row["email"], "entra": row["email"], "google": row["email"], "windows": short, "aws": short, "duo": short}  # fmt: skip
        found[row["id"]] = Someone(
            row["id"], row["name"], row["email"], names | dict(logins.get(row["id"], {})), at_desk, at_home, row["ends"]
        )  # fmt: skip
    return found
