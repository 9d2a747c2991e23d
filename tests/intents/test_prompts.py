import json
import re

import pytest

from intents.answer_schema import FITS
from intents.understanding import Intent
from prompts import UnknownPrompt, prompt


def test_the_newest_version_is_the_one_used() -> None:
    newest = prompt("understand")
    assert newest == prompt("understand", newest.version)
    assert newest.label == f"understand/v{newest.version}"


@pytest.mark.parametrize(
    ("name", "version"), [("nothing", None), ("understand", 99), ("../understand", None), ("", None)]
)
def test_an_unknown_prompt_is_named(name: str, version: int | None) -> None:
    with pytest.raises(UnknownPrompt):
        prompt(name, version)


def test_it_explains_every_intent_and_fit() -> None:
    text = prompt("understand").text
    assert all(f"`{intent.value}`" in text for intent in Intent)
    assert all(f"`{fit}`" in text for fit in FITS)


def test_its_worked_examples_have_the_fields_of_the_form() -> None:
    fields = {"intent", "fit", "items", "shortlist", "duration", "beneficiary", "justification", "confidence"}
    examples = [json.loads(line) for line in re.findall(r"^\{.*\}$", prompt("understand").text, re.M)]
    assert len(examples) >= 3
    assert all(set(example) == fields for example in examples)
