"""What is asked to last longer, and what is wished for with an end to it."""

from __future__ import annotations

import pytest

from intents.understanding import Intent
from tests.catalog.demo import understood


@pytest.mark.parametrize(
    "text",
    [
        "my VPN runs out on Friday and I still need it",
        "the office network stops on the 30th, the fair goes on until the 9th, please keep it going",
        "could I keep the office network until Christmas, it would end on Monday",
    ],
)
async def test_what_is_to_last_longer_is_extended(text: str) -> None:
    assert (await understood("mira.castelhano", text)).intent is Intent.EXTEND


@pytest.mark.parametrize(
    "text",
    [
        "write on the sandbox please, it can expire on Monday",
        "make me an editor of the customer accounts until my contract ends on 26 February",
        "I need the forecast until my project runs out in May",
    ],
)
async def test_an_end_that_is_named_extends_nothing(text: str) -> None:
    assert (await understood("mira.castelhano", text)).intent is Intent.REQUEST
