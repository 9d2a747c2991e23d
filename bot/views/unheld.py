"""What somebody wants to keep or to give back and does not hold: said so, with the way to ask for it."""

from __future__ import annotations

from bot.texts import typed
from bot.views.parts import Card, actions, section
from bot.views.questions import form_button
from catalog.model import Place


def unheld_card(place: Place, *, what_for: str) -> Card:
    """Names the thing by its right name; `what_for` is what there is nothing to do about: `extend`, `give back`."""
    name = typed(f"{place.system.name} · {place.resource.name}", 240)
    text = f"You do not hold {name}, so there is nothing to {what_for}."
    advice = f"If you need it, write “I need access to {name}”, or fill in a form."
    return Card(text=text, blocks=(section(f"*{text}*\n{advice}"), actions(form_button())))
