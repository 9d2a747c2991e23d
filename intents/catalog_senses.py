"""Where the entitlements of a catalog point by what they mean, for wishes that share no word with them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from catalog.model import Place
from intents.senses import SentenceModel, sentence_model

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

REMEMBERED = 512
"""Texts of messages whose meaning is kept."""
MOST = 1500
"""Entitlements a catalog may have to be read by meaning: reading one takes 5 ms when the index is built."""


class CatalogSenses:
    """The meaning of every entitlement, by the number of its resource."""

    def __init__(self, resources: Sequence[Sequence[Place]]) -> None:
        import numpy as np

        places = [place for level in resources for place in level]
        self._sizes = [len(level) for level in resources]
        self._starts = np.concatenate([[0], np.cumsum(self._sizes)]).astype(np.int64)
        model = sentence_model() if 0 < len(places) <= MOST else None
        self._meant = _all_meant([described(place) for place in places], model) if model else None

    def likeness(self, about: str) -> Floats | None:
        """How alike a text and each entitlement are, -1 to 1; None where meanings are not known."""
        meant = meaning(about) if self._meant is not None else None
        return self._meant @ meant if self._meant is not None and meant is not None else None

    def read_ahead(self, texts: Sequence[str]) -> None:
        """Prepares texts that `likeness` will be asked about."""
        if self._meant is not None:
            read_ahead(texts)

    def of(self, resource: int, likeness: Floats | None) -> tuple[float, ...]:
        """The part of `likeness` that belongs to one resource, in the order of its levels."""
        if likeness is None:
            return (0.0,) * self._sizes[resource]
        return tuple(likeness[self._starts[resource] : self._starts[resource + 1]].tolist())

    def best(self, likeness: Floats) -> Floats:
        """The likeness of the most alike entitlement of every resource, by its number."""
        import numpy as np

        return np.asarray(np.maximum.reduceat(likeness, self._starts[:-1]), np.float32)

    def nearest(self, likeness: Floats | None, limit: int) -> list[int]:
        """The resources with the entitlements most alike, best first, at most `limit`."""
        import numpy as np

        if likeness is None:
            return []
        best = np.argsort(-likeness, kind="stable")[: 4 * limit]
        owners = np.searchsorted(self._starts, best, side="right") - 1
        return list(dict.fromkeys(owners.tolist()))[:limit]


_meant: dict[str, Floats] = {}
"""What descriptions mean: most stay the same from one version of a company to the next."""


def _all_meant(texts: Sequence[str], model: SentenceModel) -> Floats:
    """The meanings of the texts, a row for each; only those not known yet are read."""
    import numpy as np

    new = [text for text in dict.fromkeys(texts) if text not in _meant]
    if len(_meant) + len(new) > 4 * MOST:
        _meant.clear()
        new = list(dict.fromkeys(texts))
    _meant.update(zip(new, model.read_all(new), strict=True))
    return np.stack([_meant[text] for text in texts])


_said: dict[str, Floats] = {}
"""What the last messages and their stretches mean: no text is read twice for one message."""


def meaning(text: str) -> Floats | None:
    """What a message means; None for an empty one, or without the model."""
    known = _said.get(text)
    if known is None:
        read_ahead([text])
        known = _said.get(text)
    return known


def read_ahead(texts: Sequence[str]) -> None:
    """Reads texts whose meaning will be wanted in one go, which takes much less than one after the other."""
    new = [text for text in dict.fromkeys(texts) if text.strip() and text not in _said]
    model = sentence_model() if new else None
    if model is None:
        return
    if len(_said) + len(new) > REMEMBERED:
        _said.clear()
    _said.update(zip(new, model.read_all(new), strict=True))


def described(place: Place) -> str:
    """What an entitlement is, as its company says it."""
    entitlement, resource, system = place.entitlement, place.resource, place.system
    name = f"{system.name} {resource.name}: {entitlement.name}."
    return " ".join((name, entitlement.description, resource.description))
