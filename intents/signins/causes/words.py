"""What the providers and second factors are called in a sentence."""

from __future__ import annotations

from intents.signins.event import Provider

PROVIDERS = {
    Provider.OKTA: "Okta",
    Provider.ENTRA: "Microsoft Entra",
    Provider.WINDOWS: "Windows",
    Provider.GOOGLE: "Google Workspace",
    Provider.AWS: "AWS",
    Provider.DUO: "Duo",
}


def times(count: int) -> str:
    """ "once", "twice", "7 times"."""
    return {1: "once", 2: "twice"}.get(count, f"{count} times")
