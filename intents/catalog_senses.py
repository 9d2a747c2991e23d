"""Where the entitlements of a catalog point by what they mean, for wishes that share no word with them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from catalog.model import EntitlementId, Place
from intents.senses import SentenceModel, sentence_model

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from intents.senses.pieces import Meant, Texts

    Floats = NDArray[np.float32]

REMEMBERED = 512
"""Texts of messages whose meaning is kept."""
MOST = 1500
"""Entitlements a catalog may have to be read by meaning: reading one takes 5 ms when the index is built."""


ALL_BY_PIECES = 400
"""Entitlements whose pieces are all held against a message's: that takes 0.2 ms for each hundred."""
NEAREST = 128
"""Where there are more, only so many of the nearest by their means are, and those that are asked for."""


@dataclass(frozen=True, slots=True)
class Beside:
    """What came of reading a message and some entitlements side by side, in log-odds."""

    fits: tuple[float, ...]
    """How well each fits, in their order."""
    score: float
    """What counts, beside that, the score by which they came first."""
    nothing: float
    """What nothing of the kind counts, beside the first one's score."""


class CatalogSenses:
    """The meaning of every entitlement, by the number of its resource."""

    def __init__(self, resources: Sequence[Sequence[Place]]) -> None:
        import numpy as np

        places = [place for level in resources for place in level]
        self._sizes = [len(level) for level in resources]
        self._starts = np.concatenate([[0], np.cumsum(self._sizes)]).astype(np.int64)
        model = sentence_model() if 0 < len(places) <= MOST else None
        self._meant = _all_meant([described(place) for place in places], model) if model else None
        self._sides = model.sides if model else None
        self._number = {place.entitlement.id: at for at, place in enumerate(places)} if self._sides else {}

    @property
    def known(self) -> bool:
        """Whether meanings are known: not in a catalog that is too large, and not without the model."""
        return self._meant is not None

    def likeness(self, about: str, asked: Iterable[int] = ()) -> Floats | None:
        """How alike a text and each entitlement are, about -1 to 1; None where meanings are not known.

        In a large catalog only the nearest are looked at piece by piece, and the resources `asked` about.
        """
        meant = _meaning(about) if self._meant is not None else None
        if self._meant is None or meant is None:
            return None
        if self._starts[-1] <= ALL_BY_PIECES:
            return self._meant.likeness(meant)
        return self._meant.likeness_of_some(meant, self._near(self._meant.means(meant), asked))

    def _near(self, likeness: Floats, asked: Iterable[int]) -> NDArray[np.int64]:
        """The numbers of the entitlements that are looked at piece by piece."""
        import numpy as np

        near = np.zeros(len(likeness), np.bool_)
        near[np.argpartition(-likeness, NEAREST)[:NEAREST]] = True
        for resource in asked:
            near[self._starts[resource] : self._starts[resource + 1]] = True
        return np.flatnonzero(near)

    def beside(self, about: str, entitlements: Sequence[EntitlementId]) -> Beside | None:
        """What comes of reading a text and each of these entitlements side by side; None where meanings are not known."""
        meant = _meaning(about) if self._sides is not None else None
        if self._meant is None or self._sides is None or meant is None:
            return None
        fits = self._meant.fits(meant, [self._number[one] for one in entitlements], self._sides)
        return None if fits is None else Beside(tuple(fits.tolist()), self._sides.score, self._sides.nothing)

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


_meant: dict[str, Meant] = {}
"""What descriptions mean: most stay the same from one version of a company to the next."""


def _all_meant(texts: Sequence[str], model: SentenceModel) -> Texts:
    """What the texts mean; only those not known yet are read."""
    from intents.senses.pieces import Texts

    new = [text for text in dict.fromkeys(texts) if text not in _meant]
    if len(_meant) + len(new) > 4 * MOST:
        _meant.clear()
        new = list(dict.fromkeys(texts))
    _meant.update(zip(new, model.read_pieces(new), strict=True))
    return Texts([_meant[text] for text in texts], model.projection)


_said: dict[str, Meant] = {}
"""What the last messages and their stretches mean: no text is read twice for one message."""


def meaning(text: str) -> Floats | None:
    """What a message means as a whole; None for an empty one, or without the model."""
    known = _meaning(text)
    return known.mean if known is not None else None


def _meaning(text: str) -> Meant | None:
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
    _said.update(zip(new, model.read_pieces(new), strict=True))


def described(place: Place) -> str:
    """What an entitlement is, as its company says it."""
    entitlement, resource, system = place.entitlement, place.resource, place.system
    name = f"{system.name} {resource.name}: {entitlement.name}."
    return " ".join((name, entitlement.description, resource.description))
