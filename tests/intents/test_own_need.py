import pytest

from intents.own_need import own_need, shared_out


@pytest.mark.parametrize(
    "words",
    ["i need the bookings", "could i see them", "put me down for that", "that is my job from today", "i'd like to read it", "i can only look", "take the role off me", "it falls to me now"],
)  # fmt: skip
def test_a_wish_of_the_writers_own(words: str) -> None:
    assert own_need(words)


@pytest.mark.parametrize(
    "words",
    ["she covers for me", "i'm off for three weeks", "let me know", "i'd be grateful if she could get it", "i need you to set her up", "leave them for me to check", "she takes over my desk", "i can't be there on monday"],
)  # fmt: skip
def test_a_word_about_oneself_that_wishes_nothing_for_oneself(words: str) -> None:
    assert not own_need(words)


@pytest.mark.parametrize(
    "words",
    ["viewer for me, editor for dana", "editor for dana and viewer for me", "dana: editor. me: viewer"],
)
def test_what_is_shared_out_is_told(words: str) -> None:
    assert shared_out(words)


@pytest.mark.parametrize(
    "words", ["viewer for me please", "she covers for me", "that would be easier for me", "editor for dana"]
)
def test_what_is_for_one_is_not_shared_out(words: str) -> None:
    assert not shared_out(words)
