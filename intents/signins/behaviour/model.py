"""The trained model as a value and as a file: an isolation forest in plain numbers, under a hash of its own.

It is evaluated in plain Python. scikit-learn trains it and is not there when it is asked.
"""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from math import floor
from pathlib import Path
from tempfile import NamedTemporaryFile

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from intents.signins.behaviour.habits import FEATURES, Commonness

_REMEDY = "train it again with `usher signins train`"
MORE, FEWER = 1.1, 0.8
"""A sign that was right lets a tenth more through, a false alarm a fifth less."""
SPAN = 10.0
"""How far feedback moves the number of alarms a day: down to a tenth of what was set, and never above it."""


class ModelUnusable(Exception):
    """The file is missing, altered or not such a model; the message says so and what to do."""


class _Plain(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Tree(_Plain):
    """One tree: at each node a feature and a threshold, `left` where it is at most that; a leaf has feature -1."""

    feature: tuple[int, ...]
    threshold: tuple[float, ...]
    left: tuple[int, ...]
    right: tuple[int, ...]
    length: tuple[float, ...]
    """At a leaf: how many steps it took to isolate what ends there."""

    def steps(self, numbers: tuple[float, ...]) -> float:
        """How long it takes to isolate these numbers."""
        node = 0
        while (feature := self.feature[node]) >= 0:
            node = self.left[node] if numbers[feature] <= self.threshold[node] else self.right[node]
        return self.length[node]


class BehaviourModel(_Plain):
    """How unusual a sign-in is, from 0 to 1, and from where on that is worth a sign."""

    features: tuple[str, ...]
    trees: tuple[Tree, ...]
    usual_length: float
    """The steps that isolating takes on average in a sample of that size."""
    high: tuple[float, ...]
    """For each feature what one in a hundred sign-ins exceeds: above it, it is worth a word."""
    people: dict[str, dict[str, int]]
    """How many people have each country, network, client and application."""
    tops: tuple[float, ...]
    """The highest score of each person's day in training, the highest first, as many as could ever be let through."""
    days: float = Field(gt=0)
    """How many days it was trained on."""
    events: int
    persons: int
    since: datetime
    until: datetime
    trained_at: datetime
    snapshot: str
    """SHA-256 over the events it was trained on."""

    @property
    def common(self) -> Commonness:
        """What is common in the company."""
        return Commonness(self.people)

    def score(self, numbers: tuple[float, ...]) -> float:
        """From 0 to 1; one half is average, near 1 stands alone (Liu, Ting and Zhou, 2008)."""
        mean = sum(tree.steps(numbers) for tree in self.trees) / len(self.trees)
        return float(2.0 ** (-mean / self.usual_length))

    def threshold(self, alarms_a_day: float) -> float:
        """The score above which there would have been at most so many signs a day in training."""
        return self.tops[min(len(self.tops) - 1, floor(alarms_a_day * self.days))] if self.tops else 1.0


def alarms_a_day(wanted: float, *, right: int, false: int) -> float:
    """How many signs a day are let through after so many of them were judged right and false."""
    return max(wanted / SPAN, min(wanted, wanted * MORE**right * FEWER**false))


def save(model: BehaviourModel, path: Path) -> str:
    """Writes it whole or not at all, and returns its hash. Raises ModelUnusable."""
    content = model.model_dump(mode="json")
    seal = _hash(content)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile("w", dir=path.parent, suffix=".part", delete=False, encoding="utf-8") as part:
            json.dump({"hash": seal, "model": content}, part, separators=(",", ":"))
        written = Path(part.name)
        written.chmod(0o644)
        written.replace(path)
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise ModelUnusable(
            f"{path}: {reason}; name a file Usher may write with USHER_SIGNINS_MODEL."
        ) from None
    return seal


def load(path: Path) -> tuple[str, BehaviourModel] | None:
    """The model and its hash; None where none was trained yet. Raises ModelUnusable."""
    try:
        outer = json.loads(path.read_bytes())
        content, seal = outer["model"], outer["hash"]
        known = _hash(content)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise ModelUnusable(
            f"{path}: {(error.strerror or 'cannot be read').lower()}; make it readable for Usher."
        ) from None
    except (ValueError, KeyError, TypeError, RecursionError):
        raise ModelUnusable(f"{path}: is not a model of sign-ins; {_REMEDY}.") from None
    if known != seal:
        raise ModelUnusable(f"{path}: was altered, its hash no longer fits; {_REMEDY}.")
    try:
        model = BehaviourModel.model_validate_json(json.dumps(content))
    except ValidationError:
        model = None
    if model is None or model.features != FEATURES or not model.trees:
        raise ModelUnusable(f"{path}: was written by another version; {_REMEDY}.")
    return seal, model


def _hash(content: object) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True, separators=(",", ":")).encode()).hexdigest()
