"""What Slack's tokens look like, held against the settings before Slack is asked.

Slack says of any of them only that it is not valid. Two that were put under each other's names, the usual slip, are
told apart by how they begin.
"""

from __future__ import annotations

from bot.settings import BadSetting, Settings

BOT = ("xoxb-", "xoxe.xoxb-")
"""How a Bot User OAuth Token begins; the second where an app has its tokens rotated."""
APP = ("xapp-",)


def slack_settings(settings: Settings) -> tuple[str, str]:
    """The bot token and the signing secret (empty over Socket Mode). Raises BadSetting; no token is ever repeated in it."""
    if settings.slack_bot_token is None:
        raise BadSetting(
            "SLACK_BOT_TOKEN is not set; copy the Bot User OAuth Token of your Slack app into it."
        )
    if settings.slack_app_token is None and settings.slack_signing_secret is None:
        raise BadSetting(
            "Neither SLACK_APP_TOKEN (Socket Mode) nor SLACK_SIGNING_SECRET (HTTP) is set; set the one your Slack app uses."
        )
    token = settings.slack_bot_token.get_secret_value()
    _look_alike(token, settings.slack_app_token.get_secret_value() if settings.slack_app_token else None)
    secret = settings.slack_signing_secret
    return token, secret.get_secret_value() if secret else ""


def _look_alike(bot: str, app: str | None) -> None:
    if bot.startswith(APP) and app is not None and app.startswith(BOT):
        raise BadSetting(
            "SLACK_BOT_TOKEN and SLACK_APP_TOKEN are swapped; the bot token begins with xoxb-, the app-level token with xapp-."
        )
    if bot.startswith(APP):
        raise BadSetting(
            "SLACK_BOT_TOKEN holds an app-level token (xapp-); it belongs into SLACK_APP_TOKEN, and the Bot User OAuth Token (xoxb-) here."
        )
    if not bot.startswith(BOT):
        raise BadSetting(
            "SLACK_BOT_TOKEN is not a bot token; copy the Bot User OAuth Token of your Slack app into it, which begins with xoxb-."
        )
    if app is not None and app.startswith(BOT):
        raise BadSetting(
            "SLACK_APP_TOKEN holds a bot token (xoxb-); make an app-level token (xapp-) with the scope connections:write and put it there."
        )
    if app is not None and not app.startswith(APP):
        raise BadSetting(
            "SLACK_APP_TOKEN is not an app-level token; make one with the scope connections:write, which begins with xapp-."
        )
