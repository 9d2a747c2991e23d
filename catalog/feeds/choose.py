"""The feeds of a company: its own `signins/` folder, and those that company.yaml names.

Secrets come from an environment that is handed in. A feed without its secret is left out and said so; the
others go on.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import cast

from catalog.connectors.wire import can_be_sent, is_web_address
from catalog.feeds.duo import DuoFeed
from catalog.feeds.entra import GRAPH, EntraFeed
from catalog.feeds.files import FilesFeed
from catalog.feeds.google import REPORTS, GoogleFeed
from catalog.feeds.okta import OktaFeed
from catalog.feeds.port import Feed
from catalog.feeds.tokens import BadKey, ServiceAccount
from catalog.model import Company
from catalog.settings import EntraLog, FeedSettings, GoogleLog

OWN_FOLDER = "signins"
"""Below the company folder; read without any setting."""
PREFIX = "USHER_FEED_"
"""What the names of the feeds' secrets begin with, so that no other secret can be sent anywhere by a setting."""


class _Lacking(Exception):
    """A feed cannot be read; the message ends a sentence that begins with the feed."""


def local_feeds(company: Company) -> list[FilesFeed]:
    """The feeds that are files on this machine: the folder's own first."""
    own = FilesFeed(name=f"files {OWN_FOLDER}", path=company.folder / OWN_FOLDER, needed=False)
    named = [one.path for one in company.sign_ins.feeds if one.provider == "files"]
    return [own, *(FilesFeed(name=f"files {path}", path=_place(company.folder, path)) for path in named)]


def interfaces(company: Company, environment: Mapping[str, str]) -> tuple[list[Feed], list[str]]:
    """The feeds that are providers' interfaces, and a sentence for each that cannot be had or is meant for nobody."""
    found: list[Feed] = []
    sentences: list[str] = []
    named = set()
    for one in company.sign_ins.feeds:
        named |= {one.token_env, one.secret_env, one.key_env}
        if one.provider == "files":
            continue
        try:
            found.append(_MAKERS[one.provider](one, environment))
        except _Lacking as lacking:
            sentences.append(f"Sign-in events of {one.provider} are not read: {lacking}")
    sentences += [
        f"{name} is named by no feed in company.yaml; correct the name, or take it away."
        for name in sorted(environment)
        if name.startswith(PREFIX) and environment[name].strip() and name not in named
    ]
    return found, sentences


def _place(folder: Path, path: str) -> Path:
    return folder / Path(path).expanduser()


def _secret(name: str, environment: Mapping[str, str]) -> str:
    value = environment.get(name, "").strip()
    if not value:
        raise _Lacking(f"{name} is not set; put the secret there.")
    return value


def _token(name: str, environment: Mapping[str, str]) -> str:
    value = _secret(name, environment)
    if not can_be_sent(value):
        raise _Lacking(f"{name} has characters that cannot be sent; correct it.")
    return value


def _url(one: FeedSettings, usual: str = "") -> str:
    url = one.url or usual
    if not is_web_address(url):
        raise _Lacking("its `url` is not a web address; correct it in company.yaml.")
    return url


def _okta(one: FeedSettings, environment: Mapping[str, str]) -> Feed:
    return OktaFeed(_url(one), _token(one.token_env, environment), token_setting=one.token_env)


def _entra(one: FeedSettings, environment: Mapping[str, str]) -> Feed:
    log = cast("EntraLog", one.log or "sign_ins")
    secret = _secret(one.secret_env, environment)
    return EntraFeed(
        one.tenant, one.client_id, secret, secret_setting=one.secret_env, log=log, url=_url(one, GRAPH)
    )


def _google(one: FeedSettings, environment: Mapping[str, str]) -> Feed:
    log, url = cast("GoogleLog", one.log or "login"), _url(one, REPORTS)
    if one.token_env:
        return GoogleFeed(_token(one.token_env, environment), secret_setting=one.token_env, log=log, url=url)
    try:
        account = ServiceAccount(_secret(one.key_env, environment), subject=one.subject)
    except BadKey as bad:
        raise _Lacking(f"{one.key_env} cannot be used; {bad}.") from None
    return GoogleFeed(account, secret_setting=one.key_env, log=log, url=url)


def _duo(one: FeedSettings, environment: Mapping[str, str]) -> Feed:
    secret = _secret(one.secret_env, environment)
    return DuoFeed(_url(one), one.integration_key, secret, secret_setting=one.secret_env)


_MAKERS: dict[str, Callable[[FeedSettings, Mapping[str, str]], Feed]] = {
    "okta": _okta,
    "entra": _entra,
    "google": _google,
    "duo": _duo,
}
