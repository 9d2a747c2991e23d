"""Nordhavn Verft in Okta's Identity Engine: the supplier portal, the planning tool, and what the yard grants there."""

from __future__ import annotations

from tests.eval.lockouts.writing.story import ASKING, Label, Stories, Teller

NORDHAVN = Stories("nv")
story = NORDHAVN.story

PORTAL, PLANS, DRAWINGS, ERP = "Leverandørportalen", "Primavera P6", "Teamcenter", "IFS Cloud"


@story("nv1008", "24 10:10")
def the_password_is_a_factor_here(t: Teller) -> Label:
    wrong = [t.okta.wrong_password(ago) for ago in (9, 8, 6)]
    t.okta.signs_in(-10)
    return Label("wrong_password", "okta", list(reversed(wrong)), True, certain=True)


@story("nv1004", "25 08:20")
def the_push_fails(t: Teller) -> Label:
    older, newer = (t.okta.factor(ago, ok=False, factor="OKTA_VERIFY_PUSH") for ago in (8, 5))
    return Label("mfa_failed", "okta", [newer, older], True, certain=True)


@story("nv1021", "24 07:50")
def suspended_by_security(t: Teller) -> Label:
    suspended = t.okta.account(55, "user.lifecycle.suspend", by="nv1006")
    refused = t.okta.turned_away(7, "VERIFICATION_ERROR")
    t.okta.account(-100, "user.lifecycle.unsuspend", by="nv1006")
    t.okta.signs_in(-110)
    return Label("account_suspended", "okta", [suspended, refused], False, certain=True)


@story("nv1030", "26 16:10")
def locked_first_and_suspended_since(t: Teller) -> Label:
    past = [t.okta.wrong_password(ago) for ago in (95, 94, 93, 92, 91)] + [t.okta.locked(90.9)]
    suspended = t.okta.account(40, "user.lifecycle.suspend", by="nv1007")
    return Label("account_suspended", "okta", [suspended], False, certain=True, also=past)


@story("nv1005", "27 07:40")
def locked_at_the_portal(t: Teller) -> Label:
    wrong = [t.okta.wrong_password(ago) for ago in (13, 12, 11, 10, 9)]
    lock = t.okta.locked(8.9)
    return Label("too_many_failures", "okta", [lock, *reversed(wrong)], True, certain=True)


@story("nv1018", "27 16:30")
def a_threat_at_the_rented_flat(t: Teller) -> Label:
    older, newer = (t.okta.threat(ago, t.scene.who.home, "Password Spray") for ago in (11, 10))
    return Label("blocked_ip", "okta", [newer, older], False, certain=True, doubtful=["self_service"])


@story("nv1023", "27 10:45")
def evaluation_is_over_and_so_is_the_grant(t: Teller) -> Label:
    removed = t.okta.group(1005, "remove", "lev-tilbud-evaluer")
    older, newer = t.okta.not_let_in(14, PORTAL), t.okta.not_let_in(12, PORTAL)
    return Label(
        "grant_expired",
        "okta",
        [removed, newer, older],
        True,
        certain=True,
        doubtful=["self_service"],
        note=ASKING,
    )


@story("nv1027", "27 13:30")
def approving_invoices_ended_yesterday(t: Teller) -> Label:
    refused = t.okta.not_let_in(9, ERP)
    return Label("grant_expired", "okta", [refused], True, doubtful=["self_service"], note=ASKING)


@story("nv1040", "27 15:00")
def remote_access_ended_this_morning(t: Teller) -> Label:
    return Label("grant_expired", None, [], True, accept=["none_found"], doubtful=["provider", "self_service"], note="The holding ended five hours before; nothing shows that anybody was refused.")  # fmt: skip


@story("nv1022", "26 14:40")
def revoked_in_the_autumn_review(t: Teller) -> Label:
    decided = t.okta.review_revokes(2890, "p6-planer-plan", by="nv1020")
    removed = t.okta.group(2885, "remove", "p6-planer-plan")
    refused = t.okta.not_let_in(16, PLANS)
    return Label("grant_revoked", "okta", [removed, refused], True, also=[decided], doubtful=["self_service"])


@story("nv1024", "27 12:05")
def the_owner_took_it_back_early(t: Teller) -> Label:
    removed = t.okta.group(1500, "remove", "lev-tilbud-se", by="nv1023")
    older, newer = t.okta.not_let_in(32, PORTAL), t.okta.not_let_in(30, PORTAL)
    return Label("grant_revoked", "okta", [removed, newer, older], True, doubtful=["self_service"])


@story("nv1015", "27 09:40")
def waiting_for_the_technical_director(t: Teller) -> Label:
    asked = t.okta.request(2700, "request", DRAWINGS)
    refused = t.okta.not_let_in(13, DRAWINGS)
    return Label("request_pending", "okta", [asked, refused], False, certain=True)


@story("nv1031", "24 15:20")
def waiting_in_identity_governance(t: Teller) -> Label:
    asked = t.okta.request(1750, "create", PLANS)
    refused = t.okta.not_let_in(22, PLANS)
    return Label("request_pending", "okta", [asked, refused], False)


@story("nv1016", "26 11:20")
def denied_by_purchasing(t: Teller) -> Label:
    asked = t.okta.request(5000, "request", PORTAL)
    no = t.okta.request(1600, "approver.deny", PORTAL, by="nv1023")
    denied = t.okta.request(1599.9, "deny", PORTAL)
    older, newer = t.okta.not_let_in(26, PORTAL), t.okta.not_let_in(25, PORTAL)
    return Label("request_denied", "okta", [denied, newer, older], False, certain=True, also=[asked, no])


@story("nv1033", "27 14:00")
def rejected_for_an_apprentice(t: Teller) -> Label:
    asked = t.okta.request(3100, "create", ERP)
    rejected = t.okta.request(1300, "reject", ERP, by="nv1003")
    refused = t.okta.not_let_in(33, ERP)
    return Label("request_denied", "okta", [rejected, refused], False, certain=True, also=[asked])


@story("nv1020", "27 08:30")
def the_owner_herself_is_not_let_in(t: Teller) -> Label:
    older, newer = t.okta.not_let_in(12, PLANS), t.okta.not_let_in(9, PLANS)
    return Label("app_not_assigned", "okta", [newer, older], False, doubtful=["self_service"], note="The grant is live and has no end; the assignment in Okta is missing.")  # fmt: skip


@story("nv1029", "27 11:50")
def denied_once_and_granted_since(t: Teller) -> Label:
    past = [t.okta.request(15_000, "request", PLANS), t.okta.request(14_000, "deny", PLANS), t.okta.request(3000, "request", PLANS), t.okta.request(1400, "grant", PLANS), t.okta.assignment(1399, "add", PLANS, by="nv1020"), t.okta.opens(90, PLANS)]  # fmt: skip
    return Label("none_found", None, [], False, also=past, doubtful=["self_service"])


@story("nv1041", "25 06:45")
def the_gate_has_no_events(t: Teller) -> Label:
    return Label("none_found", None, [], False, doubtful=["self_service"])


@story("nv1034", "27 10:00")
def later_today_but_not_yet(t: Teller) -> Label:
    for ago in (-45, -46, -47):
        t.okta.wrong_password(ago)
    t.okta.account(-60, "user.lifecycle.suspend", by="nv1006")
    return Label("none_found", None, [], False, doubtful=["self_service"])
