import pytest

from intents.near_values import near_value
from intents.words import stem, tokens

NAMES = {
    (stem(name),): name for name in ("recruitment", "cardiology", "pharmacy", "operations", "north", "south")
}


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("recrutment", "recruitment"),
        ("cardiologist", "cardiology"),
        ("pharmcy", "pharmacy"),
        ("operator", "operations"),
    ],
)
def test_a_misspelt_or_derived_word_is_the_value(said: str, value: str) -> None:
    assert near_value(tokens(said)[0], NAMES) == value


@pytest.mark.parametrize("said", ["worth", "mouth", "card", "open", "every", "2026", "farm", "opportunity"])
def test_another_word_is_no_value(said: str) -> None:
    assert near_value(tokens(said)[0], NAMES) is None


def test_a_word_near_two_values_is_neither() -> None:
    names = {(stem("paymenta"),): "A", (stem("paymentb"),): "B"}
    assert near_value(tokens("paymentc")[0], names) is None
