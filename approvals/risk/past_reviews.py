"""The factor `history`: how often reviewers denied requests like this one, in points and in plain words."""

from __future__ import annotations

from approvals.model import Factor
from approvals.policy.wording import listed
from approvals.risk.judgement import Judgement, ModelSays

_MOST = ((0.95, "nearly all"), (0.85, "9 in 10"), (0.775, "4 in 5"), (0.71, "3 in 4"), (0.58, "2 in 3"))
_HALF = 0.4


def history_factor(judged: Judgement) -> Factor:
    """What the trained model adds to the score; no points where it adds nothing."""
    if not judged.points or judged.probability is None:
        return Factor(name="history", points=0, says="Reviewers denied few like this")
    unsure = " (from little to go by)" if judged.says is ModelSays.ABSTAINS else ""
    weighs = listed(f"the {name}" for name in judged.mostly)
    says = f"Reviewers denied {share_in_words(judged.probability)} like this{unsure}; {_exactly(judged.usual)} overall"
    return Factor(
        name="history", points=judged.points, says=f"{says}: mostly {weighs}" if judged.mostly else says
    )


def share_in_words(share: float) -> str:
    """`about 1 in 4`, `about 2 in 3`, `nearly all`: as close as somebody needs it who decides."""
    for limit, words in _MOST:
        if share >= limit:
            return words if words.startswith("nearly") else f"about {words}"
    return "about 1 in 2" if share >= _HALF else f"about {_exactly(share)}"


def _exactly(share: float) -> str:
    return "none" if share <= 0 else f"1 in {max(1, round(1 / share)):,}"
