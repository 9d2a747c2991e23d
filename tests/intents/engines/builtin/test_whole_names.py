"""A name alone is enough where only one entitlement has it."""

from __future__ import annotations

import pytest

from intents.candidates import Word
from intents.engines.builtin.whole_names import only_name
from intents.words import tokens
from tests.catalog.demo import quillmere


def alone(text: str) -> bool:
    return only_name([Word(token, 1.0) for token in tokens(text)], quillmere())


@pytest.mark.parametrize("text", ["discount approver", "the discount approver role, please"])
def test_the_name_of_one_entitlement_is_enough(text: str) -> None:
    assert alone(text)


@pytest.mark.parametrize(
    "text", ["", "viewer", "read", "the role please", "discount approver for the quotes"]
)
def test_what_many_are_called_or_more_than_a_name_is_not(text: str) -> None:
    assert not alone(text)
