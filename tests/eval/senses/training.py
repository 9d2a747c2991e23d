"""The sentence model tuned: a message is to be nearer to the resource it asks for than to any other.

Each step reads some messages of one company and its whole catalog. What is near in trade is what must be told apart,
so the company's other resources count in full, those of other companies by a share. The level counts little beside
the resource. How alike messages are to each other, and entitlements, is held near what the published model says,
so that whatever else is read by meaning stays readable.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from math import log
from typing import Any

import torch
from torch.nn import functional

from catalog.model import Place
from intents.catalog_senses import described
from intents.own_words import own_text
from intents.passages import Role, clauses
from intents.senses.model import LONGEST
from intents.senses.wordpieces import pieces_of
from tests.eval.senses.forms import other_form
from tests.eval.senses.mixed import Read, joined, rarity
from tests.eval.senses.network import Network
from tests.eval.senses.wishes import Wishes, as_set

RANK, DROPPED = 16, 0.1
EPOCHS, STEP, DECAY = 2, 1e-3, 0.01
MESSAGES = 48
"""Of one company, read in one step."""
SHARPNESS = 20.0
"""What a likeness counts in log-odds."""
STRANGERS, STRANGER = 120, 0.5
"""Entitlements of other companies beside each message, and what each counts beside one of its own."""
SAME_THING = 0.55
"""How alike an entitlement of another company and the right one may be at most: much is in every company."""
LEVEL, KEPT = 0.3, 10.0
"""What the level counts beside the resource, and what staying near the published model does."""
BEGUN_WITH = 600
"""Messages, and entitlements, that say at first what pieces are compared by."""
WISH_ALONE = 0.25
"""How often only the wish of a message is read."""
WARMING, AVERAGED = 20, 0.25
"""Steps at the beginning with small changes; the share of steps at the end whose weights are averaged."""


@dataclass
class Trained:
    """One company as it is trained on."""

    places: list[Place]
    resource: torch.Tensor
    """The number of the resource of each entitlement."""
    texts: list[tuple[list[int], list[int]]]
    """Each message cut into pieces: all own words, and the wish alone."""
    wanted: torch.Tensor
    """The number of the entitlement each message asks for."""
    said: torch.Tensor
    meant: torch.Tensor
    """What messages and entitlements mean by the published model."""
    latest: Read
    """What its entitlements meant when they were last read."""


def train(
    companies: Sequence[Wishes], weights: dict[str, Any], vocabulary: dict[str, int], *, seed: int
) -> Iterator[Network]:
    """The network after each epoch; at last, once more, the mean of the last steps."""
    torch.manual_seed(seed)
    torch.set_num_threads(1)
    rng = random.Random(seed)
    network = Network(weights, vocabulary, rank=RANK, dropped=DROPPED)
    _begin(network, companies, vocabulary)
    known = [_prepared(one, network, vocabulary) for one in companies]
    optimiser = torch.optim.AdamW(network.parameters(), lr=STEP, weight_decay=DECAY)
    shares = [max(1, round(len(one.texts) / MESSAGES)) for one in known]
    total, done, averaged = EPOCHS * sum(shares), 0, 0
    mean = deepcopy(network)
    for _ in range(EPOCHS):
        network.train()
        mixed = [rng.sample(range(len(one.texts)), len(one.texts)) for one in known]
        steps = [(number, part) for number, share in enumerate(shares) for part in range(share)]
        rng.shuffle(steps)
        for number, part in steps:
            for group in optimiser.param_groups:
                group["lr"] = STEP * min(1.0, done / WARMING) * (1 - 0.95 * done / total)
            others = [one for other, one in enumerate(known) if other != number]
            loss = _loss(
                network, known[number], mixed[number][part :: shares[number]], others, vocabulary, rng
            )
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            done += 1
            if done > (1 - AVERAGED) * total:
                averaged += 1
                with torch.no_grad():
                    for whole, now in zip(mean.parameters(), network.parameters(), strict=True):
                        whole += (now - whole) / averaged
        yield network.eval()
    yield mean.eval()


def _begin(network: Network, companies: Sequence[Wishes], vocabulary: dict[str, int]) -> None:
    """Let pieces be compared by what the published model says of some of them."""
    places = [place for one in companies for place in as_set(one).company.places.values()]
    texts = [_cut(text, vocabulary)[0] for one in companies for text, _ in one.messages]
    rng = random.Random(0)
    some = rng.sample(places, min(len(places), BEGUN_WITH))
    network.eval()
    with torch.no_grad():
        entitlements, _ = network.rows([pieces_of(described(place), vocabulary, LONGEST) for place in some])
        messages, pieces = network.rows(rng.sample(texts, min(len(texts), BEGUN_WITH)))
    rare = rarity(texts)
    network.mixture.begin(entitlements, messages, torch.tensor([rare[int(piece)] for piece in pieces]))


def _prepared(company: Wishes, network: Network, vocabulary: dict[str, int]) -> Trained:
    places = list(as_set(company).company.places.values())
    number = {place.entitlement.id: at for at, place in enumerate(places)}
    resources = list(dict.fromkeys(place.resource.id for place in places))
    texts = [_cut(text, vocabulary) for text, _ in company.messages]
    network.eval()
    with torch.no_grad():
        meant = network.read([pieces_of(described(place), vocabulary, LONGEST) for place in places])
        said = network.read([whole for whole, _ in texts])
    return Trained(
        places,
        torch.tensor([resources.index(place.resource.id) for place in places]),
        texts,
        torch.tensor([number[wanted] for _, wanted in company.messages]),
        said.mean,
        meant.mean,
        meant,
    )


def _cut(text: str, vocabulary: dict[str, int]) -> tuple[list[int], list[int]]:
    parts = clauses(text)
    own = own_text(parts, withdrawn=False)
    wish = " ".join(clause.text for clause in parts if clause.role is Role.WISH).strip()
    return pieces_of(own, vocabulary, LONGEST), pieces_of(wish or own, vocabulary, LONGEST)


def _loss(
    network: Network,
    company: Trained,
    chosen: Sequence[int],
    others: Sequence[Trained],
    vocabulary: dict[str, int],
    rng: random.Random,
) -> torch.Tensor:
    said = [company.texts[number][rng.random() < WISH_ALONE] for number in chosen]
    forms = [pieces_of(other_form(place, rng), vocabulary, LONGEST) for place in company.places]
    read = network.read([*said, *forms])
    messages, entitlements = read.some(slice(len(said))), read.some(slice(len(said), None))
    wanted = company.wanted[list(chosen)]
    alike = SHARPNESS * network.mixture.alike(messages, entitlements)
    same = company.resource[None] == company.resource[wanted][:, None]
    right = alike.masked_fill(~same, -1e4)
    strange = _strangers(network, messages, company.meant[wanted], others, rng)
    loss = (torch.cat([alike, strange], 1).logsumexp(1) - right.logsumexp(1)).mean()
    loss = loss + LEVEL * functional.cross_entropy(right, wanted)
    company.latest = entitlements.detached()
    return loss + KEPT * (
        _moved(messages.mean, company.said[list(chosen)]) + _moved(entitlements.mean, company.meant)
    )


def _strangers(
    network: Network, messages: Read, right: torch.Tensor, others: Sequence[Trained], rng: random.Random
) -> torch.Tensor:
    """What entitlements of other companies count beside each message; none where they are the same thing."""
    places = [(company, number) for company in others for number in range(len(company.places))]
    some = rng.sample(places, STRANGERS)
    read = joined([company.latest.some([number]) for company, number in some])
    meant = torch.stack([company.meant[number] for company, number in some])
    alike = SHARPNESS * network.mixture.alike(messages, read) + log(STRANGER)
    return alike.masked_fill(right @ meant.T > SAME_THING, -1e4)


def _moved(now: torch.Tensor, before: torch.Tensor) -> torch.Tensor:
    """How far likenesses among texts have moved."""
    return (now @ now.T - before @ before.T).square().mean()
