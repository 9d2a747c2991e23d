from hypothesis import given, settings
from hypothesis import strategies as st

from intents.words import fold, said_whole, stem, stems, tokens


@settings(deadline=None)
@given(st.text())
def test_folding_keeps_the_length_of_any_text(text: str) -> None:
    assert len(fold(text)) == len(text)


@settings(deadline=None)
@given(st.text())
def test_every_token_stands_where_it_says(text: str) -> None:
    folded = fold(text)
    assert all(token.start < token.end <= len(folded) for token in tokens(text))


def test_accents_case_and_curly_apostrophes_do_not_matter() -> None:
    assert fold("Chloé’s Réport") == "chloe's report"


def test_inflected_words_meet_and_different_words_do_not() -> None:
    assert stem("reports") == stem("reporting") == stem("report")
    assert stem("queries") == stem("query")
    assert stem("customs") != stem("customer")


def test_short_forms_of_chat_are_read_as_words() -> None:
    assert stems("prod db perms") == stems("production database permissions")


def test_a_name_stands_whole_where_all_its_words_stand_side_by_side() -> None:
    said = stems("the price list of the price lists, and the price of the list")
    assert said_whole(stems("price list"), said) == [range(1, 3), range(5, 7)]
    assert said_whole(said, stems("price list")) == []
    assert said_whole([], said) == []
