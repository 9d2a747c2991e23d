"""The policy in force: what ships and what the company adds, checked once, asked for every decision.

Fail closed: a forbid that errors would be skipped by Cedar and the request allowed, so any error, any missing answer
and anything the question could not be built from is a refusal, in words, and stands in the application log.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from approvals.model import ONE, Decision, Opened, Quorum, Reason, StageName, Verdict
from approvals.policy.answers import FAILED, UNPERMITTED, decision_of
from approvals.policy.counted import stages_met
from approvals.policy.emergency import emergency_question
from approvals.policy.facts import Facts
from approvals.policy.problems import PolicyInvalid, PolicyProblem
from approvals.policy.question import Question, approve_question, hold_question
from approvals.policy.reading import read_together, version_of
from approvals.policy.route import named_for
from approvals.policy.rule_sets import RuleSets
from approvals.policy.side_by_side import thresholds_out_of_order
from approvals.policy.statements import Rule, Source
from approvals.policy.what_ships import parsed_schema, shipped_policies, shipped_schema
from approvals.policy.wording import fill
from catalog.model import Company, Person, PersonId

_log = logging.getLogger(__name__)
_STAGES = tuple(StageName)
_UNASKABLE = (LookupError, ValueError, TypeError, AttributeError, ArithmeticError)
"""What building a question, or reading its answer, fails with."""


@dataclass(frozen=True, kw_only=True)
class PolicyBook:
    """The policies in force. Immutable: a reload makes a new book, so one decision never sees two versions."""

    version: str
    """SHA-256 over the schema and every policy text."""
    rules: Mapping[str, Rule]
    """Every rule by its id, those that ship first, in the order of the files."""
    _order: Mapping[str, int]
    _several: frozenset[StageName]
    """The stages at which a rule may want more than one person."""
    _sets: RuleSets

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
        rules, found = read_together(sources, schema)
        found = [*problems, *found]
        if found:
            raise PolicyInvalid(found)
        return cls(
            version=version_of(shipped_schema(), sources),
            rules=rules,
            _order={name: place for place, name in enumerate(rules)},
            _several=frozenset(
                rule.needs for rule in rules.values() if rule.needs and rule.quorum and not rule.observes
            ),
            _sets=RuleSets.of(rules, schema),
        )

    def decide(self, facts: Facts) -> Decision:
        """May this grant be made now? Every rule that stands in the way is among the reasons, refusals first.

        An approval counts where so many people gave it as the rules want. Where the glass is broken for it, the question
        is whether they may have it without anybody's yes: it is granted or refused, and waits for nobody.
        """
        if facts.unreviewed is not None:
            return self._answer(lambda: emergency_question(facts), frozenset(_STAGES))
        unsure: list[str] = []
        try:
            question = hold_question(facts)  # once: only the approvals differ in what is asked

            def asking(approved: frozenset[StageName]) -> list[Reason]:
                supposed = question.if_approved(approved)
                heard = self._sets.ask(supposed)
                unsure.extend(heard.errors)
                return self._reasons(heard.fired, supposed, approved)

            met = stages_met(facts, self._several, asking)
        except _UNASKABLE:
            _log.exception("the policy could not be asked")
            return self._decision([FAILED])
        return self._answer(lambda: question.if_approved(met), met, unsure)

    def may_decide(
        self,
        facts: Facts,
        *,
        stage: StageName,
        by: Person,
        decided_before: frozenset[PersonId] = frozenset(),
        verdict: Verdict = Verdict.APPROVED,
        stepped_up: bool = False,
        quorum: Quorum = ONE,
        may: frozenset[PersonId] | None = None,
    ) -> Decision:
        """May this person say that at this stage? Granted or refused, never a further stage.

        `decided_before` are the people who spoke on the same item before; `quorum` is how many people have to say yes
        at the stage; `stepped_up` says that they confirmed this decision with a one-time code; `may` names who may decide where it is not the stage's own route
        (an appeal). Where only such a code is missing the refusal says so.
        """

        def ask() -> Question:
            return approve_question(
                facts,
                stage=stage,
                by=by,
                may=named_for(facts, stage, decided_before, quorum) if may is None else may,
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

    def _answer(
        self, ask: Callable[[], Question], approved: frozenset[StageName], unsure: Sequence[str] = ()
    ) -> Decision:
        try:
            question = ask()
            heard = self._sets.ask(question)
            reasons = self._reasons(heard.fired, question, approved)
            observed = self._reasons(heard.observed, question, approved)
        except _UNASKABLE:
            _log.exception("the policy could not be asked")
            return self._decision([FAILED])
        errors = [*heard.errors, *unsure]
        if errors:
            _log.error("the policy answered with errors: %s", "; ".join(errors))
            reasons.append(FAILED)
        elif not heard.allowed and not reasons:
            reasons.append(UNPERMITTED)
        return self._decision(reasons, heard.opened, tuple(observed))

    def _reasons(
        self, names: Iterable[str], question: Question, approved: frozenset[StageName]
    ) -> list[Reason]:
        return [self._reason(name, question, approved) for name in names]

    def _reason(self, name: str, question: Question, approved: frozenset[StageName]) -> Reason:
        rule = self.rules[name]
        # A stage that was approved and is asked for still would wait for ever: what remains is a refusal.
        needs = None if rule.needs in approved else rule.needs
        marks = {"quorum": rule.quorum, "after": rule.after} if needs else {}
        return Reason(policy=name, says=fill(rule.says, question.words), needs=needs, **marks)

    def _decision(
        self, reasons: list[Reason], opened: tuple[Opened, ...] = (), observed: tuple[Reason, ...] = ()
    ) -> Decision:
        return decision_of(reasons, opened=opened, observed=observed, order=self._order, version=self.version)
