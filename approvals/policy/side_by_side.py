"""What is wrong with rules only beside each other, or beside the company's settings: each may be sound alone."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from approvals.policy.problems import PolicyProblem
from approvals.policy.statements import Rule
from catalog.model import Company


def taken(rule: Rule, rules: Mapping[str, Rule], *, reserved: Collection[str]) -> PolicyProblem | None:
    """The problem when the id of the rule is another's, or kept for the product itself."""
    if rule.id in reserved:
        sentence = f'@id("{rule.id}") is kept for the answer when no rule can give one; choose another.'
    elif (other := rules.get(rule.id)) is not None:
        sentence = f'@id("{rule.id}") is taken by {other.file}, line {other.line}; choose another.'
    else:
        return None
    return PolicyProblem(file=rule.file, line=rule.line, sentence=sentence)


def opened_in_vain(rules: Mapping[str, Rule]) -> list[PolicyProblem]:
    """Rules named in @opens that there are not, or that nobody may open."""
    wrong = []
    for rule in rules.values():
        for name in sorted(rule.opens):
            opened = rules.get(name)
            if opened is None or not opened.ours or opened.effect != "forbid" or "hold" not in opened.actions:
                sentence = f'@opens names "{name}", which is no rule that ships and forbids holding; `usher check` lists those.'
            elif opened.fixed:
                sentence = f'@opens names "{name}", which no company may open: {opened.fixed}'
            else:
                continue
            wrong.append(PolicyProblem(file=rule.file, line=rule.line, sentence=sentence))
    return wrong


def thresholds_out_of_order(company: Company) -> list[PolicyProblem]:
    """The problem when Security would look before a manager does."""
    lower, upper = company.risk.manager_from, company.risk.security_from
    if lower <= upper:
        return []
    sentence = f"risk.manager_from ({lower}) is above risk.security_from ({upper}); put them in order."
    return [PolicyProblem(file="company.yaml", line=None, sentence=sentence)]
