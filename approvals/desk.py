"""What every operation needs at hand: the store, the company, its policies, the risk models and the time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from approvals.errors import NotAllowed
from approvals.policy.book import PolicyBook
from approvals.risk.judge import NO_MODELS, LiveModels, ModelsInForce
from approvals.step_up.vault import Vault
from approvals.store.store import Store
from catalog.model import Company, Person, PersonId


@dataclass(frozen=True, kw_only=True)
class Desk:
    """One consistent set of things to decide with; a reload makes a new one, so no decision mixes two."""

    store: Store
    company: Company
    policies: PolicyBook
    models: ModelsInForce = NO_MODELS
    vault: Vault | None = None
    """Keeps the secrets of one-time codes; None where there is no key, and then nobody can set codes up."""

    confirm_at: str = ""
    """The address under which a browser finds this Usher, without a slash at the end; empty: there is none."""

    @property
    def sends_links(self) -> bool:
        """Whether an approval may be confirmed with a link where somebody has set up no codes."""
        step_up = self.company.step_up
        return bool(step_up and step_up.link and self.confirm_at and self.vault)

    def with_models(self, kept: LiveModels) -> Desk:
        """The same desk with the models that are in force now; whoever decides takes one and keeps to it."""
        models = kept.in_force()
        return self if models == self.models else replace(self, models=models)

    def now(self) -> datetime:
        """The present instant, in UTC."""
        return self.store.clock.now()

    def active_person(self, person_id: PersonId) -> Person:
        """The person, if they work here today. Raises NotAllowed."""
        person = self.company.people.get(person_id)
        if person is None:
            raise NotAllowed(
                f"{person_id} is not in the company's list of people; ask the IAM team to add them."
            )
        if not person.active(self.now().astimezone(self.company.zone).date()):
            raise NotAllowed(
                f"{person.name} does not work here at present, so nothing can be done in their name."
            )
        return person
