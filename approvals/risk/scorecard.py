"""The risk score of one possible grant: points from the table of weights, added up, nothing hidden.

The factors are what an approver reads, so each says its reason in words and they sum to the score exactly; where the
sum leaves 0 to 100 a factor of its own says so. More risk, more sensitive, more privileged, longer or broader never
scores lower.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from approvals.model import Factor, Risk, RiskBand
from approvals.policy.legal_entity import main_company
from approvals.policy.question import conflicts
from approvals.policy.wording import in_words, listed
from approvals.risk import weights
from approvals.risk.judgement import UNJUDGED, Judgement
from approvals.risk.past_reviews import history_factor
from approvals.risk.peers import Group, Peers, peers_of
from approvals.risk.warned import UNWARNED, Warned, warned_factor
from catalog.kinds import DataClass, RiskLevel
from catalog.model import Company, EntitlementId, Person, Place, ScopeValues
from catalog.settings import RiskThresholds

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_CAP = 100


def score(
    company: Company,
    *,
    person: Person,
    requester: Person,
    place: Place,
    scope: ScopeValues,
    duration: timedelta | None,
    now: datetime,
    recent_denials: int = 0,
    held: frozenset[EntitlementId] = frozenset(),
    judged: Judgement = UNJUDGED,
    warned: Warned = UNWARNED,
) -> Risk:
    """The risk, 0 to 100, of `person` holding this from `now` on; `duration` None is access without an end.

    `recent_denials` counts the person's refused requests of late; `held` is what they hold or have pending through
    Usher, to which the company's own record is added; `judged` is the trained model's word, where there is one;
    `warned` counts the warning signs at sign-in of late. Factors come largest first; those of no weight are left out,
    except the peers, whose number is worth reading either way.
    """
    peers = peers_of(company)
    found = [
        *_of_the_place(place, scope),
        _duration(duration),
        *_of_the_person(company, person, place, now),
        _peers(peers, person, place, now),
        *_near_conflict(company, place, held | peers.holdings_of(person.id, now)),
        _sprawl(peers, person, held | peers.holdings_of(person.id, now), place, now),
        *_of_the_request(company, person, requester, now, recent_denials),
        history_factor(judged),
        warned_factor(warned),
    ]
    factors = sorted(
        (factor for factor in found if factor.points or factor.name == "peers"),
        key=lambda factor: -factor.points,
    )
    total = int(sum(factor.points for factor in factors))
    if total > _CAP:
        factors.append(
            Factor(
                name="cap",
                points=_CAP - total,
                says=f"The points add up to {total}; the score ends at {_CAP}",
            )
        )
        total = _CAP
    return Risk(score=total, band=band(total, company.risk), factors=tuple(factors))


def band(score: int, thresholds: RiskThresholds) -> RiskBand:
    """Who has to look at that score, by the company's thresholds."""
    if score >= thresholds.security_from:
        return RiskBand.HIGH
    return RiskBand.ELEVATED if score >= thresholds.manager_from else RiskBand.LOW


_LEVEL_SAYS = {level: f"{level.value.capitalize()}-risk access" for level in RiskLevel}
_DATA_SAYS = {data: f"{data.value.capitalize()} data" for data in DataClass}


def _of_the_place(place: Place, scope: ScopeValues) -> Iterator[Factor]:
    entitlement, resource = place.entitlement, place.resource
    yield Factor(
        name="risk_level", points=weights.RISK_LEVEL[entitlement.risk], says=_LEVEL_SAYS[entitlement.risk]
    )
    yield Factor(
        name="data_class",
        points=weights.DATA_CLASS[resource.data_class],
        says=_DATA_SAYS[resource.data_class],
    )
    if entitlement.privileged:
        yield Factor(name="privileged", points=weights.PRIVILEGED, says="Privileged access")
    if resource.regulations:
        rules = listed(rule.upper() for rule in resource.regulations)
        yield Factor(name="regulated", points=weights.REGULATED, says=f"Regulated: {rules}")
    if resource.environment == "production":
        yield Factor(name="production", points=weights.PRODUCTION, says="Production environment")
    broad = [key for key in resource.scopes if key not in scope]
    if broad:
        says = f"Not narrowed to one {listed(broad, last='or')}"
        yield Factor(name="breadth", points=weights.NOT_NARROWED, says=says)


def _duration(duration: timedelta | None) -> Factor:
    if duration is None:
        return Factor(name="duration", points=weights.DURATION_OPEN_ENDED, says="Open-ended")
    points = next(
        (points for limit, points in weights.DURATION if duration <= limit), weights.DURATION_LONGER
    )
    return Factor(name="duration", points=points, says=f"For {in_words(duration)}")


