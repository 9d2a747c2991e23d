import json
from dataclasses import replace
from datetime import timedelta
from functools import cache
from pathlib import Path
from random import Random

import numpy as np
import pytest

from intents.signins.behaviour import unusual
from intents.signins.behaviour.habits import FEATURES, KNOWN_FROM, commonness, measured
from intents.signins.behaviour.model import BehaviourModel, ModelUnusable, alarms_a_day, load, save
from intents.signins.behaviour.training import TooLittle, train
from intents.signins.event import Device, SignInEvent
from intents.signins.signs.sign import Kind, OfPerson, Seen, Surroundings, in_order
from tests.intents.signins.watching import HANOI, NOW, PORTO, WRONG, company, seen, weeks

ZONE = company().zone


@cache
def _histories() -> dict[str, list[SignInEvent]]:
    random = Random(7)
    found = {}
    for number in range(30):
        events = []
        for one in weeks(person=f"p{number}", address=f"192.0.2.{number}"):
            event = replace(one.event, at=one.event.at + timedelta(minutes=random.gauss(0, 40)))
            if random.random() < 0.2:
                event = replace(event, application=random.choice(["Wiki", "Tickets"]))
            events.append(event)
        found[f"p{number}"] = sorted(events, key=lambda event: event.at)
    return found


@cache
def _model() -> BehaviourModel:
    return train(company(), _histories(), now=NOW)


def _numbers(*events: Seen) -> dict[str, float]:
    common = commonness(_histories().values())
    *_, last = measured([one.event for one in in_order(events)], common=common, zone=ZONE)
    return dict(zip(FEATURES, last.numbers, strict=True))


def test_what_somebody_always_does_is_nothing_new() -> None:
    numbers = _numbers(*weeks(), seen(0))
    assert numbers["hour"] < 0.5
    assert numbers["country_new"] < 0.05
    assert numbers["device_new"] < 0.05
    assert numbers["distance"] == numbers["failures"] == numbers["prompts"] == numbers["weekend"] == 0


def test_what_is_new_is_one_and_what_is_not_said_is_nothing() -> None:
    strange = Device(name="OTHER", system="Linux", client="curl")
    numbers = _numbers(
        *weeks(),
        seen(-900, **WRONG),
        seen(-870, **WRONG),
        seen(-840, place=HANOI, device=strange, network="AS1", application="Payroll"),
    )
    for name in (
        "country_new",
        "network_new",
        "device_new",
        "application_new",
        "country_rare",
        "network_rare",
        "client_rare",
    ):
        assert numbers[name] == 1
    assert numbers["hour"] > 0.9
    assert numbers["failures"] == pytest.approx(np.log1p(2))
    assert numbers["distance"] > 9
    silent = _numbers(*weeks(), seen(0, application="", device=Device()))
    assert silent["application_new"] == silent["device_new"] == silent["client_rare"] == 0


def test_plain_python_says_what_scikit_learn_says() -> None:
    from sklearn.ensemble import IsolationForest

    model = _model()
    common = model.common
    rows = [
        one.numbers
        for _, events in sorted(_histories().items())
        for one in measured(events, common=common, zone=ZONE)
        if one.known >= KNOWN_FROM
    ]
    forest = IsolationForest(n_estimators=100, max_samples=256, random_state=20).fit(np.asarray(rows))
    theirs = -forest.score_samples(np.asarray(rows[:200]))
    assert np.allclose([model.score(row) for row in rows[:200]], theirs, atol=1e-6)


def test_training_again_gives_the_same_model() -> None:
    again = train(company(), dict(reversed(_histories().items())), now=NOW)
    assert again == _model()
    assert again.persons == 30
    assert again.events == 30 * (60 - KNOWN_FROM)


def test_too_little_is_refused_in_a_sentence() -> None:
    with pytest.raises(TooLittle, match=r"There are 50 sign-ins .* it takes 500"):
        train(company(), {"p1": _histories()["p1"]}, now=NOW)


def test_the_threshold_lets_so_many_a_day_through() -> None:
    model = _model()
    for alarms in (0.2, 1.0, 3.0):
        threshold = model.threshold(alarms)
        assert sum(top > threshold for top in model.tops) <= alarms * model.days
    assert model.threshold(0.2) >= model.threshold(1.0) >= model.threshold(3.0)


def test_feedback_moves_it_within_bounds() -> None:
    assert alarms_a_day(1.0, right=0, false=0) == 1.0
    assert alarms_a_day(1.0, right=0, false=1) < 1.0
    assert alarms_a_day(1.0, right=1, false=1) > alarms_a_day(1.0, right=0, false=1)
    assert alarms_a_day(1.0, right=50, false=0) == 1.0
    assert alarms_a_day(1.0, right=0, false=50) == pytest.approx(0.1)


def _unusual(*events: Seen, around: Surroundings | None = None) -> list:
    case = OfPerson(
        company=company(),
        seen=in_order(events),
        fresh=NOW - timedelta(days=1),
        around=around or Surroundings(),
    )
    return list(unusual.found(case, _model(), threshold=_model().threshold(1.0)))


def test_a_takeover_is_told_with_what_is_unusual_and_a_usual_day_is_not() -> None:
    strange = Device(system="Linux", client="curl")
    (sign,) = _unusual(
        *weeks(),
        seen(-900, place=HANOI, address="45.1.2.3", network="AS1", device=strange, application="Payroll"),
    )
    assert sign.kind is Kind.UNUSUAL
    assert sign.score is not None
    assert sign.score > _model().threshold(1.0)
    assert sign.says.startswith("Person 1 signed in from Hanoi, Vietnam unlike in their 60 sign-ins before: ")
    assert "new for them" in sign.says
    assert _unusual(*weeks(), seen(0)) == []
    assert _unusual(*weeks(days=3), seen(-900, place=HANOI)) == []  # too little is known of them
    around = Surroundings(shared=frozenset({"45.1.2.3"}))
    assert (
        _unusual(*weeks(), seen(-900, place=HANOI, address="45.1.2.3", device=strange), around=around) == []
    )
    assert _unusual(seen(0, person=None, place=PORTO)) == []


def test_a_file_is_read_back_and_an_altered_one_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "model.json"
    assert load(path) is None
    seal = save(_model(), path)
    assert load(path) == (seal, _model())
    data = json.loads(path.read_text())
    data["model"]["days"] = 1.0
    path.write_text(json.dumps(data))
    with pytest.raises(ModelUnusable, match="was altered"):
        load(path)
    for text in ("", "[]", "{}", '{"model": 1}', "\0", "[" * 100_000):
        path.write_text(text)
        with pytest.raises(ModelUnusable, match="not a model of sign-ins"):
            load(path)


def test_a_model_of_other_numbers_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "model.json"
    save(_model().model_copy(update={"features": ("hour",)}), path)
    with pytest.raises(ModelUnusable, match="another version"):
        load(path)
