"""What Security reads about the risk model: that it is due to be trained again, or no longer in force."""

from __future__ import annotations

from approvals.risk.registry.register import Act, Registered
from bot.texts import typed
from bot.views.parts import Card, text_card

_SHOWN = 12


def due_card(model: Registered) -> Card:
    """A quarter has passed."""
    return text_card(
        f"The risk model `{model.id[:_SHOWN]}` was trained on {model.trained_at:%-d %B %Y}, more than a quarter ago. "
        "Train it again with `usher risk train` and compare; it stays in force until somebody promotes another."
    )


def stepped_down_card(act: Act) -> Card:
    """It no longer fits."""
    return text_card(
        f"The risk model `{(act.before or '')[:_SHOWN]}` is out of force since requests are no longer what it learned from: "
        f"{typed(act.reason)} The scorecard alone decides now. Train again with `usher risk train`, then promote."
    )
