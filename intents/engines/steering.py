"""Whether a message tries to steer whoever reads it: to have more given, a check skipped, a rule bent, a prompt told.

Orders that are said outright are told by their phrases (`clause_roles.py`), and nothing in them counts. This is for the
rest: forged records, polite presumptions, pasted instructions, words redefined. A linear model over the words and the
meaning of each few sentences, trained by `python -m tests.eval.steering --write`. It is too often wrong about honest
messages to take anything away from them; where a language model has read such a message too, what it alone found there
is offered and not proposed (`agreement.py`), for it may have obeyed.
"""

from __future__ import annotations

import re
from itertools import pairwise

from intents.catalog_senses import meaning, read_ahead
from intents.linear import linear_model
from intents.words import fold

FILE = "steering.npz"
STEERS, HONEST = "steers", "honest"
"""The labels."""
TRIED = -1.0
"""From this lead on, in log-odds, a message is held to try."""
WORD = 0.5
MOST = 40
"""Stretches of a message that are looked at; one that has more is held to try, for it might at its end."""
_SENTENCE = re.compile(r"(?<=[.!?;])\s+|\n+")
_TOKEN = re.compile(r"[a-z]+(?:'[a-z]+)?|\d+|[?!:<>{}=\[\]#/]")
_DISGUISED = re.compile(
    r"[^\W\d_][\u200b-\u200d\u2060\ufeff]+[^\W\d_]"
    r"|[A-Za-z][\u0370-\u04ff]|[\u0370-\u04ff][A-Za-z]"
    r"|[\uff21-\uff5a]{3}"
    r"|(?:\b[^\W\d_] +){6}[^\W\d_]\b"
)
"""Letters nobody types: parted by nothing that can be seen, of two alphabets in one word, of full width, spaced out."""


def tries_to_steer(text: str) -> bool:
    """Whether anything in the message reads like it, be it quoted."""
    if _DISGUISED.search(text) is not None or len(stretches(text)) > MOST:
        return True
    return lead(text) >= TRIED


def lead(text: str) -> float:
    """How far the most telling stretch of the message speaks for it, in log-odds; 0 is as likely as not."""
    parts = stretches(text)[:MOST]
    read_ahead(parts)
    model = linear_model("intents.engines", FILE)
    found = (model.scores(features(part), meaning(part)) for part in parts)
    return max((scores[STEERS] - scores[HONEST] for scores in found), default=float("-inf"))


def stretches(text: str) -> list[str]:
    """Each sentence of the folded text, and each two and three of them in a row."""
    single = [part.strip() for part in _SENTENCE.split(fold(text)) if part.strip()]
    rows = [
        " ".join(single[at : at + many]) for many in (1, 2, 3) for at in range(max(0, len(single) - many + 1))
    ]
    return list(dict.fromkeys(rows))


def features(part: str) -> dict[str, float]:
    """What the model sees of a stretch beside its meaning: single words and pairs."""
    tokens = ["<s", *("#" if token.isdigit() else token for token in _TOKEN.findall(part)), "s>"]
    singles = {f"w {token}": WORD for token in tokens}
    return singles | {f"b {one} {two}": WORD for one, two in pairwise(tokens)}
