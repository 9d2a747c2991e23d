"""The model's word as a warning sign: a person's most unusual sign-in, with what is unusual about it."""

from __future__ import annotations

from collections.abc import Iterator

from intents.signins.behaviour.habits import KNOWN_FROM, Measured, measured
from intents.signins.behaviour.model import BehaviourModel
from intents.signins.event import SignInEvent
from intents.signins.signs.sign import Kind, OfPerson, Severity, Sign, evidence
from intents.signins.signs.words import counted, named, place_of

_WORDS = {
    "prompts": "after prompts that were not accepted",
    "country_new": "from a country that is new for them",
    "device_new": "on a device that is new for them",
    "network_new": "from a network that is new for them",
    "application_new": "to an application they do not use",
    "hour": "at an hour they do not keep",
    "weekend": "at the weekend",
    "failures": "after several failures",
    "speed": "sooner than one could have got there",
    "distance": "far from where they were last",
    "pause": "after a long time away",
    "country_rare": "from a country hardly anybody here signs in from",
    "network_rare": "from a network hardly anybody here uses",
    "application_rare": "to an application hardly anybody here uses",
    "client_rare": "with a browser or client hardly anybody here uses",
}
"""Each number in words, what says most to a reader first."""
_CLEARLY = 0.25
"""So much above what one in a hundred sign-ins exceeds, it is worth a word."""
_SAID_AT_MOST = 3
_TOGETHER = {
    "country_rare": "country_new",
    "network_rare": "network_new",
    "application_rare": "application_new",
    "speed": "distance",
}
"""What says much the same as another is left out beside it."""


def found(case: OfPerson, model: BehaviourModel, *, threshold: float) -> Iterator[Sign]:
    """One sign at most: the most unusual of the fresh successes, where it is above the threshold."""
    if not case.seen or case.seen[0].person is None:
        return
    person = case.seen[0].person
    events = (one.event for one in case.seen)
    scored = [
        (model.score(one.numbers), one)
        for one in measured(events, common=model.common, zone=case.company.zone_of(person), since=case.fresh)
        if one.known >= KNOWN_FROM and one.event.address not in case.around.shared
    ]
    if not scored:
        return
    score, most = max(scored, key=lambda pair: pair[0])
    if score <= threshold:
        return
    yield Sign(
        kind=Kind.UNUSUAL,
        subject=person,
        people=(person,),
        events=evidence([most.event, *most.before]),
        since=most.event.at,
        until=most.event.at,
        severity=Severity.LOW,
        says=_sentence(case, model, most, person),
        score=round(score, 4),
    )


def why(model: BehaviourModel, one: Measured) -> list[str]:
    """What is clearly unusual, in words, what says most first."""
    limits = dict(zip(model.features, zip(one.numbers, model.high, strict=True), strict=True))
    names = [name for name in _WORDS if limits[name][0] > limits[name][1] + _CLEARLY]
    names = [name for name in names if _TOGETHER.get(name) not in names]
    return [_WORDS[name] for name in names[:_SAID_AT_MOST]]


def _sentence(case: OfPerson, model: BehaviourModel, most: Measured, person: str) -> str:
    event: SignInEvent = most.event
    words = why(model, most)
    what = ", ".join(words) if words else "in a combination not seen before"
    return f"{named(case.company, [person])} signed in from {place_of(event.place, event.address)} unlike in their {counted(most.known, 'sign-in')} before: {what}."
