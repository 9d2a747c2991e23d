"""One office a test, on the database under test."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.scenarios.office import Office, open_office


@pytest.fixture
async def office(database: str) -> AsyncIterator[Office]:
    async with open_office(database) as opened:
        yield opened
