"""The policy in force: what ships and what the company adds, checked once, asked for every decision.

Fail closed: a forbid that errors would be skipped by Cedar and the request allowed, so any error, any missing answer
and anything the question could not be built from is a refusal, in words, and stands in the application log.
"""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import cedarpy

from approvals.model import Decision, Opened, PolicyAnswer, Reason, StageName, Verdict
from approvals.policy.emergency import emergency_question
from approvals.policy.facts import Facts
from approvals.policy.problems import PolicyInvalid, PolicyProblem
from approvals.policy.question import Question, approve_question, hold_question
from approvals.policy.route import named_for
from approvals.policy.rule_sets import RuleSets
from approvals.policy.side_by_side import opened_in_vain, taken, thresholds_out_of_order
from approvals.policy.statements import Rule, Source, read_rules
from approvals.policy.what_ships import parsed_schema, shipped_policies, shipped_schema
from approvals.policy.wording import fill
from catalog.model import Company, Person, PersonId

_log = logging.getLogger(__name__)
_STAGES = tuple(StageName)

FAILED = Reason(
    policy="policy-could-not-be-asked",
    says="The policy could not be asked, so nothing was granted; tell an IAM admin.",
)
UNPERMITTED = Reason(
    policy="no-policy-permits",
    says="No policy permits this, so nothing was granted; ask an IAM admin whether it is meant to be requestable.",
)


