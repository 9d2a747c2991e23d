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

from catalog.model import Company, Employment, Person, PersonId
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
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+|<@([uw][a-z0-9]{4,})(?:\|[^>]*)?>|@([\w.]+)")
_STANDS_BACK = re.compile(
    r"\b(?:cover(?:ing)?(?:\s+\w+){0,2}|wait(?:ing)?|back-?up|fill(?:ing)? in|stand(?:ing)? in|sub(?:stitut\w+)?|deputi\w+|replac\w+|instead|work(?:ing|s)?|take over|same|"
    r"report\w*|presentation|deck|ask(?:ed|ing)?|question|mail|message|deputy)\s*(?:for|4|of|from|as)?\s*$"
)
_GIVEN_TO = re.compile(
    r"(?:\bfor|\b4|\bon behalf of|\bgive|\bgrant|\badd|\blet|\ballow|\benable|\bset up|\bsetup|\bget|\bput|\bprovide|\bassign|\bmake|\bonboard|\binvite|\bequip|\bhelp|\bcan|\bcould|\bmay|\bshould|\bmust|\b(?:access|rights|permissions?|login|account)\s+(?:for|to))"
    r"\s+(?:my\s+|our\s+|the\s+|new\s+)*(?:colleague|intern|contractor|report|team ?mate|coworker|assistant|successor|clerk|analyst|student|trainee|hire|starter|joiner|freelancer|consultant)?[\s,:]*$"
)
_SHALL_HAVE = re.compile(
    r"^(?:\s*,[^,.]{1,60},|\s+(?:in|from|of|at)\s+\w+|\s*\([^)]*\))?\s*(?:also |now |still |really |urgently |just |only )*(?:needs?\b|wants? to\b|wants?\s+(?:access|the)|should\b|must\b|has to\b|will need\b|would need\b|requires?\b|is to\b|shall\b|gets?\b|needs?\b|ought\b|would like\b|may have\b|to (?:be able|have|get)\b)"
)
_OWN = re.compile(
    r"^(?:'s|s'|')\s+(?:\w+\s+){0,3}(?:access|rights?|role|licen[cs]e|account|seat|login|reader|viewer|editor|permissions?|vpn|profile|\w+er)\b"
)
_SUBJECT = re.compile(
    r"^(?:\s+\w+,)?\s+(?:joins?|starts?|takes?|will|plans?|lodges?|gets?|is|works?|moves?|begins?|has|does|handles|runs|drives|becomes)\b"
)
_ASKS_ME = re.compile(
    r"^\s+(?:says?|said|told|wants? (?:me|us)|asked|asks|needs? me|thinks?|suggest\w*|mention\w*|already|approved?|sent|gave|showed|knows)\b"
)
_FIRST_PERSON_NEED = re.compile(
    r"\b(?:i (?:also |really |just |only |still |now |kindly )*(?:need|want|would|require|request|have to|must|should|wish|take|can't|cannot|ask)|i'd|i'm to|may i|can i|could i|for me|give me|gimme|lemme|let me|add me|put me|set me up|make me|grant me|allow me|please give me|i need|me please|my (?:access|rights?|role|vpn|licen[cs]e|seat|account|login))\b"
)
_THIRD_NEED = re.compile(r"\b(?:he|she|they)(?:'ll)?\s+(?:also |only |now |then |really |just |already )*(?:needs?|should|has to|have to|must|wants? to|requires?|will|stays|gets|sits|asked)\b|\bfor (?:him|her|them)\b|\b(?:give|let|add|set) (?:him|her|them)\b|\bwhat (?:he|she|they) needs?\b")  # fmt: skip
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
            # Will, May and Grace are words first: only a capital in mid-sentence makes them a person.
            wordlike = stem(name) in common_stems() or len(name) < 3
            if wordlike and not (message[start].isupper() and re.search(r"\w[\s,]+$", message[:start])):
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
    """For whom the message asks; the person who writes unless a named colleague clearly is the one to hold it."""
    folded = fold(message[:MAX_READ])
    quoted = [(c.start, c.end) for c in parts or clauses(message) if c.role in {Role.QUOTED, Role.ORDER}]
    own_words = "".join(c.text for c in parts or clauses(message) if c.role not in {Role.QUOTED, Role.ORDER})
    first_person = _FIRST_PERSON_NEED.search(own_words) is not None
    best: tuple[float, Named] | None = None
    mentions = [n for n in roster(company).named(message) if not any(a <= n.start < b for a, b in quoted)]
    for mention in mentions:
        if mention.person == requester.id:
            continue
        score = _score(mention, folded, first_person=first_person)
        if score >= 1 and (best is None or score > best[0]):
            best = (score, mention)
    if best is not None:
        return Beneficiary(best[1])
    unnamed = None if first_person or mentions else _UNNAMED.search(own_words)
    return Beneficiary(None, unnamed[0] if unnamed else None)


def _score(mention: Named, folded: str, *, first_person: bool) -> float:
    before, after = folded[max(0, mention.start - 60) : mention.start], folded[mention.end : mention.end + 90]
    if _ASKS_ME.match(after) or re.search(r"\b(?:same|like|as|than)\s+(?:as\s+)?$", before):
        return 0
    if re.search(r"(?:\bfor|\b4)\s*$", before) and _STANDS_BACK.search(re.sub(r"(?:for|4)\s*$", "", before)):
        return 0
    score = 0.0
    if _SHALL_HAVE.match(after) or _OWN.match(after):
        score += 2
    if _GIVEN_TO.search(before):
        score += 2
    third = _THIRD_NEED.search(folded, mention.end)
    subject = _SUBJECT.match(after) is not None
    if third and (subject or not first_person):
        score += 1.0
    if subject and not first_person and re.search(r"(?:^|[.!?\n]\s*|\btoday\s)$", before):
        score += 0.5
    if score and not mention.full:
        score -= 0.5
    if score and first_person and not _GIVEN_TO.search(before) and not _OWN.match(after):
        score -= 1
    return score


def may_hold(person: Person | None, now: datetime, company: Company) -> bool:
    """Whether access can be asked for on that person's behalf: known, a human, and working here today."""
    return (
        person is not None
        and person.employment is not Employment.SERVICE
        and person.active(now.astimezone(company.zone).date())
    )
