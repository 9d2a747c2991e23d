"""Lifting a lock in Okta: what is sent, and what each answer means."""

from __future__ import annotations

import httpx
import pytest
import respx

from catalog.connectors.patience import Patience
from catalog.connectors.port import ConnectorFailed
from catalog.connectors.unlock import OktaUnlock, unlocker
from catalog.settings import Unlock

SETTINGS = Unlock(url="https://harborline.okta.example")
URL = "https://harborline.okta.example/api/v1/users/dana%40harborline.example/lifecycle/unlock"


@respx.mock
async def test_the_login_is_unlocked_with_the_token(patience: Patience) -> None:
    route = respx.post(URL).mock(return_value=httpx.Response(200, json={}))
    await OktaUnlock(SETTINGS, "00token", patience=patience).unlock("dana@harborline.example")
    assert route.calls.last.request.headers["Authorization"] == "SSWS 00token"


@respx.mock
async def test_a_hiccup_is_tried_again(patience: Patience) -> None:
    route = respx.post(URL).mock(side_effect=[httpx.ReadTimeout("slow"), httpx.Response(200, json={})])
    await OktaUnlock(SETTINGS, "00token", patience=patience).unlock("dana@harborline.example")
    assert route.call_count == 2


@pytest.mark.parametrize(
    ("status", "says"),
    [(403, "not locked"), (401, "renew USHER_UNLOCK_TOKEN"), (404, "sign_ins.unlock.url"), (503, "too busy")],
)
@respx.mock
async def test_a_no_is_one_sentence(status: int, says: str, patience: Patience) -> None:
    respx.post(URL).mock(return_value=httpx.Response(status))
    with pytest.raises(ConnectorFailed, match=says):
        await OktaUnlock(SETTINGS, "00token", patience=patience).unlock("dana@harborline.example")


def test_it_is_off_unless_configured() -> None:
    assert unlocker(None, {"USHER_UNLOCK_TOKEN": "x"}) is None
    assert "is not set" in str(unlocker(SETTINGS, {}))
    assert isinstance(unlocker(SETTINGS, {"USHER_UNLOCK_TOKEN": "x"}), OktaUnlock)
