"""While Usher waits for an answer: whether a message is none at all, but something else that somebody says. Pure."""

from __future__ import annotations

import re

from catalog.model import Company
from intents import questions
from intents.roster import roster
from intents.understanding import Intent, Outcome, Understanding

OF_ITS_OWN = 0.9
"""From this confidence on, a sentence that asks for no access is no answer that went wrong."""
_STATES = re.compile(
    r"\b(?:is|are|was|were|isn['’]?t|aren['’]?t|does|doesn['’]?t|did|didn['’]?t|has|hasn['’]?t|have|will|won['’]?t"
    r"|can['’]?t|cannot|keeps?|stopped|went|broke|fails?|failed)\b|\?\s*$",
    re.IGNORECASE,
)
"""What makes a sentence or a question of some words: a value or a name has none."""
_WISHES = re.compile(
    r"\b(?:i|we)(?:['’]d|['’]ll| would)?\s+(?:\w+\s+)?(?:need|want|require|like)\b"
    r"|\b(?:can|could|may) (?:i|we) (?:have|get)\b|\bgive me\b",
    re.IGNORECASE,
)
_POINTS_BACK = re.compile(r"\b(?:it|this|that|them|these|those)\b", re.IGNORECASE)
_ONESELF = re.compile(r"\b(?:me|myself)\b", re.IGNORECASE)


def is_something_else(asked: Understanding, said: str, alone: Understanding) -> bool:
    """Whether the message, read `alone`, says or wants something that the question asked is not about."""
    if asked.outcome is not Outcome.ASK:
        return False
    if alone.intent is Intent.OUT_OF_SCOPE:
        return says_something_else(said, alone)
    return _asks_for_a_detail(asked) and _wants_another_thing(asked, said, alone)


def says_something_else(said: str, alone: Understanding) -> bool:
    """Whether a message that asks for no access is a sentence or a question of its own, rather than a few stray words."""
    return alone.confidence >= OF_ITS_OWN and _STATES.search(said) is not None


def leaves_open_for_whom(asked: Understanding, said: str, together: Understanding) -> bool:
    """Whether it was asked for whom it is, and the answer names nobody: it is then not for whoever writes."""
    return _asks_for_whom(asked) and together.beneficiary is None and _ONESELF.search(said) is None


def answer_in_words(asked: Understanding, said: str, company: Company) -> str:
    """The answer as it reads beside the wish: a bare name, where it was asked for whom, is whom it is for."""
    if not _asks_for_whom(asked):
        return said
    named = roster(company).named(said)
    bare = len(named) == 1 and not (said[: named[0].start] + said[named[0].end :]).strip(" .,!")
    return f"for {said}" if bare else said


def _wants_another_thing(asked: Understanding, said: str, alone: Understanding) -> bool:
    if not alone.intent.acting or alone.outcome not in {Outcome.CHOOSE, Outcome.ASK}:
        return False
    if alone.missing == ("need",) or not alone.shortlist or _POINTS_BACK.search(said):
        return False
    about = {one.rpartition(":")[0] for one in asked.shortlist[:1]}
    return _WISHES.search(said) is not None and alone.shortlist[0].rpartition(":")[0] not in about


def _asks_for_a_detail(asked: Understanding) -> bool:
    """Whether it is known what is needed: a wish is then no answer."""
    return asked.missing != ("need",) or _asks_for_whom(asked)


def _asks_for_whom(asked: Understanding) -> bool:
    return (asked.question or "").endswith(questions.about_beneficiary())
