"""Two texts read side by side: the same numbers as by the plain way of computing them, and nothing of the neighbours."""

from __future__ import annotations

from math import sqrt

import numpy as np
import pytest

from intents.senses.model import sentence_model
from intents.senses.sides import NAMED, Floats, Sides

WIDTH, SIZE = 6, 4
SHAPES = {
    "seen.weight": (SIZE, WIDTH), "seen.bias": (SIZE,), "turned.weight": (SIZE, SIZE),
    "compared.0.weight": (SIZE, 4 * SIZE), "compared.0.bias": (SIZE,),
    "compared.1.weight": (SIZE, SIZE), "compared.1.bias": (SIZE,),
    "wished.weight": (1, SIZE), "wished.bias": (1,), "given.weight": (1, SIZE), "given.bias": (1,),
    "out.0.weight": (SIZE, 4 * SIZE), "out.0.bias": (SIZE,), "out.1.weight": (1, SIZE), "out.1.bias": (1,),
    "mixed": (3,),
}  # fmt: skip


def weights() -> dict[str, Floats]:
    rng = np.random.default_rng(7)
    return {name: rng.normal(size=shape).astype(np.float32) for name, shape in SHAPES.items()}


def plainly(w: dict[str, Floats], said: Floats, there: Floats) -> float:
    """How one text fits one message, piece by piece."""

    def gelu(x: Floats) -> Floats:
        return np.asarray(0.5 * x * (1 + np.tanh(sqrt(2 / np.pi) * (x + 0.044715 * x**3))))

    def turned(piece: Floats) -> Floats:
        found = w["turned.weight"] @ piece
        return np.asarray(found / np.linalg.norm(found))

    def shares(piece: Floats, others: Floats) -> Floats:
        odds = np.exp([w["mixed"][2] * turned(piece) @ turned(other) for other in others])
        return np.asarray(odds / odds.sum())

    def compared(own: Floats, others: Floats) -> Floats:
        rows = []
        for piece in own:
            met = shares(piece, others) @ others
            both = np.concatenate([piece, met, piece - met, piece * met])
            inner = gelu(w["compared.0.weight"] @ both + w["compared.0.bias"])
            rows.append(gelu(w["compared.1.weight"] @ inner + w["compared.1.bias"]))
        return np.array(rows)

    def pooled(rows: Floats, kind: str) -> list[Floats]:
        weight = np.exp(rows @ w[f"{kind}.weight"][0] + w[f"{kind}.bias"][0])
        return [weight @ rows / weight.sum(), rows.max(0)]

    both = np.concatenate([*pooled(compared(said, there), "wished"), *pooled(compared(there, said), "given")])
    inner = gelu(w["out.0.weight"] @ both + w["out.0.bias"])
    return float((w["out.1.weight"] @ inner + w["out.1.bias"])[0])


def test_each_text_fits_as_it_does_when_computed_plainly_and_alone() -> None:
    w = weights()
    sides = Sides({f"{NAMED}{name}": one for name, one in w.items()})
    rng = np.random.default_rng(1)
    message, *texts = (sides.seen(rng.normal(size=(n, WIDTH)).astype(np.float32)) for n in (3, 1, 5, 2))
    found = sides.fits(message, texts)
    expected = [plainly(w, message.astype(np.float32), text.astype(np.float32)) for text in texts]
    assert found == pytest.approx(expected, rel=1e-3)
    assert sides.fits(message, texts[1:2]) == pytest.approx(found[1:2], rel=1e-4)
    assert (sides.score, sides.nothing) == (w["mixed"][0], w["mixed"][1])


def test_what_ships_tells_the_level_that_was_asked_for() -> None:
    model = sentence_model()
    assert model is not None
    assert model.sides is not None
    levels = (
        "Ticketdesk Prices: Reader. See what seats cost, without changing anything.",
        "Ticketdesk Prices: Editor. Set what seats cost.",
        "Ticketdesk Prices: Approver. Sign off prices that others have set.",
    )
    told = [one.beside for one in model.read_pieces(levels)]
    for number, said in enumerate(
        (
            "I only want to look up what a ticket costs, not change it",
            "the matinee is two euros too dear, I have to correct that",
            "the new prices wait for somebody to approve them, and that is me now",
        )
    ):
        beside = model.read_pieces([said])[0].beside
        assert beside is not None
        fits = model.sides.fits(beside, [one for one in told if one is not None])
        assert int(fits.argmax()) == number, said
