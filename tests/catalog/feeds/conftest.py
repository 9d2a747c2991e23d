"""Patience that does not make tests wait, and what every interface is asked with."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from catalog.connectors.patience import Patience

NOW = datetime(2026, 11, 23, 10, 15, tzinfo=UTC)


@pytest.fixture
def pauses() -> list[float]:
    """The pauses that were made, in seconds; nobody really waited for them."""
    return []


@pytest.fixture
def patience(pauses: list[float]) -> Patience:
    async def note(seconds: float) -> None:
        pauses.append(seconds)

    return Patience(sleep=note)
