"""Who is named in a message, and whether the access is for one of them rather than for the person who writes.

Names are met in full, as an unambiguous first name, as an e-mail address or @mention, without regard to case
and diacritics. Being named is not enough: managers, approvers and colleagues on leave are named all the time.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from catalog.kinds import Employment
from catalog.model import Company, Person, PersonId
from intents.ending import Ending, Whose, ending
from intents.holding import Claim, Place, claim, given_too
from intents.holding_phrases import ABSENT, SAYS
from intents.own_need import own_need, shared_out
from intents.passages import Clause, Role, clauses
from intents.words import MAX_READ, common_stems, fold, stem


@dataclass(frozen=True, slots=True)
class Named:
    """One mention of a colleague: who, and where in the message."""

    person: PersonId
    text: str
    start: int
    end: int
    full: bool
    """Named unmistakably: in full, by address or by mention; not by first name alone."""


@dataclass(frozen=True, slots=True)
class Beneficiary:
    """What the message says about whom the access is for."""

    named: Named | None
    """The colleague it is for; None when it is for the person who writes."""
    unnamed: str | None = None
    """The words for somebody who is not named (`my intern`), when it is for such a person."""


_WORD = re.compile(r"[^\W_]+(?:['.-][^\W_]+)*", re.UNICODE)
_ADDRESS = re.compile(r"[\w.+-]{1,64}+@[\w-]++\.[\w.-]+|<@([uw][a-z0-9]{4,})(?:\|[^>]*)?>|@([\w.]+)")
_BETWEEN = re.compile(r"\s*+(?:,|and|&|\+|/|plus|or|as well as)\s*+(?:and |or )?(?:also )?(?:for )?")
_MID_SENTENCE = re.compile(r"\w[\s,]+$")
_IN_NEED = re.compile(r" (?:also |still |now )?(?:needs|wants|requires|should (?:have|get|be able))\b")
_IN_BRACKETS = re.compile(r"\s*\([^)]*\)")
_NEAR = 20
"""Characters before a name that are looked at for it."""
_UNNAMED = re.compile(
    r"\b(?:(?:my|our|the|a|an) (?:new )?(?:intern|contractor|colleague|team ?mate|coworker|assistant|trainee|starter|joiner|hire|student|freelancer|consultant|report|people|team)"
    r"(?: (?:needs?|should|must|has to|have to|wants?|requires?|gets?|would need|in \w+))|(?:give|add|for|let) (?:my|our) (?:new )?(?:intern|contractor|colleague|team ?mate|trainee|hire|assistant|student|freelancer|consultant|people))\b"
)


class Roster:
    """The people of one company, by every name they can be met under."""

    def __init__(self, people: Iterable[Person]) -> None:
        self.full: dict[str, set[PersonId]] = defaultdict(set)
        self.first: dict[str, set[PersonId]] = defaultdict(set)
        self.handle: dict[str, PersonId] = {}
        for person in people:
            if person.employment is Employment.SERVICE:
                continue
            words = [fold(w) for w in _WORD.findall(person.name)]
            if not words:
                continue
            self.first[words[0]].add(person.id)
            joined = " ".join(words)
            for name in {joined, f"{words[0]} {words[-1]}", " ".join([*words[1:], words[0]])}:
                if " " in name:
                    self.full[name].add(person.id)
            if len(words) > 2:
                # Family-name-first names (Goh Wei Jie) are used without the family name; Dutch ones keep the particle.
                self.full[" ".join(words[1:])].add(person.id)
                self.first["".join(words[1:])].add(person.id)
            for handle in (person.email, person.email.split("@")[0], person.id, person.slack_id or ""):
                if handle:
                    self.handle[handle.lower()] = person.id
        self.longest = max((name.count(" ") + 1 for name in self.full), default=1)

    def named(self, message: str) -> list[Named]:
        """Every mention of exactly one colleague, in order; the longest name wins."""
        folded = fold(message[:MAX_READ])
        found: list[Named] = []
        for match in _ADDRESS.finditer(folded):
            handle = next((g for g in match.groups() if g), match[0]).rstrip(".")
            if (person := self.handle.get(handle)) is not None:
                found.append(
                    Named(person, message[match.start() : match.end()], match.start(), match.end(), True)
                )
        words = list(_WORD.finditer(folded))
        at = 0
        while at < len(words):
            step = 1
            if not any(n.start <= words[at].start() < n.end for n in found):
                for count in range(min(self.longest, len(words) - at), 0, -1):
                    run = words[at : at + count]
                    one = self._one(" ".join(w[0].removesuffix("'s") for w in run), run, message)
                    if one is not None:
                        found.append(one)
                        step = count
                        break
            at += step
        return sorted(found, key=lambda n: n.start)

    def _one(self, name: str, run: list[re.Match[str]], message: str) -> Named | None:
        start, end = run[0].start(), run[-1].end()
        end -= 2 if run[-1][0].endswith("'s") else 0
        if len(run) > 1:
            people = self.full.get(name, set())
        else:
            people = self.first.get(name, set())
            # Will, May and Grace are words first: a capital in mid-sentence makes them a person, or a need.
            wordlike = stem(name) in common_stems() or len(name) < 3
            if wordlike and not (
                message[start].isupper()
                and (
                    _MID_SENTENCE.search(message[max(0, start - _NEAR) : start])
                    or _IN_NEED.match(message[end : end + _NEAR])
                )
            ):
                return None
        return (
            Named(next(iter(people)), message[start:end], start, end, len(run) > 1)
            if len(people) == 1
            else None
        )


_rosters: dict[str, Roster] = {}


def roster(company: Company) -> Roster:
    """The company's roster, built once for each version of the company."""
    if company.version not in _rosters:
        if len(_rosters) >= 8:
            _rosters.pop(next(iter(_rosters)))
        _rosters[company.version] = Roster(company.people.values())
    return _rosters[company.version]


