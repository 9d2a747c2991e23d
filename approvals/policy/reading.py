"""All policy files read together: their rules by id, and what is wrong with each or only beside the others."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence

import cedarpy

from approvals.policy.answers import FAILED, UNPERMITTED
from approvals.policy.problems import PolicyProblem
from approvals.policy.side_by_side import opened_in_vain, taken
from approvals.policy.stages_together import in_a_circle
from approvals.policy.statements import Rule, Source, read_rules

_RESERVED = (FAILED.policy, UNPERMITTED.policy)


def read_together(
    sources: Sequence[Source], schema: cedarpy.Schema
) -> tuple[dict[str, Rule], list[PolicyProblem]]:
    """The rules of these files in their order, and every problem there is; with any, none of them may be used."""
    rules: dict[str, Rule] = {}
    found: list[PolicyProblem] = []
    for source in sources:
        for rule in read_rules(source, schema):
            if isinstance(rule, PolicyProblem):
                found.append(rule)
            elif (problem := taken(rule, rules, reserved=_RESERVED)) is not None:
                found.append(problem)
            else:
                rules[rule.id] = rule
    return rules, [*found, *opened_in_vain(rules), *in_a_circle(rules)]


def version_of(schema_text: str, sources: Sequence[Source]) -> str:
    """SHA-256 over the schema and every policy text."""
    digest = hashlib.sha256(schema_text.encode())
    for source in sources:
        digest.update(json.dumps([source.file, source.text]).encode())
    return digest.hexdigest()
