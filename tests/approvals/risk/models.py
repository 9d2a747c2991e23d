"""Risk models in memory: they say what a test wants, and can be promoted while requests run."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from math import log

from approvals.risk.judge import NO_MODELS, ModelsInForce, Scored
from approvals.risk.model.scoring import Opinion

COLUMNS = ("entitlement", "department", "title")
USUAL = 1 / 17

Says = Callable[[Mapping[str, str]], float]
"""The probability for a request with these attributes."""


@dataclass
class SaidSo:
    """A scorer without a model behind it; keeps what it was asked."""

    says: Says
    abstains: str | None = None
    contributions: dict[str, float] | None = None
    asked: list[dict[str, str]] = field(default_factory=list)

    def score(self, attributes: Mapping[str, str]) -> Opinion:
        self.asked.append(dict(attributes))
        probability = self.says(attributes)
        odds = log(max(probability, 1e-9) / max(1 - probability, 1e-9))
        beyond = odds - log(USUAL / (1 - USUAL))
        return Opinion(
            probability=probability,
            low=probability,
            high=probability,
            log_odds=odds,
            usual=odds - beyond,
            contributions=self.contributions
            or {"title": 0.6 * beyond, "entitlement": 0.35 * beyond, "department": 0.05 * beyond},
            abstains=self.abstains,
        )


def model(
    says: float | Says, *, seal: str = "a1", abstains: str | None = None, columns: tuple[str, ...] = COLUMNS
) -> Scored:
    """A model that gives everybody that probability, or what the function makes of them."""
    given = says if callable(says) else lambda _: says
    return Scored(seal=seal, columns=columns, usual=USUAL, scorer=SaidSo(given, abstains))


def broken(*, seal: str = "a1") -> Scored:
    """A model that fails whenever it is asked."""

    def fail(_: Mapping[str, str]) -> float:
        raise RuntimeError("an array has the wrong shape")

    return model(fail, seal=seal)


@dataclass
class ModelsInMemory:
    """What a registry does, without files."""

    models: ModelsInForce = NO_MODELS

    def in_force(self) -> ModelsInForce:
        return self.models

    def promote(self, live: Scored) -> None:
        self.models = replace(self.models, live=live)