@dataclass(frozen=True, kw_only=True)
class PolicyBook:
    """The policies in force. Immutable: a reload makes a new book, so one decision never sees two versions."""

    version: str
    """SHA-256 over the schema and every policy text."""
    rules: Mapping[str, Rule]
    """Every rule by its id, those that ship first, in the order of the files."""
    _sets: RuleSets
    _opening: cedarpy.PolicySet | None
    _observing: cedarpy.PolicySet | None
    _schema: cedarpy.Schema

    @classmethod
    def load(cls, company: Company) -> PolicyBook:
        """What ships, and what this company adds to it.

        Raises PolicyInvalid naming every problem with file and line; then none of it is used.
        """
        own = [
            Source(file=file.path, text=file.text, ours=False)
            for file in sorted(company.policies, key=lambda file: file.path)
        ]
        problems = thresholds_out_of_order(company)
        return cls.read([*shipped_policies(), *own], problems)

    @classmethod
    def read(cls, sources: Sequence[Source], problems: Sequence[PolicyProblem] = ()) -> PolicyBook:
        """A book of exactly these files; `problems` are raised together with whatever is found. Raises PolicyInvalid."""
        schema = parsed_schema()
        rules: dict[str, Rule] = {}
        found = list(problems)
        digest = hashlib.sha256(shipped_schema().encode())
        for source in sources:
            digest.update(json.dumps([source.file, source.text]).encode())
            for rule in read_rules(source, schema):
                if isinstance(rule, PolicyProblem):
                    found.append(rule)
                elif (
                    problem := taken(rule, rules, reserved=(FAILED.policy, UNPERMITTED.policy))
                ) is not None:
                    found.append(problem)
                else:
                    rules[rule.id] = rule
        found += opened_in_vain(rules)
        if found:
            raise PolicyInvalid(found)
        sets = RuleSets.of(rules)
        return cls(
            version=digest.hexdigest(),
            rules=rules,
            _sets=sets,
            _opening=sets.opening(),
            _observing=sets.observing(),
            _schema=schema,
        )

    def decide(self, facts: Facts) -> Decision:
        """May this grant be made now? Every rule that stands in the way is among the reasons, refusals first."""
        return self._answer(lambda: hold_question(facts), facts.approvals)

    def break_glass(self, facts: Facts, *, unreviewed: int) -> Decision:
        """May the person have it at once, without anybody's yes? Granted or refused, never a stage.

        `unreviewed` is how many emergencies of theirs nobody has reviewed yet.
        """
        return self._answer(lambda: emergency_question(facts, unreviewed=unreviewed), frozenset(_STAGES))

    def may_decide(
        self,
        facts: Facts,
        *,
        stage: StageName,
        by: Person,
        decided_before: frozenset[PersonId] = frozenset(),
        verdict: Verdict = Verdict.APPROVED,
        stepped_up: bool = False,
        escalated: int = 0,
        may: frozenset[PersonId] | None = None,
    ) -> Decision:
        """May this person say that at this stage? Granted or refused, never a further stage.

        `decided_before` are the people who decided another stage of the same item; `escalated` is how many
        further stops of the route have joined; `stepped_up` says that they confirmed this decision with a one-time
        code; `may` names who may decide where it is not the stage's own route (an appeal). Where only such a code is missing the refusal says so.
        """

        def ask() -> Question:
            return approve_question(
                facts,
                stage=stage,
                by=by,
                may=named_for(facts, stage, decided_before, escalated) if may is None else may,
                decided_before=decided_before,
                verdict=verdict,
                stepped_up=stepped_up,
            )

        decision = self._answer(ask, frozenset(_STAGES))
        rules = [self.rules.get(reason.policy) for reason in decision.reasons]
        # A rule that still wants a code once there is one would ask for ever: what remains is a refusal.
        if rules and not stepped_up and all(rule is not None and rule.steps_up for rule in rules):
            return decision.model_copy(update={"steps_up": True})
        return decision

    def asks_for_codes(self, company: Company) -> bool:
        """Whether any approval of that company may ask for a one-time code."""
        own = any(rule.steps_up and not rule.ours and not rule.observes for rule in self.rules.values())
        return own or company.step_up is not None

    def _answer(self, ask: Callable[[], Question], approved: frozenset[StageName]) -> Decision:
        try:
            question = ask()
            result = self._asked(question, self._sets.deciding())
            opened = self._opened(question) if not result.allowed and self._opening is not None else ()
            if opened:
                result = self._asked(question, self._sets.deciding(frozenset(one.rule for one in opened)))
            reasons = self._reasons(result, question, approved)
            observed = self._observed(question, approved)
        except (LookupError, ValueError, TypeError, AttributeError, ArithmeticError):
            _log.exception("the policy could not be asked")
            return self._decision([FAILED])
        if result.diagnostics.errors or result.decision is cedarpy.Decision.NoDecision:
            _log.error("the policy answered with errors: %s", "; ".join(result.diagnostics.errors))
            reasons.append(FAILED)
        elif not result.allowed and not reasons:
            reasons.append(UNPERMITTED)
        return self._decision(reasons, opened, observed)

    def _asked(self, question: Question, policies: cedarpy.PolicySet) -> cedarpy.AuthzResult:
        return cedarpy.is_authorized(question.request, policies, question.entities, self._schema)

    def _opened(self, question: Question) -> tuple[Opened, ...]:
        """The rules that the company opens for this question; one whose permit fails stays closed."""
        if self._opening is None:
            return ()
        result = self._asked(question, self._opening)
        if result.diagnostics.errors:
            _log.error("a rule that opens others failed: %s", "; ".join(result.diagnostics.errors))
        permits = [self.rules[name] for name in result.diagnostics.reasons]
        return tuple(
            Opened(rule=name, by=permit.id, reason=permit.reason)
            for permit in sorted(permits, key=lambda one: one.id)
            for name in sorted(permit.opens)
        )

    def _observed(self, question: Question, approved: frozenset[StageName]) -> tuple[Reason, ...]:
        """What the rules that only observe would have said; whatever goes wrong with them decides nothing."""
        if self._observing is None:
            return ()
        result = self._asked(question, self._observing)
        if result.diagnostics.errors:
            _log.error("a rule that observes failed: %s", "; ".join(result.diagnostics.errors))
        return tuple(sorted(self._reasons(result, question, approved), key=lambda one: one.policy))

    def _reasons(
        self, result: cedarpy.AuthzResult, question: Question, approved: frozenset[StageName]
    ) -> list[Reason]:
        return [
            self._reason(name, question, approved)
            for name in result.diagnostics.reasons
            if self.rules[name].effect == "forbid"
        ]

    def _reason(self, name: str, question: Question, approved: frozenset[StageName]) -> Reason:
        rule = self.rules[name]
        # A stage that was approved and is asked for still would wait for ever: what remains is a refusal.
        needs = None if rule.needs in approved else rule.needs
        return Reason(policy=name, says=fill(rule.says, question.words), needs=needs)

    def _decision(
        self, reasons: list[Reason], opened: tuple[Opened, ...] = (), observed: tuple[Reason, ...] = ()
    ) -> Decision:
        order = {name: place for place, name in enumerate(self.rules)}
        reasons.sort(
            key=lambda one: (_STAGES.index(one.needs) if one.needs else -1, order.get(one.policy, -1))
        )
        needed = {one.needs for one in reasons if one.needs}
        stages: tuple[StageName, ...] = ()
        if not reasons:
            answer = PolicyAnswer.GRANTED
        elif all(one.needs for one in reasons):
            answer = PolicyAnswer.NEEDS
            stages = tuple(stage for stage in _STAGES if stage in needed)
        else:
            answer = PolicyAnswer.REFUSED
        return Decision(
            answer=answer,
            open_stages=stages,
            reasons=tuple(reasons),
            opened=opened,
            observed=observed,
            policy_version=self.version,
        )
