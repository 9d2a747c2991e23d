"""Whether the access is for somebody named in a message rather than for the person who writes.

Being named is not enough: managers, approvers and colleagues on leave are named all the time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from catalog.kinds import Employment
from catalog.model import Company, Person, PersonId
from intents.ending import Ending, Whose, ending
from intents.for_whom import MOST_PEOPLE, Phrased, lead, weighed
from intents.holding import Claim, Place, claim, given_too, signs
from intents.holding_phrases import ABSENT, SAYS
from intents.own_need import own_need, shared_out
from intents.passages import Clause, Role, clauses
from intents.roster import Named, roster
from intents.somebody import unnamed
from intents.words import MAX_READ, fold


@dataclass(frozen=True, slots=True)
class Beneficiary:
    """What the message says about whom the access is for."""

    named: Named | None
    """The colleague it is for; None when it is for the person who writes."""
    unnamed: str | None = None
    """The words for somebody who is not named (`my intern`), when it is for such a person."""
    gone: PersonId | None = None
    """The colleague it is for who does not work here, or not yet."""
    decided: bool = False
    """The last line says whom, and nothing else: the answer to the question."""


_BETWEEN = re.compile(r"\s*+(?:,|and|&|\+|/|plus|or|as well as)\s*+(?:and |or )?(?:also )?(?:for )?")
_AS_A_THING = re.compile(r"\b(?:for|to|on|in|from|the)\s+$")
"""Where a name the catalog has too may be the thing as well: `for Dev`; `can Dev post` is the colleague."""
_MOST_MENTIONS = 100
"""So many are looked at one by one; a wish has fewer, and of a pasted list of a thousand it is asked for whom it is."""
_SENTENCE = 600
"""As many characters before a name and behind it are looked at: nobody writes longer sentences, but a program may."""
_LAST_LINE = re.compile(
    r"\s*(?:no\W+)?(?:(?:it|this|that)(?:'s| is) )?(?:just |only )?(?:for )?(?P<who>(?P<me>me|myself)|[^\n,;:]{2,60}?)[\s.!]*"
)
"""A line at the end that may say whom, and nothing else."""


def beneficiary(
    message: str, *, requester: Person, company: Company, now: datetime, parts: Sequence[Clause] | None = None
) -> Beneficiary:
    """For whom the message asks; the person who writes unless a named colleague clearly is the one to hold it.

    Where it may be either, or a colleague is meant who cannot hold anything, the words are `unnamed`: somebody
    has to be asked.
    """
    pieces = parts or clauses(message)
    quoted, own_words = not_own(pieces), _own_words(pieces)
    people = roster(company)
    heard = blanked(fold(message[:MAX_READ]), quoted)
    mentions = [n for n in people.named(message) if not any(a <= n.start < b for a, b in quoted)]
    others = [n for n in mentions if n.person != requester.id]
    if len(others) > _MOST_MENTIONS:
        return Beneficiary(None, others[0].text)
    act = ending(pieces, [(n.start, n.end) for n in others])
    if act is not None and act.alone:
        return _whose_ends(act, others, heard)
    found = _claims(others, heard, pieces)
    claims = [(found[n.person], n) for n in others]
    best = max(claims, key=lambda c: (c[0], c[1].full), default=None)
    answer = _answer(heard, mentions, requester.id)
    if answer is not None:
        # Nobody who could hold it, and is clearly to have it, is passed over for an answer.
        clear = {n.person for found, n in claims if found is Claim.CLEAR and _may(n, now, company)}
        if clear <= {answer.person} and _may(answer, now, company):
            return Beneficiary(answer if answer.person != requester.id else None, decided=True)
    if best is None or best[0] is Claim.NONE:
        return Beneficiary(None, unnamed(own_words, people.titles, own=own_need(own_words)))
    sure, holder = best[0] >= Claim.LIKELY, best[1]
    rivals = [n for found, n in claims if n.person != holder.person and (found is Claim.CLEAR or _joined(n, holder, heard) or _too(n, holder, heard))]  # fmt: skip
    if rivals or shared_out(own_words):
        return Beneficiary(None, holder.text)
    if sure and not works_here(company.people.get(holder.person), now, company):
        return Beneficiary(None, holder.text, gone=holder.person)
    a_thing = holder.word and _AS_A_THING.search(heard[: holder.start]) is not None
    sure = sure and not a_thing and _may(holder, now, company)
    return Beneficiary(holder) if sure else Beneficiary(None, holder.text)


def phrased(others: Sequence[Named], heard: str, parts: Sequence[Clause]) -> dict[PersonId, Phrased]:
    """What phrases find of each colleague, all mentions together."""
    own = own_need(_own_words(parts))
    found: dict[PersonId, Phrased] = {}
    weighable = len({one.person for one in others}) <= MOST_PEOPLE
    for one in others:
        place = _place(one, others, heard, parts)
        so_far = found.get(one.person, Phrased(Claim.NONE, frozenset(), own))
        claimed = max(so_far.claim, claim(place, own_need=own))
        met = signs(place) if weighable else frozenset[str]()
        found[one.person] = Phrased(claimed, so_far.signs | met, own)
    return found


def _claims(others: Sequence[Named], heard: str, parts: Sequence[Clause]) -> dict[PersonId, Claim]:
    """How sure it is of each colleague that they are the one, as phrases and model find together."""
    found = phrased(others, heard, parts)
    if len(found) > MOST_PEOPLE:
        return {person: said.claim for person, said in found.items()}
    return {person: weighed(said, lead(heard, others, person, said)) for person, said in found.items()}


def not_own(parts: Sequence[Clause]) -> list[tuple[int, int]]:
    """Where what is not the writer's own word begins and ends."""
    return [(c.start, c.end) for c in parts if c.role in {Role.QUOTED, Role.ORDER}]


