"""What an event proves about the person: that the password was right, that the second factor was, that they are in.

A success that nobody typed for proves nothing: a refreshed token, cached credentials, an old Kerberos ticket. And a
refusal may prove something: who is asked for the second factor has had the right password.
"""

from __future__ import annotations

from intents.signins.causes.case import failed_for
from intents.signins.event import Happened, Outcome, Provider, Reason, SignInEvent
from intents.signins.providers.entra_codes import ANOTHER_TENANTS

_AFTER_THE_PASSWORD = frozenset(
    {
        Reason.MFA_FAILED,
        Reason.MFA_DENIED_BY_USER,
        Reason.MFA_FRAUD,
        Reason.MFA_NOT_ENROLLED,
        Reason.PASSWORD_EXPIRED,
        Reason.ACCOUNT_EXPIRED,
        Reason.DEVICE_NOT_COMPLIANT,
        Reason.NOT_ASSIGNED,
    }
)

factor_refused = failed_for(Reason.MFA_FAILED, Reason.MFA_DENIED_BY_USER, Reason.MFA_FRAUD)
"""Whether the second factor was wrong, went unanswered, or was said no to."""


def signed_in(event: SignInEvent) -> bool:
    """Whether the person got in just then, with everything the provider asked for."""
    if event.outcome is not Outcome.SUCCESS or not event.attended:
        return False
    # Duo sees nothing but the second factor.
    return event.happened is Happened.SIGN_IN or (
        event.happened is Happened.MFA and event.provider is Provider.DUO
    )


def password_was_right(event: SignInEvent) -> bool:
    """Whether the password was right just then, whatever came after it."""
    if signed_in(event) or (event.happened is Happened.PASSWORD_CHANGED and event.outcome is Outcome.SUCCESS):
        return True
    if event.happened is Happened.APP_ACCESS:
        # Applications are opened, and refused, with a session.
        return not _of_another_tenant(event)
    if event.happened is Happened.MFA and event.provider is not Provider.DUO:
        return event.outcome is not Outcome.UNKNOWN
    if event.outcome is Outcome.CHALLENGE:
        return event.happened is Happened.SIGN_IN and event.provider in (Provider.OKTA, Provider.AWS)
    if event.outcome is not Outcome.FAILURE or not event.attended:
        return False
    if event.reason is Reason.POLICY:
        # Entra looks at its policies, and Windows at hours and workstations, once the password was right.
        return event.provider in (Provider.ENTRA, Provider.WINDOWS) and not event.code.startswith(
            ("4768", "4771")
        )
    return event.reason in _AFTER_THE_PASSWORD and not event.code.startswith(("4768", "4771"))


def account_was_usable(event: SignInEvent) -> bool:
    """Whether the account was neither locked nor switched off just then: whoever is asked for more got past that.

    An application opened, or refused, with an older session is no proof of it, and neither is a new password.
    """
    if event.provider is Provider.DUO:
        return signed_in(event) or factor_refused(event)
    if event.happened is Happened.PASSWORD_CHANGED or event.reason is Reason.ACCOUNT_EXPIRED:
        return False
    if event.happened is Happened.APP_ACCESS:
        # Entra looks at the account whenever it is asked for a token, unless it finds none to look at.
        return event.provider is Provider.ENTRA and event.attended and not _of_another_tenant(event)
    if event.provider in (Provider.GOOGLE, Provider.OKTA) and event.outcome is Outcome.CHALLENGE:
        # These check the password, Okta at the directory's agent, before they say what the account is.
        return False
    expired = event.reason is Reason.PASSWORD_EXPIRED and event.outcome is Outcome.FAILURE
    return expired or password_was_right(event)


def _of_another_tenant(event: SignInEvent) -> bool:
    """Whether Entra refused an account that it does not have there: then it looked at neither password nor account."""
    return event.provider is Provider.ENTRA and event.code in ANOTHER_TENANTS


def factor_was_right(event: SignInEvent) -> bool:
    """Whether the second factor was given just then."""
    return signed_in(event) or (event.happened is Happened.MFA and event.outcome is Outcome.SUCCESS)


def password_changed(event: SignInEvent) -> bool:
    """Whether the password was changed or reset."""
    return event.happened is Happened.PASSWORD_CHANGED and event.outcome is not Outcome.FAILURE


def unlocked(event: SignInEvent) -> bool:
    """Whether the account was unlocked, and with it the count of failures begun anew."""
    return event.happened is Happened.UNLOCKED and event.outcome is not Outcome.FAILURE
