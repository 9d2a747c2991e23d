import asyncio

import pytest

from catalog.model import Company
from intents.engines.breaker import Breaker
from intents.engines.builtin.engine import BuiltinEngine
from intents.engines.errors import NoAnswer
from intents.engines.fallback import WithFallback
from intents.engines.llm.engine import LlmEngine
from intents.engines.port import Inquiry, Reading
from intents.understand import inquire
from tests.intents.company import MONDAY

AWAY = "builtin (shaky:model was unavailable)"


class Shaky:
    """Answers or fails as told, and counts how often it was asked."""

    name = "shaky:model"

    def __init__(self) -> None:
        self.works = False
        self.asked = 0

    async def read(self, inquiry: Inquiry) -> Reading:
        self.asked += 1
        if not self.works:
            raise NoAnswer("down")
        return Reading(answer={}, engine=self.name)


class Clock:
    """Seconds that pass when told to."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def inquiry(company: Company) -> Inquiry:
    return inquire("I need the price lists", person=company.people["ada.moor"], company=company, now=MONDAY)


async def test_after_three_failures_in_a_row_the_model_is_left_alone_for_half_a_minute(
    inquiry: Inquiry,
) -> None:
    shaky, clock = Shaky(), Clock()
    engine = WithFallback(shaky, BuiltinEngine(), breaker=Breaker(clock=clock))
    for _ in range(6):
        assert (await engine.read(inquiry)).engine == AWAY
    assert shaky.asked == 3
    clock.now += 29.9
    await engine.read(inquiry)
    assert shaky.asked == 3


async def test_after_the_rest_one_message_tries_and_an_answer_ends_it(inquiry: Inquiry) -> None:
    shaky, clock = Shaky(), Clock()
    engine = WithFallback(shaky, BuiltinEngine(), breaker=Breaker(clock=clock))
    for _ in range(3):
        await engine.read(inquiry)
    clock.now += 30
    await engine.read(inquiry)
    await engine.read(inquiry)
    assert shaky.asked == 4
    shaky.works = True
    clock.now += 30
    assert [(await engine.read(inquiry)).engine for _ in range(3)] == [shaky.name] * 3
    assert shaky.asked == 7


async def test_failures_with_answers_between_them_do_not_add_up(inquiry: Inquiry) -> None:
    shaky = Shaky()
    engine = WithFallback(shaky, BuiltinEngine(), breaker=Breaker(clock=Clock()))
    for number in range(12):
        shaky.works = number % 3 == 2
        await engine.read(inquiry)
    assert shaky.asked == 12


def test_after_the_rest_only_one_of_many_may_try() -> None:
    clock = Clock()
    breaker = Breaker(clock=clock)
    assert [breaker.failed() for _ in range(3)] == [False, False, True]
    clock.now += 30
    assert [breaker.closed() for _ in range(4)] == [True, False, False, False]


async def test_loading_is_not_counted_into_the_budget(
    inquiry: Inquiry, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = LlmEngine("openai:m", budget=5.0)
    order: list[str] = []
    begin = asyncio.timeout

    class Answering:
        async def ainvoke(self, messages: list[tuple[str, str]]) -> object:
            order.append("asked")
            return {"raw": None, "parsed": {"intent": "help"}}

    def budget(seconds: float) -> asyncio.Timeout:
        order.append(f"{seconds:g} seconds from now")
        return begin(seconds)

    monkeypatch.setattr("intents.engines.llm.engine.asyncio.timeout", budget)
    monkeypatch.setattr(engine._model, "load", lambda: order.append("loaded"))
    monkeypatch.setattr(engine._model, "answering", lambda schema: Answering())
    assert (await engine.read(inquiry)).answer == {"intent": "help"}
    assert order == ["loaded", "5 seconds from now", "asked"]


async def test_a_model_that_cannot_be_set_up_gives_no_answer_and_warming_up_says_nothing(
    inquiry: Inquiry, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> None:
        raise RuntimeError("no key")

    engine = LlmEngine("openai:m")
    monkeypatch.setattr(engine._model, "load", broken)
    engine.warm_up()
    with pytest.raises(NoAnswer, match="could not be set up"):
        await engine.read(inquiry)
