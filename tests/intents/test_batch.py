import json

import pytest

from catalog.model import Company
from intents.batch import understand_lines
from intents.engines.builtin.engine import BuiltinEngine

FIELDS = ["id", "intent", "outcome", "items", "duration", "beneficiary", "justification", "confidence", "shortlist", "question", "missing", "engine", "evidence"]  # fmt: skip


async def lines(company: Company, *given: str) -> list[dict[str, object]]:
    return [json.loads(line) async for line in understand_lines(company, given, BuiltinEngine())]


async def test_every_line_gets_a_line_in_order_with_the_fields_in_theirs(company: Company) -> None:
    given = [
        json.dumps(
            {
                "id": f"c{n}",
                "person": "ada.moor",
                "text": "price lists please",
                "now": "2026-11-23T10:15:00+00:00",
            }
        )
        for n in range(3)
    ]
    found = await lines(company, *given)
    assert [row["id"] for row in found] == ["c0", "c1", "c2"]
    assert all(list(row) == FIELDS for row in found)


async def test_a_line_without_a_time_is_read_now(company: Company) -> None:
    (found,) = await lines(company, '{"id": 7, "person": "ada.moor", "text": "help"}')
    assert (found["id"], found["intent"]) == (7, "help")


@pytest.mark.parametrize("id", [7, 7.5, "7", "", True, None, ["a", 1], {"case": 1}], ids=repr)
async def test_an_id_comes_back_as_it_came(company: Company, id: object) -> None:
    good, bad = await lines(
        company,
        json.dumps({"id": id, "person": "ada.moor", "text": "help"}),
        json.dumps({"id": id, "person": "nobody", "text": "help"}),
    )
    assert [good["id"], bad["id"]] == [id, id]
    assert type(good["id"]) is type(id)


async def test_a_blank_line_is_answered_too_so_that_answers_and_lines_can_be_laid_side_by_side(
    company: Company,
) -> None:
    found = await lines(company, "", '{"id": 1, "person": "ada.moor", "text": "help"}\n', " \t\n")
    assert [row["id"] for row in found] == [None, 1, None]
    assert [row.get("error") for row in found] == [
        "Line 1 is blank; write one object a line.",
        None,
        "Line 3 is blank; write one object a line.",
    ]


async def test_bad_lines_say_what_is_wrong_and_the_rest_goes_on(company: Company) -> None:
    found = await lines(
        company,
        "not json",
        "[1]",
        '{"id": "a", "person": "ada.moor"}',
        '{"id": "b", "person": "nobody", "text": "x"}',
        '{"id": "c", "person": "ada.moor", "text": "x", "now": "yesterday"}',
        "",
        '{"id": "d", "person": "ada.moor", "text": "help", "now": "2026-11-23T10:15:00"}',
    )
    assert [row.get("id") for row in found] == [None, None, "a", "b", "c", None, "d"]
    errors = [str(row["error"]) for row in found[:6]]
    assert all(
        error.startswith(f"Line {n} ") and error.endswith(".") for n, error in enumerate(errors, start=1)
    )
    assert found[6]["intent"] == "help"
