"""Each cause from its events, and each put right again; what is ambiguous is never certain."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from intents.signins.explanation import Cause
from tests.intents.company import MONDAY
from tests.intents.signins.shapes import LOCKED, MALICIOUS, aws, duo, entra, google, okta, windows
from tests.intents.signins.stories import house, shown, told

C = Cause
Raws = list[dict[str, Any]]


def wrong(minutes: float, id: str, **more: Any) -> dict[str, Any]:
    return okta("user.session.start", "FAILURE", "INVALID_CREDENTIALS", minutes=minutes, id=id, **more)


def lock(minutes: float, id: str) -> dict[str, Any]:
    return okta("user.account.lock", "FAILURE", "LOCKED_OUT", minutes=minutes, id=id)


def bad(minutes: float, id: int, **more: Any) -> dict[str, Any]:
    return windows(4625, minutes=minutes, id=id, Status="0xc000006d", SubStatus="0xc000006a", **more)


STORIES: dict[str, tuple[Raws, Cause, bool, list[str]]] = {
    # --- locks
    "okta locks after three": ([wrong(13, "a"), wrong(12, "b"), wrong(11, "c"), lock(11, "l")], C.TOO_MANY_FAILURES, True, ["l", "a", "b", "c"]),
    "unlocked by an administrator": ([wrong(13, "a"), lock(12, "l"), okta("user.account.unlock_by_admin", by="bela.kiss", minutes=5)], C.NONE_FOUND, False, []),
    "unlocked and wrong again": ([wrong(30, "a"), lock(29, "l"), okta("user.account.unlock", minutes=20), wrong(5, "b")], C.WRONG_PASSWORD, True, ["b"]),
    "unlocked and locked again": ([lock(60, "l1"), okta("user.account.unlock", minutes=40), wrong(12, "b"), lock(11, "l2")], C.TOO_MANY_FAILURES, True, ["l2", "b"]),
    "locked, with refusals after it": ([wrong(13, "a"), lock(12, "l"), okta("user.session.start", "FAILURE", "LOCKED_OUT", minutes=5, id="r")], C.TOO_MANY_FAILURES, True, ["l", "r", "a"]),
    "a failure of yesterday is not part of today's row": ([wrong(700, "old"), wrong(13, "a"), lock(12, "l")], C.TOO_MANY_FAILURES, True, ["l", "a"]),
    "locked for good": ([wrong(13, "a"), okta("user.account.lock.limit", minutes=12, id="l")], C.TOO_MANY_FAILURES, True, ["l", "a"]),
    "windows, read from the lock backwards": (
        [windows(4771, minutes=30, id=1, Status="0x18"), bad(29, 2), windows(4740, minutes=28, id=3, TargetDomainName="PC7"), windows(4625, minutes=9, id=4, Status="0xc0000234")],
        C.TOO_MANY_FAILURES, True, ["3", "4", "2", "1"],
    ),
    "windows unlocked": ([bad(29, 2), windows(4740, minutes=28, id=3), windows(4767, minutes=9, SubjectUserName="bela.kiss")], C.NONE_FOUND, False, []),
    "a cached logon does not end a windows lock": ([windows(4740, minutes=28, id=3), windows(4624, minutes=9, LogonType="11")], C.TOO_MANY_FAILURES, True, ["3"]),
    "a real logon does": ([windows(4740, minutes=28, id=3), windows(4624, minutes=9, LogonType="2")], C.NONE_FOUND, False, []),
    "a wrong password after a windows lock: perhaps over": ([windows(4740, minutes=28, id=3), bad(9, 4)], C.TOO_MANY_FAILURES, False, ["3"]),
    "a reset alone does not end a windows lock for sure": ([windows(4740, minutes=28, id=3), windows(4724, minutes=9, SubjectUserName="bela.kiss")], C.TOO_MANY_FAILURES, False, ["3"]),
    "ntlm says locked": ([windows(4776, minutes=9, id=4, Status="0xc0000234")], C.TOO_MANY_FAILURES, True, ["4"]),
    "entra locks": ([entra(50126, minutes=12, id="a"), entra(50126, minutes=11, id="b"), entra(50053, LOCKED, minutes=10, id="l")], C.TOO_MANY_FAILURES, True, ["l", "a", "b"]),
    "entra locked, then the password was reset": ([entra(50053, LOCKED, minutes=10), {"id": "d", "activityDisplayName": "Reset password (self-service)", "activityDateTime": "2026-11-23T10:10:00Z", "result": "success", "initiatedBy": {}, "targetResources": [{"type": "User", "userPrincipalName": "ada.moor@theatre.example"}]}], C.NONE_FOUND, False, []),
    "a refreshed token does not end an entra lock": ([entra(50053, LOCKED, minutes=10, id="l"), entra(0, minutes=5, category="NonInteractiveUserSignInLogs")], C.TOO_MANY_FAILURES, True, ["l"]),
    "duo locks": ([duo("denied", "invalid_passcode", minutes=12, id="a"), duo("denied", "locked_out", minutes=10, id="l")], C.TOO_MANY_FAILURES, True, ["l", "a"]),
    # --- addresses
    "entra knows the address": ([entra(50126, minutes=30), entra(0, minutes=29), entra(50053, MALICIOUS, minutes=10, id="x")], C.BLOCKED_IP, True, ["x"]),
    "signed in from elsewhere since": ([entra(50053, MALICIOUS, minutes=10), entra(0, minutes=5, ip="192.0.2.77")], C.NONE_FOUND, False, []),
    "okta's threat insight": ([okta("security.threat.detected", "DENY", "Password Spray", id="x")], C.BLOCKED_IP, True, ["x"]),
    "duo: anonymous address": ([duo("denied", "anonymous_ip", id="x")], C.BLOCKED_IP, True, ["x"]),
    "50053 without its text": ([entra(50053, id="x")], C.BLOCKED_IP, False, ["x"]),
    "50053 without its text, after failures": ([entra(50126, minutes=12, id="a"), entra(50053, minutes=10, id="x")], C.TOO_MANY_FAILURES, False, ["x", "a"]),
    # --- ambiguous Windows codes, alone and settled
    "0x12 alone": ([windows(4768, id=1, Status="0x12")], C.TOO_MANY_FAILURES, False, ["1"]),
    "0x12 after wrong passwords": ([windows(4771, minutes=12, id=1, Status="0x18"), windows(4771, minutes=11, id=2, Status="0x12")], C.TOO_MANY_FAILURES, False, ["2", "1"]),
    "0x12, then a password called wrong: the account is fine": ([windows(4771, minutes=12, id=1, Status="0x12"), windows(4771, minutes=5, id=2, Status="0x18")], C.WRONG_PASSWORD, True, ["2"]),
    "0x12 settled by a lock": ([windows(4740, minutes=12, id=1), windows(4768, minutes=5, id=2, Status="0x12")], C.TOO_MANY_FAILURES, True, ["1", "2"]),
    "0x12 settled by an end": ([windows(4768, minutes=5, id=2, Status="0x12"), windows(4625, minutes=5, id=3, Status="0xc000006e", SubStatus="0xc0000193")], C.ACCOUNT_EXPIRED, True, ["3", "2"]),
    "0x12 settled by a switch-off": ([windows(4725, minutes=60, id=1, SubjectUserName="bela.kiss"), windows(4771, minutes=5, id=2, Status="0x12")], C.ACCOUNT_DISABLED, True, ["1", "2"]),
    "0x12 settled by hours": ([windows(4768, minutes=5.1, id=2, Status="0x12"), windows(4625, minutes=5, id=3, Status="0xc000006e", SubStatus="0xc000006f")], C.BLOCKED_BY_POLICY, True, ["3", "2"]),
    "suspended and lifted, and then refused as disabled": (
        [google("suspend_user", minutes=90, application="admin", who="bela.kiss@theatre.example", USER_EMAIL="ada.moor@theatre.example"),
         google("unsuspend_user", minutes=60, application="admin", who="bela.kiss@theatre.example", USER_EMAIL="ada.moor@theatre.example"),
         google("login_failure", minutes=5, login_failure_type="login_failure_account_disabled", id="r")],
        C.ACCOUNT_DISABLED, True, ["r"],
    ),
    "suspended, refused as disabled, and lifted": (
        [google("suspend_user", minutes=90, application="admin", who="bela.kiss@theatre.example", USER_EMAIL="ada.moor@theatre.example"),
         google("login_failure", minutes=60, login_failure_type="login_failure_account_disabled"),
         google("unsuspend_user", minutes=5, application="admin", who="bela.kiss@theatre.example", USER_EMAIL="ada.moor@theatre.example")],
        C.NONE_FOUND, False, [],
    ),
    "switched off, 0x12, and switched on again": ([windows(4725, minutes=60), windows(4771, minutes=40, Status="0x12"), windows(4722, minutes=30)], C.NONE_FOUND, False, []),
    "switched on again, and 0x12": ([windows(4725, minutes=60, id=1), windows(4722, minutes=30), windows(4771, minutes=5, id=2, Status="0x12")], C.TOO_MANY_FAILURES, False, ["2"]),
    # --- passwords
    "wrong twice": ([wrong(12, "a"), wrong(11, "b")], C.WRONG_PASSWORD, True, ["a", "b"]),
    "wrong, then right": ([wrong(12, "a"), okta("user.session.start", minutes=11)], C.NONE_FOUND, False, []),
    "wrong, right, wrong": ([wrong(12, "a"), okta("user.session.start", minutes=11), wrong(5, "b")], C.WRONG_PASSWORD, True, ["b"]),
    "wrong, then changed": ([wrong(12, "a"), okta("user.account.update_password", minutes=5)], C.NONE_FOUND, False, []),
    "wrong three days of work ago": ([wrong(5 * 24 * 60, "a")], C.NONE_FOUND, False, []),
    "wrong on Friday, asked on Monday": ([wrong(2.9 * 24 * 60, "a")], C.WRONG_PASSWORD, False, ["a"]),
    "expired": ([entra(50055, minutes=30, id="a"), entra(50055, minutes=5, id="b")], C.PASSWORD_EXPIRED, True, ["a", "b"]),
    "expired, then changed": ([windows(4625, minutes=30, Status="0xc0000071"), windows(4723, minutes=5)], C.NONE_FOUND, False, []),
    "set to be changed, and refused": ([okta("user.account.expire_password", by="bela.kiss", minutes=30, id="x"), okta("user.session.start", "FAILURE", "PASSWORD_EXPIRED", minutes=5, id="r")], C.PASSWORD_EXPIRED, True, ["x", "r"]),
    "expired after wrong ones: the password was right in the end": ([entra(50126, minutes=9), entra(50055, minutes=8, id="x")], C.PASSWORD_EXPIRED, True, ["x"]),
    "could not be verified": ([okta("user.session.start", "FAILURE", "VERIFICATION_ERROR", id="x")], C.WRONG_PASSWORD, False, ["x"]),
    "aws: failed authentication": ([aws("ConsoleLogin", failed=True, why="Failed authentication", id="x", MFAUsed="No")], C.WRONG_PASSWORD, False, ["x"]),
    "google: wrong password": ([google("login_failure", id="x", login_failure_type="login_failure_invalid_password")], C.WRONG_PASSWORD, True, ["x"]),
    # --- second factors
    "factor not accepted": ([okta("user.authentication.auth_via_mfa", debug={"factor": "PASSWORD_AS_FACTOR"}, minutes=12), okta("user.authentication.auth_via_mfa", "FAILURE", "INVALID_CREDENTIALS", debug={"factor": "OKTA_VERIFY_PUSH"}, minutes=11, id="a"),
        okta("user.authentication.auth_via_mfa", debug={"factor": "PASSWORD_AS_FACTOR"}, minutes=9), okta("user.authentication.auth_via_mfa", "FAILURE", "INVALID_CREDENTIALS", debug={"factor": "OKTA_VERIFY_PUSH"}, minutes=8, id="b")], C.MFA_FAILED, True, ["a", "b"]),
    "factor not accepted, then accepted": ([entra(500121, minutes=12), entra(0, minutes=10)], C.NONE_FOUND, False, []),
    "factor not accepted after a wrong password": ([entra(50126, minutes=12), entra(500121, minutes=10, id="x")], C.MFA_FAILED, True, ["x"]),
    "asked for a factor, nothing after": ([entra(50076, id="x")], C.MFA_FAILED, False, ["x"]),
    "asked for a factor, and in": ([entra(50076, minutes=12), entra(0, minutes=11)], C.NONE_FOUND, False, []),
    "reported as fraud": ([duo("denied", "user_marked_fraud", id="x")], C.MFA_FAILED, True, ["x"]),
    "no factor set up": ([entra(50079, id="x")], C.MFA_NOT_ENROLLED, True, ["x"]),
    "no factor set up, then enrolled": ([google("login_failure", minutes=30), duo("denied", "deny_unenrolled_user", minutes=20), duo("success", "", event_type="enrollment", minutes=10), google("login_success", minutes=9)], C.NONE_FOUND, False, []),
    "a factor was reset, and none set up since": ([entra(0, minutes=99), okta("user.mfa.factor.reset_all", by="bela.kiss", minutes=30, id="x")], C.MFA_NOT_ENROLLED, False, ["x"]),
    "a factor was reset and set up anew": ([okta("user.mfa.factor.reset_all", by="bela.kiss", minutes=30), okta("user.mfa.factor.activate", minutes=9)], C.NONE_FOUND, False, []),
    "failed, then reset": ([okta("user.authentication.auth_via_mfa", "FAILURE", "INVALID_CREDENTIALS", debug={"factor": "OKTA_VERIFY_PUSH"}, minutes=60), okta("user.mfa.factor.reset_all", by="bela.kiss", minutes=30, id="x")], C.MFA_NOT_ENROLLED, False, ["x"]),
    "duo says a word nobody knows": ([duo("denied", "cosmic_rays", id="x")], C.MFA_FAILED, False, ["x"]),
    "okta blocked the request": ([okta("security.request.blocked", "DENY", id="x")], C.BLOCKED_IP, False, ["x"]),
    "failed, reset, and wanted anew": ([entra(500121, minutes=60), entra(50079, minutes=9, id="x")], C.MFA_NOT_ENROLLED, True, ["x"]),
    "not set up, set up, and failed": ([entra(50079, minutes=60), entra(500121, minutes=9, id="x")], C.MFA_FAILED, True, ["x"]),
    "the factors that are left do not suffice": ([okta("user.mfa.factor.reset_all", by="bela.kiss", minutes=90), okta("application.policy.sign_on.deny_access", "DENY", "User's enrolled authenticators cannot satisfy the policy", id="x")], C.MFA_NOT_ENROLLED, True, ["x"]),
    "pressed no": ([okta("user.mfa.okta_verify.deny_push", minutes=9, id="x")], C.MFA_FAILED, True, ["x"]),
    "aws wants a code, and the code is wrong": ([aws("CheckMfa", minutes=12), aws("ConsoleLogin", failed=True, why="Failed authentication", minutes=11, id="a", MFAUsed="Yes"), aws("CheckMfa", minutes=9), aws("ConsoleLogin", failed=True, why="Failed authentication", minutes=8, id="b", MFAUsed="Yes")], C.MFA_FAILED, True, ["a", "b"]),
    "aws: wrong code": ([aws("CheckMfa", failed=True, id="x")], C.MFA_FAILED, True, ["x"]),
    # --- the account
    "suspended": ([okta("user.lifecycle.suspend", by="bela.kiss", minutes=60, id="s"), okta("user.session.start", "FAILURE", "VERIFICATION_ERROR", minutes=5, id="r")], C.ACCOUNT_SUSPENDED, True, ["s", "r"]),
    "suspended and lifted": ([okta("user.lifecycle.suspend", by="bela.kiss", minutes=60), okta("user.lifecycle.unsuspend", by="bela.kiss", minutes=30)], C.NONE_FOUND, False, []),
    "suspended by google": ([google("account_disabled_hijacked", minutes=60, id="s", affected_email_address="ada.moor@theatre.example"), google("login_failure", minutes=5, id="r", login_failure_type="login_failure_account_disabled")], C.ACCOUNT_SUSPENDED, True, ["s", "r"]),
    "disabled": ([entra(50057, minutes=30, id="a"), entra(50057, minutes=5, id="b")], C.ACCOUNT_DISABLED, True, ["a", "b"]),
    "disabled long ago and still": ([windows(4725, minutes=60 * 24 * 200, id=1)], C.ACCOUNT_DISABLED, True, ["1"]),
    "deactivated, and told only that the password is wrong": ([wrong(90, "old"), okta("user.lifecycle.deactivate", by="bela.kiss", minutes=60, id="d"), wrong(5, "r")], C.ACCOUNT_DISABLED, True, ["d", "r"]),
    "deactivated and back": ([okta("user.lifecycle.deactivate", by="bela.kiss", minutes=600), okta("user.lifecycle.reactivate", by="bela.kiss", minutes=30)], C.NONE_FOUND, False, []),
    "aws: console password taken away": ([aws("DeleteLoginProfile", who="bela.kiss", asked={"userName": "ada.moor"}, minutes=30, id="d"), aws("ConsoleLogin", failed=True, why="Failed authentication", minutes=5, id="r")], C.ACCOUNT_DISABLED, True, ["d", "r"]),
    "past its end": ([windows(4625, id=3, Status="0xc0000193")], C.ACCOUNT_EXPIRED, True, ["3"]),
    "past its end, and moved": ([windows(4625, minutes=30, Status="0xc0000193"), windows(4738, minutes=5, UserAccountControl="-", AccountExpires="12/31/2027 12:00:00 AM")], C.NONE_FOUND, False, []),
    # --- rules and devices
    "not from that country": ([okta("policy.evaluate_sign_on", "DENY", "Sign-on policy evaluation resulted in DENY", target=(("PolicyRule", "Deny abroad"),), id="x")], C.BLOCKED_BY_POLICY, True, ["x"]),
    "not from that country, then from home": ([okta("policy.evaluate_sign_on", "DENY", minutes=30), okta("user.session.start", minutes=5)], C.NONE_FOUND, False, []),
    "conditional access": ([entra(53003, minutes=12, id="x"), entra(0, minutes=5, app="Another app")], C.BLOCKED_BY_POLICY, True, ["x"]),
    "conditional access, then in": ([entra(53003, minutes=12), entra(0, minutes=5)], C.NONE_FOUND, False, []),
    "one application is ruled out from here, another is not": ([entra(53003, minutes=12, id="x", app="Files", device={"displayName": "PC7"}), entra(0, minutes=5, app="Chat", device={"displayName": "PC7"})], C.BLOCKED_BY_POLICY, True, ["x"]),
    "50131 may be anything": ([entra(50131, id="x")], C.BLOCKED_BY_POLICY, False, ["x"]),
    "not on that machine": ([windows(4625, id=3, Status="0xc0000070")], C.BLOCKED_BY_POLICY, True, ["3"]),
    "hours, and Kerberos speaks of a policy": ([windows(4768, minutes=5.1, id=2, Status="0xc"), windows(4625, minutes=5, id=3, Status="0xc000006e", SubStatus="0xc000006f")], C.BLOCKED_BY_POLICY, True, ["3", "2"]),
    "duo: not from there": ([duo("denied", "location_restricted", id="x")], C.BLOCKED_BY_POLICY, True, ["x"]),
    "device not compliant": ([entra(53000, minutes=30, id="a", device={"displayName": "PC7"}), entra(53000, minutes=5, id="b", device={"displayName": "PC7"})], C.DEVICE_NOT_COMPLIANT, True, ["a", "b"]),
    "device put in order": ([entra(53000, minutes=30, device={"displayName": "PC7"}), entra(0, minutes=5, device={"displayName": "PC7"}, app="Chat")], C.NONE_FOUND, False, []),
    "a rule that speaks of devices": ([okta("policy.evaluate_sign_on", "DENY", "Sign-on policy evaluation resulted in DENY", target=(("PolicyRule", "Managed devices"),), id="x")], C.DEVICE_NOT_COMPLIANT, False, ["x"]),
    "duo: software out of date": ([duo("denied", "software_restricted", id="x")], C.DEVICE_NOT_COMPLIANT, True, ["x"]),
    # --- nothing
    "interrupts are no failures": ([entra(50140, minutes=9), entra(50058, minutes=8), entra(70008, minutes=7)], C.NONE_FOUND, False, []),
    "a screen that was locked": ([windows(4800, minutes=5)], C.NONE_FOUND, False, []),
    "what has not happened yet": ([lock(-5, "l")], C.NONE_FOUND, False, []),
    # --- several at once
    "disabled beats locked": ([lock(30, "l"), okta("user.lifecycle.deactivate", by="bela.kiss", minutes=10, id="d")], C.ACCOUNT_DISABLED, True, ["d"]),
    "locked beats an application": ([okta("app.generic.unauth_app_access_attempt", "FAILURE", target=(("AppInstance", "Stageplan"),), minutes=60), wrong(12, "a"), lock(11, "l")], C.TOO_MANY_FAILURES, True, ["l", "a"]),
    "an application refused means: signed in": ([wrong(60, "a"), okta("app.generic.unauth_app_access_attempt", "FAILURE", target=(("AppInstance", "Stageplan"),), minutes=5, id="r")], C.APP_NOT_ASSIGNED, True, ["r"]),
    "two rules at once: the newer, and not sure": ([entra(53000, minutes=30), entra(53003, minutes=9, id="x", app="Chat")], C.BLOCKED_BY_POLICY, False, ["x"]),
    "an application refused, then opened by a sign-in of its own": ([entra(50105, minutes=60, app="Stageplan"), entra(0, minutes=5, app="Stageplan")], C.NONE_FOUND, False, []),
    "an application refused, another one opened": ([entra(50105, minutes=60, app="Stageplan", id="x"), entra(0, minutes=5, app="Mail")], C.APP_NOT_ASSIGNED, True, ["x"]),
    "one lock on two domain controllers": ([windows(4740, minutes=9, id=1, computer="DC01"), windows(4740, minutes=8.99, id=1, computer="DC02")], C.TOO_MANY_FAILURES, True, ["1", "1"]),
    "locked in one place, refused later in another: not sure which": ([windows(4740, minutes=300, id=1), entra(53000, minutes=5)], C.TOO_MANY_FAILURES, False, ["1"]),
}  # fmt: skip


@pytest.mark.parametrize("name", STORIES)
def test_a_story_has_its_cause(name: str) -> None:
    raws, cause, certain, evidence = STORIES[name]

    answer = told(*raws)

    found = answer.blocking
    assert (found.cause, found.certain, shown(answer)) == (cause, certain, evidence)
    assert found.says
    assert found.remedy
    assert bool(found.doubt) == (not certain and cause is not C.NONE_FOUND)


BY_ONESELF = {C.TOO_MANY_FAILURES, C.BLOCKED_IP, C.PASSWORD_EXPIRED, C.WRONG_PASSWORD, C.MFA_FAILED, C.MFA_NOT_ENROLLED, C.DEVICE_NOT_COMPLIANT}  # fmt: skip
NEEDS_SOMEBODY = {"locked for good", "reported as fraud"}


@pytest.mark.parametrize("name", STORIES)
def test_who_can_put_it_right(name: str) -> None:
    found = told(*STORIES[name][0]).blocking

    assert found.self_service == (found.cause in BY_ONESELF and name not in NEEDS_SOMEBODY)


def test_the_machine_with_the_old_password_is_named() -> None:
    locked = told(bad(20, 1, WorkstationName="PC7"), windows(4740, minutes=19, TargetDomainName="OLD-PHONE"))
    mail = told(*(entra(50126, minutes=m, client="IMAP4", device={"operatingSystem": "iOS"}) for m in (14, 13, 12)), entra(50053, LOCKED))  # fmt: skip

    assert "from OLD-PHONE" in locked.blocking.says
    assert "from a mail app (IMAP4) on iOS" in mail.blocking.says
    assert "mail app" in mail.blocking.remedy


def test_entras_first_lock_lasts_a_minute_and_others_say_nothing_they_cannot_know() -> None:
    locked = told(entra(50053, LOCKED, minutes=10)).blocking

    assert locked.since is not None
    assert locked.until == locked.since + timedelta(minutes=1)
    assert told(lock(10, "l")).blocking.until is None


def test_what_blocks_now_comes_first_and_the_rest_after_it() -> None:
    answer = told(
        windows(4740, minutes=30, id=1),
        entra(53000, minutes=60, id="d"),
        okta(
            "app.generic.unauth_app_access_attempt", "FAILURE", target=(("AppInstance", "Mail"),), minutes=90
        ),
    )

    assert [answer.blocking.cause, *(one.cause for one in answer.others)] == [
        C.TOO_MANY_FAILURES,
        C.DEVICE_NOT_COMPLIANT,
        C.APP_NOT_ASSIGNED,
    ]


def test_a_state_of_last_month_gives_way_to_what_happened_today() -> None:
    answer = told(windows(4725, minutes=60 * 24 * 40), wrong(5, "a"))

    assert (answer.blocking.cause, answer.others[0].cause) == (C.WRONG_PASSWORD, C.ACCOUNT_DISABLED)


def test_an_end_of_the_contract_makes_an_ambiguous_code_an_expired_account_but_not_for_sure() -> None:
    found = told(windows(4768, who="gone.person", Status="0x12"), person="gone.person").blocking

    assert (found.cause, found.certain, found.self_service) == (C.ACCOUNT_EXPIRED, False, False)


def shown_as(name: str, login: str, **more: Any) -> dict[str, Any]:
    raw = entra(50057, who=login, **more)
    return {**raw, "properties": {**raw["properties"], "userDisplayName": name}}


def test_an_account_that_has_only_the_name_is_certain_unless_it_is_used_in_turn_with_the_listed_one() -> None:
    other = "ada.fairweather@theatre.example"
    former = told(shown_as("Ada Moor", other)).blocking
    renamed = told(entra(0, minutes=90), shown_as("Ada Moor", other)).blocking
    in_turn = told(
        shown_as("Ada Moor", other, minutes=120), entra(0, minutes=90), shown_as("Ada Moor", other)
    ).blocking
    administrator = told(shown_as("Ada Moor", "adm-ada.moor@theatre.example")).blocking

    assert (former.cause, former.certain) == (C.ACCOUNT_DISABLED, True)
    assert renamed.certain
    assert (in_turn.cause, in_turn.certain) == (C.ACCOUNT_DISABLED, False)
    assert not administrator.certain
    assert "adm-ada.moor@theatre.example carries your name" in administrator.doubt


def test_the_account_that_was_refused_is_looked_at_and_not_the_one_another_provider_changed() -> None:
    other, plan = "a.moor2@theatre.example", (("AppInstance", "Stageplan"),)
    taken = okta("application.user_membership.remove", by="bela.kiss", who="a.fair@theatre.example", minutes=150, target=plan)  # fmt: skip
    taken["target"][-1]["displayName"] = "Ada Moor"
    theirs = entra(50105, who=other, app="Stageplan", minutes=5)
    theirs["properties"]["userDisplayName"] = "Ada Moor"
    before = entra(0, who=other, minutes=120)
    before["properties"]["userDisplayName"] = "Ada Moor"

    alone = told(taken, theirs).blocking
    followed = told(taken, entra(0, minutes=60), theirs).blocking
    in_turn = told(taken, before, entra(0, minutes=60), theirs).blocking

    assert (alone.cause, alone.certain) == (C.GRANT_REVOKED, True)
    assert (followed.cause, followed.certain) == (C.GRANT_REVOKED, True)
    assert (in_turn.cause, in_turn.certain) == (C.GRANT_REVOKED, False)
    assert f"The account {other} carries your name" in in_turn.doubt


def test_a_change_of_the_listed_account_elsewhere_does_not_make_the_refused_one_hers() -> None:
    other = "a.moor2@theatre.example"
    taken = okta("application.user_membership.remove", by="bela.kiss", minutes=150, target=(("AppInstance", "Stageplan"),))  # fmt: skip
    before, theirs = entra(0, who=other, minutes=120), entra(50105, who=other, app="Stageplan", minutes=5)
    for one in (before, theirs):
        one["properties"]["userDisplayName"] = "Ada Moor"

    assert not told(taken, before, entra(0, minutes=60), theirs).blocking.certain


def test_nothing_found_says_what_worked_last() -> None:
    found = told(okta("user.session.start", minutes=60)).blocking

    assert (found.cause, found.provider, found.evidence) == (C.NONE_FOUND, None, ())
    assert "Your last sign-in at Okta worked, at 10:15" in found.says


def test_a_moment_later_the_answer_may_be_another() -> None:
    story = [wrong(30, "a"), lock(29, "l"), okta("user.account.unlock", minutes=10)]

    assert told(*story, now=MONDAY - timedelta(minutes=15)).blocking.cause is C.TOO_MANY_FAILURES
    assert told(*story).blocking.cause is C.NONE_FOUND


def test_only_what_was_reported_is_counted_as_reported() -> None:
    found = told(duo("denied", "no_response", minutes=12), duo("denied", "user_marked_fraud", minutes=10))
    assert "reported as fraud once" in found.blocking.says
    assert "before that it failed once in another way" in found.blocking.says


def test_the_account_of_somebody_who_left_is_not_to_be_opened_again() -> None:
    company = house()
    gone = company.people["ada.moor"].model_copy(update={"ends": (MONDAY - timedelta(days=3)).date()})
    left = company.model_copy(update={"people": {**company.people, "ada.moor": gone}})
    found = told(windows(4725, minutes=60, id=1), company=left).blocking
    assert "stays closed" in found.remedy
    assert "enable" not in found.remedy
    assert "enable" in told(windows(4725, minutes=60, id=1)).blocking.remedy
