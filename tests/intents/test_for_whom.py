"""Whether a colleague is the one, as phrases and the model find together."""

import pytest

from catalog.model import PersonId
from intents.for_whom import AGAINST, AGREES, DOUBT, SURE, Phrased, features, lead, weighed
from intents.holding import Claim
from intents.passages import clauses
from intents.people_named import phrased
from intents.roster import Named, roster
from intents.words import fold
from tests.intents.company import theatre

COMPANY = theatre()
CARLA, BELA = PersonId("carla.finch"), PersonId("bela.kiss")


def found(text: str) -> tuple[list[Named], dict[PersonId, Phrased]]:
    named = roster(COMPANY).named(text)
    return named, phrased(named, fold(text), clauses(text))


def leads(text: str) -> dict[PersonId, float]:
    named, said = found(text)
    return {person: lead(fold(text), named, person, one) for person, one in said.items()}


@pytest.mark.parametrize(
    "text",
    [
        "Béla did his course last week. From Monday he hangs the lamps on his own, please prepare that.",
        "Béla takes the late shift from Monday on and then has to see the cues.",
        "The cues land on Béla's desk from March on and he can't open one of them.",
    ],
)
def test_whoever_does_the_task_leads_without_a_verb_of_giving(text: str) -> None:
    assert leads(text)[BELA] > 0


@pytest.mark.parametrize(
    "text",
    [
        "Béla would like me to send the cues to the guest company.",
        "Béla rings me each time, so I'd rather change the cues myself.",
        "I print the cues for Béla every evening and I can't reach the printer.",
    ],
)
def test_whoever_is_helped_or_asks_the_writer_does_not(text: str) -> None:
    assert leads(text)[BELA] < 0


def test_of_two_the_one_who_takes_over_leads() -> None:
    told = leads("Carla is on leave until May, so Béla has to sell the tickets meanwhile, please let him.")
    assert told[BELA] > told[CARLA]


def said(claim: Claim, *signs: str) -> Phrased:
    return Phrased(claim, frozenset(signs), own_need=False)


@pytest.mark.parametrize(
    ("phrases", "leading", "together"),
    [
        (said(Claim.CLEAR), AGREES, Claim.CLEAR),
        (said(Claim.LIKELY), AGREES - 0.1, Claim.UNCLEAR),
        (said(Claim.CLEAR, "to others"), 9, Claim.UNCLEAR),
        (said(Claim.UNCLEAR), SURE, Claim.CLEAR),
        (said(Claim.UNCLEAR), -9, Claim.UNCLEAR),
        (said(Claim.NONE), SURE, Claim.CLEAR),
        (said(Claim.NONE), DOUBT, Claim.UNCLEAR),
        (said(Claim.NONE), DOUBT - 0.1, Claim.NONE),
        (said(Claim.NONE, "absent"), SURE, Claim.NONE),
        (said(Claim.NONE, "absent"), SURE + AGAINST, Claim.CLEAR),
        (said(Claim.NONE, "leads, together"), 9, Claim.UNCLEAR),
    ],
)
def test_phrases_and_model_each_have_a_say(phrases: Phrased, leading: float, together: Claim) -> None:
    assert weighed(phrases, leading) is together


def test_the_model_sees_no_name_and_no_sex() -> None:
    his, hers = "Béla has lost the key, so he waits", "Carla has lost the key, so she waits"
    one, other = found(his), found(hers)
    first = features(fold(his), one[0], BELA, one[1][BELA])
    second = features(fold(hers), other[0], CARLA, other[1][CARLA])
    assert first == second
    assert not any(
        name in shown for shown in (first, second) for name in ("w bela", "w carla", "w he", "w she")
    )
