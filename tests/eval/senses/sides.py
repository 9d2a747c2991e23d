"""Messages and entitlements read side by side, in PyTorch: what is trained, and what it is trained on.

The counterpart of `intents.senses.sides`. Trained on companies the sentence model is a stranger to, with what it says of
each piece and the order in which entitlements come first without this: what is learned is what that order lacks.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch.nn import functional
from torch.nn.utils.rnn import pad_sequence

from intents.catalog_senses import described
from intents.engines.builtin import choice
from intents.engines.builtin.side_by_side import FIRST
from intents.own_words import own_text
from intents.passages import clauses
from intents.senses import SentenceModel
from intents.senses.sides import NAMED, WEIGHTS
from tests.eval.senses.wishes import Wishes, everything
from tests.eval.weigh import looked

SIZE, DROPPED = 128, 0.25
EPOCHS, STEP, DECAY = 5, 7e-4, 0.02
TOGETHER, ALIKE_LONG = 32, 16
"""Messages of one step, and of how many steps they are put in order of length, so that little is filled up."""
WARMING, LATEST = 40, 0.01
"""Steps at the beginning with small changes; what the latest step counts in the mean of all that is kept."""
FURTHER, DEPTH = 3, 16
"""How many of the entitlements are now and then replaced by some further down, and from how far."""
FAR = 10.0
"""No entitlement is taken to lie further behind the first one, in log-odds."""


@dataclass
class Paired:
    """One message, what the model says of its pieces, and the entitlements that come first, with their scores."""

    said: torch.Tensor
    texts: list[torch.Tensor]
    scores: list[float]
    wanted: list[int]
    """The numbers of those it asks for or may ask for; none where the company has nothing of the kind."""
    unclear: bool


def paired(model: SentenceModel, company: Wishes) -> list[Paired]:
    """All messages of a company that are about anything there. What is asked for is among the entitlements, wherever it came."""
    data = everything(company)
    places = list(data.company.places.values())
    number = {place.entitlement.id: at for at, place in enumerate(places)}
    texts = [torch.tensor(rows) for rows in model.rows([described(place) for place in places])]
    cases = [(case, found) for case in data.cases if (found := looked(data, case)) is not None]
    own = [own_text(clauses(case["text"]), withdrawn=False) for case, _ in cases]
    found = []
    for (case, looked_at), rows in zip(cases, model.rows(own), strict=True):
        ranked = choice.options(*looked_at)
        ids, scores = [number[o.id] for o in ranked[:DEPTH]], [o.score for o in ranked[:DEPTH]]
        expect = case["expect"]
        gold = [number[item["entitlement"]] for item in expect["items"]]
        for one in gold:
            if one not in ids:
                ids.append(one)
                scores.append(next((o.score for o in ranked if number[o.id] == one), scores[0] - FAR))
        meant = {*gold, *(number[one] for one in expect.get("any_of", ()))}
        wanted = [at for at, one in enumerate(ids) if one in meant]
        scores = [max(score, scores[0] - FAR) for score in scores]
        found.append(Paired(torch.tensor(rows), [texts[one] for one in ids], scores, wanted, len(meant) > 1))
    return found


class Network(torch.nn.Module):
    """Reads messages and entitlements side by side, as `intents.senses.sides` does."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.seen = torch.nn.Linear(width, SIZE)
        self.turned = torch.nn.Linear(SIZE, SIZE, bias=False)
        self.compared = torch.nn.ModuleList([torch.nn.Linear(4 * SIZE, SIZE), torch.nn.Linear(SIZE, SIZE)])
        self.wished, self.given = torch.nn.Linear(SIZE, 1), torch.nn.Linear(SIZE, 1)
        self.out = torch.nn.ModuleList([torch.nn.Linear(4 * SIZE, SIZE), torch.nn.Linear(SIZE, 1)])
        self.mixed = torch.nn.Parameter(torch.tensor([1.0, 0.0, 5.0]))
        torch.nn.init.zeros_(self.out[1].weight)

    def forward(self, said: torch.Tensor, texts: torch.Tensor, owner: torch.Tensor) -> torch.Tensor:
        """How well each text fits the message of its owner. What is filled up is zero throughout."""
        own, other = (rows.abs().sum(-1) > 0 for rows in (said, texts))
        a, own, b = self._drop(self.seen(said))[owner], own[owner], self._drop(self.seen(texts))
        turned = [functional.normalize(self.turned(rows), dim=-1) for rows in (a, b)]
        near = self.mixed[2] * turned[0] @ turned[1].transpose(1, 2)
        met = (near + _out(other)[:, None]).softmax(-1) @ b
        back = (near.transpose(1, 2) + _out(own)[:, None]).softmax(-1) @ a
        wished = self._pooled(self._compared(a, met), own, self.wished)
        given = self._pooled(self._compared(b, back), other, self.given)
        inner = functional.gelu(self.out[0](torch.cat([*wished, *given], -1)), approximate="tanh")
        return torch.squeeze(self.out[1](self._drop(inner)), 1)

    def _compared(self, own: torch.Tensor, other: torch.Tensor) -> torch.Tensor:
        both = torch.cat([own, other, own - other, own * other], -1)
        inner = self._drop(functional.gelu(self.compared[0](both), approximate="tanh"))
        return functional.gelu(self.compared[1](inner), approximate="tanh")

    def _pooled(
        self, rows: torch.Tensor, there: torch.Tensor, weigh: torch.nn.Module
    ) -> tuple[torch.Tensor, torch.Tensor]:
        weight = (weigh(rows) + _out(there)[..., None]).softmax(1)
        return (weight * rows).sum(1), (rows + _out(there)[..., None]).amax(1)

    def _drop(self, x: torch.Tensor) -> torch.Tensor:
        return functional.dropout(x, DROPPED, self.training)

    def parts(self) -> dict[str, np.ndarray[Any, Any]]:
        """All weights, as `intents.senses.sides` reads them."""
        known = self.state_dict()
        return {NAMED + name: known[name].numpy().astype(np.float16) for name in WEIGHTS}


