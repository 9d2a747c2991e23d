"""Patience that does not make tests wait."""

from __future__ import annotations

import pytest

from catalog.connectors.patience import Patience


@pytest.fixture
def pauses() -> list[float]:
    """The pauses that were made, in seconds; nobody really waited for them."""
    return []


@pytest.fixture
def patience(pauses: list[float]) -> Patience:
    async def note(seconds: float) -> None:
        pauses.append(seconds)

    return Patience(sleep=note)