def _own_words(parts: Sequence[Clause]) -> str:
    return "".join(c.text for c in parts if c.role not in {Role.QUOTED, Role.ORDER})


def _answer(heard: str, mentions: Sequence[Named], requester: PersonId) -> Named | None:
    """Whom the last line names, when it does nothing else."""
    above, _, line = heard.rstrip().rpartition("\n")
    last = _LAST_LINE.fullmatch(line) if above.strip() else None
    if last is None:
        return None
    start, end = (len(above) + 1 + at for at in last.span("who"))
    if last["me"]:
        return Named(requester, last["me"], start, end, full=True)
    return next((n for n in mentions if (n.start, n.end) == (start, end)), None)


def _whose_ends(act: Ending, others: Sequence[Named], heard: str) -> Beneficiary:
    """Whose access a message ends: also that of somebody who has left, as theirs is the first that has to end."""
    if act.whose is Whose.OWN:
        return Beneficiary(None)
    if act.whose is Whose.UNSAID:
        # `Rosa leaves on Friday, the agent role to be withdrawn` is hers; with nobody gone it is the writer's.
        gone = [n for n in others if ABSENT.match(heard[n.end :])]
        return Beneficiary(gone[0] if len({n.person for n in gone}) == 1 else None)
    about = [n for n in others if any(c.start <= n.start < c.end for c in act.clauses)]
    about = [n for n in about or others if not SAYS.match(heard[n.end :])]
    if len({n.person for n in about}) == 1:
        return Beneficiary(max(about, key=lambda n: n.full))
    return Beneficiary(None, about[0].text if about else act.clauses[0].text.strip())


def blanked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with the spans blanked; as long as before."""
    for start, end in spans:
        text = text[:start] + " " * len(text[start:end]) + text[end:]
    return text


def _joined(one: Named, other: Named, heard: str) -> bool:
    """Whether two names stand side by side, so that it is for both."""
    first, second = sorted((one, other), key=lambda n: n.start)
    return _BETWEEN.fullmatch(heard[first.end : second.start]) is not None


def _too(one: Named, holder: Named, heard: str) -> bool:
    """Whether it is given to one more, further on."""
    return one.start >= holder.end and given_too(heard[holder.end : one.start], heard[one.end :])


def _place(mention: Named, others: Sequence[Named], folded: str, parts: Sequence[Clause]) -> Place:
    """The mention in its sentence."""
    sentence = next((c.sentence for c in parts if c.start <= mention.start < c.end), None)
    around = [c for c in parts if c.sentence == sentence]
    start = min((c.start for c in around), default=0)
    end = max((c.end for c in around), default=len(folded))
    somebody_else = (n.start for n in others if n.start > mention.start and n.person != mention.person)
    return Place(
        before=folded[max(start, mention.start - _SENTENCE) : mention.start],
        after=folded[mention.end : min(max(end, mention.end), mention.end + _SENTENCE)],
        rest=folded[mention.end : min(next(somebody_else, len(folded)), mention.end + _SENTENCE)],
        full=any(n.full for n in others if n.person == mention.person),
        alone=len({n.person for n in others}) == 1,
    )


def _may(one: Named, now: datetime, company: Company) -> bool:
    return may_hold(company.people.get(one.person), now, company)


def may_hold(person: Person | None, now: datetime, company: Company) -> bool:
    """Whether access can be asked for on that person's behalf: known, a human, and working here today."""
    return (
        person is not None
        and person.employment is not Employment.SERVICE
        and works_here(person, now, company)
    )


def works_here(person: Person | None, now: datetime, company: Company) -> bool:
    """Whether that person works here today."""
    return person is not None and person.active(now.astimezone(company.zone).date())
