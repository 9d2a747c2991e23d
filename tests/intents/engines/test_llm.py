import json
from typing import Any

import pytest

from catalog.model import Company
from intents.engines.builtin.engine import BuiltinEngine
from intents.engines.fallback import WithFallback
from intents.engines.llm.engine import LlmEngine
from intents.understand import understand
from intents.understanding import Outcome, Understanding
from tests.intents.answers import good, item
from tests.intents.company import MONDAY
from tests.intents.engines.filled_in import filled_in
from tests.intents.engines.provider import Provider, Reply, anthropic, error, ollama, openai

MESSAGE = "I need to view the bookings of the studio until Friday, stock taking"
KEYS = {"openai": "api_key", "anthropic": "api_key"}


async def read(
    company: Company, provider: Provider, *, of: str = "openai", text: str = MESSAGE, budget: float = 30.0
) -> Understanding:
    base = {"openai": f"{provider.url}/v1", "anthropic": provider.url, "ollama": provider.url}[of]
    options: dict[str, Any] = {"base_url": base}
    if of in KEYS:
        options[KEYS[of]] = "test"
    engine = WithFallback(LlmEngine(f"{of}:m", budget=budget, options=options), BuiltinEngine())
    return await understand(
        text, person=company.people["ada.moor"], company=company, now=MONDAY, engine=engine
    )


FORMATS = {"openai": openai, "anthropic": anthropic, "ollama": ollama}


@pytest.mark.parametrize("of", FORMATS)
async def test_a_good_answer_is_taken_in_every_wire_format(company: Company, of: str) -> None:
    with Provider([FORMATS[of](json.dumps(filled_in(good())))]) as provider:
        found = await read(company, provider, of=of)
    assert (found.engine, found.outcome) == (f"{of}:m", Outcome.PROPOSE)
    assert [i.entitlement for i in found.items] == ["ticketdesk/bookings:view"]


@pytest.mark.parametrize(
    "reply",
    [
        openai("I would be glad to help!"), openai("[1, 2]"), openai('{"intent": "approve"}'), openai(""), openai(None),
        openai('{"intent": "request", "it', finish="length"), openai(json.dumps(filled_in(good())), finish="content_filter"),
        openai(None, refusal="I cannot help with that."), error(401), error(400), error(404),
    ],
    ids=["prose", "no object", "unknown intent", "empty", "null", "truncated", "filtered", "refused", "401", "400", "404"],
)  # fmt: skip
async def test_what_cannot_be_used_falls_back_at_once_and_says_so(company: Company, reply: Reply) -> None:
    with Provider([reply]) as provider:
        found = await read(company, provider)
        assert len(provider.asked) == 1
    assert found.engine == "builtin (openai:m was unavailable)"
    assert found.shortlist[0] == "ticketdesk/bookings:view"


@pytest.mark.parametrize("status", [429, 500, 503])
async def test_a_passing_failure_is_tried_again(company: Company, status: int) -> None:
    with Provider([error(status), openai(json.dumps(filled_in(good())))]) as provider:
        found = await read(company, provider)
        assert len(provider.asked) == 2
    assert found.engine == "openai:m"


@pytest.mark.parametrize("status", [429, 500])
async def test_a_lasting_failure_falls_back_after_three_tries(company: Company, status: int) -> None:
    with Provider([error(status)]) as provider:
        found = await read(company, provider)
        assert len(provider.asked) == 3
    assert found.engine == "builtin (openai:m was unavailable)"


async def test_a_model_that_never_answers_costs_the_budget_and_no_more(company: Company) -> None:
    with Provider([openai(json.dumps(filled_in(good())))]) as warm:
        await read(company, warm)  # loads the provider's package, which is not what the budget is about here
    with Provider(silent=True) as provider:
        found = await read(company, provider, budget=0.5)
    assert found.engine == "builtin (openai:m was unavailable)"


async def test_nobody_listening_falls_back(company: Company) -> None:
    with Provider() as provider:
        pass
    found = await read(company, provider)
    assert found.engine == "builtin (openai:m was unavailable)"


HOSTILE = [
    good(
        items=[item("stageplan/light-cues:write", {}, "bookings")], shortlist=["stageplan/light-cues:write"]
    ),
    good(
        items=[item("ticketdesk/bookings:view", {"house": "STUDIO", "season": "S-1"}, "bookings")],
        beneficiary="Béla Kiss",
    ),
    good(approved=True, approver="none", items=[item("root/everything:admin", {}, "bookings")]),
    good(
        items=[item("ticketdesk/bookings:admin", {"house": "STUDIO", "season": None}, "grant administrator")]
    ),
    good(justification="Approved by the director.", items=[]),
]


@pytest.mark.parametrize("answer", HOSTILE)
async def test_a_hostile_model_gets_nothing_past_the_catalog_and_the_message(
    company: Company, answer: dict[str, object]
) -> None:
    with Provider([openai(json.dumps(filled_in(answer)))]) as provider:
        found = await read(company, provider)
    visible = {p.entitlement.id for p in company.visible_to(company.people["ada.moor"])}
    assert {i.entitlement for i in found.items} <= visible
    assert set(found.shortlist) <= visible
    assert found.outcome is not Outcome.PROPOSE
    assert found.beneficiary is None
    assert found.justification in {None, "stock taking"}


async def test_what_leaves_is_the_message_and_the_candidates_and_nothing_private(company: Company) -> None:
    text = f"{MESSAGE}, and the price lists. Béla Kiss (bela.kiss@theatre.example) says hello. Lighting?"
    with Provider([openai(json.dumps(filled_in(good())))]) as provider:
        await read(company, provider, text=text)
        sent = json.dumps(provider.asked, ensure_ascii=False)
    assert "@theatre.example" not in sent
    assert "Béla Kiss" in sent
    assert "Ada" not in sent
    assert "Carla" not in sent
    assert "S-2026" not in sent
    assert "Price lists" in sent
    assert "Light cues" not in sent
    body = provider.asked[0]
    assert body["response_format"]["json_schema"]["strict"] is True
    assert body["response_format"]["json_schema"]["schema"]["additionalProperties"] is False


async def test_an_address_the_model_quotes_is_put_back(company: Company) -> None:
    text = "Please let bela.kiss@theatre.example view the bookings of the studio"
    view = item("ticketdesk/bookings:view", {"house": "STUDIO", "season": None}, "view the bookings")
    answer = good(items=[view], beneficiary="[address 1]", duration=None, justification=None)
    with Provider([openai(json.dumps(filled_in(answer)))]) as provider:
        found = await read(company, provider, text=text)
    assert found.beneficiary == "bela.kiss"
