"""What every connection to a system has in common: certificates, proxies, and no redirects.

Each order opens its own connection, so a connector can be used from any event loop and holds nothing open.
"""

from __future__ import annotations

import ipaddress
import ssl
from functools import cache
from urllib.parse import urlsplit


@cache
def tls() -> ssl.SSLContext:
    """The trusted certificate authorities. Read once: it takes a tenth of a second."""
    import httpx

    return httpx.create_ssl_context()


def is_web_address(url: str) -> bool:
    """Whether that is an absolute http or https address with a host, which a request can be sent to."""
    import httpx

    try:
        parsed = httpx.URL(url)
    except httpx.InvalidURL:
        return False
    return parsed.scheme in {"http", "https"} and bool(parsed.host) and not any(one.isspace() for one in url)


def can_be_sent(secret: str) -> bool:
    """Whether a secret fits into a header: printable ASCII (RFC 6750, 2.1, and RFC 9110, 5.5)."""
    return secret.isascii() and secret.isprintable()


def is_this_machine(url: str) -> bool:
    """Whether the address leads to a loopback interface, where no proxy belongs in between."""
    host = urlsplit(url).hostname or ""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def same_origin(one: str, other: str) -> bool:
    """Whether both addresses lead to the same scheme, host and port (RFC 6454, 4)."""
    return _origin(one) == _origin(other)


def _origin(url: str) -> tuple[str, str | None, int | None]:
    parts = urlsplit(url)
    return parts.scheme, parts.hostname, parts.port or {"http": 80, "https": 443}.get(parts.scheme)
