"""Access packages: a message that names one, or tells somebody started in a job, means everything in it.

Looked for after the engine has read the message, and only where it proposed nothing: a package never takes the
place of an entitlement somebody named. What it proposes is the catalog's; each entitlement is decided by its own rules.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from catalog.model import Bundle, Company, EntitlementId, Person
from intents import questions
from intents.engines.port import Inquiry
from intents.language import language_of
from intents.own_words import said_own
from intents.package_said import SaidPackage, package_named, said_packages
from intents.people_named import blanked, may_hold
from intents.roster import roster
from intents.starting_work import Started, same_title, started_work
from intents.understanding import Evidence, Intent, Item, Outcome, Understanding
from intents.words import fold

CONFIDENCE = 0.95
"""A whole name beside a word of getting it; lower than what an engine is surest of."""
MOST_ITEMS = 10
"""What one request holds."""
_MAY_MEAN_ONE = {Intent.REQUEST, Intent.OUT_OF_SCOPE, Intent.HELP, Intent.EXTEND}
_LONGER = re.compile(
    r"\b(?:exten\w+|longer|renew\w*|prolong\w*|keep\w*|another|more|expir\w*|ends?|ending|again|still)\b"
)
"""Words of extending; without one, a package whose name sounds like an end (`month-end package`) is asked for."""


def with_package(found: Understanding, inquiry: Inquiry) -> Understanding:
    """The understanding, or the package that the message names where nothing else was proposed."""
    bundles = inquiry.company.bundles
    if not bundles:
        return found
    if inquiry.ending is not None and inquiry.ending.alone:
        return found
    if found.outcome is Outcome.PROPOSE:
        return _with_both(found, inquiry)
    named = found.intent in _MAY_MEAN_ONE
    said = said_packages(inquiry.text, inquiry.parts, inquiry.named, inquiry.company) if named else []
    # Words that are all of starting work mean that, whatever an engine heard in them.
    job = None if said else started_work(inquiry.text, inquiry.parts, inquiry.named, inquiry.company)
    if not (said or job) or language_of(inquiry.text, inquiry.parts) is not None:
        return found
    if found.intent is Intent.EXTEND and (not said or _LONGER.search(_besides(inquiry.text, said))):
        return found
    if said:
        words = tuple(inquiry.text[one.start : one.end] for one in said)
        if inquiry.beneficiary.unnamed is None:
            holder = inquiry.beneficiary.named.person if inquiry.beneficiary.named else inquiry.person.id
            return _proposed(found, inquiry, [one.bundle for one in said], holder, words)
        return found
    return found if job is None else _of_the_job(found, inquiry, job)


def _with_both(found: Understanding, inquiry: Inquiry) -> Understanding:
    """What is proposed, or the question which comes first where the wish also names a package: it would be lost."""
    bundle = package_named(inquiry.text, inquiry.parts, inquiry.company)
    proposed = {item.entitlement for item in found.items}
    if bundle is None or found.intent is not Intent.REQUEST or proposed <= set(bundle.includes):
        return found
    return Understanding(
        id=found.id, intent=Intent.REQUEST, outcome=Outcome.ASK, confidence=found.confidence,
        shortlist=tuple(item.entitlement for item in found.items)[:5], engine=found.engine,
        question=questions.about_package(bundle.name), missing=("need",),
    )  # fmt: skip


def _besides(text: str, said: Sequence[SaidPackage]) -> str:
    """The message without the packages' names."""
    return blanked(fold(text), [(one.start, one.end) for one in said])


def entitlements_of(bundles: Sequence[Bundle], company: Company, holder: Person) -> tuple[EntitlementId, ...]:
    """What the packages hold that this person may be given, each once, in the catalog's order of packages."""
    every = dict.fromkeys(one for bundle in bundles for one in bundle.includes)
    return tuple(one for one in every if company.places[one].entitlement.audience.admits(holder))


def _of_the_job(found: Understanding, inquiry: Inquiry, job: Started) -> Understanding:
    company = inquiry.company
    others = {n.person for n in roster(company).named(inquiry.text)} - {inquiry.person.id}
    if len(others) > 1 or (others and job.mine):
        return found
    if not others and not job.mine:
        return _for_whom(found) if _for_title(job.title, company) else found
    holder = company.people[next(iter(others))] if others else inquiry.person
    if not may_hold(holder, inquiry.now, company):
        return found
    own = [bundle for bundle in company.bundles if bundle.birthright_for.covers(holder)]
    bundles = list({b.id: b for b in (*_for_title(job.title, company), *own)}.values())
    words = said_own(job.says, inquiry.text, inquiry.parts)
    return _proposed(found, inquiry, bundles, holder.id, (words,) if words else (), why=words)


def _for_title(title: str, company: Company) -> list[Bundle]:
    """The packages that come with a title of that name, or are called by it."""
    return [
        bundle
        for bundle in company.bundles
        if any(
            same_title(one, title) for one in (*bundle.birthright_for.titles, bundle.name, *bundle.aliases)
        )
    ]


def _for_whom(found: Understanding) -> Understanding:
    return Understanding(
        id=found.id, intent=Intent.REQUEST, outcome=Outcome.ASK, confidence=found.confidence,
        question=questions.about_beneficiary(), missing=("need",), engine=found.engine,
    )  # fmt: skip


def _proposed(
    found: Understanding,
    inquiry: Inquiry,
    bundles: Sequence[Bundle],
    holder: str,
    words: Sequence[str],
    *,
    why: str | None = None,
) -> Understanding:
    """The packages' entitlements as one proposal; whole packages only, as many as one request holds."""
    taken: list[Bundle] = []
    for bundle in bundles:
        if (
            len(entitlements_of([*taken, bundle], inquiry.company, inquiry.company.people[holder]))
            <= MOST_ITEMS
        ):
            taken.append(bundle)
    items = entitlements_of(taken, inquiry.company, inquiry.company.people[holder])
    if not items:
        return found
    evidence = [Evidence(field="items[0].entitlement", text=one) for one in words]
    return Understanding(
        id=found.id,
        intent=Intent.REQUEST,
        outcome=Outcome.PROPOSE,
        items=tuple(Item(entitlement=one) for one in items),
        duration=found.duration,
        until=found.until,
        beneficiary=holder if holder != inquiry.person.id else None,
        justification=found.justification or why,
        confidence=CONFIDENCE,
        shortlist=items[:5],
        packages=tuple(bundle.id for bundle in taken),
        engine=found.engine,
        evidence=(*evidence, *(e for e in found.evidence if not e.field.startswith("items"))),
    )
