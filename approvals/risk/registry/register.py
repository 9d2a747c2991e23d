"""The register of models as a value: what may happen to it, and the chain of everything that did.

Nothing is ever taken out. Which model is in force follows from the acts, and each act carries the hash of the one
before it, so a register that says something else than its acts was altered.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import UTC, datetime
from enum import StrEnum

from pydantic import Field

from approvals.errors import BadInput, NotAllowed, NotFound
from approvals.log.entry import GENESIS, USHER, canonical
from approvals.model import Value
from approvals.risk.judge import cannot_be_live
from approvals.risk.model.evaluation import Metrics
from approvals.risk.model.trained import TrainedModel
from catalog.model import PersonId

SHORTEST_ID = 6
"""So many letters of an id are enough where they name one model only."""


class ActKind(StrEnum):
    """What can happen to a register."""

    TRAINED = "trained"
    PROMOTED = "promoted"
    CHALLENGER = "challenger"
    ROLLED_BACK = "rolled_back"
    STEPPED_DOWN = "stepped_down"
    """Nothing is in force until a person says so again: requests are no longer what was learned from."""


class Registered(Value):
    """One model: what it was made from and how good it was. Its file is named after its id."""

    id: str
    """The seal of its file."""
    snapshot: str
    """SHA-256 of the decisions it was trained on."""
    decisions: int
    features: tuple[str, ...]
    left_out: dict[str, str]
    parameters: dict[str, float]
    metrics: Metrics
    policy_version: str
    trained_at: datetime
    warnings: tuple[str, ...] = ()
    """What was odd about its decisions."""
    accepted: str = ""
    """Why somebody let it be trained all the same; who is in its act."""

    @classmethod
    def of(
        cls, model: TrainedModel, *, id: str, warnings: Iterable[str] = (), accepted: str = ""
    ) -> Registered:
        """The entry for a model that was saved under that seal."""
        return cls(
            id=id,
            snapshot=model.snapshot,
            decisions=model.metrics.rows,
            features=model.attributes,
            left_out=model.left_out,
            parameters=model.parameters,
            metrics=model.metrics,
            policy_version=model.policy_version,
            trained_at=model.trained_at,
            warnings=tuple(warnings),
            accepted=accepted,
        )


class Act(Value):
    """Something that was done, by whom, chained to what was done before."""

    at: str
    """ISO 8601 in UTC, as it was hashed."""
    by: str
    """A person's id, or `usher`."""
    act: ActKind
    model: str | None
    """What it made of the place it is about: for a rollback from the first model, nothing."""
    before: str | None
    reason: str = ""
    previous: str
    hash: str

    def fits(self, previous: str) -> bool:
        """Whether it follows that act and nobody changed it since."""
        return self.previous == previous and self.hash == _link(self)