def beneficiary(
    message: str, *, requester: Person, company: Company, now: datetime, parts: Sequence[Clause] | None = None
) -> Beneficiary:
    """For whom the message asks; the person who writes unless a named colleague clearly is the one to hold it.

    Where it may be either, or a colleague is meant who cannot hold anything, the words are `unnamed`: somebody
    has to be asked.
    """
    pieces = parts or clauses(message)
    quoted = [(c.start, c.end) for c in pieces if c.role in {Role.QUOTED, Role.ORDER}]
    own_words = "".join(c.text for c in pieces if c.role not in {Role.QUOTED, Role.ORDER})
    people = roster(company)
    own = own_need(own_words)
    heard = blanked(fold(message[:MAX_READ]), quoted)
    mentions = [n for n in people.named(message) if not any(a <= n.start < b for a, b in quoted)]
    others = [n for n in mentions if n.person != requester.id]
    act = ending(pieces, [(n.start, n.end) for n in others])
    if act is not None and act.alone:
        return _whose_ends(act, others, heard)
    claims = [(claim(_place(n, others, heard, pieces), own_need=own), n) for n in others]
    best = max(claims, key=lambda c: (c[0], c[1].full), default=None)
    if best is not None and best[0] is not Claim.NONE:
        holder = best[1]
        rivals = [n for found, n in claims if n.person != holder.person and (found is Claim.CLEAR or _joined(n, holder, heard) or _too(n, holder, heard))]  # fmt: skip
        sure = best[0] >= Claim.LIKELY and may_hold(company.people.get(holder.person), now, company)
        sure = sure and not shared_out(own_words)
        return Beneficiary(holder) if sure and not rivals else Beneficiary(None, holder.text)
    if own:
        return Beneficiary(None)
    unnamed = _UNNAMED.search(_IN_BRACKETS.sub("", own_words))
    return Beneficiary(None, unnamed[0] if unnamed else None)


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
        before=folded[start : mention.start],
        after=folded[mention.end : max(end, mention.end)],
        rest=folded[mention.end : next(somebody_else, len(folded))],
        full=any(n.full for n in others if n.person == mention.person),
        alone=len({n.person for n in others}) == 1,
    )


def may_hold(person: Person | None, now: datetime, company: Company) -> bool:
    """Whether access can be asked for on that person's behalf: known, a human, and working here today."""
    return (
        person is not None
        and person.employment is not Employment.SERVICE
        and person.active(now.astimezone(company.zone).date())
    )
