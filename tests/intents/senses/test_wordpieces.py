"""Texts cut into the pieces the model was trained with."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from intents.senses.wordpieces import LONGEST_WORD, pieces_of

VOCABULARY = {
    piece: number
    for number, piece in enumerate(
        ["[UNK]", "[CLS]", "[SEP]", "pay", "##roll", "##s", "cafe", "-", "2", "##6"]
    )
}
NAMES = {number: piece for piece, number in VOCABULARY.items()}


def cut(text: str, limit: int = 50) -> list[str]:
    return [NAMES[number] for number in pieces_of(text, VOCABULARY, limit)][1:-1]


def test_the_longest_known_piece_comes_first() -> None:
    assert cut("payrolls") == ["pay", "##roll", "##s"]


def test_case_accents_and_control_characters_do_not_count() -> None:
    assert cut("CAFÉ\u0007 pay") == ["cafe", "pay"]


def test_punctuation_is_a_word_of_its_own() -> None:
    assert cut("pay-26") == ["pay", "-", "2", "##6"]


def test_a_word_with_an_unknown_part_is_unknown_as_a_whole() -> None:
    assert cut("payzroll pay") == ["[UNK]", "pay"]
    assert cut("pay" + "s" * LONGEST_WORD) == ["[UNK]"]


@given(text=st.text(max_size=300), limit=st.integers(2, 40))
def test_whatever_is_written_begins_and_ends_with_its_marks_and_keeps_to_the_limit(
    text: str, limit: int
) -> None:
    found = pieces_of(text, VOCABULARY, limit)
    assert (NAMES[found[0]], NAMES[found[-1]]) == ("[CLS]", "[SEP]")
    assert len(found) <= limit
