"""Calder & Voss inside Okta: applications, groups, grants that ended, requests that wait or were refused."""

from __future__ import annotations

from tests.eval.lockouts.writing.calder_sign_ins import story
from tests.eval.lockouts.writing.story import ASKING, Label, Teller


@story("scole", "24 10:20")
def never_had_shotgrid(t: Teller) -> Label:
    older, newer = t.okta.not_let_in(9, "ShotGrid"), t.okta.not_let_in(7, "ShotGrid")
    return Label("app_not_assigned", "okta", [newer, older], True, doubtful=["self_service"], note=ASKING)


@story("cwren", "25 09:20")
def refused_although_the_grant_is_live(t: Teller) -> Label:
    refused = t.okta.not_let_in(8, "AWS burst account")
    return Label("app_not_assigned", "okta", [refused], False, doubtful=["self_service"], note="The grant runs until summer; the assignment in Okta is missing, and asking again would not add it.")  # fmt: skip


@story("bthackray", "27 11:00")
def the_group_went_when_the_grant_ended(t: Teller) -> Label:
    removed = t.okta.group(1079.5, "remove", "fio-reviews-share")
    refused = t.okta.not_let_in(15, "Frame.io")
    return Label(
        "grant_expired",
        "okta",
        [removed, refused],
        True,
        certain=True,
        doubtful=["self_service"],
        note=ASKING,
    )


@story("ostrand", "25 14:00")
def expired_by_the_list_alone(t: Teller) -> Label:
    refused = t.okta.not_let_in(10, "Business Central")
    return Label("grant_expired", "okta", [refused], True, doubtful=["self_service"], note=ASKING)


@story("yhoshino", "24 22:00")
def expired_and_nobody_recorded_anything(t: Teller) -> Label:
    return Label("grant_expired", None, [], True, accept=["none_found"], doubtful=["provider", "self_service"], note="The holding ended ten hours before; nothing shows that anybody was refused.")  # fmt: skip


@story("lpham", "26 10:00")
def revoked_in_a_review(t: Teller) -> Label:
    decided = t.okta.review_revokes(1080, "p4-rigs-write", by="syilmaz")
    removed = t.okta.group(1079, "remove", "p4-rigs-write")
    refused = t.okta.not_let_in(12, "Perforce")
    return Label("grant_revoked", "okta", [removed, refused], True, also=[decided], doubtful=["self_service"])


@story("wparata", "26 20:30")
def taken_away_by_the_owner(t: Teller) -> Label:
    removed = t.okta.assignment(2900, "remove", "Frame.io", by="lbenedetti")
    refused = t.okta.not_let_in(25, "Frame.io")
    return Label("grant_revoked", "okta", [removed, refused], True, doubtful=["self_service"])


@story("nfontaine", "25 17:00")
def the_request_still_waits(t: Teller) -> Label:
    asked = t.okta.request(1560, "request", "Frame.io")
    refused = t.okta.not_let_in(20, "Frame.io")
    return Label("request_pending", "okta", [asked, refused], False, certain=True)


@story("nwhitlock", "26 09:15")
def the_request_was_denied(t: Teller) -> Label:
    asked = t.okta.request(2600, "request", "Business Central")
    no = t.okta.request(1400, "approver.deny", "Business Central", by="vkapoor")
    denied = t.okta.request(1399.9, "deny", "Business Central")
    refused = t.okta.not_let_in(18, "Business Central")
    return Label("request_denied", "okta", [denied, refused], False, certain=True, also=[asked, no])


@story("dsorensen", "25 15:10")
def denied_once_and_asked_again(t: Teller) -> Label:
    old = [t.okta.request(17_300, "request", "Business Central"), t.okta.request(17_000, "deny", "Business Central")]  # fmt: skip
    asked = t.okta.request(120, "request", "Business Central")
    refused = t.okta.not_let_in(5, "Business Central")
    return Label("request_pending", "okta", [asked, refused], False, certain=True, also=old)


@story("hjelinek", "27 15:40")
def asked_granted_and_opened(t: Teller) -> Label:
    past = [t.okta.request(2000, "request", "Perforce"), t.okta.not_let_in(1900, "Perforce"), t.okta.request(400, "grant", "Perforce"), t.okta.assignment(399, "add", "Perforce", by="dsorensen"), t.okta.opens(60, "Perforce")]  # fmt: skip
    return Label("none_found", None, [], False, also=past, doubtful=["self_service"])


@story("evoss", "26 16:00")
def rejected_in_identity_governance(t: Teller) -> Label:
    asked = t.okta.request(3000, "create", "Perforce")
    rejected = t.okta.request(1500, "reject", "Perforce", by="ostrand")
    refused = t.okta.not_let_in(40, "Perforce")
    return Label("request_denied", "okta", [rejected, refused], False, certain=True, also=[asked])
