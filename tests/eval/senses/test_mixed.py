"""What is trained is what messages are read by: likeness in PyTorch and in numpy. Skipped where PyTorch is not installed."""

from __future__ import annotations

import numpy as np
import pytest

from intents.senses.model import LONGEST, model_of, published
from intents.senses.pieces import Texts
from intents.senses.tuned import tuned
from intents.senses.wordpieces import pieces_of
from tests.eval.senses.parts import packed

torch = pytest.importorskip("torch")

MESSAGES = ["see what a ticket costs", "???", "unlock my account, please!"]
ENTITLEMENTS = ["Ticketdesk Prices: Reader. See what seats cost.", "Lamps: Operator. Dim the lamps."]


def test_likeness_in_training_is_likeness_as_it_ships() -> None:
    from tests.eval.senses.mixed import rarity
    from tests.eval.senses.network import Network

    weights, vocabulary = published()
    network = Network(weights, vocabulary, rank=2, dropped=0.1).eval()
    messages, entitlements = (
        [pieces_of(text, vocabulary, LONGEST) for text in texts] for texts in (MESSAGES, ENTITLEMENTS)
    )
    with torch.no_grad():
        rows, _ = network.rows(entitlements)
        said, pieces = network.rows(messages)
        rare = rarity(messages)
        network.mixture.begin(rows, said, torch.tensor([rare[int(piece)] for piece in pieces]))
        trained = network.mixture.alike(network.read(messages), network.read(entitlements)).numpy()
    loaded = model_of(tuned(weights, packed(network.parts())), vocabulary)
    ships = Texts(loaded.read_pieces(ENTITLEMENTS), loaded.projection)
    found = [ships.likeness(said) for said in loaded.read_pieces(MESSAGES)]
    # In training half the digits are kept.
    assert np.allclose(found, trained, atol=0.05), (found, trained)
