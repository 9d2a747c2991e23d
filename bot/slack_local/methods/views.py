"""views.*: modals and the home tab."""

from __future__ import annotations

from bot.slack_local.arguments import Arguments
from bot.slack_local.errors import Json, SlackError
from bot.slack_local.limits import check_view
from bot.slack_local.platform import Platform
from bot.slack_local.shapes import view_json


def open_view(slack: Platform, args: Arguments) -> Json:
    """views.open: a modal for whoever the trigger was given for. A bad view does not spend the trigger."""
    plan = check_view(args.structure("view"), surface="modal")
    given = slack.passes.exchange(_trigger(args))
    return {"view": view_json(slack.space, slack.modals.open(given.user, plan, window=given.window))}


def push(slack: Platform, args: Arguments) -> Json:
    """views.push: a modal on top of the one the trigger was given in."""
    plan = check_view(args.structure("view"), surface="modal")
    given = slack.passes.exchange(_trigger(args))
    if given.view_id is None or slack.modals.find(given.view_id) is None:
        raise SlackError("not_found")
    return {"view": view_json(slack.space, slack.modals.push(given.user, plan, window=given.window))}


def update(slack: Platform, args: Arguments) -> Json:
    """views.update: by `view_id` or `external_id`, safe against races with `hash`."""
    plan = check_view(args.structure("view"))
    if not (args.text("view_id") or args.text("external_id")):
        raise SlackError("invalid_arguments", messages=("must provide `view_id` or `external_id`",))
    view = slack.modals.of_app(args.text("view_id"), args.text("external_id"))
    if plan["type"] != view.type:
        raise SlackError(
            "invalid_arguments", messages=("must match the `type` of the view [json-pointer:/view/type]",)
        )
    fresh = slack.modals.update(view, plan, view_hash=args.text("hash") or None)
    return {"view": view_json(slack.space, fresh)}


def publish(slack: Platform, args: Arguments) -> Json:
    """views.publish: a person's home tab."""
    user = slack.space.users.get(args.required("user_id"))
    if user is None or user.is_bot or user.deleted:
        raise SlackError("user_not_found")
    plan = check_view(args.structure("view"), surface="home")
    view = slack.modals.publish(user.id, plan, view_hash=args.text("hash") or None)
    return {"view": view_json(slack.space, view)}


def _trigger(args: Arguments) -> str:
    return args.text("trigger_id") or args.required("interactivity_pointer", "invalid_trigger_id")
