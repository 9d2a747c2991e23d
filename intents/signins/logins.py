"""Whose login it is: the person of the company behind what a provider calls an account.

A feed says `HARBOUR\\jo.bell`, `jo.bell@harbour.onmicrosoft.com` or just a display name. Whoever is not found for
certain is nobody: an event on the wrong person's record would explain the wrong thing to the wrong person. So an address
at a stranger's domain is a stranger's, be the name before the @ as rare as it may.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from catalog.kinds import Employment
from catalog.model import Company, Person, PersonId
from catalog.per_company import once_per_company

_GUEST = "#ext#"
"""Between a guest's own address, its @ written as _, and the tenant's domain in an Entra login."""
_MACHINE = "$"
_INSIDE = frozenset({"local", "localdomain", "internal", "intranet", "corp", "lan", "home"})
"""What the names of directories end in that nobody outside can have: nobody registers such a domain."""
_TENANT = "onmicrosoft.com"
_ON_THE_PAYROLL = frozenset({Employment.EMPLOYEE, Employment.INTERN})
_REMEMBERED = 50_000


class _Unasked:
    """Nobody asked for that login yet."""


_UNASKED = _Unasked()


class Logins:
    """The people of one company by everything a login may call them."""

    def __init__(self, people: Iterable[Person]) -> None:
        self._emails: dict[str, set[PersonId]] = {}
        self._names: dict[str, set[PersonId]] = {}
        self._shown: dict[str, set[PersonId]] = {}
        self._domains: dict[PersonId, str] = {}
        self._own: set[str] = set()
        self._answers: dict[tuple[str, str], PersonId | None] = {}
        for person in people:
            email = person.email.casefold()
            local, _, domain = email.partition("@")
            self._domains[person.id] = domain
            if person.employment in _ON_THE_PAYROLL:
                # A contractor's address may be at an agency or at a provider of mail for everybody, a service's at its vendor.
                self._own.add(domain)
            self._emails.setdefault(email, set()).add(person.id)
            self._names.setdefault(person.id.casefold(), set()).add(person.id)
            if person.employment is not Employment.SERVICE:
                # What is run by a machine goes by its exact names only.
                self._names.setdefault(local, set()).add(person.id)
                self._shown.setdefault(_one_spaced(person.name), set()).add(person.id)

    def person(self, login: str, name: str = "") -> PersonId | None:
        """The one person whose login that is; None for nobody, for a machine, and where it may be two.

        `name` is what the provider shows beside it. It counts last, and only for an address at one of the company's
        own domains, a guest's in its tenant being none: a login may be a former name, but a stranger may be called like
        anybody.
        """
        asked = (login, name)
        known = self._answers.get(asked, _UNASKED)  # in one step: other threads may clear it
        if not isinstance(known, _Unasked):
            return known
        if len(self._answers) >= _REMEMBERED:
            self._answers.clear()
        plain = login.strip().casefold()
        answer = self._find(plain)
        _, at, domain = plain.rpartition("@")
        if answer is None and name and at and domain in self._own and _GUEST not in plain:
            answer = _only(self._shown.get(_one_spaced(name)))
        self._answers[asked] = answer
        return answer

    def _find(self, login: str) -> PersonId | None:
        if not login or login.endswith(_MACHINE):
            return None
        if _GUEST in login:
            before, _, after = login.partition(_GUEST)[0].rpartition("_")
            login = f"{before}@{after}"
        domain, _, name = login.rpartition("\\")
        if domain.endswith(_MACHINE):
            # An account of that one machine, which may be called like anybody.
            return None
        if "@" in name:
            if found := self._emails.get(name):
                return _only(found)
            name, _, domain = name.partition("@")
            if not self._is_ours(domain):
                return None
        return self._by_name(name, domain) or (None if domain else _only(self._shown.get(_one_spaced(name))))

    def _is_ours(self, domain: str) -> bool:
        """Whether addresses at that domain are the company's: a subdomain, its tenant at Microsoft, a directory's inner name."""
        if domain.rpartition(".")[2] in _INSIDE:
            return True
        before = domain.removesuffix(f".{_TENANT}").removesuffix(".mail")
        if domain.endswith(f".{_TENANT}"):
            return any(before == own.partition(".")[0] for own in self._own)
        return any(domain == own or domain.endswith(f".{own}") for own in self._own)

    def _by_name(self, name: str, domain: str) -> PersonId | None:
        found = self._names.get(name)
        if found and len(found) > 1 and domain:
            # CORP.PORTSIDE.EXAMPLE and PORTSIDE both mean those whose address is at portside.example.
            said = set(domain.split("."))
            found = {person for person in found if self._domains[person].partition(".")[0] in said}
        return _only(found)


def _only(found: set[PersonId] | None) -> PersonId | None:
    return next(iter(found)) if found and len(found) == 1 else None


def _one_spaced(name: str) -> str:
    # One letter with its accent, or a letter and an accent: the same name.
    return " ".join(unicodedata.normalize("NFC", name.casefold()).split())


@once_per_company
def logins(company: Company) -> Logins:
    """The logins of that company, put together at the first question."""
    return Logins(company.people.values())


def person_behind(company: Company, login: str) -> PersonId | None:
    """The person of the company whose login that is; None for nobody, and where it may be two."""
    return logins(company).person(login)