def _out(there: torch.Tensor) -> torch.Tensor:
    return torch.where(there, 0.0, -1e4)


def chances(network: Network, messages: Sequence[Paired]) -> list[torch.Tensor]:
    """For each message what each entitlement comes to, and at the end nothing of the kind, in logarithms of chances."""
    said = pad_sequence([one.said for one in messages], batch_first=True)
    texts = pad_sequence([text for one in messages for text in one.texts], batch_first=True)
    sizes = [len(one.texts) for one in messages]
    owner = torch.repeat_interleave(torch.arange(len(messages)), torch.tensor(sizes))
    found = torch.split(network(said, texts, owner), sizes)
    score, nothing = network.mixed[0], network.mixed[1]
    return [
        torch.cat([score * torch.tensor(m.scores) + fits, (score * m.scores[0] + nothing)[None]]).log_softmax(
            0
        )
        for m, fits in zip(messages, found, strict=True)
    ]


def first_of(one: Paired, rng: random.Random | None = None) -> Paired:
    """The message with the entitlements that come first; while training now and then some of those further down instead,
    and always what one that asks for just one thing asks for.
    """
    some = list(range(min(FIRST, len(one.texts))))
    if rng is not None and rng.random() < 0.5 and len(one.texts) > FIRST + FURTHER:
        some[-FURTHER:] = rng.sample(range(FIRST - FURTHER, len(one.texts)), FURTHER)
    if rng is not None and len(one.wanted) == 1 and not one.unclear and one.wanted[0] not in some:
        some[-1] = one.wanted[0]
    wanted = [at for at, which in enumerate(some) if which in one.wanted]
    texts, scores = [one.texts[at] for at in some], [one.scores[at] for at in some]
    return Paired(one.said, texts, scores, wanted, one.unclear)


def train(messages: Sequence[Paired], *, seed: int) -> Iterator[Network]:
    """The mean of the network's steps, after each epoch."""
    torch.manual_seed(seed)
    torch.set_num_threads(1)
    rng = random.Random(seed)
    network = Network(messages[0].said.shape[1])
    mean = deepcopy(network).eval()
    optimiser = torch.optim.AdamW(network.parameters(), lr=STEP, weight_decay=DECAY)
    total, done = EPOCHS * (len(messages) // TOGETHER), 0
    for _ in range(EPOCHS):
        for some in _steps(messages, rng):
            for group in optimiser.param_groups:
                group["lr"] = STEP * min(1.0, (done + 1) / WARMING) * max(0.03, 1 - 0.97 * done / total)
            loss = _loss(network.train(), [first_of(one, rng) for one in some])
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            done += 1
            with torch.no_grad():
                for kept, now in zip(mean.parameters(), network.parameters(), strict=True):
                    kept += (now - kept) * max(LATEST, 1 / (done + 1))
        yield mean


def _steps(messages: Sequence[Paired], rng: random.Random) -> Iterator[Sequence[Paired]]:
    mixed = rng.sample(list(messages), len(messages))
    found = [
        step
        for some in _parts(mixed, TOGETHER * ALIKE_LONG)
        for step in _parts(sorted(some, key=lambda one: len(one.said)), TOGETHER)
    ]
    yield from rng.sample(found, len(found))


def _parts(some: Sequence[Paired], size: int) -> Iterator[Sequence[Paired]]:
    return (some[at : at + size] for at in range(0, len(some), size))


def _loss(network: Network, messages: Sequence[Paired]) -> torch.Tensor:
    """That any of those asked for is chosen; nothing, where none is there."""
    found = zip(chances(network, messages), messages, strict=True)
    return -torch.stack([c[one.wanted].logsumexp(0) if one.wanted else c[-1] for c, one in found]).mean()


@torch.no_grad()
def measured(network: Network, messages: Sequence[Paired]) -> Mapping[str, float]:
    """Of messages for just one thing: how often it came first before, and how often now, with what its chance cost."""
    known = [first_of(one) for one in messages if len(one.wanted) == 1 and not one.unclear]
    before, now, lost = [], [], []
    for some in _parts(sorted(known, key=lambda one: len(one.said)), TOGETHER):
        for found, one in zip(chances(network, some), some, strict=True):
            before.append(one.wanted == [0])
            now.append(one.wanted == [int(found[:-1].argmax())])
            if one.wanted:
                lost.append(-float(found[:-1].log_softmax(0)[one.wanted[0]]))
    return {"first before": np.mean(before), "first": np.mean(now), "log-loss": np.mean(lost)}
