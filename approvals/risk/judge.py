"""Asking the trained model about one possible grant, and its challenger beside it.

Nothing that goes wrong here stops a decision or makes it milder: where a model was promoted and cannot be asked, it
abstains, and a rule that ships sends the request to people.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from math import log
from typing import TYPE_CHECKING, Protocol

from approvals.risk import weights
from approvals.risk.judgement import UNJUDGED, Judgement, ModelSays
from catalog.model import Person, Place

if TYPE_CHECKING:  # numpy is only loaded with the first model
    from approvals.risk.model.scoring import Opinion, Scorer

_log = logging.getLogger(__name__)
NOT_ASKED = "it could not be asked"
_TINY = 1e-9
_MENTIONED = 0.5
"""A second attribute is named when it weighs at least so much of the first."""

_OF_THE_PERSON: Mapping[str, Callable[[Person], str]] = {
    "department": lambda person: person.department,
    "title": lambda person: person.title,
    "manager": lambda person: person.manager or "",
    "employment": lambda person: person.employment.value,
    "company": lambda person: person.company,
    "location": lambda person: person.location,
}
ATTRIBUTES = tuple(_OF_THE_PERSON)
"""What is known of a person at the time of a request, under the names of the columns of `decisions.csv`."""
_OF_THE_PLACE: Mapping[str, Callable[[Place], str]] = {
    "entitlement": lambda place: place.entitlement.id,
    "level": lambda place: place.entitlement.level,
    "resource": lambda place: place.resource.id,
    "system": lambda place: place.system.id,
}


class Opinionated(Protocol):
    """What can be asked for an opinion: a Scorer, or something in its place."""

    def score(self, attributes: Mapping[str, str], /) -> Opinion:
        """The opinion on a request with these attributes."""
        ...


@dataclass(frozen=True, kw_only=True)
class Scored:
    """One sealed model, ready to be asked."""

    seal: str
    columns: tuple[str, ...]
    usual: float
    """The share of the decisions it was trained on that were denials."""
    scorer: Opinionated

    @classmethod
    def of(cls, seal: str, scorer: Scorer) -> Scored:
        """The model under its seal."""
        model = scorer.model
        usual = model.metrics.denied / model.metrics.rows
        return cls(seal=seal, columns=model.attributes, usual=usual, scorer=scorer)


@dataclass(frozen=True, kw_only=True)
class ModelsInForce:
    """The models of one moment. A value: promoting another makes a new one, so no decision mixes two."""

    live: Scored | None = None
    challenger: Scored | None = None
    """Scores beside the live one, and decides nothing."""
    trouble: str = ""
    """Why people decide although a model was promoted (its file was altered, drift), as a clause; empty otherwise."""


NO_MODELS = ModelsInForce()


class LiveModels(Protocol):
    """Where the models in force are kept; a registry on disk, or one in memory."""

    def in_force(self) -> ModelsInForce:
        """The models as they are now."""
        ...


def attributes_of(person: Person, place: Place, columns: Iterable[str]) -> dict[str, str]:
    """The request as the model knows requests, under its own names of the columns. Raises KeyError."""
    found = {}
    for column in columns:
        plain = _plain(column)
        of_place = _OF_THE_PLACE.get(plain)
        found[column] = of_place(place) if of_place else _OF_THE_PERSON[plain](person)
    return found


def attributes_of_person(person: Person) -> dict[str, str]:
    """What is known of that person now, by column."""
    return {column: read(person) for column, read in _OF_THE_PERSON.items()}


def cannot_be_live(columns: Iterable[str]) -> str | None:
    """Why a model with these columns cannot judge requests, in one sentence; None when it can."""
    strange = [one for one in columns if _plain(one) not in {*_OF_THE_PERSON, *_OF_THE_PLACE}]
    if not strange:
        return None
    known = ", ".join((*_OF_THE_PLACE, *_OF_THE_PERSON))
    return f"It was trained on {', '.join(strange)}, which Usher does not know of a request, so it cannot be made live; train on columns among {known}."


def judge(models: ModelsInForce, person: Person, place: Place) -> Judgement:
    """The live model's word on `person` holding this, with the challenger's beside it. Never raises."""
    shadow = None if models.challenger is None else _asked(models.challenger, person, place)
    if models.trouble:
        seal = models.live.seal if models.live else ""
        judged = Judgement(says=ModelSays.ABSTAINS, why=models.trouble, seal=seal)
    elif models.live is None:
        judged = UNJUDGED
    else:
        judged = _asked(models.live, person, place)
    return judged if shadow is None else replace(judged, shadow=shadow)


def points_for(probability: float, usual: float) -> int:
    """What that probability adds to the score: nothing up to the usual share, all from one half on, by log-odds."""
    if probability <= usual:
        return 0
    if probability >= weights.HISTORY_ALL_FROM:
        return weights.HISTORY
    start = _log_odds(max(usual, _TINY))
    way = (_log_odds(max(probability, usual, _TINY)) - start) / (_log_odds(weights.HISTORY_ALL_FROM) - start)
    return round(weights.HISTORY * way)


def _asked(model: Scored, person: Person, place: Place) -> Judgement:
    try:
        opinion = model.scorer.score(attributes_of(person, place, model.columns))
        if not 0 <= opinion.probability <= 1:
            raise ValueError(f"{opinion.probability} is no probability")
        return Judgement(
            says=ModelSays.SURE if opinion.abstains is None else ModelSays.ABSTAINS,
            why=_as_a_clause(opinion.abstains or ""),
            seal=model.seal,
            probability=opinion.probability,
            usual=model.usual,
            # Also where it abstains: knowing little adds people, and takes nothing away.
            points=points_for(opinion.probability, model.usual),
            mostly=_mostly(opinion.contributions),
        )
    except Exception:  # noqa: BLE001 - whatever it is, people decide
        _log.exception("the risk model could not be asked")
        return Judgement(says=ModelSays.ABSTAINS, why=NOT_ASKED, seal=model.seal, usual=model.usual)


def _mostly(contributions: Mapping[str, float]) -> tuple[str, ...]:
    raised = sorted((-added, name) for name, added in contributions.items() if added > 0)
    if not raised:
        return ()
    most = raised[0][0]
    return tuple(name.replace("_", " ").lower() for added, name in raised[:2] if added <= _MENTIONED * most)


def _as_a_clause(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:].rstrip(".")


@lru_cache(maxsize=256)
def _plain(column: str) -> str:
    return re.sub(r"[\s_-]+", "", column).lower()


def _log_odds(probability: float) -> float:
    return log(probability / (1 - probability))
