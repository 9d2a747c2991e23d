"""Where the live model and its challenger part, from the decision log: what a promotion would change. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import log
from typing import Any

from approvals.log.entry import Entry
from approvals.model import RiskBand, StageName
from approvals.risk.judgement import Judgement, ModelSays, judgement_from
from approvals.risk.scorecard import band
from catalog.model import EntitlementId, PersonId
from catalog.settings import RiskThresholds

_OF_THE_MODEL = frozenset({"history", "cap"})
_CAP = 100
_HUMAN = {"stage.approved": False, "stage.denied": True}


@dataclass(frozen=True, kw_only=True)
class Side:
    """One of the two on one request."""

    says: ModelSays
    probability: float | None
    score: int
    """What the whole score is, or would be, with it."""
    band: RiskBand
    asks_the_manager: bool
    """Because it abstains."""


@dataclass(frozen=True, kw_only=True)
class Difference:
    """A request that the challenger would have sent another way."""

    item_id: str
    person: PersonId
    entitlement: EntitlementId
    live: Side
    challenger: Side
    denied: bool | None
    """What people said, where they did."""


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """The last pair of models that were asked side by side, over every request both were asked about."""

    live: str
    challenger: str
    """Their seals; empty when no request had both."""
    compared: int
    decided: int
    """By people, with a probability of both."""
    live_log_loss: float | None
    challenger_log_loss: float | None
    """On what people decided; lower is nearer to what they said."""
    stricter: int
    milder: int
    """Of the differences, by the challenger."""
    differences: tuple[Difference, ...]


@dataclass(frozen=True)
class _Pair:
    entry: Entry
    live: Judgement
    challenger: Judgement


def compare(entries: Iterable[Entry], thresholds: RiskThresholds) -> Comparison:
    """Live and challenger side by side; `entries` are the decision log, oldest first.

    Each request counts once, as it was judged last. Entries of an older pair of models are left out.
    """
    pairs: dict[str, _Pair] = {}
    denied: dict[str, bool] = {}
    newest = ("", "")
    for entry in entries:
        if entry.kind in _HUMAN:
            denied[entry.item_id] = _HUMAN[entry.kind] or denied.get(entry.item_id, False)
        pair = _pair(entry)
        if pair is not None:
            newest = (pair.live.seal, pair.challenger.seal)
            pairs[entry.item_id] = pair
    same = [pair for pair in pairs.values() if (pair.live.seal, pair.challenger.seal) == newest]
    differences = [
        found for pair in same if (found := _difference(pair, thresholds, denied.get(pair.entry.item_id)))
    ]
    known = [
        (pair, denied[pair.entry.item_id])
        for pair in same
        if pair.entry.item_id in denied
        and pair.live.probability is not None
        and pair.challenger.probability is not None
    ]
    stricter = sum(_demands(one.challenger) > _demands(one.live) for one in differences)
    return Comparison(
        live=newest[0],
        challenger=newest[1],
        compared=len(same),
        decided=len(known),
        live_log_loss=_log_loss([(pair.live.probability, no) for pair, no in known]),
        challenger_log_loss=_log_loss([(pair.challenger.probability, no) for pair, no in known]),
        stricter=stricter,
        milder=len(differences) - stricter,
        differences=tuple(differences),
    )


def _pair(entry: Entry) -> _Pair | None:
    live, challenger = entry.data.get("model"), entry.data.get("shadow")
    if not isinstance(live, dict) or not isinstance(challenger, dict) or "risk" not in entry.data:
        return None
    try:
        return _Pair(entry, judgement_from(live), judgement_from(challenger))
    except (LookupError, ValueError, TypeError):  # of another version of Usher
        return None


def _difference(pair: _Pair, thresholds: RiskThresholds, denied: bool | None) -> Difference | None:
    data = pair.entry.data
    live, challenger = (_side(data["risk"], judged, thresholds) for judged in (pair.live, pair.challenger))
    if _demands(live) == _demands(challenger):
        return None
    return Difference(
        item_id=pair.entry.item_id,
        person=pair.entry.person,
        entitlement=data["entitlement"],
        live=live,
        challenger=challenger,
        denied=denied,
    )


def _side(risk: Mapping[str, Any], judged: Judgement, thresholds: RiskThresholds) -> Side:
    others = sum(factor["points"] for factor in risk["factors"] if factor["name"] not in _OF_THE_MODEL)
    score = min(_CAP, int(others) + judged.points)
    return Side(
        says=judged.says,
        probability=judged.probability,
        score=score,
        band=band(score, thresholds),
        asks_the_manager=judged.says is ModelSays.ABSTAINS,
    )


def _demands(side: Side) -> frozenset[StageName]:
    """Whom the score and the abstention ask for; other rules ask the same of both."""
    asked = set()
    if side.band is not RiskBand.LOW or side.asks_the_manager:
        asked.add(StageName.MANAGER)
    if side.band is RiskBand.HIGH:
        asked.add(StageName.SECURITY)
    return frozenset(asked)


def _log_loss(foretold: list[tuple[float | None, bool]]) -> float | None:
    safe = [(min(max(p, 1e-6), 1 - 1e-6), denied) for p, denied in foretold if p is not None]
    if not safe:
        return None
    return -sum(log(p if denied else 1 - p) for p, denied in safe) / len(safe)
