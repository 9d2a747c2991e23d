"""What exists in one organisation: systems, resources, entitlements, bundles, people, and who holds what.

These are the values the loader hands out: frozen, already checked against the JSON Schemas and against
each other, and the only thing the other rooms know of a company. Nothing here reads a file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import Self, TypeAlias
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field

from catalog.durations import Duration
from catalog.emergency import Emergency
from catalog.hours import Patience, WorkingHours
from catalog.kinds import Automation, DataClass, Employment, RiskLevel
from catalog.pages import Page
from catalog.settings import Channels, Freeze, Groups, Limits, RiskThresholds, SignIns, StepUp, WarningSigns
from catalog.ticket_settings import Tickets

PersonId: TypeAlias = str
"""A person's `id` in people.csv."""
EntitlementId: TypeAlias = str
"""An entitlement's full id, `system/resource:level`."""
ScopeValues: TypeAlias = dict[str, str]
"""What a request narrows a resource to: declared scope key to allowed value."""


class _Frozen(BaseModel):
    model_config = ConfigDict(
        frozen=True, extra="forbid", arbitrary_types_allowed=True, ignored_types=(cached_property,)
    )


class Person(_Frozen):
    """Somebody (or a service identity) who may ask, approve, or hold access."""

    id: PersonId
    name: str
    email: str
    slack_id: str | None = None
    title: str
    department: str
    manager: PersonId | None = None
    employment: Employment
    company: str
    """The legal entity, which differs after a merger."""
    location: str
    started: date | None = None
    ends: date | None = None

    def active(self, on: date) -> bool:
        """Whether the person works here on that day; `ends` is the last day."""
        return (self.started is None or self.started <= on) and (self.ends is None or on <= self.ends)


class ScopeRule(_Frozen):
    """One dimension a request must or may narrow a resource to: listed values, or a pattern."""

    values: tuple[str, ...] = ()
    pattern: str | None = None
    required: bool = False
    aliases: Mapping[str, str] = Field(default_factory=dict)
    """Other names for the values, lower-cased in no particular way; compare case-insensitively."""

    def allows(self, value: str) -> bool:
        """Whether that exact value may be asked for."""
        if self.values:
            return value in self.values
        return self.pattern is not None and re.fullmatch(self.pattern, value) is not None


class Audience(_Frozen):
    """Who may see and ask for an entitlement; empty lists let everybody in."""

    departments: tuple[str, ...] = ()
    employment: tuple[Employment, ...] = ()

    def admits(self, person: Person) -> bool:
        """Whether this person may see and ask for it."""
        return (not self.departments or person.department in self.departments) and (
            not self.employment or person.employment in self.employment
        )


class Entitlement(_Frozen):
    """One level of access to one resource: the thing that is requested, decided and granted."""

    id: EntitlementId
    level: str
    """The part after the colon."""
    name: str
    description: str = ""
    aliases: tuple[str, ...] = ()
    risk: RiskLevel
    privileged: bool = False
    automation: Automation = Automation.AUTOMATIC
    max_duration: Duration | None = None
    default_duration: Duration | None = None
    conflicts_with: tuple[EntitlementId, ...] = ()
    audience: Audience = Audience()
    classified_on: date | None = None


class Resource(_Frozen):
    """A thing inside a system that access is given to."""

    id: str
    """`system/resource`."""
    name: str
    description: str = ""
    aliases: tuple[str, ...] = ()
    owner: PersonId | None = None
    """Overrides the system's owner."""
    data_class: DataClass = DataClass.INTERNAL
    regulations: tuple[str, ...] = ()
    environment: str | None = None
    scopes: Mapping[str, ScopeRule] = Field(default_factory=dict)
    entitlements: tuple[Entitlement, ...]


class Provisioning(BaseModel):
    """Which connector carries a grant out, with that connector's own options (extra fields)."""

    model_config = ConfigDict(frozen=True, extra="allow")

    connector: str


class System(_Frozen):
    """An application people get access to."""

    id: str
    name: str
    description: str = ""
    aliases: tuple[str, ...] = ()
    owner: PersonId
    provisioning: Provisioning
    resources: tuple[Resource, ...]


class BirthrightFor(_Frozen):
    """Whom a bundle belongs to without asking."""

    departments: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()

    def covers(self, person: Person) -> bool:
        """Whether the person's department or title is among them; with neither named it is nobody's."""
        return person.department in self.departments or person.title in self.titles


class Bundle(_Frozen):
    """An access package: several entitlements asked for under one name."""

    id: str
    name: str
    description: str = ""
    aliases: tuple[str, ...] = ()
    includes: tuple[EntitlementId, ...]
    birthright_for: BirthrightFor = BirthrightFor()


