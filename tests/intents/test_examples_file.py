"""A file of labelled examples is read whole, or refused with the line that is wrong."""

from __future__ import annotations

import json

import pytest

from intents.examples_file import BadExample, examples_of
from intents.learned import Example

CASE = {"id": "x", "person": "ann", "text": "the numbers", "expect": {"items": [{"entitlement": "a/b:c"}]}}


def test_cases_become_examples_and_those_without_items_are_passed_over() -> None:
    nothing = {**CASE, "expect": {"items": []}}

    assert list(examples_of([json.dumps(CASE), "", json.dumps(nothing)])) == [
        Example("ann", "the numbers", ("a/b:c",))
    ]


@pytest.mark.parametrize(
    "line",
    ["{", "[]", "3", '"x"', "{}", json.dumps({**CASE, "expect": None}), json.dumps({**CASE, "text": 3}),
     json.dumps({**CASE, "expect": {"items": [{}]}}), json.dumps({**CASE, "expect": {"items": [{"entitlement": 1}]}})],
)  # fmt: skip
def test_anything_else_is_refused_with_its_line(line: str) -> None:
    with pytest.raises(BadExample, match=r"^Line 2 is "):
        list(examples_of([json.dumps(CASE), line]))
