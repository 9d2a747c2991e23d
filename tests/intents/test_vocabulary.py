import pytest

from intents.vocabulary import Vocabulary
from intents.words import stem, tokens

WORDS = {"read": {0: 3.0, 1: 1.3}, "meter": {0: 3.0}, "ledger": {2: 3.0}, "design": {1: 1.6}}
KNOWN = Vocabulary(WORDS, {"readings": "read", "designer": "design", "meters": "meter"}, 3)


@pytest.mark.parametrize(
    ("written", "meant"),
    [("readngs", "read"), ("desinger", "design"), ("ledgr", "ledger"), ("meeters", "meter")],
)
def test_a_slip_is_read_as_the_word_that_was_meant(written: str, meant: str) -> None:
    assert KNOWN.meant(tokens(written)[0]) == meant


@pytest.mark.parametrize("written", ["reading", "please", "zebra", "the", "42"])
def test_a_word_that_is_no_slip_stays_what_it_is(written: str) -> None:
    assert KNOWN.meant(tokens(written)[0]) == stem(written)


def test_drawn_out_letters_are_not_heard() -> None:
    assert [token.word for token in tokens("I neeeed to loook at sooo many repooorts")] == [
        "i", "need", "to", "look", "at", "soo", "many", "repoorts",
    ]  # fmt: skip


def test_offsets_are_those_of_the_text_as_written() -> None:
    text = "to loook at it"
    assert [text[t.start : t.end] for t in tokens(text)] == ["to", "loook", "at", "it"]


def test_it_knows_which_resource_a_word_says() -> None:
    assert [KNOWN.says(resource, "meter") for resource in range(3)] == [True, False, False]
    assert not KNOWN.says(0, "zebra")


def test_a_rare_word_tells_more_than_one_that_is_everywhere() -> None:
    assert KNOWN.rarity("meter") > KNOWN.rarity("read") > KNOWN.rarity(stem("please")) == 0.0
