"""How near messages come to what they ask for, in companies that were never trained on."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from catalog.model import Place
from intents.catalog_senses import described
from intents.engines.builtin.engine import BuiltinEngine
from intents.own_words import own_text
from intents.passages import clauses
from intents.senses import SentenceModel
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
    own = [_ranks(model, [one]) for one in companies]
    ranks = np.concatenate([found for found, _ in own])
    levels = np.concatenate([found for _, found in own])
    together, _ = _ranks(model, companies)
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


def _ranks(model: SentenceModel, companies: Sequence[Wishes]) -> tuple[np.ndarray, np.ndarray]:  # type: ignore[type-arg]
    """The rank of the right resource for each message; and, where it has several levels, whether the right one leads."""
    data = as_set(*companies)
    places: list[Place] = list(data.company.places.values())
    ids = [place.entitlement.id for place in places]
    resources = np.array([place.resource.id for place in places])
    starts = np.flatnonzero(np.r_[True, resources[1:] != resources[:-1]])
    meant = model.read_all([described(place) for place in places])
    said = model.read_all([own_text(clauses(case["text"]), withdrawn=False) for case in data.cases])
    ranks, levels = [], []
    for case, alike in zip(data.cases, said @ meant.T, strict=True):
        wanted = ids.index(case["expect"]["items"][0]["entitlement"])
        siblings = np.flatnonzero(resources == resources[wanted])
        ranks.append(int((np.maximum.reduceat(alike, starts) > alike[siblings].max()).sum()))
        if len(siblings) > 1:
            levels.append(siblings[alike[siblings].argmax()] == wanted)
    return np.array(ranks), np.array(levels)


def _share(hits: np.ndarray) -> float:  # type: ignore[type-arg]
    return round(float(hits.mean()), 4)
