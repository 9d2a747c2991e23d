"""What the answer says and advises, read as somebody on the telephone to the helpdesk would."""

from __future__ import annotations

from typing import Any

import pytest

from intents.signins.explanation import Cause, OwnKind, OwnRecord
from tests.intents.signins.shapes import LOCKED, ago, duo, entra, google, okta, windows
from tests.intents.signins.stories import told

WRONG = {"Status": "0xc000006d", "SubStatus": "0xc000006a"}


def spoken(*raws: dict[str, Any]) -> str:
    found = told(*raws).blocking
    return f"{found.says} {found.remedy}"


SAID: dict[str, tuple[list[dict[str, Any]], str]] = {
    "once": ([windows(4625, minutes=10, **WRONG)], "At Windows the password was wrong once, at 11:05"),
    "more often": ([windows(4625, minutes=12, **WRONG), windows(4625, minutes=10, **WRONG)], "wrong twice, last at 11:05"),
    "another day": ([windows(4740, minutes=1500)], "was locked on Sun 22 Nov at 10:15 after"),
    "where the old password is": ([windows(4740, minutes=10, TargetDomainName="SCAN07")], "look for an old password on SCAN07"),
    "not oneself": ([entra(50126, minutes=12), entra(50053, LOCKED, minutes=10)], "If those attempts were not yours, tell Security"),
    "entra's lock, now": ([entra(50126, minutes=12), entra(50053, LOCKED, minutes=10)], "Wait a minute or two"),
    "entra's lock, a while ago": ([entra(50126, minutes=42), entra(50053, LOCKED, minutes=40)], "The lock should be over by now"),
    "nobody answered": ([duo("denied", "no_response")], "At Duo the prompt went unanswered once"),
    "a wrong code": ([duo("denied", "invalid_passcode")], "At Duo the second factor failed once"),
    "the factor and not the place": ([duo("denied", "factor_restricted")], ": that second factor is not permitted there."),
    "what is wrong with the device": ([duo("denied", "no_screen_lock")], "it has no screen lock"),
    "a device by its code": ([entra(53001)], "it is not joined to the company's domain"),
    "an old mail protocol": ([entra(530035, client="IMAP4")], "in an old way (IMAP4)"),
    "google saw it taken over": ([google("account_disabled_hijacked", affected_email_address="ada.moor@theatre.example")], "Google believes that somebody else used it"),
    "google knows the password": ([google("account_disabled_password_leak", affected_email_address="ada.moor@theatre.example")], "Ask the helpdesk to set a new password"),
    "consent": ([entra(65001, app="Stageplan")], "refused to open Stageplan at 11:05: somebody has to approve"),
    "perhaps locked": ([windows(4768, Status="0x12")], "Wait a quarter of an hour"),
}  # fmt: skip


@pytest.mark.parametrize("name", SAID)
def test_a_sentence_says(name: str) -> None:
    raws, words = SAID[name]

    assert words in spoken(*raws)


def test_a_refusal_with_a_code_nobody_reads_is_told_although_no_cause_is_found() -> None:
    found = told(entra(0, minutes=90), entra(700016, "Application was not found.", minutes=5)).blocking

    assert found.cause is Cause.NONE_FOUND
    assert (
        "Microsoft Entra refused you at 11:10 with the code 700016 (“Application was not found.”)"
        in found.says
    )
    assert "Your last sign-in at Microsoft Entra worked, at 09:45." in found.says
    assert "give the helpdesk this code" in found.remedy


def test_what_was_put_right_is_told() -> None:
    raws = [
        okta("user.session.start", "FAILURE", "INVALID_CREDENTIALS", minutes=30),
        okta("user.session.start", minutes=20),
    ]

    found = told(*raws).blocking

    assert found.cause is Cause.NONE_FOUND
    assert (
        "Okta last refused you at 10:45 because the password was wrong, and that was put right since."
        in found.says
    )


