"""What a rule of the company, or of the device, wanted, and what to do about it, by the code that told."""

from __future__ import annotations

from intents.signins.causes.sources import sends_by_itself
from intents.signins.event import Provider, SignInEvent

HOURS = ("0xc000006f", "80012")
WORKSTATIONS = ("0xc0000070", "0xc0000413", "0xc000015b")
ANOTHER_APP = ("53002",)
ANOTHER_FACTOR = ("factor_restricted",)
ANOTHER_WAY = ANOTHER_APP + ANOTHER_FACTOR
"""The app or the factor was the matter, and the person can take another."""
_OF_THE_DEVICE = {
    "53001": "it is not joined to the company's domain",
    "530002": "it is not managed by the company",
    "530003": "it is not managed by the company",
    "53000": "it is not marked as being in order",
    "50129": "it is not registered with the company",
    "130007": "it is switched off in the company's list of devices",
    "135011": "it is switched off in the company's list of devices",
    "rooted_device": "it is rooted or jailbroken",
    "no_screen_lock": "it has no screen lock",
    "no_disk_encryption": "its disk is not encrypted",
    "platform_restricted": "its operating system is not permitted",
    "version_restricted": "the version of its software is not permitted",
    "software_restricted": "its software is not permitted",
    "out_of_date": "its software is out of date",
    "endpoint_is_not_trusted": "it is not one of the company's devices",
    "endpoint_is_not_in_management_system": "it is not managed by the company",
    "no_duo_certificate_present": "it has no certificate of the company",
    "endpoint_not_healthy": "its health check failed",
}


def has_code(event: SignInEvent, codes: tuple[str, ...]) -> bool:
    """Whether the event's code is, or ends in, one of these."""
    return any(event.code.endswith(code) for code in codes)


def why_the_rule(event: SignInEvent) -> str:
    """What the rule was about, to go on the sentence; empty where nothing tells."""
    if has_code(event, HOURS):
        return ": it was outside the hours permitted for your account"
    if has_code(event, WORKSTATIONS):
        return ": your account may not be used on that machine, or not in that way"
    if has_code(event, ANOTHER_FACTOR):
        return ": that second factor is not permitted there"
    if has_code(event, ANOTHER_APP):
        return ": that app is not one the company permits"
    if sends_by_itself(event):
        return (
            f": the mail app signs in in an old way ({event.device.client}) that the company does not permit"
        )
    if event.place.city or event.place.country:
        return f", signing in from {', '.join(filter(None, (event.place.city, event.place.country)))}"
    return ""


def out_of_the_rule(event: SignInEvent) -> str:
    """What to do about it."""
    if has_code(event, ANOTHER_FACTOR):
        return (
            "Sign in again with another second factor; if you have none that is permitted, ask the helpdesk."
        )
    if has_code(event, ANOTHER_APP):
        return "Use an app that the company permits, and sign in again."
    if has_code(event, HOURS):
        return "Sign in within the permitted hours, or ask the helpdesk to have them changed."
    if sends_by_itself(event):
        return "Read the mail in the browser or an app with modern sign-in, such as Outlook; the helpdesk can help to set it up."
    if event.provider is Provider.WINDOWS:
        return "Sign in on a machine you may use; if you need that one, ask the helpdesk to permit it."
    return "Sign in from a place, network or machine the rule allows; if you must work from there, ask the helpdesk or Security."


def wrong_with_the_device(event: SignInEvent) -> str:
    """What did not suit about the device, as far as the code tells."""
    last = event.code.rpartition(" ")[2]
    return _OF_THE_DEVICE.get(last, "it does not meet the company's rules")
