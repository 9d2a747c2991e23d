"""Which feeds a company has, and what is said of those that cannot be had."""

from __future__ import annotations

from pathlib import Path

from catalog.feeds.choose import interfaces, local_feeds
from catalog.load import load_company
from catalog.model import Company
from tests.catalog.folder import COMPANY, write_folder

FEEDS = """\
sign_ins:
  keep: P30D
  feeds:
    - {provider: okta, url: "https://tern.okta.example", token_env: USHER_FEED_OKTA}
    - {provider: entra, tenant: tern.example, client_id: abc, secret_env: USHER_FEED_ENTRA}
    - {provider: entra, tenant: tern.example, client_id: abc, secret_env: USHER_FEED_ENTRA, log: audits}
    - {provider: google, token_env: USHER_FEED_GOOGLE, log: admin}
    - {provider: google, key_env: USHER_FEED_KEY, subject: admin@tern.example}
    - {provider: duo, url: "https://api-1.duosecurity.example", integration_key: DI, secret_env: USHER_FEED_DUO}
    - {provider: files, path: collected/trail}
"""
SECRETS = dict.fromkeys(
    ("USHER_FEED_OKTA", "USHER_FEED_ENTRA", "USHER_FEED_GOOGLE", "USHER_FEED_DUO"), "s3cret"
)


def company(folder: Path) -> Company:
    return load_company(write_folder(folder, {"company.yaml": COMPANY + FEEDS}))


def test_the_folders_own_events_come_first_and_paths_begin_at_the_folder(tmp_path: Path) -> None:
    feeds = local_feeds(company(tmp_path))
    assert [(feed.name, feed.path, feed.needed) for feed in feeds] == [
        ("files signins", tmp_path / "signins", False),
        ("files collected/trail", tmp_path / "collected" / "trail", True),
    ]


def test_a_feed_without_its_secret_is_left_out_and_said_so(tmp_path: Path) -> None:
    found, sentences = interfaces(
        company(tmp_path), SECRETS | {"USHER_FEED_KEY": "{}", "USHER_FEED_OTKA": "x"}
    )
    assert [feed.name for feed in found] == [
        "okta https://tern.okta.example",
        "entra tern.example sign_ins",
        "entra tern.example audits",
        "google https://admin.googleapis.com admin",
        "duo https://api-1.duosecurity.example",
    ]
    assert sentences == [
        "Sign-in events of google are not read: USHER_FEED_KEY cannot be used; it has to hold the JSON key file of a service account.",
        "USHER_FEED_OTKA is named by no feed in company.yaml; correct the name, or take it away.",
    ]
    _, sentences = interfaces(company(tmp_path), {"USHER_FEED_OKTA": "a\nb"})
    assert sentences[:2] == [
        "Sign-in events of okta are not read: USHER_FEED_OKTA has characters that cannot be sent; correct it.",
        "Sign-in events of entra are not read: USHER_FEED_ENTRA is not set; put the secret there.",
    ]
