import json

from jsonschema import Draft202012Validator

from catalog.model import Company
from intents.answer_schema import answer_schema
from intents.grounding import valid
from tests.intents.answers import good


def test_the_schema_is_one_and_takes_a_sound_answer(company: Company) -> None:
    places = [p for p in company.places.values() if p.system.id == "ticketdesk"]
    schema = answer_schema(places, [])
    Draft202012Validator.check_schema(schema)
    assert valid(good(), schema)


def test_it_allows_nothing_but_what_it_names(company: Company) -> None:
    schema = answer_schema(list(company.places.values()), ["Béla Kiss"])
    assert not valid(good(approved=True), schema)
    assert not valid(good(beneficiary="Ada Moor"), schema)
    assert not valid(good(shortlist=["ticketdesk/safe:open"]), schema)


def test_without_candidates_nothing_can_be_named() -> None:
    schema = answer_schema([], [])
    assert not valid(good(), schema)
    assert valid(good(items=[], shortlist=[]), schema)


def test_every_object_is_closed_and_wholly_required_as_strict_modes_demand(company: Company) -> None:
    def check(node: object) -> None:
        if isinstance(node, dict):
            if node.get("type") == "object":
                assert node["additionalProperties"] is False
                assert node["required"] == list(node["properties"])
            for inner in node.values():
                check(inner)
        elif isinstance(node, list):
            for inner in node:
                check(inner)

    schema = answer_schema(list(company.places.values()), ["Béla Kiss"])
    check(schema)
    assert json.loads(json.dumps(schema)) == schema
