"""The systems of the demo: one real SCIM server in this process, so that grants arrive somewhere.

It is `scim2-server` with its own bearer token check, on a free port of the loopback interface; everything
it holds is gone when it stops.
"""

from __future__ import annotations

import secrets
import threading
from typing import TYPE_CHECKING, Self
from wsgiref.simple_server import WSGIRequestHandler, make_server

if TYPE_CHECKING:
    from wsgiref.types import WSGIApplication

    from scim2_server.memory import InMemoryStorage


class QuietRequestHandler(WSGIRequestHandler):
    """Serves without a line on standard error for every request."""

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


class DemoScim:
    """A running SCIM server. Raises OSError when no port can be had."""

    request_handler: type[WSGIRequestHandler] = QuietRequestHandler

    def __init__(self, *, token: str | None = None) -> None:
        # A tenth of a second of imports on top of the SCIM models, for those who start one.
        from scim2_server.memory import InMemoryStorage
        from scim2_server.testserver.cli import ThreadingWSGIServer

        self.token = token or secrets.token_urlsafe(32)
        self._storage = InMemoryStorage()
        self._server = make_server(
            "127.0.0.1",
            0,
            self.application(self._storage),
            server_class=ThreadingWSGIServer,
            handler_class=self.request_handler,
        )
        self.url = f"http://127.0.0.1:{self._server.server_port}/v2"
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, name="demo-scim", daemon=True
        )
        self._thread.start()

    def application(self, storage: InMemoryStorage) -> WSGIApplication:
        """What answers the requests: the application behind the command `scim2-server --bearer-token`."""
        from scim2_models import ScimProvider
        from scim2_server.testserver.application import BEARER_TOKEN_SCHEME, BearerTokenApplication
        from scim2_server.utils import (
            load_default_resource_types,
            load_default_schemas,
            load_default_service_provider_config,
        )

        config = load_default_service_provider_config()
        config.authentication_schemes = [*(config.authentication_schemes or []), BEARER_TOKEN_SCHEME]
        provider = ScimProvider.from_discovery(
            load_default_schemas().values(), load_default_resource_types().values(), config=config
        )
        return BearerTokenApplication(storage, provider, bearer_tokens=[self.token])

    def members(self) -> dict[str, set[str]]:
        """Who is in which group: displayName to userNames. Groups of one name count as one."""
        with self._storage.lock:
            everything = [one.model_dump(by_alias=True) for one in self._storage.resources]
        names = {one["id"]: one["userName"] for one in everything if "userName" in one}
        found: dict[str, set[str]] = {}
        for group in everything:
            if "userName" not in group:
                ids = [member["value"] for member in group.get("members", [])]
                # An id that is no account's is shown as it is: the server takes members it does not know.
                found.setdefault(group["displayName"], set()).update(names.get(one, one) for one in ids)
        return found

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        """Close the port and forget everything. Stopping twice is fine."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
