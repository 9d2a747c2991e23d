"""What company.yaml says of sign-in events: each mistake has its sentence, with line and remedy."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from catalog.load import load_company
from tests.catalog.folder import COMPANY, write_folder
from tests.catalog.test_broken_folders import errors_of

OKTA = 'okta, url: "https://tern.okta.example", token_env: USHER_FEED_OKTA'


def folder_with(folder: Path, feed: str, *, keep: str = "P90D") -> Path:
    settings = f"sign_ins:\n  keep: {keep}\n  feeds:\n    - {{provider: {feed}}}\n"
    return write_folder(folder, {"company.yaml": COMPANY + settings})


def test_without_a_word_events_are_kept_for_ninety_days(tmp_path: Path) -> None:
    assert load_company(write_folder(tmp_path)).sign_ins.keep == timedelta(days=90)


def test_what_is_said_arrives(tmp_path: Path) -> None:
    (feed,) = load_company(folder_with(tmp_path, OKTA, keep="P7D")).sign_ins.feeds
    assert (feed.provider, feed.url, feed.token_env) == (
        "okta",
        "https://tern.okta.example",
        "USHER_FEED_OKTA",
    )


@pytest.mark.parametrize(
    ("feed", "says"),
    [
        ("okat", 'company.yaml:20  sign_ins.feeds[0].provider: "okat" is not a kind of feed; use files, okta, entra, google or duo'),
        ("files", "company.yaml:20  sign_ins.feeds[0]: files needs `path`; add it"),
        (f"{OKTA}, path: here", "company.yaml:20  sign_ins.feeds[0].path: okta has no use for it; what it takes is url or token_env"),
        (f"{OKTA}, tenent: x", "company.yaml:20  sign_ins.feeds[0]: `tenent` is not known here; did you mean `tenant`?"),
        ('okta, url: "http://tern.okta.example", token_env: USHER_FEED_OKTA', 'company.yaml:20  sign_ins.feeds[0].url: "http://tern.okta.example" is not a web address; write one that begins with https://'),
        ('okta, url: "https://tern.okta.example", token_env: SLACK_BOT_TOKEN', 'company.yaml:20  sign_ins.feeds[0].token_env: "SLACK_BOT_TOKEN" is not a name of an environment variable; write a name that begins with USHER_FEED_, and put the secret there, never here'),
        ("google", "company.yaml:20  sign_ins.feeds[0]: google needs either `token_env` or `key_env`; write one of them"),
        ("google, key_env: USHER_FEED_KEY", "company.yaml:20  sign_ins.feeds[0]: a service account needs `subject`, the administrator it reads as; add it"),
        ("google, token_env: USHER_FEED_KEY, log: audits", 'company.yaml:20  sign_ins.feeds[0].log: google has no log "audits"; use login, admin, user_accounts, saml or context_aware_access'),
        (f"{OKTA}}}\n    - {{provider: {OKTA}", "company.yaml:21  sign_ins.feeds[1]: is the same feed as the one on line 20; keep one"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_its_line_and_remedy(tmp_path: Path, feed: str, says: str) -> None:
    assert errors_of(folder_with(tmp_path, feed)) == [says]


@pytest.mark.parametrize(
    ("keep", "says"),
    [
        (
            "PT6H",
            "company.yaml:18  sign_ins.keep: is less than a day; keep events for a day or more, such as P90D",
        ),
        (
            "forever",
            'company.yaml:18  sign_ins.keep: "forever" is not a length of time; write days such as P90D',
        ),
    ],
)
def test_how_long_is_a_day_or_more(tmp_path: Path, keep: str, says: str) -> None:
    assert errors_of(folder_with(tmp_path, OKTA, keep=keep)) == [says]
