"""What Okta, Google and Duo tell beside their codes."""

from __future__ import annotations

from intents.signins.event import Provider, Reason, SignInEvent
from intents.signins.normalise import normalise
from tests.intents.signins.shapes import google, okta

R = Reason


def test_an_application_of_openid_connect_is_named() -> None:
    seen = normalise(okta("app.oauth2.as.authorize", "FAILURE", "user_not_assigned", target=(("PublicClientApp", "Stageplan"),)))  # fmt: skip

    assert seen.application == "Stageplan"


def test_who_did_it_stands_apart_from_whom_it_happened_to() -> None:
    seen = normalise(okta("user.lifecycle.suspend", by="bela.kiss"))

    assert (seen.login, seen.actor) == ("ada.moor@theatre.example", "bela.kiss@theatre.example")


def test_an_application_opened_with_a_google_account_is_named() -> None:
    seen = normalise(google("login_failure", application="saml", failure_type="failure_unknown", application_name="Payroll"))  # fmt: skip

    assert (seen.application, seen.code) == ("Payroll", "failure_unknown")


def test_version_1_of_duos_log_and_google_parameters_as_an_object_are_read() -> None:
    one = normalise({"integration": "VPN", "factor": "Duo Push", "result": "FAILURE", "reason": "No response", "username": "ada.moor", "ip": "192.0.2.9", "timestamp": 1795428300})  # fmt: skip
    two = normalise({"id": {"applicationName": "login", "time": "2026-11-23T10:05:00Z"}, "actor": {"email": "ada.moor@theatre.example"}, "type": "login", "name": "login_failure", "parameters": {"login_failure_type": "login_failure_invalid_password"}})  # fmt: skip

    assert (one.provider, one.reason) == (Provider.DUO, R.MFA_FAILED)
    assert (two.provider, two.reason) == (Provider.GOOGLE, R.WRONG_PASSWORD)
    assert two.id.startswith("sha256:")


def test_an_event_is_a_value() -> None:
    raw = okta("user.session.start", id="same")

    assert normalise(raw) == normalise(dict(raw))
    assert isinstance(hash(normalise(raw)), int)
    assert isinstance(normalise(raw), SignInEvent)
