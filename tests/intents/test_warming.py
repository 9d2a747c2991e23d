import json
import subprocess
import sys
from collections.abc import Callable
from types import ModuleType
from unittest.mock import Mock

import pytest

import intents
from catalog.model import Company
from intents import catalog_senses
from intents.candidates import index_of
from intents.engines.builtin import elsewhere
from intents.engines.builtin import whole_names as whole_names_room
from intents.engines.builtin.elsewhere import names_here
from intents.engines.builtin.engine import BuiltinEngine
from intents.engines.builtin.whole_names import whole_names
from intents.engines.fallback import WithFallback
from intents.engines.port import Inquiry, Reading
from intents.words import stems


class Slow:
    """An engine with something to load."""

    name = "slow:model"

    def __init__(self) -> None:
        self.loaded = 0

    def warm_up(self) -> None:
        self.loaded += 1

    async def read(self, inquiry: Inquiry) -> Reading:
        raise AssertionError("warming up reads no message")


LATE = ("numpy", "rapidfuzz", "jsonschema", "dateparser")
AFTER_ONE_MESSAGE = """
import asyncio, json, sys
from datetime import UTC, datetime
import intents
from tests.intents.company import theatre
company = theatre()
early = [name for name in {late} if name in sys.modules]
intents.warm_up(company)
before = set(sys.modules)
from intents.engines.builtin.engine import BuiltinEngine
from intents.understand import understand
for text in ("I need to veiw the bookngs of the studio until 3.12.2026 because we count", "who approves the price lists?"):
    asyncio.run(understand(text, person=company.people["ada.moor"], company=company, now=datetime.now(UTC), engine=BuiltinEngine()))
print(json.dumps([early, sorted(set(sys.modules) - before)]))
"""


def test_after_warming_up_the_first_message_loads_nothing_more() -> None:
    script = AFTER_ONE_MESSAGE.format(late=LATE)
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    early, late = json.loads(done.stdout)
    assert early == []
    assert late == []


def test_the_index_is_there_after_warming_up_and_kept(company: Company) -> None:
    intents.warm_up(company)
    index = index_of(company)
    intents.warm_up(company, BuiltinEngine())
    assert index_of(company) is index


@pytest.mark.parametrize(("room", "names"), [(elsewhere, names_here), (whole_names_room, whole_names)])
def test_no_message_goes_through_all_names_of_the_catalog_after_it(
    company: Company,
    room: ModuleType,
    names: Callable[[Company], object],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    intents.warm_up(company)
    cut = Mock(side_effect=stems)
    monkeypatch.setattr(room, "stems", cut)
    assert names(company)
    assert not cut.called
    assert names(company.model_copy())
    assert cut.called


def test_the_sentence_model_is_warm_where_the_catalog_is_too_large_to_need_it_always(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catalog_senses, "MOST", 0)
    monkeypatch.setattr(catalog_senses, "_said", {})
    large = company.model_copy(update={"version": "theatre-large"})
    intents.warm_up(large)
    assert not index_of(large).by_meaning
    assert catalog_senses._said


@pytest.mark.parametrize("wrapped", [False, True])
def test_an_engine_that_loads_something_is_warmed_up_too(company: Company, wrapped: bool) -> None:
    slow = Slow()
    intents.warm_up(company, WithFallback(slow, BuiltinEngine()) if wrapped else slow)
    assert slow.loaded == 1


def test_a_company_with_nothing_in_it_can_be_warmed_up(company: Company) -> None:
    intents.warm_up(company.model_copy(update={"systems": (), "people": {}, "version": "theatre-empty"}))
