"""The systems of the demo: one real SCIM server in this process, so that grants arrive somewhere.

It is `scim2-server` with its own bearer token check, on a free port of the loopback interface; everything
it holds is gone when it stops.
"""

from __future__ import annotations

import secrets
import socket
import threading
from functools import cache
from typing import TYPE_CHECKING, Self
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

from catalog.connectors.scim_loading import before_scim

if TYPE_CHECKING:
    from wsgiref.types import WSGIApplication

    from scim2_models import ScimProvider
    from scim2_server.memory import InMemoryStorage


class QuietRequestHandler(WSGIRequestHandler):
    """Serves without a line on standard error for every request."""

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


class DemoScim:
    """A running SCIM server. Raises OSError when no port can be had.

    With `later` the port is open at once and its callers wait until `start()` has loaded the server, which
    takes about a second that somebody who waits for the page need not spend.
    """

    request_handler: type[WSGIRequestHandler] = QuietRequestHandler

    def __init__(self, *, token: str | None = None, later: bool = False) -> None:
        self.token = token or secrets.token_urlsafe(32)
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listening.getsockname()[1]}/v2"
        self._storage: InMemoryStorage
        self._server: WSGIServer | None = None
        self._thread: threading.Thread
        if not later:
            self.start()

    def start(self) -> None:
        """Loads the server and answers from now on."""
        before_scim()
        from scim2_server.memory import InMemoryStorage
        from scim2_server.testserver.cli import ThreadingWSGIServer

        self._storage = InMemoryStorage()
        server = ThreadingWSGIServer(("127.0.0.1", 0), self.request_handler, bind_and_activate=False)
        server.socket.close()
        server.socket = self._listening
        server.server_address = self._listening.getsockname()
        server.server_name, server.server_port = "127.0.0.1", int(self._listening.getsockname()[1])
        server.setup_environ()
        server.set_app(self.application(self._storage))
        self._server = server
        self._thread = threading.Thread(
            target=server.serve_forever, kwargs={"poll_interval": 0.05}, name="demo-scim", daemon=True
        )
        self._thread.start()

    def application(self, storage: InMemoryStorage) -> WSGIApplication:
        """What answers the requests: the application behind the command `scim2-server --bearer-token`."""
        from scim2_server.testserver.application import BearerTokenApplication

        return BearerTokenApplication(storage, _provider(), bearer_tokens=[self.token])

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
        if self._server is None:
            self._listening.close()
            return
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


@cache
def _provider() -> ScimProvider:
    """What the server says it can do: a value, and built once, because it makes a class of every schema."""
    from scim2_models import ScimProvider
    from scim2_server.testserver.application import BEARER_TOKEN_SCHEME
    from scim2_server.utils import (
        load_default_resource_types,
        load_default_schemas,
        load_default_service_provider_config,
    )

    config = load_default_service_provider_config()
    config.authentication_schemes = [*(config.authentication_schemes or []), BEARER_TOKEN_SCHEME]
    return ScimProvider.from_discovery(
        load_default_schemas().values(), load_default_resource_types().values(), config=config
    )
