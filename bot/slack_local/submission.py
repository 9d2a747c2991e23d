"""What an app may answer to a submitted modal, and what then happens to it."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.slack_local.errors import BotFailed, Json, SlackError
from bot.slack_local.limits import check_view
from bot.slack_local.modals import Modals
from bot.slack_local.model import View


@dataclass(frozen=True, slots=True)
class Submitted:
    """How a submission went. `response_action` None: the modal closed."""

    response_action: str | None = None
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def accepted(self) -> bool:
        """Whether nothing was objected to."""
        return self.response_action != "errors"


def follow(modals: Modals, view: View, answer: Json) -> Submitted:
    """Carries out the app's `response_action`. Raises BotFailed when Slack could not make sense of it."""
    action = answer.get("response_action")
    view.errors = None
    if action is None:
        modals.close(view)
        return Submitted()
    try:
        if action == "errors":
            errors = _errors(view, answer.get("errors"))
            modals.complain(view, errors)
            return Submitted("errors", errors)
        if action == "update":
            modals.update(view, check_view(answer.get("view"), surface="modal"))
        elif action == "push":
            modals.push(view.user, check_view(answer.get("view"), surface="modal"), window=view.window)
        elif action == "clear":
            modals.clear(view)
        else:
            raise SlackError("invalid_arguments", messages=(f"unknown response_action: {action}",))
    except SlackError as refusal:
        raise BotFailed(
            f"We had some trouble connecting; try again. (Slack refused the answer: {refusal})"
        ) from refusal
    return Submitted(str(action))


def _errors(view: View, errors: object) -> dict[str, str]:
    inputs = {block["block_id"] for block in view.blocks if block["type"] == "input"}
    if not isinstance(errors, dict) or not errors:
        raise SlackError("invalid_arguments", messages=("`errors` must name at least one input block",))
    for block_id, sentence in errors.items():
        if block_id not in inputs:
            raise SlackError(
                "invalid_arguments", messages=(f"`errors` names {block_id}, which is no input block",)
            )
        if not isinstance(sentence, str) or not sentence:
            raise SlackError("invalid_arguments", messages=(f"the error of {block_id} must be a string",))
    return dict(errors)
