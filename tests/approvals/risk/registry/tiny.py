"""Models that take no time to train, for whatever is done with models."""

from __future__ import annotations

from functools import lru_cache
from unittest.mock import patch

from approvals.risk.model.history import parse_history
from approvals.risk.model.trained import TrainedModel
from approvals.risk.model.training import PARAMETERS, train
from approvals.risk.registry.files import Folder
from approvals.risk.registry.register import Registered
from tests.approvals.company import NOW
from tests.approvals.risk.model.past import past_decisions

QUICK = {"trees": 3, "bags": 1, "kept_back": 2}


@lru_cache(maxsize=4)
def tiny_model(seed: int = 0) -> TrainedModel:
    """One of several that differ."""
    with patch.dict(PARAMETERS, QUICK):
        return train(parse_history(past_decisions()), now=NOW, policy_version="policies-7", seed=seed)


def kept(folder: Folder, seed: int = 0) -> str:
    """The id of a model that is registered in that folder."""
    id = folder.keep(tiny_model(seed))
    with folder.changing() as register:
        folder.write(register.with_model(Registered.of(tiny_model(seed), id=id), now=NOW))
    return id
