"""The card while a message is applied to it, and the understanding it ends as."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from catalog.model import Company, EntitlementId, Person, PersonId, Place
from intents import questions
from intents.refining.said import Said
from intents.refining.standing import Refined, Standing, either, label, power
from intents.scopes import required_missing
from intents.understanding import Evidence, Intent, Item, Outcome, Understanding

ENGINE = "rules"
"""What stands in `engine` when a message refined a card."""
UNSURE = 0.7
MOST_ITEMS = 10


@dataclass(frozen=True, kw_only=True)
class Setting:
    """Who writes, where, and when."""

    person: Person
    company: Company
    now: datetime

    def holder(self, beneficiary: PersonId | None) -> Person:
        """Who would hold the access."""
        return self.company.people[beneficiary] if beneficiary else self.person

    def visible(self, places: Iterable[Place], beneficiary: PersonId | None) -> list[Place]:
        """Those that the holder may see."""
        holder = self.holder(beneficiary)
        return [place for place in places if place.entitlement.audience.admits(holder)]


@dataclass(frozen=True, kw_only=True)
class Card:
    """What stands on the card now, and what was read from the message for it."""

    setting: Setting
    standing: Standing
    items: tuple[Item, ...]
    duration: timedelta | None
    until: datetime | None
    justification: str | None
    beneficiary: PersonId | None
    evidence: tuple[Evidence, ...] = ()
    also: str = ""

    @classmethod
    def of(cls, standing: Standing, setting: Setting) -> Card:
        """The card as it stands."""
        return cls(
            setting=setting,
            standing=standing,
            items=standing.items,
            duration=standing.duration,
            until=standing.until,
            justification=standing.justification,
            beneficiary=standing.beneficiary,
        )

    def noting(self, said: Said) -> Card:
        """The card with the pieces of the message that its fields were read from."""
        return replace(self, evidence=(*self.evidence, *said.evidence))

    def proposed(self) -> Refined:
        """The items as they are now; with a question when a required scope is open, or when they cannot be had."""
        company = self.setting.company
        if len(self.items) > MOST_ITEMS:
            return self.asking(f"That would be {len(self.items)} things on one card; send these first.")
        places = [company.places[item.entitlement] for item in self.items]
        holder = self.setting.holder(self.beneficiary)
        hidden = [place for place in places if not place.entitlement.audience.admits(holder)]
        if hidden:
            names = either([label(place) for place in hidden])
            return self.asking(
                f"{names} cannot be requested for {holder.name}. Who is it for, or what instead?"
            )
        missing = [
            (place, key)
            for place, item in zip(places, self.items, strict=True)
            for key in required_missing(place.resource, item.scope)
        ]
        shortlist = [item.entitlement for item in self.items]
        return self._refined(
            Outcome.ASK if missing else Outcome.PROPOSE,
            1.0,
            items=self.items,
            shortlist=[*shortlist, *self.standing.shortlist],
            question=questions.about_scope(*missing[0]) if missing else None,
            missing=tuple(dict.fromkeys(key for _, key in missing)),
        )

    def choosing(self, places: Sequence[Place]) -> Refined:
        """These to pick from, with whatever else the message said; of one alone its levels, the least first."""
        if len(places) == 1:
            entitlements = [level.id for level in places[0].resource.entitlements]
            levels = [self.setting.company.places[one] for one in entitlements]
            places = sorted(self.setting.visible(levels, self.beneficiary), key=power)
        return self._refined(
            Outcome.CHOOSE,
            UNSURE,
            shortlist=[place.entitlement.id for place in places],
            question=questions.about_choice(),
        )

    def open(self) -> Refined:
        """The same question as before, with what the message said besides."""
        company = self.setting.company
        places = [company.places[one] for one in self.standing.shortlist if one in company.places]
        shortlist = [place.entitlement.id for place in self.setting.visible(places, self.beneficiary)]
        outcome = Outcome.ASK if self.standing.missing else Outcome.CHOOSE
        question = self.standing.question or questions.about_choice()
        return self._refined(
            outcome, UNSURE, shortlist=shortlist, question=question, missing=self.standing.missing
        )

    def asking(self, question: str) -> Refined:
        """A question about the message; nothing on the card changes."""
        before = Card.of(self.standing, self.setting)
        refined = before._refined(Outcome.ASK, UNSURE, items=before.items, question=question)
        return replace(refined, changed=False)

    def _refined(
        self,
        outcome: Outcome,
        confidence: float,
        *,
        items: tuple[Item, ...] = (),
        shortlist: Sequence[EntitlementId] = (),
        question: str | None,
        missing: tuple[str, ...] = (),
    ) -> Refined:
        company = self.setting.company
        known = [company.places[one] for one in dict.fromkeys(shortlist) if one in company.places]
        seen = [place.entitlement.id for place in self.setting.visible(known, self.beneficiary)]
        understanding = Understanding(
            intent=Intent.REQUEST,
            outcome=outcome,
            items=items,
            duration=self.duration,
            until=self.until,
            beneficiary=self.beneficiary,
            justification=self.justification,
            confidence=confidence,
            shortlist=tuple(seen[:5]),
            question=question,
            missing=missing,
            engine=ENGINE,
            evidence=self.evidence,
        )
        return Refined(understanding=understanding, also=self.also)
