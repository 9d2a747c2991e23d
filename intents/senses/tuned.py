"""The parts that tune the published weights to requests for access, in any catalog.

Two narrow matrices beside each wide one; their product is added to it (Hu et al., "LoRA", 2021). Trained by
`python -m tests.eval.senses --train` on the messages of invented companies; what texts are compared by piece by piece
(`pieces.py`) was trained with them, what reads them side by side (`sides.py`) on top of them, and both lie in the same
file. The intents and the confidence were
fitted on what the tuned model says, so without its parts the model is not used at all.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

FILE = "tuned.npz"
TRAINED = "384f68ab6381afc251fb5e06e6794fcf558d9902c24cca74a52970a274129f1e"
"""SHA-256 of the parts as they were trained."""


class AlteredError(Exception):
    """A file of the model is not the one that was published or trained."""


def low_rank_parts() -> bytes:
    """The file of the parts. Raises OSError when it is not there, AlteredError when it is another than was trained."""
    raw = files("intents.senses").joinpath(FILE).read_bytes()
    if hashlib.sha256(raw).hexdigest() != TRAINED:
        raise AlteredError(FILE)
    return raw


def tuned(weights: Mapping[str, Floats], parts: bytes) -> dict[str, Floats]:
    """The weights with the products of the low-rank parts added, and the other parts beside them.

    Those matrices are new, the others stay where they lie.
    """
    import numpy as np

    found = dict(weights)
    with np.load(io.BytesIO(parts)) as kept:
        for name in kept.files:
            matrix, _, kind = name.rpartition(".")
            if kind == "up":
                up, down = (kept[f"{matrix}.{one}"].astype(np.float32) for one in ("up", "down"))
                found[f"{matrix}.weight"] = found[f"{matrix}.weight"] + up @ down
            elif kind != "down":
                found[name] = kept[name].astype(np.float32)
    return found