IN_VAIN: dict[str, tuple[list[dict[str, Any]], tuple[OwnRecord, ...]]] = {
    "an application without a name": ([okta("app.generic.unauth_app_access_attempt", "FAILURE")], ()),
    "the same at Entra": ([entra(50105, app="", minutes=10)], ()),
    "the same, and signed in since": ([entra(50105, app="", minutes=10), entra(0, minutes=5)], ()),
    "a later refusal was put right, and that was not": ([entra(50105, app="", minutes=10), entra(50126, minutes=8), entra(0, minutes=5)], ()),
    "another was opened": ([okta("app.generic.unauth_app_access_attempt", "FAILURE"), okta("user.authentication.sso", target=(("AppInstance", "Stageplan"),), minutes=5)], ()),
    "it was opened, and then the holding ran out": ([entra(50105, app="Stageplan", minutes=10), entra(0, app="Stageplan", minutes=7)], (OwnRecord(OwnKind.EXPIRED, "stageplan/rehearsals:view", ago(5)),)),
    "it was refused before the holding ran out": ([entra(50105, app="Stageplan", minutes=10)], (OwnRecord(OwnKind.EXPIRED, "stageplan/rehearsals:view", ago(5)),)),
}  # fmt: skip


@pytest.mark.parametrize("name", IN_VAIN)
def test_nothing_is_called_put_right_that_no_event_shows_to_be(name: str) -> None:
    raws, own = IN_VAIN[name]

    found = told(*raws, own=own).blocking

    assert found.cause is Cause.NONE_FOUND
    assert (
        "at 11:05 because the application was not assigned to you; nothing recorded since shows" in found.says
    )
    assert "Nothing keeps you out now" not in found.says
    assert "Ask Usher for access to what you wanted to open" in found.remedy


PUT_RIGHT = {
    "opened": okta("user.authentication.sso", target=(("AppInstance", "Stageplan"),), minutes=5),
    "given": okta(
        "application.user_membership.add", by="bela.kiss", target=(("AppInstance", "Stageplan"),), minutes=5
    ),
}


@pytest.mark.parametrize("name", PUT_RIGHT)
def test_an_application_is_put_right_by_being_given_or_opened(name: str) -> None:
    refused = okta("app.generic.unauth_app_access_attempt", "FAILURE", target=(("AppInstance", "Stageplan"),))

    assert "that was put right since" in spoken(refused, PUT_RIGHT[name])


REVERSED: dict[str, list[dict[str, Any]]] = {
    "unlocked": [okta("user.session.start", "FAILURE", "LOCKED_OUT", minutes=30), okta("user.account.unlock_by_admin", by="bela.kiss", minutes=20)],
    "enabled": [windows(4625, minutes=30, Status="0xc0000072"), windows(4722, minutes=20, SubjectUserName="bela.kiss")],
    "the password was right, and a factor was asked for": [okta("user.session.start", "FAILURE", "INVALID_CREDENTIALS", minutes=30), okta("user.session.start", "CHALLENGE", minutes=20)],
    "a new password": [okta("user.session.start", "FAILURE", "PASSWORD_EXPIRED", minutes=30), okta("user.account.update_password", minutes=20)],
    "a new factor": [okta("user.authentication.auth_via_mfa", "FAILURE", "INVALID_CREDENTIALS", minutes=30), okta("user.mfa.factor.activate", minutes=20)],
    "the same application opened": [okta("policy.evaluate_sign_on", "DENY", "policy", target=(("AppInstance", "Stageplan"),), minutes=30), PUT_RIGHT["opened"]],
}  # fmt: skip


@pytest.mark.parametrize("name", REVERSED)
def test_what_a_later_event_shows_to_be_put_right_is_called_so(name: str) -> None:
    assert "that was put right since" in spoken(*REVERSED[name])


def test_a_code_nobody_reads_is_not_told_once_the_person_got_in() -> None:
    assert "700016" not in spoken(entra(700016, minutes=15), entra(0, minutes=5))


def test_a_refusal_today_is_told_from_a_change_of_another_day() -> None:
    taken = okta("application.user_membership.remove", by="bela.kiss", minutes=1500, target=(("AppInstance", "Stageplan"),))  # fmt: skip
    refused = okta("app.generic.unauth_app_access_attempt", "FAILURE", target=(("AppInstance", "Stageplan"),))

    assert "on Sun 22 Nov at 10:15. Okta refused to open it today at 11:05." in spoken(taken, refused)
