"""What is put when the message alone was not enough: pick one, answer one question, or what to do instead."""

from __future__ import annotations

from collections.abc import Iterable

from slack_sdk.models.blocks import Block, ButtonElement, StaticSelectElement

from bot.drafts import Draft
from bot.texts import iam_admins, mention, typed
from bot.views import action_ids
from bot.views.examples import hint_of
from bot.views.parts import Card, actions, button, context, option, section
from catalog.model import Company, PersonId, ScopeRule

BUTTONS_AT_MOST = 5
"""More values than this go into a menu."""
WHAT_I_DO = (
    "I help with access: ask for it, see what you have, give it back, or find out where a request stands."
)
SEVERAL = "Need more than one? Say which, such as _1 and 3_; or pick one, and add the next on its card."


def form_button(text: str = "Fill in a form", draft_id: str = "new") -> ButtonElement:
    """Opens the request form."""
    return button(text, action_ids.OPEN_FORM, draft_id)


def simpler_reading(draft: Draft) -> list[Block]:
    """Says, where the language model was away, that nothing worse happened than a simpler reading."""
    if not draft.understanding.simpler:
        return []
    return [context("The language model is away, so I read this by simpler rules. Nothing is lost.")]


def choose_card(company: Company, draft: Draft) -> Card:
    """The few things the message may mean, each with a button."""
    text = "I am not sure which of these you mean."
    blocks: list[Block] = [section(f"*{text}* Pick one:")]
    for number, entitlement in enumerate(draft.understanding.shortlist):
        place = company.places.get(entitlement)
        if place is None:
            continue
        about = place.entitlement.description or place.resource.description
        line = f"{number + 1}. *{typed(place.label, 300)}*" + (f"\n{typed(about, 300)}" if about else "")
        pick = button("This one", f"{action_ids.PICK}_{number}", f"{draft.id}:{number}")
        blocks.append(section(line, accessory=pick, block_id=f"pick-{draft.id}-{number}"))
    if len({one.rpartition(":")[0] for one in draft.understanding.shortlist}) > 1:
        blocks.append(context(SEVERAL))
    blocks += simpler_reading(draft)
    blocks.append(
        actions(form_button("None of these", draft.id), button("Cancel", action_ids.CANCEL, draft.id))
    )
    return Card(text=text, blocks=tuple(blocks))


def ask_card(company: Company, draft: Draft, asked_for: tuple[str, ScopeRule] | None) -> Card:
    """One question; for a scope with listed values each answer is a click away, and typing it works as well."""
    question = typed(draft.understanding.question or "Which access exactly do you need?", 600)
    blocks: list[Block] = [section(f"*{question}*")]
    if asked_for is not None and asked_for[1].values:
        blocks.append(_values(draft, *asked_for))
        blocks.append(context("Or type the answer here."))
    elif asked_for is not None and (hint := hint_of(company, asked_for[1], _owner(company, draft))):
        blocks.append(context(f"Type the answer here, {hint}."))
    else:
        blocks.append(context("Type the answer here, or use the form."))
    blocks += simpler_reading(draft)
    blocks.append(
        actions(form_button("Fill in a form", draft.id), button("Cancel", action_ids.CANCEL, draft.id))
    )
    return Card(text=question, blocks=tuple(blocks))


def _owner(company: Company, draft: Draft) -> PersonId:
    """Who owns what the question is most likely about."""
    return next(
        (company.places[one].owner for one in draft.understanding.shortlist if one in company.places), ""
    )


def _values(draft: Draft, key: str, rule: ScopeRule) -> Block:
    if len(rule.values) <= BUTTONS_AT_MOST:
        return actions(
            *(
                button(value, f"{action_ids.PICK_SCOPE}_{number}", f"{draft.id}:{number}")
                for number, value in enumerate(rule.values)
            ),
            block_id=f"scope-{draft.id}",
        )
    menu = StaticSelectElement(
        action_id=action_ids.PICK_SCOPE,
        placeholder=f"Choose the {key}"[:150],
        options=[option(value, f"{draft.id}:{number}") for number, value in enumerate(rule.values[:100])],
    )
    return actions(menu, block_id=f"scope-{draft.id}")


def none_card(company: Company, suggestions: Iterable[str] = ()) -> Card:
    """The catalog has nothing for it: the form searches everything, and somebody can be asked."""
    text = "I found nothing in the catalog for that."
    near = [typed(company.places[one].label, 200) for one in suggestions if one in company.places]
    lines = f"*{text}*\nSearch the whole catalog in the form, or ask {iam_admins(company)} to add what is missing."
    if near:
        lines += "\nThe nearest I have: " + "; ".join(near)
    return Card(text=text, blocks=(section(lines), actions(form_button("Search the catalog"))))


def decline_card(company: Company) -> Card:
    """Not what Usher is for, and what it is for."""
    text = f"That is outside what I can do. {WHAT_I_DO}"
    ask = (
        f"For anything else, ask {mention(company, company.groups.helpdesk[0])}."
        if company.groups.helpdesk
        else ""
    )
    blocks: list[Block] = [section(text), actions(form_button("Request access"))]
    if ask:
        blocks.insert(1, context(ask))
    return Card(text=text, blocks=tuple(blocks))
