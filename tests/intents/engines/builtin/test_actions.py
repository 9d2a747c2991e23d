import pytest

from intents.engines.builtin.actions import Action, action_of, ambiguous
from intents.words import stem


@pytest.mark.parametrize(
    ("verb", "action"),
    [
        ("examine", Action.VIEW), ("redraw", Action.CHANGE), ("allocate", Action.CHANGE), ("calculating", Action.CHANGE),
        ("prescribe", Action.CHANGE), ("countersign", Action.APPROVE), ("ratify", Action.APPROVE), ("download", Action.EXPORT),
    ],
)  # fmt: skip
def test_verbs_of_tasks_have_a_class(verb: str, action: Action) -> None:
    assert action_of(stem(verb)) == (action, 1.0)


@pytest.mark.parametrize("word", ["invoice", "charge", "not", "suspense"])
def test_words_that_are_as_often_a_thing_are_no_clear_verb(word: str) -> None:
    found = action_of(stem(word))
    assert found is None or (ambiguous(stem(word)) and found[1] < 1)


def test_only_words_often_typed_are_taken_for_misspelt_ones() -> None:
    assert action_of(stem("publihser")) == (Action.CHANGE, 1.0)
    assert action_of(stem("suspense")) is None
