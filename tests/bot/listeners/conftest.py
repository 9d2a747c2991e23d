"""The stage, for every test of this folder."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.bot.listeners.stage import Stage, staged


@pytest.fixture
async def stage(database: str) -> AsyncIterator[Stage]:
    async with staged(database) as whole:
        yield whole
