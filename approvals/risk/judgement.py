"""What the trained model made of one possible grant: a plain value that the score, the policy and the log share."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

_DIGITS = 6


class ModelSays(StrEnum):
    """Whether there is a trained model, and whether it knows enough here."""

    NONE = "none"
    """No model was ever promoted; the scorecard stands alone."""
    SURE = "sure"
    ABSTAINS = "abstains"
    """It knows too little, or cannot be asked although one was promoted: people decide."""


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """One model's word on one possible grant."""

    says: ModelSays = ModelSays.NONE
    why: str = ""
    """Why it abstains, in words."""
    seal: str = ""
    """Of the model that was asked; empty where none could be."""
    probability: float | None = None
    """That a careful reviewer would deny; None where nothing could be worked out."""
    usual: float = 0.0
    """The share of all past decisions that were denials."""
    points: int = 0
    """What it adds to the score."""
    mostly: tuple[str, ...] = ()
    """The one or two attributes that weigh most, in words."""
    shadow: Judgement | None = None
    """The challenger's word, which decides nothing."""

    def recorded(self) -> dict[str, Any] | None:
        """As the decision log keeps it; None where there is no model. Without the shadow, which stands beside it."""
        if self.says is ModelSays.NONE:
            return None
        return {
            "seal": self.seal,
            "says": self.says.value,
            "why": self.why,
            "probability": None if self.probability is None else round(self.probability, _DIGITS),
            "usual": round(self.usual, _DIGITS),
            "points": self.points,
        }


def judgement_from(data: dict[str, Any] | None) -> Judgement:
    """The judgement as an entry of the decision log has it. Raises KeyError, ValueError, TypeError."""
    if data is None:
        return UNJUDGED
    probability = data["probability"]
    return Judgement(
        says=ModelSays(data["says"]),
        why=str(data["why"]),
        seal=str(data["seal"]),
        probability=None if probability is None else float(probability),
        usual=float(data["usual"]),
        points=int(data["points"]),
    )


UNJUDGED = Judgement()
"""Where no model was ever promoted."""
