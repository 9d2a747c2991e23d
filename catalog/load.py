"""A company folder into a `Company`, or every reason why not.

All files are read and all checks run before anything is built: a folder is taken whole or refused whole, and
whoever mends it sees everything at once.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from catalog.model import Absence, Bundle, Company, Holding, PastDecision, PolicyFile, System
from catalog.pages import Page
from catalog.problems import CompanyInvalid, Problem, Severity, in_order
from catalog.reading import advice, files, pages, people, records, references
from catalog.reading.inventory import Inventory, take_inventory
from catalog.reading.located import Located
from catalog.reading.shape import check_shape, parse_zone
from catalog.reading.sign_ins import check_sign_ins
from catalog.reading.values import bundle_values, settings_values, system_value
from catalog.reading.yaml_text import read_yaml
from catalog.schema import SchemaName
from catalog.version import company_version


@dataclass(frozen=True, slots=True)
class Examined:
    """What came of reading a folder: the company unless there are errors, and all errors and warnings."""

    company: Company | None
    problems: tuple[Problem, ...]
    """By file and line."""


def load_company(folder: Path, *, on: date | None = None) -> Company:
    """The company that folder describes.

    `on` is the day by which warnings tell who has left; today if absent. Raises CompanyInvalid with every
    problem when there is an error among them.
    """
    examined = examine(folder, on=on)
    if examined.company is None:
        raise CompanyInvalid(folder, examined.problems)
    return examined.company


def examine(folder: Path, *, on: date | None = None) -> Examined:
    """Reads and checks a folder without raising: for `usher check`, which shows warnings as well."""
    draft = _Draft(folder, on)
    try:
        if not folder.is_dir():
            what = "is not a folder" if folder.exists() else "does not exist"
            return _refused(
                folder, f"{what}; name the folder that holds company.yaml, people.csv and catalog/"
            )
        company = draft.company()
    except OSError as error:
        why = (error.strerror or type(error).__name__).lower()
        return _refused(folder, f"cannot be read ({why}); check that Usher may open it")
    return Examined(company, tuple(in_order(draft.problems)))


def _refused(folder: Path, says: str) -> Examined:
    return Examined(None, (Problem(str(folder), "", None, says),))


@dataclass(slots=True)
class _Draft:
    """A folder on its way to a company."""

    folder: Path
    on: date | None
    problems: list[Problem] = field(default_factory=list)

    def company(self) -> Company | None:
        settings = self._document("company.yaml", "company", needed=True)
        names = files.catalog_files(self.folder, self.problems)
        documents = [self._document(name, "system") for name in names]
        systems = [document for document in documents if document is not None]
        bundles = self._document("bundles.yaml", "bundles")
        zone = _zone(settings)
        on = self.on or datetime.now(zone).date()

        staff = people.read_people(self.folder, self.problems)
        complete = None not in documents and (self.folder / "catalog").is_dir()
        inventory = take_inventory(systems, complete=complete, problems=self.problems)
        self._check(settings, systems, bundles, staff, inventory, on)
        holdings = records.read_holdings(self.folder, staff, inventory, zone, on, self.problems)
        decisions = records.read_decisions(self.folder, zone, self.problems)
        absences = records.read_absences(self.folder, staff, self.problems)
        policies = self._policies()
        handbook = pages.read_pages(self.folder, self.problems)
        self.problems.extend(files.strays(self.folder, self.problems))
        if settings is None or any(problem.severity is Severity.ERROR for problem in self.problems):
            return None
        return self._built(
            settings, systems, bundles, staff, inventory, holdings, decisions, absences, policies, handbook
        )

    def _document(self, name: str, kind: SchemaName, *, needed: bool = False) -> Located | None:
        if not (self.folder / name).exists():
            if needed:
                self.problems.append(
                    Problem(name, "", None, "is missing; make it with at least `name` and `timezone`")
                )
            return None
        text = files.read_text(self.folder, name, self.problems)
        document = None if text is None else read_yaml(name, text, self.problems)
        if document is not None:
            self.problems.extend(check_shape(document, kind))
        return document

    def _check(
        self, settings: Located | None, systems: list[Located], bundles: Located | None,
        staff: people.Staff, inventory: Inventory, on: date,
    ) -> None:  # fmt: skip
        found = self.problems
        if settings is not None:
            found.extend(references.check_settings(settings, staff, _system_ids(systems, inventory)))
            found.extend(check_sign_ins(settings))
            found.extend(advice.advise_on_settings(settings, staff, on))
        found.extend(people.advise_on_managers(staff, on))
        for system in systems:
            found.extend(references.check_system(system, staff, inventory))
            if staff.complete:
                found.extend(advice.advise_on_system(system, staff, on))
        if bundles is not None:
            found.extend(references.check_bundles(bundles, inventory))
            if staff.complete:
                found.extend(advice.advise_on_bundles(bundles, staff, inventory.conflicts()))

    def _policies(self) -> tuple[PolicyFile, ...]:
        names = files.policy_files(self.folder, self.problems)
        texts = [(name, files.read_text(self.folder, name, self.problems)) for name in names]
        return tuple(PolicyFile(path=name, text=text) for name, text in texts if text is not None)

    def _built(
        self, settings: Located, documents: list[Located], bundled: Located | None, staff: people.Staff,
        inventory: Inventory, holdings: list[Holding], decisions: list[PastDecision], absences: list[Absence],
        policies: tuple[PolicyFile, ...], handbook: tuple[Page, ...],
    ) -> Company | None:  # fmt: skip
        conflicts = inventory.conflicts()
        systems: list[System] = []
        bundles: tuple[Bundle, ...] = ()
        document = settings
        try:
            for document in documents:
                systems.append(system_value(document.data, conflicts))
            if bundled is not None:
                document = bundled
                bundles = bundle_values(bundled.data)
            document = settings
            values: dict[str, Any] = settings_values(settings.data)
            version = company_version(values, staff.persons.values(), systems, bundles)
            return Company(
                folder=self.folder, people=staff.persons, systems=tuple(systems), bundles=bundles,
                holdings=tuple(holdings), decisions=tuple(decisions), absences=tuple(absences),
                policies=policies, pages=handbook, version=version, **values,
            )  # fmt: skip
        except ValidationError as error:
            # The schemas are meant to be at least as strict as the model; whatever slips through is refused too.
            for detail in error.errors():
                path = tuple(step for step in detail["loc"] if isinstance(step, str | int))
                self.problems.append(document.at(path).problem(f"cannot be used: {detail['msg']}"))
            return None


def _system_ids(systems: list[Located], inventory: Inventory) -> set[str] | None:
    """The systems there are; None where a file that could not be read may hold more."""
    found = {name for system in systems if (name := system.text("system")) is not None}
    return found if inventory.complete else None


def _zone(settings: Located | None) -> ZoneInfo:
    try:
        return parse_zone((settings and settings.text("timezone")) or "UTC")
    except ValueError:
        return ZoneInfo(UTC.tzname(None))
