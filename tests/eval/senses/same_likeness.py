"""What is trained must be what messages are read by: what PyTorch says held against what `intents.senses` does.

PyTorch is not among what the tests install, so every training looks for itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import torch
from torch.nn.utils.rnn import pad_sequence

from intents.senses import sides
from intents.senses.model import LONGEST, model_of
from intents.senses.pieces import Texts
from intents.senses.tuned import tuned
from intents.senses.wordpieces import pieces_of
from tests.eval.senses.network import Network
from tests.eval.senses.parts import packed
from tests.eval.senses.sides import Network as Sides
from tests.eval.senses.sides import Paired

MESSAGES = ("see what a ticket costs", "???", "unlock my account, please!")
ENTITLEMENTS = ("Ticketdesk Prices: Reader. See what seats cost.", "Lamps: Operator. Dim the lamps.")
OFF = 0.05
"""How far they may be apart: in training half the digits are kept."""


class AnotherLikenessError(Exception):
    """What was trained is not what would ship; the message says by how much."""


def refuse_another_likeness(network: Network, weights: Mapping[str, Any], vocabulary: dict[str, int]) -> None:
    """Reads a few texts both ways. Raises AnotherLikenessError where they come out otherwise."""
    said, told = ([pieces_of(one, vocabulary, LONGEST) for one in some] for some in (MESSAGES, ENTITLEMENTS))
    network.eval()
    with torch.no_grad():
        trained = network.mixture.alike(network.read(said), network.read(told)).numpy()
    loaded = model_of(tuned(weights, packed(network.parts())), vocabulary)
    ships = Texts(loaded.read_pieces(ENTITLEMENTS), loaded.projection)
    found = np.array([ships.likeness(one) for one in loaded.read_pieces(MESSAGES)])
    off = float(np.abs(found - trained).max())
    if off > OFF:
        raise AnotherLikenessError(f"likeness as trained and as it ships are {off:.2f} apart")


def refuse_other_sides(network: Sides, messages: Sequence[Paired]) -> None:
    """Reads messages beside entitlements both ways. Raises AnotherLikenessError where they come out otherwise."""
    ships = sides.Sides(network.parts())
    for one in messages:
        texts = [ships.seen(text.numpy()) for text in one.texts]
        found = ships.fits(ships.seen(one.said.numpy()), texts)
        with torch.no_grad():
            owner = torch.zeros(len(texts), dtype=torch.long)
            trained = network.eval()(one.said[None], pad_sequence(one.texts, batch_first=True), owner).numpy()
        off = float(np.abs(found - trained).max())
        if off > OFF:
            raise AnotherLikenessError(
                f"what is read side by side as trained and as it ships is {off:.2f} apart"
            )