class Holding(_Frozen):
    """Access somebody already has, as the company recorded it before Usher."""

    person: PersonId
    entitlement: EntitlementId
    scope: ScopeValues = Field(default_factory=dict)
    granted_at: datetime | None = None
    expires_at: datetime | None = None
    last_used_at: datetime | None = None


class PastDecision(_Frozen):
    """One line of decisions.csv: an outcome with the requester's attributes at that time."""

    at: datetime
    person: PersonId
    entitlement: EntitlementId
    approved: bool
    attributes: Mapping[str, str] = Field(default_factory=dict)


class Absence(_Frozen):
    """Days somebody is away (both ends included), and who stands in."""

    person: PersonId
    start: date
    until: date
    delegate: PersonId | None = None


class PolicyFile(_Frozen):
    """One Cedar file of the company, unparsed: `approvals` reads it."""

    path: str
    """Relative to the company folder."""
    text: str


class Place(_Frozen):
    """Where an entitlement stands in the catalog."""

    system: System
    resource: Resource
    entitlement: Entitlement

    @property
    def owner(self) -> PersonId:
        """Who answers for the resource: its own owner, else the system's."""
        return self.resource.owner or self.system.owner

    @property
    def label(self) -> str:
        """How people read it: `Snowflake · Sales reports · Viewer`."""
        return f"{self.system.name} · {self.resource.name} · {self.entitlement.name}"


class Company(_Frozen):
    """Everything Usher knows about one organisation, checked and indexed."""

    folder: Path
    name: str
    timezone: str
    working_hours: WorkingHours = WorkingHours()
    clock: Patience = Patience()
    locations: Mapping[str, str] = Field(default_factory=dict)
    """The time zone of each location that is not in the company's."""
    channels: Channels = Channels()
    groups: Groups = Groups()
    risk: RiskThresholds = RiskThresholds()
    limits: Limits = Limits()
    step_up: StepUp | None = None
    """None: approvals ask for no codes."""
    emergency: Emergency | None = None
    """None: nobody can break the glass."""
    freezes: tuple[Freeze, ...] = ()
    tickets: Tickets | None = None
    sign_ins: SignIns = SignIns()
    warning_signs: WarningSigns = WarningSigns()
    people: Mapping[PersonId, Person]
    systems: tuple[System, ...]
    bundles: tuple[Bundle, ...] = ()
    holdings: tuple[Holding, ...] = ()
    decisions: tuple[PastDecision, ...] = ()
    absences: tuple[Absence, ...] = ()
    policies: tuple[PolicyFile, ...] = ()
    pages: tuple[Page, ...] = ()
    version: str
    """SHA-256 over the folder's catalog, bundles, people and settings; stands in every decision."""

    def __copy__(self) -> Self:
        """A copy looks up everything anew: `model_copy` may give it other systems or holdings."""
        copied = super().__copy__()
        for name in copied.__dict__.keys() - type(self).model_fields:
            del copied.__dict__[name]
        return copied

    @property
    def zone(self) -> ZoneInfo:
        """The company's time zone."""
        return ZoneInfo(self.timezone)

    def zone_of(self, person: PersonId) -> ZoneInfo:
        """The time zone somebody works in: their location's, else the company's."""
        known = self.people.get(person)
        return ZoneInfo(self.locations.get(known.location, self.timezone) if known else self.timezone)

    @cached_property
    def places(self) -> dict[EntitlementId, Place]:
        """Every entitlement with its resource and system, by full id, in the catalog's order."""
        return {
            entitlement.id: Place(system=system, resource=resource, entitlement=entitlement)
            for system in self.systems
            for resource in system.resources
            for entitlement in resource.entitlements
        }

    @cached_property
    def _holdings_by_person(self) -> dict[PersonId, tuple[Holding, ...]]:
        grouped: dict[PersonId, list[Holding]] = {}
        for holding in self.holdings:
            grouped.setdefault(holding.person, []).append(holding)
        return {person: tuple(held) for person, held in grouped.items()}

    def holdings_of(self, person: PersonId) -> tuple[Holding, ...]:
        """What the company recorded for that person before Usher, expired or not."""
        return self._holdings_by_person.get(person, ())

    def visible_to(self, person: Person) -> Iterator[Place]:
        """The entitlements this person may see and ask for."""
        return (place for place in self.places.values() if place.entitlement.audience.admits(person))

    def managers_above(self, person: PersonId) -> list[PersonId]:
        """The person's manager, that one's manager, and so on to the top (the loader rules out cycles)."""
        chain: list[PersonId] = []
        above = self.people[person].manager
        while above is not None:
            chain.append(above)
            above = self.people[above].manager
        return chain

    def absence_of(self, person: PersonId, on: date) -> Absence | None:
        """The absence that covers that day, if any."""
        return next((a for a in self.absences if a.person == person and a.start <= on <= a.until), None)

    def names(self, people: Iterable[PersonId]) -> list[str]:
        """The names of those people, in that order."""
        return [self.people[person].name for person in people]
