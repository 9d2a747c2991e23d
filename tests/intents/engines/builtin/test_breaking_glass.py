"""`Break glass` as an order names an emergency; the role, the rota and a question about it do not."""

from __future__ import annotations

import pytest

from intents.engines.builtin.cues import cues
from intents.words import fold


@pytest.mark.parametrize(
    "text",
    [
        "break glass: I need the bookings for 2 hours",
        "Break-glass, bookings admin",
        "please break the glass on the bookings",
        "I need to break glass for the ledger",
    ],
)
def test_an_order_to_break_glass_is_an_emergency(text: str) -> None:
    assert "cue emergency" in cues(fold(text))


@pytest.mark.parametrize(
    "text",
    [
        "can I get the break glass account",
        "break glass procedure, where is it",
        "I am in the break-glass rota",
        "how does break glass work?",
        "read the runbooks on break glass",
    ],
)
def test_speaking_of_it_is_none(text: str) -> None:
    assert "cue emergency" not in cues(fold(text))