class Register(Value):
    """All models, the one in force, the one that scores silently beside it, and the acts that led there."""

    format: int = Field(default=1, ge=1, le=1)
    models: tuple[Registered, ...] = ()
    live: str | None = None
    challenger: str | None = None
    acts: tuple[Act, ...] = ()

    def model(self, id: str) -> Registered:
        """The model with that id, or with the only id that begins so. Raises NotFound, BadInput."""
        found = [one for one in self.models if one.id == id or one.id.startswith(id)]
        if len(id) < SHORTEST_ID or len(found) > 1:
            raise BadInput(
                f"“{id}” may be more than one model; give {SHORTEST_ID} letters of its id or more, as `usher risk list` shows it."
            )
        if not found:
            raise NotFound(f"No model begins with {id[:16]}; `usher risk list` shows those there are.")
        return found[0]

    def with_model(self, model: Registered, *, by: str = USHER, now: datetime) -> Register:
        """The register with one more model. Training alone puts nothing in force."""
        if any(known.id == model.id for known in self.models):
            return self
        grown = self.model_copy(update={"models": (*self.models, model)})
        return grown._after(ActKind.TRAINED, model.id, None, by, now, model.accepted)

    def promoted(self, id: str, *, by: PersonId, now: datetime) -> Register:
        """The register with that model in force. Raises NotFound, NotAllowed."""
        model = self.model(id).id
        if model == self.live:
            raise NotAllowed(f"Model {model[:12]} is in force already; nothing was changed.")
        self._can_judge(model)
        return self._after(ActKind.PROMOTED, model, self.live, by, now)

    def challenged(self, id: str, *, by: PersonId, now: datetime) -> Register:
        """The register with that model scoring silently beside. Raises NotFound, NotAllowed."""
        model = self.model(id).id
        if model == self.live:
            raise NotAllowed(f"Model {model[:12]} is in force; a challenger has to be another one.")
        if model == self.challenger:
            raise NotAllowed(f"Model {model[:12]} is the challenger already; nothing was changed.")
        self._can_judge(model)
        return self._after(ActKind.CHALLENGER, model, self.challenger, by, now)

    def rolled_back(self, *, by: PersonId, now: datetime) -> Register:
        """The register with what was in force before; before the first model that is none. Raises NotAllowed."""
        standing = _standing(self.acts)
        if not standing.depth:
            raise NotAllowed("There is no promotion left to roll back; the scorecard alone decides.")
        return self._after(ActKind.ROLLED_BACK, standing.before, self.live, by, now)

    def stepped_down(self, reason: str, *, now: datetime) -> Register:
        """The register with no model in force, by Usher itself; a rollback or a promotion ends that."""
        if self.live is None:
            raise NotAllowed("No model is in force; the scorecard alone decides already.")
        return self._after(ActKind.STEPPED_DOWN, None, self.live, USHER, now, reason)

    @property
    def stepping_down(self) -> Act | None:
        """Why no model is in force, where that is because Usher itself took it out."""
        decisive = {ActKind.PROMOTED, ActKind.ROLLED_BACK, ActKind.STEPPED_DOWN}
        last = next((act for act in reversed(self.acts) if act.act in decisive), None)
        return last if last is not None and last.act is ActKind.STEPPED_DOWN else None

    def _can_judge(self, id: str) -> None:
        if (sentence := cannot_be_live(self.model(id).features)) is not None:
            raise NotAllowed(sentence)

    @property
    def fault(self) -> str | None:
        """What does not fit together, or None."""
        previous = GENESIS
        for number, act in enumerate(self.acts, 1):
            if not act.fits(previous):
                return f"act {number} does not follow from the one before it"
            previous = act.hash
        standing = _standing(self.acts)
        if (standing.live, standing.challenger) != (self.live, self.challenger):
            return "it names another model than its acts put in force"
        trained = [act.model for act in self.acts if act.act is ActKind.TRAINED]
        if trained != [model.id for model in self.models]:
            return "it lists other models than were trained"
        return None

    def _after(
        self, kind: ActKind, model: str | None, before: str | None, by: str, now: datetime, reason: str = ""
    ) -> Register:
        act = Act(
            at=now.astimezone(UTC).isoformat(timespec="microseconds"),
            by=by,
            act=kind,
            model=model,
            before=before,
            reason=reason,
            previous=self.acts[-1].hash if self.acts else GENESIS,
            hash="",
        )
        acts = (*self.acts, act.model_copy(update={"hash": _link(act)}))
        standing = _standing(acts)
        return self.model_copy(
            update={"acts": acts, "live": standing.live, "challenger": standing.challenger}
        )


class _Standing(Value):
    """What a chain of acts comes to."""

    live: str | None
    challenger: str | None
    before: str | None
    """What a rollback would put in force."""
    depth: int
    """How many times one can roll back."""


def _standing(acts: Iterable[Act]) -> _Standing:
    stack: list[str | None] = [None]
    challenger: str | None = None
    for act in acts:
        if act.act is ActKind.PROMOTED:
            stack.append(act.model)
        elif act.act is ActKind.STEPPED_DOWN:
            stack.append(None)
        elif act.act is ActKind.ROLLED_BACK and len(stack) > 1:
            stack.pop()
        elif act.act is ActKind.CHALLENGER:
            challenger = act.model
        if challenger == stack[-1]:
            challenger = None
    before = stack[-2] if len(stack) > 1 else None
    return _Standing(live=stack[-1], challenger=challenger, before=before, depth=len(stack) - 1)


def _link(act: Act) -> str:
    fields = [act.at, act.by, act.act, act.model, act.before, act.reason, act.previous]
    return hashlib.sha256(canonical(fields).encode()).hexdigest()
