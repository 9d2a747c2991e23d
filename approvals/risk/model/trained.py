"""A trained model as a file: everything that decides, what it was made from, and how good it was.

The file is JSON with a seal over its content: altered by hand or cut short, it is refused. Large tables of numbers are
packed (zlib, base64), everything else can be read.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import zlib
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import DTypeLike, NDArray
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from approvals.errors import BadInput
from approvals.risk.model.calibration import Calibration
from approvals.risk.model.evaluation import Metrics
from approvals.risk.model.trees import Tree


class ModelInvalid(BadInput):
    """A model file that may not be used; the last good one stays in force, and without one people decide."""


class Packed(BaseModel):
    """An array of numbers, small enough for a file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    shape: tuple[int, ...]
    kind: Literal["<i4", "<f4", "|b1"]
    data: str = Field(repr=False)

    @classmethod
    def of(cls, array: NDArray[Any], kind: Literal["<i4", "<f4", "|b1"]) -> Packed:
        """The array as `kind`."""
        raw = np.ascontiguousarray(array.astype(kind)).tobytes()
        return cls(shape=array.shape, kind=kind, data=base64.b64encode(zlib.compress(raw, 6)).decode())

    def array(self, dtype: DTypeLike) -> NDArray[Any]:
        """The array, for calculating with."""
        raw = zlib.decompress(base64.b64decode(self.data, validate=True))
        return np.frombuffer(raw, dtype=self.kind).reshape(self.shape).astype(dtype)


class TrainedModel(BaseModel):
    """What training leaves behind; a registry keeps it beside who promoted it."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=False)

    format: Literal[1] = 1
    trained_at: datetime
    policy_version: str
    """The policies in force when it was trained: past decisions are only worth as much as the rules they followed."""
    snapshot: str
    """SHA-256 of the decisions it was trained on."""
    parameters: dict[str, float]
    attributes: tuple[str, ...]
    """The entitlement first."""
    left_out: dict[str, str]
    """Columns it did not learn from, and why."""
    values: tuple[tuple[str, ...], ...]
    codes: Packed
    """The decisions' attributes, as places in `values`: every count is made from these again."""
    denied: Packed
    likeness: tuple[Packed, ...]
    trees: tuple[Tree, ...]
    bags: int = Field(ge=1)
    """The trees are so many forests' worth; their mean is what counts."""
    linear: Packed
    """A weight for each term seen more than once, in the order of the counts."""
    linear_shift: float
    calibration: Calibration
    metrics: Metrics
    """On decisions each time kept back from training (cross-validation over all of them)."""


def save_model(model: TrainedModel, path: Path) -> str:
    """Writes the model; the seal (SHA-256 of its content) is for the registry."""
    content = model.model_dump(mode="json")
    seal = _seal(content)
    path.write_text(json.dumps({"seal": seal, "model": content}), encoding="utf-8")
    return seal


def load_model(path: Path, *, seal: str | None = None) -> TrainedModel:
    """The model in that file; ModelInvalid if it was altered, or is not the one the registry sealed."""
    remedy = "train again, or put the last good file back"
    try:
        outer = json.loads(path.read_text(encoding="utf-8"))
        content, own = outer["model"], outer["seal"]
    except OSError as error:
        raise ModelInvalid(f"{path}: {(error.strerror or 'cannot be read').lower()}; {remedy}") from None
    except json.JSONDecodeError as error:
        raise ModelInvalid(f"{path}, line {error.lineno}: is not JSON; {remedy}") from None
    except (UnicodeDecodeError, KeyError, TypeError, RecursionError):
        raise ModelInvalid(f"{path}: is not a trained model; {remedy}") from None
    if _seal(content) != own or (seal is not None and seal != own):
        raise ModelInvalid(f"{path}, line 1: was altered, its seal no longer fits; {remedy}")
    try:
        model = TrainedModel.model_validate(content)
        for packed in (model.codes, model.denied, model.linear, *model.likeness):
            packed.array(packed.kind)
    except (ValidationError, ValueError, binascii.Error, zlib.error):
        raise ModelInvalid(f"{path}, line 1: was written by another version of Usher; {remedy}") from None
    return model


def _seal(content: object) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
