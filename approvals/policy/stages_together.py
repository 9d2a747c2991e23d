"""What is wrong with stages only when all rules are looked at: they wait for each other, or want more people than there are."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from approvals.model import StageName
from approvals.policy.problems import PolicyProblem
from approvals.policy.statements import Rule
from catalog.model import Company


def in_a_circle(rules: Mapping[str, Rule]) -> list[PolicyProblem]:
    """The rules by which stages would wait for each other, one problem for each circle."""
    deciding = [rule for rule in rules.values() if rule.needs is not None and not rule.observes]
    first = {
        stage: {name for rule in deciding if rule.needs is stage for name in rule.after}
        for stage in StageName
    }
    problems = []
    seen: set[StageName] = set()
    for stage in StageName:
        circle = _circle(stage, first)
        if circle is None or seen.intersection(circle):
            continue
        seen.update(circle)
        rule = _to_blame(deciding, circle)
        way = " waits for ".join([*circle, circle[0]])
        problems.append(
            PolicyProblem(
                file=rule.file,
                line=rule.line,
                sentence=f"@after makes stages wait for each other: {way}; take one of them out.",
            )
        )
    return problems


def too_few_people(company: Company, rules: Mapping[str, Rule]) -> list[tuple[Rule, str]]:
    """The rules that want more people than their stage's whole route can have, each with why as a clause."""
    security, admins = set(company.groups.security), set(company.groups.iam_admins)
    most = {
        StageName.MANAGER: (3 + len(admins), "the manager, the manager's manager, the owner"),
        StageName.OWNER: (2 + len(admins), "the owner, the owner's manager"),
        StageName.SECURITY: (len(security | admins), f"the {len(security)} of the security group"),
    }
    found = []
    for rule in rules.values():
        if rule.needs is None or rule.quorum is None:
            continue
        able, who = most[rule.needs]
        if rule.quorum.least > able:
            admins_too = f" and {len(admins)} of the IAM admins" if admins else ""
            found.append(
                (rule, f"it wants {rule.quorum.least} people, and {who}{admins_too} are {able} at the most")
            )
    return found


def _circle(start: StageName, first: Mapping[StageName, Collection[StageName]]) -> list[StageName] | None:
    """The way from a stage back to itself, if there is one; the shortest."""
    ways = [[start]]
    seen = {start}
    while ways:
        way = ways.pop(0)
        for name in StageName:
            if name not in first[way[-1]]:
                continue
            if name is start:
                return way
            if name not in seen:
                seen.add(name)
                ways.append([*way, name])
    return None


def _to_blame(rules: Collection[Rule], circle: list[StageName]) -> Rule:
    """The rule to point at: a company's own before one that ships, the last in its file first."""
    pairs = set(zip(circle, [*circle[1:], circle[0]], strict=True))
    in_it = [rule for rule in rules if any((rule.needs, name) in pairs for name in rule.after)]
    return max(in_it, key=lambda rule: (not rule.ours, rule.file, rule.line))
