import pytest

from intents.engines.builtin.actions import Action, votes
from intents.engines.builtin.particle_verbs import read_together
from intents.words import tokens


def spoken(text: str) -> dict[Action, float]:
    return votes((token.stem, 1.0) for token, _ in read_together(tokens(text)))


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("wave the finished ones through", Action.APPROVE),
        ("tick it off", Action.APPROVE),
        ("let me pull the plan up", Action.VIEW),
        ("look the seats up", Action.VIEW),
        ("take the old cue out", Action.CHANGE),
        ("put it right", Action.CHANGE),
        ("give the empty places out", Action.CHANGE),
        ("log in", Action.USE),
    ],
)
def test_a_verb_of_two_words_says_one_thing(text: str, action: Action) -> None:
    found = spoken(text)
    assert max(found, key=lambda a: found[a]) is action


def test_what_is_asked_for_a_person_is_no_such_verb() -> None:
    assert not any(put for _, put in read_together(tokens("put me in please and set him up")))


def test_the_words_stay_where_they_stood() -> None:
    said = tokens("sign the journals off")
    together = [token for token, _ in read_together(said)]
    assert [(t.start, t.end) for t in together] == [(t.start, t.end) for t in said]
    assert together[0] == said[0]


@pytest.mark.parametrize(
    "text", ["put the seats of the big hall of the town theatre right", "off they go", ""]
)
def test_halves_far_apart_do_not_belong_together(text: str) -> None:
    assert not any(put for _, put in read_together(tokens(text)))
