"""Why something was denied is told as it was decided that day."""

from __future__ import annotations

from dataclasses import replace

from approvals.desk import Desk
from approvals.operations.deny import deny
from approvals.policy.book import PolicyBook
from approvals.queries.why_not import why_not
from catalog.model import PolicyFile
from tests.approvals.asking import ask, only_item
from tests.approvals.company import DASHBOARDS, PAYMENTS_APPROVE, SALES

LATER = """
@id("nobody-on-sundays") @says("You must not ask on a Sunday.")
forbid (principal, action == Action::"hold", resource) when { context.weekday == "sun" };
"""


async def test_a_refusal_keeps_its_rules_their_text_and_what_would_have_turned_it(desk: Desk) -> None:
    item = await only_item(desk, await ask(desk, PAYMENTS_APPROVE, person="fay.moss"))
    then = (await why_not(desk, [item.id]))[item.id]
    assert then.same_policies
    assert then.at == desk.now()
    (rule,) = [rule for rule in then.rules if rule.needs is None]
    assert rule.says == next(reason.says for reason in item.reasons if reason.needs is None)
    assert rule.file.startswith("shipped/")
    assert f'@id("{rule.id}")' in rule.text


async def test_a_denial_tells_what_policy_asked_for_and_what_less_would_have_needed(desk: Desk) -> None:
    item = await only_item(desk, await ask(desk, SALES))
    await deny(desk, item_id=item.id, by="lena.osei", reason="Not this quarter")
    then = (await why_not(desk, [item.id]))[item.id]
    assert then.rules
    assert then.risk == item.risk


async def test_under_other_policies_the_words_of_that_day_stay_and_nothing_is_made_up(desk: Desk) -> None:
    item = await only_item(desk, await ask(desk, PAYMENTS_APPROVE, person="fay.moss"))
    company = desk.company.model_copy(
        update={"policies": (PolicyFile(path="policies/later.cedar", text=LATER),)}
    )
    today = replace(desk, company=company, policies=PolicyBook.load(company))
    before, after = (await why_not(desk, [item.id]))[item.id], (await why_not(today, [item.id]))[item.id]
    assert not after.same_policies
    assert [rule.says for rule in after.rules] == [rule.says for rule in before.rules]
    assert all(rule.text == "" for rule in after.rules)
    assert after.change is None


async def test_what_was_granted_has_no_no(desk: Desk) -> None:
    item = await only_item(desk, await ask(desk, DASHBOARDS))
    assert await why_not(desk, [item.id, "it_unknown"]) == {}
    assert await why_not(desk, []) == {}
