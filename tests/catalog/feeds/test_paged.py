"""Entra, Google and Duo: how each is asked, how it is signed in to, and that no page is left out."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Iterator
from urllib.parse import parse_qs

import httpx
import pytest
import respx
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from catalog.connectors.patience import Patience
from catalog.connectors.port import ConnectorFailed
from catalog.feeds.duo import DuoFeed
from catalog.feeds.entra import EntraFeed
from catalog.feeds.google import GoogleFeed
from catalog.feeds.tokens import BadKey, ServiceAccount
from tests.catalog.feeds.conftest import NOW

TOKENS = "https://login.microsoftonline.com/tern.example/oauth2/v2.0/token"
SIGN_INS = "https://graph.microsoft.com/v1.0/auditLogs/signIns"
LOGINS = "https://admin.googleapis.com/admin/reports/v1/activity/users/all/applications/login"
DUO = "https://api-1234.duosecurity.example"


@pytest.fixture
def web() -> Iterator[respx.Router]:
    with respx.mock(assert_all_called=False) as router:
        router.post(TOKENS).respond(json={"access_token": "t1", "expires_in": 3599})
        yield router


@pytest.fixture
def entra(patience: Patience) -> EntraFeed:
    return EntraFeed("tern.example", "client", "s3cret", secret_setting="USHER_FEED_ENTRA", patience=patience)


async def test_entra_is_asked_for_a_stretch_of_time_page_by_page(web: respx.Router, entra: EntraFeed) -> None:
    following = f"{SIGN_INS}?$skiptoken=2"
    asked = web.get(url__startswith=SIGN_INS).mock(
        side_effect=[
            httpx.Response(200, json={"value": [{"id": "a"}], "@odata.nextLink": following}),
            httpx.Response(200, json={"value": [{"id": "b"}]}),
        ]
    )
    first = await entra.read("", now=NOW)
    second = await entra.read(first.cursor, now=NOW)
    assert (first.lines, first.more) == ((b'{"id":"a"}',), True)
    assert (second.lines, second.more) == ((b'{"id":"b"}',), False)
    stretch = "createdDateTime ge 2026-10-24T10:15:00.000Z and createdDateTime le 2026-11-23T10:15:00.000Z"
    assert asked.calls[0].request.url.params["$filter"] == stretch
    assert asked.calls[1].request.url.params["$skiptoken"] == "2"
    assert asked.calls[0].request.headers["Authorization"] == "Bearer t1"
    form = parse_qs(web.calls[0].request.content.decode())
    assert form["grant_type"] == ["client_credentials"]
    assert form["scope"] == ["https://graph.microsoft.com/.default"]
    assert sum(call.request.method == "POST" for call in web.calls) == 1  # the token is kept


async def test_a_token_that_was_withdrawn_is_fetched_anew(web: respx.Router, entra: EntraFeed) -> None:
    web.get(url__startswith=SIGN_INS).mock(
        side_effect=[httpx.Response(401), httpx.Response(200, json={"value": []})]
    )
    await entra.read("", now=NOW)
    assert sum(call.request.method == "POST" for call in web.calls) == 2
    web.get(url__startswith=SIGN_INS).mock(return_value=httpx.Response(401))
    with pytest.raises(ConnectorFailed, match="renew USHER_FEED_ENTRA"):
        await entra.read("", now=NOW)


async def test_a_page_of_entra_that_expired_begins_the_stretch_again(
    web: respx.Router, entra: EntraFeed
) -> None:
    web.get(url__startswith=SIGN_INS).mock(
        side_effect=[
            httpx.Response(200, json={"value": [{"id": "a"}], "@odata.nextLink": f"{SIGN_INS}?$skiptoken=2"}),
            httpx.Response(400),
            httpx.Response(200, json={"value": [{"id": "a"}, {"id": "b"}]}),
        ]
    )
    first = await entra.read("", now=NOW)
    expired = await entra.read(first.cursor, now=NOW)
    assert (expired.lines, expired.more) == ((), False)
    assert len((await entra.read(expired.cursor, now=NOW)).lines) == 2


@pytest.mark.parametrize(
    "answer",
    [
        {"value": None},
        {"error": {}},
        [],
        {"value": [], "@odata.nextLink": "https://elsewhere.example/"},
        {"value": [], "@odata.nextLink": 3},
    ],
)
async def test_an_answer_of_another_shape_makes_no_sense(
    web: respx.Router, entra: EntraFeed, answer: object
) -> None:
    web.get(url__startswith=SIGN_INS).respond(json=answer)
    with pytest.raises(ConnectorFailed, match="makes no sense"):
        await entra.read("", now=NOW)


@pytest.mark.parametrize("answer", [{}, {"access_token": 3}, {"access_token": "a\nb"}, []])
async def test_a_token_that_is_none_makes_no_sense(
    web: respx.Router, entra: EntraFeed, answer: object
) -> None:
    web.post(TOKENS).respond(json=answer)
    with pytest.raises(ConnectorFailed, match="makes no sense"):
        await entra.read("", now=NOW)


async def test_google_with_a_token_that_is_given(web: respx.Router, patience: Patience) -> None:
    feed = GoogleFeed("t0k3n", secret_setting="USHER_FEED_GOOGLE", patience=patience)
    asked = web.get(url__startswith=LOGINS).mock(
        side_effect=[
            httpx.Response(200, json={"items": [{"id": {"uniqueQualifier": "1"}}], "nextPageToken": "p2"}),
            httpx.Response(200, json={"kind": "admin#reports#activities"}),
        ]
    )
    first = await feed.read("", now=NOW)
    second = await feed.read(first.cursor, now=NOW)
    assert (len(first.lines), first.more, second.lines, second.more) == (1, True, (), False)
    assert asked.calls[0].request.headers["Authorization"] == "Bearer t0k3n"
    assert asked.calls[1].request.url.params["pageToken"] == "p2"
    assert asked.calls[1].request.url.params["endTime"] == "2026-11-23T10:15:00.000Z"


async def test_google_as_a_service_account_signs_for_itself(web: respx.Router, patience: Patience) -> None:
    private = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    key = {
        "private_key": pem,
        "client_email": "usher@tern.example",
        "token_uri": "https://oauth2.example/token",
    }
    tokens = web.post("https://oauth2.example/token").respond(json={"access_token": "fresh"})
    asked = web.get(url__startswith=LOGINS).respond(json={"items": []})
    account = ServiceAccount(json.dumps(key), subject="admin@tern.example")
    await GoogleFeed(account, secret_setting="USHER_FEED_GOOGLE", patience=patience).read("", now=NOW)

    assert asked.calls.last.request.headers["Authorization"] == "Bearer fresh"
    assertion = parse_qs(tokens.calls.last.request.content.decode())["assertion"][0]
    header, claims, signature = (
        base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)) for part in assertion.split(".")
    )
    private.public_key().verify(
        signature, assertion.rpartition(".")[0].encode(), padding.PKCS1v15(), SHA256()
    )
    assert json.loads(header)["alg"] == "RS256"
    told = json.loads(claims)
    assert (told["iss"], told["sub"]) == ("usher@tern.example", "admin@tern.example")
    assert told["exp"] - told["iat"] == 3600


@pytest.mark.parametrize(
    "key", ["", "{}", "[]", "no", '{"private_key": "x", "client_email": "a", "token_uri": "b"}']
)
def test_a_key_that_is_none_is_refused(key: str) -> None:
    with pytest.raises(BadKey, match="the JSON key file of a service account"):
        ServiceAccount(key, subject="admin@tern.example")


async def test_duo_questions_are_signed_over_exactly_what_is_sent(
    web: respx.Router, patience: Patience
) -> None:
    feed = DuoFeed(DUO, "DIKEY", "s3cret", secret_setting="USHER_FEED_DUO", patience=patience)
    found = {"authlogs": [{"txid": "1"}], "metadata": {"next_offset": ["1763892900000", "a-b"]}}
    asked = web.get(url__startswith=DUO).mock(
        side_effect=[
            httpx.Response(200, json={"stat": "OK", "response": found}),
            httpx.Response(
                200, json={"stat": "OK", "response": {"authlogs": [], "metadata": {"next_offset": None}}}
            ),
        ]
    )
    first = await feed.read("", now=NOW)
    second = await feed.read(first.cursor, now=NOW)
    assert (first.lines, first.more, second.more) == ((b'{"txid":"1"}',), True, False)
    for call in asked.calls:
        request = call.request
        nothing = hashlib.sha512(b"").hexdigest()
        signed = "\n".join(
            (
                request.headers["Date"],
                "GET",
                "api-1234.duosecurity.example",
                "/admin/v2/logs/authentication",
                request.url.query.decode(),
                nothing,
                nothing,
            )
        )
        wanted = hmac.new(b"s3cret", signed.encode(), hashlib.sha512).hexdigest()
        assert (
            base64.b64decode(request.headers["Authorization"].removeprefix("Basic ")).decode()
            == f"DIKEY:{wanted}"
        )
    assert b"next_offset=1763892900000%2Ca-b" in asked.calls.last.request.url.query


async def test_an_answer_of_duo_that_failed_makes_no_sense(web: respx.Router, patience: Patience) -> None:
    feed = DuoFeed(DUO, "DIKEY", "s3cret", secret_setting="USHER_FEED_DUO", patience=patience)
    web.get(url__startswith=DUO).respond(json={"stat": "FAIL", "code": 40102})
    with pytest.raises(ConnectorFailed, match="makes no sense"):
        await feed.read("", now=NOW)