def _of_the_person(company: Company, person: Person, place: Place, now: datetime) -> Iterator[Factor]:
    kind = person.employment
    says = "Held by a service identity" if kind == "service" else f"Held by {_article(kind.value)}"
    yield Factor(name="employment", points=weights.EMPLOYMENT[kind], says=says)
    yield _tenure(person, now.astimezone(company.zone))
    owner = company.people.get(place.owner)
    main = main_company(company)
    if person.company != main or (owner is not None and owner.company != person.company):
        other = person.company if person.company != main or owner is None else owner.company
        yield Factor(
            name="legal_entity", points=weights.OTHER_ENTITY, says=f"Across companies: {other} is not {main}"
        )


def _article(noun: str) -> str:
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


def _tenure(person: Person, local: datetime) -> Factor:
    if person.started is None:
        return Factor(name="tenure", points=weights.TENURE_UNKNOWN, says="No start date on record")
    days = (local.date() - person.started).days
    points = next((points for limit, points in weights.TENURE if days < limit), 0)
    says = f"Here for {in_words(timedelta(days=days))}" if days > 0 else "Starts today or later"
    return Factor(name="tenure", points=points, says=says)


def _peers(peers: Peers, person: Person, place: Place, now: datetime) -> Factor:
    shares = [
        share
        for share in peers.shares(person, place.entitlement.id, now)
        if share.colleagues >= weights.PEERS_AT_LEAST
    ]
    if not shares:
        says = f"Too few colleagues in {person.department} to compare with"
        return Factor(name="peers", points=weights.PEERS_TOO_FEW, says=says)
    # What is usual in any of one's groups is usual; of groups alike the widest says most.
    usual = max(shares, key=lambda share: share.of_all)
    if not usual.holding:
        says = f"Nobody else in {person.department} holds this"
        return Factor(name="peers", points=weights.PEERS_NOBODY, says=says)
    points = next((points for limit, points in weights.PEERS if usual.of_all >= limit), 0)
    says = f"{usual.holding} of {usual.colleagues} {_whereabouts(usual.group)} hold this"
    return Factor(name="peers", points=points, says=says)


def _whereabouts(group: Group) -> str:
    """`in Data`, `in Data with the title Analyst`, and that `under the same manager`."""
    words = [f"in {group[0]}", *(f"with the title {title}" for title in group[1:2])]
    return " ".join([*words, *("under the same manager" for _ in group[2:])])


def _near_conflict(company: Company, place: Place, held: frozenset[EntitlementId]) -> Iterator[Factor]:
    """One step from holding both halves of a control: another level of this resource conflicts with what is held."""
    levels = [
        one
        for one in place.resource.entitlements
        if one.id != place.entitlement.id and one.id in company.places
    ]
    near = [
        (level.id, other)
        for level in levels
        for other in conflicts(company, company.places[level.id], held)
        if other not in place.entitlement.conflicts_with
    ]
    if near:
        level, other = near[0]
        label = company.places[other].label if other in company.places else other
        says = f"{company.places[level].entitlement.name} of the same would conflict with {label}, which they hold"
        yield Factor(name="near_conflict", points=weights.NEAR_CONFLICT, says=says)


def _sprawl(
    peers: Peers, person: Person, held: frozenset[EntitlementId], place: Place, now: datetime
) -> Factor:
    number = len(held - {place.entitlement.id})
    usual = peers.usual_number(person, now)
    compared = number >= weights.SPRAWL_FROM and usual > 0
    points = next((points for times, points in weights.SPRAWL if compared and number >= times * usual), 0)
    says = f"Holds {number} entitlements already; colleagues hold {usual:.0f} on average"
    return Factor(name="sprawl", points=points, says=says)


def _of_the_request(
    company: Company, person: Person, requester: Person, now: datetime, recent_denials: int
) -> Iterator[Factor]:
    if requester.id != person.id:
        yield Factor(name="on_behalf", points=weights.ON_BEHALF, says=f"Asked for by {requester.name}")
    local, hours = now.astimezone(company.zone), company.working_hours
    if _WEEKDAYS[local.weekday()] not in hours.days or not hours.start <= local.time() < hours.until:
        yield Factor(name="hour", points=weights.OUTSIDE_HOURS, says="Asked outside working hours")
    points = min(weights.RECENT_DENIAL * recent_denials, weights.RECENT_DENIALS_AT_MOST)
    says = "Denied once recently" if recent_denials == 1 else f"Denied {recent_denials} times recently"
    yield Factor(name="recent_denials", points=points, says=says)
