"""What a story is: a person, a moment, what was recorded around it, and what an experienced helpdesk would say."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import groupby
from typing import Any

from tests.eval.lockouts.writing.aws import AwsPen
from tests.eval.lockouts.writing.duo import DuoPen
from tests.eval.lockouts.writing.entra import EntraPen
from tests.eval.lockouts.writing.google import GooglePen
from tests.eval.lockouts.writing.likeness import what_it_says
from tests.eval.lockouts.writing.okta import OktaPen
from tests.eval.lockouts.writing.windows import WindowsPen
from tests.eval.lockouts.writing.world import Book, Office, Scene

ASKING = "Asking for it in Slack is something the person does alone; whether somebody else has to say yes is another matter."
"""Why `self_service` is a matter of opinion where access is what is missing."""


@dataclass(frozen=True)
class Label:
    """What is right. `evidence` has the most decisive event first; `also` are events that may be named without harm."""

    cause: str
    provider: str | None
    evidence: Sequence[str]
    self_service: bool
    certain: bool | None = None
    """None: either will do."""
    also: Sequence[str] = ()
    accept: Sequence[str] = ()
    """Other causes a careful person could defend."""
    doubtful: Sequence[str] = ()
    """Fields of which the right value is a matter of opinion; they are not counted."""
    note: str = ""


@dataclass(frozen=True)
class Teller:
    """A scene with a pen for each provider. `as_other` records something that happened to somebody else."""

    scene: Scene
    okta: OktaPen
    entra: EntraPen
    windows: WindowsPen
    google: GooglePen
    aws: AwsPen
    duo: DuoPen

    @classmethod
    def of(cls, scene: Scene) -> Teller:
        return cls(scene, OktaPen(scene), EntraPen(scene), WindowsPen(scene), GooglePen(scene), AwsPen(scene), DuoPen(scene))  # fmt: skip

    def as_other(self, person: str) -> Teller:
        scene = Scene(self.scene.office, self.scene.colleague(person), self.scene.now, self.scene.book, self.scene.draw)  # fmt: skip
        return Teller.of(scene)

    def under(self, **logins: str) -> Teller:
        """The same person recorded under another form of their login: in capitals, with a domain."""
        who = replace(self.scene.who, logins={**self.scene.who.logins, **logins})
        return Teller.of(replace(self.scene, who=who))


Told = Callable[[Teller], Label]


@dataclass(frozen=True)
class Story:
    """One labelled story, before it is told."""

    id: str
    person: str
    now: datetime
    tell: Told
    says: str


@dataclass
class Stories:
    """The stories of one company, in the order they are written down."""

    initials: str
    told: list[Story] = field(default_factory=list)

    def story(self, person: str, now: str) -> Callable[[Told], Told]:
        """Adds a story; its id is the company's initials and a number."""

        def add(tell: Told) -> Told:
            says = " ".join(tell.__name__.split("_"))
            self.told.append(
                Story(f"{self.initials}{len(self.told) + 1:02d}", person, _moment(now), tell, says)
            )
            return tell

        return add


def tell(story: Story, office: Office, book: Book) -> dict[str, Any]:
    """Record the story's events and give its line for lockouts.jsonl."""
    scene = Scene(
        office, office.people[story.person], story.now, book, random.Random(f"{office.slug}/{story.says}")
    )
    label = story.tell(Teller.of(scene))
    recorded = {line.id: line for line in book.lines if line.person == story.person}
    ranks = [
        len(list(equal)) for _, equal in groupby(label.evidence, key=lambda id_: what_it_says(recorded[id_]))
    ]
    expect: dict[str, Any] = {"cause": label.cause, "provider": label.provider, "evidence": list(label.evidence), "self_service": label.self_service}  # fmt: skip
    if len(ranks) < len(label.evidence):
        expect["ranks"] = ranks
    for name in ("certain", "also", "accept", "doubtful"):
        value = getattr(label, name)
        if value is not None and value != ():
            expect[name] = value if isinstance(value, bool) else list(value)
    line = {"id": story.id, "person": story.person, "now": story.now.isoformat(), "expect": expect, "story": story.says}  # fmt: skip
    return line | ({"note": label.note} if label.note else {})


def _moment(text: str) -> datetime:
    """`24 09:05` is that day of November 2026, in UTC."""
    return datetime.fromisoformat(f"2026-11-{text.replace(' ', 'T')}:00+00:00")
