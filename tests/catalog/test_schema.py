"""The shipped schemas are valid themselves, and say enough for every sentence built from them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args

import pytest
from jsonschema import Draft202012Validator

from catalog.kinds import Automation, DataClass, Employment, RiskLevel
from catalog.reading.shape import _formats
from catalog.schema import SchemaName, schema, unfolded
from catalog.settings import EntraLog, FeedSettings, GoogleLog

NAMES: tuple[SchemaName, ...] = get_args(SchemaName)


def parts(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        yield node
    for inner in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from parts(inner)


@pytest.mark.parametrize("name", NAMES)
def test_the_schema_follows_its_own_draft(name: SchemaName) -> None:
    assert schema(name)["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(schema(name))
    Draft202012Validator.check_schema(unfolded(name))


@pytest.mark.parametrize("name", NAMES)
def test_the_schema_and_its_unfolded_form_agree(name: SchemaName) -> None:
    assert "$ref" not in str(unfolded(name))
    for sample in (
        {},
        [],
        {"name": 1},
        [{"id": "A"}],
        {"system": "x", "resources": [{"id": 1, "entitlements": [{}]}]},
    ):
        plain = {
            str(error.absolute_path) + error.message
            for error in Draft202012Validator(schema(name)).iter_errors(sample)
        }
        other = {
            str(error.absolute_path) + error.message
            for error in Draft202012Validator(unfolded(name)).iter_errors(sample)
        }
        assert plain == other


@pytest.mark.parametrize("name", NAMES)
def test_every_field_says_what_it_is(name: SchemaName) -> None:
    for part in parts(unfolded(name)):
        fields = part.get("properties")
        if not isinstance(fields, dict) or part.get("type") != "object":
            continue
        for key, field in fields.items():
            assert field.get("title"), key
            assert field.get("description"), key


@pytest.mark.parametrize("name", NAMES)
def test_every_rule_that_needs_advice_has_it_and_every_format_is_checked(name: SchemaName) -> None:
    for part in parts(unfolded(name)):
        if {"pattern", "format", "minimum", "maximum", "minLength"} & part.keys() and part.get("type") in (
            "string",
            "integer",
        ):
            assert part.get("expects"), part
            assert part.get("title"), part
        if part.get("type") == "string" and "format" in part:
            assert part["format"] in _formats().checkers


def test_the_words_of_the_schema_are_the_words_of_the_model() -> None:
    text = str(schema("system"))
    for words in (RiskLevel, Automation, DataClass, Employment):
        assert str([word.value for word in words]) in text, words


def test_the_feeds_of_the_schema_are_those_of_the_settings() -> None:
    feed = unfolded("company")["properties"]["sign_ins"]["properties"]["feeds"]["items"]["properties"]
    assert feed.keys() == FeedSettings.model_fields.keys()
    assert feed["provider"]["enum"] == list(get_args(FeedSettings.model_fields["provider"].annotation))
    assert feed["log"]["enum"] == [*get_args(EntraLog), *get_args(GoogleLog)]
