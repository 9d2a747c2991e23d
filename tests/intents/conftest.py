"""The theatre, and a way to read a message in it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest

from catalog.model import Company
from intents.engines.builtin.engine import BuiltinEngine
from intents.engines.port import Engine
from intents.understand import understand
from intents.understanding import Understanding
from tests.intents.company import MONDAY, theatre

Read = Callable[..., Awaitable[Understanding]]


@pytest.fixture(scope="session")
def company() -> Company:
    return theatre()


@pytest.fixture
def read(company: Company) -> Read:
    async def reading(
        text: str, person: str = "ada.moor", engine: Engine | None = None, *, where: Company = company
    ) -> Understanding:
        return await understand(
            text, person=where.people[person], company=where, now=MONDAY, engine=engine or BuiltinEngine()
        )

    return reading
