"""The same failures through clients that are handed in, so that nothing but the provider's own code runs."""

from __future__ import annotations

import json
from collections.abc import Iterator

import httpx
import pytest
import respx

from catalog.model import Company
from intents.engines.builtin.engine import BuiltinEngine
from intents.engines.fallback import WithFallback
from intents.engines.llm.engine import LlmEngine
from intents.understand import understand
from intents.understanding import Understanding
from tests.intents.answers import good
from tests.intents.company import MONDAY
from tests.intents.engines.filled_in import filled_in
from tests.intents.engines.provider import error, openai

URL = "https://models.example/v1/chat/completions"
MESSAGE = "I need to view the bookings of the studio until Friday, stock taking"
AWAY = "builtin (openai:m was unavailable)"


@pytest.fixture
def route() -> Iterator[respx.Route]:
    with respx.mock(assert_all_called=False) as router:
        yield router.post(URL)


def reply(status: int, body: dict[str, object]) -> httpx.Response:
    return httpx.Response(status, json=body)


async def read(company: Company) -> Understanding:
    async with httpx.AsyncClient() as later:
        with httpx.Client() as now:
            options = {
                "base_url": "https://models.example/v1", "api_key": "test", "http_client": now, "http_async_client": later,
            }  # fmt: skip
            engine = WithFallback(LlmEngine("openai:m", budget=30, options=options), BuiltinEngine())
            return await understand(
                MESSAGE, person=company.people["ada.moor"], company=company, now=MONDAY, engine=engine
            )


@pytest.mark.parametrize(
    ("answer", "asked"),
    [
        (reply(*error(429)), 3), (reply(*error(503)), 3), (reply(*error(401)), 1), (reply(*openai("no JSON")), 1),
        (reply(*openai('{"intent": "requ', finish="length")), 1), (reply(*openai(None, refusal="I will not.")), 1),
        (httpx.Response(200, text="<html>"), 1), (httpx.ConnectError("nobody there"), 3), (httpx.ReadTimeout("too slow"), 3),
    ],
    ids=["quota", "down", "key", "rubbish", "truncated", "refused", "no API", "unreachable", "slow"],
)  # fmt: skip
async def test_every_failure_ends_with_the_built_in_engine(
    company: Company, route: respx.Route, answer: httpx.Response | Exception, asked: int
) -> None:
    route.side_effect = answer if isinstance(answer, Exception) else lambda request: answer
    found = await read(company)
    assert found.engine == AWAY
    assert found.shortlist[0] == "ticketdesk/bookings:view"
    assert route.call_count == asked


async def test_a_failure_that_passes_is_tried_again(company: Company, route: respx.Route) -> None:
    route.side_effect = [reply(*error(500)), reply(*openai(json.dumps(filled_in(good()))))]
    found = await read(company)
    assert (found.engine, route.call_count) == ("openai:m", 2)
    assert [item.entitlement for item in found.items] == ["ticketdesk/bookings:view"]
