"""How clearly a message says that a colleague is the one to hold the access: the part the name plays in its sentence.

Whoever is given something or needs something is the one. Whoever is to do a task from now on most likely is, as
long as the writer wishes nothing for themselves. Whoever is away, approves, told or asked is only mentioned.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum

from intents import holding_phrases as said


class Claim(IntEnum):
    """How sure it is that the access is for a colleague."""

    NONE = 0
    """Only mentioned."""
    UNCLEAR = 1
    """Could be the colleague or the writer: worth a question."""
    LIKELY = 2
    """Does the task it is for, and the writer asks nothing for themselves."""
    CLEAR = 3
    """Is given it, or needs it."""


@dataclass(frozen=True, slots=True)
class Place:
    """A mention in its sentence; all text is folded."""

    before: str
    """From the start of the sentence."""
    after: str
    """To the end of the sentence."""
    rest: str
    """What follows, up to the next mention of somebody else."""
    full: bool
    """The message names the person unmistakably somewhere."""
    alone: bool
    """Nobody else is named."""


def claim(place: Place, *, own_need: bool) -> Claim:
    """What the sentence says of the mention; `own_need` is whether the writer wishes something for themselves."""
    if said.TAKEN_FROM.search(place.before) or (said.NO_MORE.match(place.after) and _leads(place.before)):
        return Claim.UNCLEAR if own_need else Claim.CLEAR
    if said.COMPARED.search(place.before) or said.TO_OTHERS.search(place.before):
        return Claim.UNCLEAR if said.TO_OTHERS.search(place.before) else Claim.NONE
    direct = _directly(place, own_need=own_need)
    if direct is Claim.CLEAR or own_need:
        return direct
    return max(direct, _by_pronoun(place), _by_task(place))


_BEHIND = {
    "says": said.SAYS, "absent": said.ABSENT, "not given": said.NOT_GIVEN, "possessive": said.POSSESSIVE, "own": said.OWN,
    "shall have": said.SHALL_HAVE, "lacks": said.LACKS, "wants": said.WANTS, "together": said.TOGETHER,
    "will not hold": said.WILL_NOT_HOLD, "task": said.TASK, "says need": said.SAYS_NEED,
}  # fmt: skip
"""What a name may go on with."""
_IN_FRONT = {
    "compared": said.COMPARED, "to others": said.TO_OTHERS, "taken from": said.TAKEN_FROM, "field": said.FIELD,
    "given": said.GIVEN, "wished for": said.WISHED_FOR, "arrow": said.ARROW, "so that": said.SO_THAT, "handed to": said.HANDED_TO,
    "spoken of": said.SPOKEN_OF, "done for": said.DONE_FOR, "bracketed": said.BRACKETED, "relative": said.RELATIVE,
}  # fmt: skip
"""What may lead to it."""


def signs(place: Place) -> set[str]:
    """The phrases that are met around the mention, by names of their own: what a model weighs."""
    found = {name for name, form in _BEHIND.items() if form.match(place.after)}
    found |= {name for name, form in _IN_FRONT.items() if form.search(place.before)}
    if _leads(place.before):
        found |= {"leads", *(f"leads, {name}" for name in found)}
    if said.CLUE.search(f"{place.before} {place.after}"):
        found.add("clue")
    if said.ARRANGE.search(place.rest):
        found.add("arrange")
    given = said.GIVEN.search(place.before)
    if given and said.STANDS_BACK.search(place.before[: given.start()]):
        found.add("stands back")
    return found


def given_too(between: str, after: str) -> bool:
    """Whether somebody named behind the holder is given something as well: `give Dana the reports and Tom the exports`."""
    if said.AND_TO.search(between):
        return not (said.TELLS.match(after) or said.SAYS.match(after) or said.ABSENT.match(after))
    return said.THEN_TO.search(between) is not None and said.ONLY.match(after) is not None


def _directly(place: Place, *, own_need: bool) -> Claim:
    """Is given it, or needs it."""
    before, after = place.before, place.after
    if said.OWN.match(after):
        return _with_their_own(before, own_need=own_need)
    if said.TOGETHER.match(after) and _leads(before):
        return Claim.UNCLEAR
    if any(form.match(after) for form in (said.POSSESSIVE, said.NOT_GIVEN, said.SAYS, said.ABSENT)):
        return Claim.NONE
    if said.FIELD.search(before):
        return Claim.UNCLEAR if own_need else Claim.CLEAR
    given = said.GIVEN.search(before)
    if given is not None:
        return _given(given, before, own_need=own_need)
    if said.WISHED_FOR.search(before) or said.ARROW.search(before):
        return Claim.CLEAR
    if said.SHALL_HAVE.match(after):
        return _shall_have(place) if own_need else Claim.CLEAR
    return Claim.NONE if own_need else _hinted(place)


def _with_their_own(before: str, *, own_need: bool) -> Claim:
    """`renew Dana's licence` is for her; `I took over Dana's role` and `the way to Dana's account` give her nothing."""
    if re.search(r"\b(?:took|take|taking) over\s+$|\bto\s+$", before):
        return Claim.NONE
    return Claim.UNCLEAR if own_need and not said.ON_BEHALF.search(before) else Claim.CLEAR


def _shall_have(place: Place) -> Claim:
    """`Dana should have it` from somebody who wishes something for themselves as well."""
    told_apart = place.full or said.ALSO_MINE.search(place.rest) is not None
    return Claim.UNCLEAR if told_apart and _leads(place.before) else Claim.NONE


def _hinted(place: Place) -> Claim:
    """Lacks it, is to be made able, or is named beside the access without a verb of giving."""
    before, after = place.before, place.after
    if said.LACKS.match(after) and _leads(before):
        return Claim.LIKELY
    if said.WANTS.match(after) and _leads(before):
        return Claim.LIKELY if place.full else Claim.UNCLEAR
    if said.SO_THAT.search(before) and said.MADE_ABLE.match(after):
        return Claim.LIKELY
    # `Dana Orr: viewer, please` names her; `Dana Orr, could you ...` speaks to her.
    bare = re.match(r"^\s*[,:]" if before.strip() else r"^\s*:", after) is not None
    alone = said.NAMED_ALONE.search(before) or said.AND_NAMED.match(before)
    if bare and (alone or said.INTRODUCED.match(before)):
        return Claim.LIKELY if place.full or after.lstrip().startswith(":") else Claim.NONE
    if said.BRACKETED.search(before) and re.match(r"^\s*\)", after):
        return Claim.UNCLEAR
    if not before.strip() and re.match(r"^\s+[-–—]\s", after):
        return Claim.LIKELY if place.full else Claim.UNCLEAR
    if said.HANDED_TO.search(before) and said.CLOSED.match(after) and not said.HANDED_ON.search(before):
        return Claim.UNCLEAR
    if place.full and before.strip() and said.NOTHING_MORE.match(after) and not said.SPOKEN_OF.search(before):
        return Claim.UNCLEAR
    ends = re.match(r"^\s*(?:[,;–—.!?]|$)", after) is not None
    return Claim.UNCLEAR if place.full and ends and said.BARE.search(before) else Claim.NONE


def _given(given: re.Match[str], before: str, *, own_need: bool) -> Claim:
    how, lead = given["how"], before[: given.start()]
    if said.REFUSED.search(lead):
        return Claim.NONE
    if how in {"for", "4"}:
        if said.STANDS_BACK.search(lead):
            return Claim.NONE
        return Claim.UNCLEAR if own_need and said.DONE_FOR.search(lead) else Claim.CLEAR
    if how == "help":
        return Claim.NONE if own_need else Claim.CLEAR
    mine = re.search(r"\b(?:i|we)\b[^.,;]{0,40}$|\bto\s+$", lead) is not None
    task = how.split()[0] in {"give", "get", "put", "make", "add", "provide", "assign", "move", "bring", "sort", "set", "open"}  # fmt: skip
    if own_need and mine and task:
        # `I need to add Dana to it` may be the writer's task or the wish itself; so may `I give them to Dana`.
        return Claim.UNCLEAR
    return Claim.CLEAR


def _by_pronoun(place: Place) -> Claim:
    """Taken up by he or she where the message wishes."""
    found = said.PRONOUN_NEED.search(place.rest)
    if found is None:
        return Claim.NONE
    lent = said.LENT.search(place.before) is not None
    leads = lent or _leads(place.before)
    if found["who"] == "they" or found["they"] or not (leads or place.alone):
        return Claim.UNCLEAR if leads else Claim.NONE
    if said.ABSENT.match(place.after) or said.SAYS.match(place.after):
        return Claim.LIKELY if place.alone and _for_themselves(place) else Claim.UNCLEAR
    return Claim.LIKELY if lent or place.full or said.HARD_PRONOUN.search(found[0]) else Claim.UNCLEAR


def _for_themselves(place: Place) -> bool:
    """Whether whoever says or asks something says that they lack it themselves, and nobody else is spoken of."""
    told = said.SAYS_NEED.match(place.rest) or said.ASKED_TO_GET.match(place.rest)
    return told is not None and re.search(rf"\b{said.KIND}\b", place.before + place.rest) is None


def _by_task(place: Place) -> Claim:
    """Does a task from now on, or does it and somebody is asked to arrange for it."""
    after = place.after
    if (
        not _leads(place.before)
        or said.SAYS.match(after)
        or said.ABSENT.match(after)
        or said.WILL_NOT_HOLD.match(after)
    ):
        return Claim.NONE
    if said.POSSESSIVE.match(after) or not said.TASK.match(after):
        return Claim.NONE
    sentence = f"{place.before} {after}"
    if said.FIRST_PERSON.search(said.AWAY.sub(" ", sentence)):
        return Claim.NONE
    if not place.full:
        return Claim.UNCLEAR if _told(sentence, place) else Claim.NONE
    if _told(sentence, place):
        return Claim.LIKELY
    return Claim.UNCLEAR if place.alone else Claim.NONE


def _told(sentence: str, place: Place) -> bool:
    """Whether the task is one to come, or somebody is asked to arrange for it."""
    return said.CLUE.search(sentence) is not None or said.ARRANGE.search(place.rest) is not None


def _leads(before: str) -> bool:
    """Whether what stands before the name leaves it the subject of a main clause."""
    lead = before
    for cut in said.BREAK.finditer(before):
        lead = before[cut.end() :]
    return said.INTRO.match(lead) is not None and said.SUBORDINATE.search(lead) is None
