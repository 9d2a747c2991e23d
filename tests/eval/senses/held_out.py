"""How near messages come to what they ask for, in companies that were never trained on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from catalog.model import Place
from intents.catalog_senses import described
from intents.engines.builtin.engine import BuiltinEngine
from intents.own_words import own_text
from intents.passages import clauses
from intents.senses import SentenceModel
from intents.senses.pieces import Meant, Texts
from tests.eval.__main__ import answers_of
from tests.eval.retrieval import retrieval
from tests.eval.scoring import Row, figures
from tests.eval.senses.wishes import Wishes, as_set, everything

Figures = dict[str, float]
READ = ("intent", "propose", "precision", "harm", "over_grant", "shortlist", "choose", "none")


def by_meaning(model: SentenceModel, companies: Sequence[Wishes]) -> Figures:
    """By meaning alone: how often the right resource comes first and among five, in the catalog of the message's own
    company and in one of all companies; and how often the right level is the nearest of a resource with several.
    """
    read = [_read(model, one) for one in companies]
    own = [_ranks(model, [one]) for one in read]
    ranks = np.concatenate([found for found, _ in own])
    levels = np.concatenate([found for _, found in own])
    together, _ = _ranks(model, read)
    return {
        "resource first": _share(ranks < 1),
        "among five": _share(ranks < 5),
        "level right": _share(levels),
        "first of all companies": _share(together < 1),
        "among five of all": _share(together < 5),
    }


def by_all(companies: Sequence[Wishes]) -> dict[str, Figures]:
    """By words and meaning together, as messages are read: recall in the catalog of each company and of all of them."""
    found = {one.name: _flat(retrieval(as_set(one))) for one in companies}
    return found | {"all in one catalog": _flat(retrieval(as_set(*companies)))}


async def as_read(companies: Sequence[Wishes]) -> dict[str, float | None]:
    """What messages are answered with, each in the catalog of its own company."""
    cases: list[Row] = []
    answers: dict[str, Row] = {}
    for one in companies:
        data = everything(one)
        found, _, _ = await answers_of(data, BuiltinEngine())
        for case in data.cases:
            known = f"{one.name} {case['id']}"
            cases.append({**case, "id": known})
            answers[known] = found[case["id"]]
    read = figures(cases, answers)
    return {name: read[name] for name in READ}


def _flat(measured: dict[str, dict[str, float]]) -> Figures:
    return {
        f"{step} {depth.removeprefix('recall')}": share
        for step, by in measured.items()
        for depth, share in by.items()
    }


@dataclass(frozen=True)
class _Company:
    """A company as a model reads it: its entitlements and its messages, and the entitlement that each wants."""

    places: list[Place]
    meant: list[Meant]
    said: list[Meant]
    wanted: list[str]


def _read(model: SentenceModel, company: Wishes) -> _Company:
    data = as_set(company)
    places = list(data.company.places.values())
    return _Company(
        places,
        model.read_pieces([described(place) for place in places]),
        model.read_pieces([own_text(clauses(case["text"]), withdrawn=False) for case in data.cases]),
        [wanted for _, wanted in company.messages],
    )


def _ranks(model: SentenceModel, companies: Sequence[_Company]) -> tuple[np.ndarray, np.ndarray]:  # type: ignore[type-arg]
    """The rank of the right resource for each message; and, where it has several levels, whether the right one leads."""
    places = [place for one in companies for place in one.places]
    ids = {place.entitlement.id: number for number, place in enumerate(places)}
    resources = np.array([place.resource.id for place in places])
    starts = np.flatnonzero(np.r_[True, resources[1:] != resources[:-1]])
    texts = Texts([meant for one in companies for meant in one.meant], model.projection)
    ranks, levels = [], []
    for one in companies:
        for said, id in zip(one.said, one.wanted, strict=True):
            alike, wanted = texts.likeness(said), ids[id]
            siblings = np.flatnonzero(resources == resources[wanted])
            ranks.append(int((np.maximum.reduceat(alike, starts) > alike[siblings].max()).sum()))
            if len(siblings) > 1:
                levels.append(siblings[alike[siblings].argmax()] == wanted)
    return np.array(ranks), np.array(levels)


def _share(hits: np.ndarray) -> float:  # type: ignore[type-arg]
    return round(float(hits.mean()), 4)
