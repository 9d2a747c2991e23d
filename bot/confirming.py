"""The door for links that confirm an approval: GET shows what it is about and changes nothing, POST approves.

The link is all there is: no cookie, no session, so another page can neither press the button nor read anything. Looking
is not using, because Slack and mail scanners open links by themselves.
"""

from __future__ import annotations

import structlog
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from approvals.errors import LinkRefused, NotFound, Refused
from approvals.step_up.links import PATH
from bot.confirm_page import asking_page, said_page
from bot.texts import unmarked
from bot.wiring import Usher

log = structlog.get_logger(__name__)

_HEADERS = {
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "content-security-policy": (
        "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    ),
}
LONGEST = 2_000
"""Characters of what a link ends with; ours have a few hundred."""


def confirm_route(usher: Usher) -> Route:
    """The page and its button."""

    async def confirm(request: Request) -> Response:
        """200 with the page or what came of it; 404, 409 or 410 with one sentence on why not."""
        desk, token = usher.desk_of(), str(request.path_params["token"])
        try:
            if not desk.sends_links or len(token) > LONGEST:
                raise LinkRefused("Approvals are not confirmed with links here; go back to Slack.")
            if request.method == "POST":
                return await _approved(usher, token)
            from approvals.queries.links import link_about

            return _page(asking_page(desk.company, *await link_about(desk, token=token)))
        except Refused as refusal:
            log.warning("link.refused", method=request.method, why=refusal.sentence)
            says = unmarked(desk.company, refusal.sentence)
            return _page(said_page("Nothing was approved", says), _status(refusal))
        except Exception:
            log.exception("link.failed", method=request.method)
            says = "Something went wrong on my side; try again in a minute, and tell an IAM admin if it happens again."
            return _page(said_page("Nothing was approved", says), 500)

    return Route(f"{PATH}/{{token}}", confirm, methods=["GET", "POST"])


async def _approved(usher: Usher, token: str) -> Response:
    from approvals.operations.confirm_by_link import confirm_by_link

    async with usher.work.piece():
        await confirm_by_link(usher.desk_of(), token=token)
    return _page(
        said_page(
            "Approved", "Thank you, that counts. You can close this page; the thread in Slack shows it."
        )
    )


def _page(html: str, status: int = 200) -> Response:
    return HTMLResponse(html, status_code=status, headers=_HEADERS)


def _status(refusal: Refused) -> int:
    if isinstance(refusal, LinkRefused):
        return 410
    return 404 if isinstance(refusal, NotFound) else 409
