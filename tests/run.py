"""`make test`: the whole suite on SQLite, then everything that touches a database once more on PostgreSQL.

PostgreSQL is used where USHER_TEST_POSTGRES_URL names a server or one answers on this machine's standard
port. In CI (CI=true) it must be there: a suite that quietly ran on half the databases would prove little.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time

import psycopg

from tests.databases import POSTGRES

LOCAL = "postgresql://postgres@127.0.0.1:5432/test"


def postgres_url() -> str | None:
    """The server to test on, or None when there is none."""
    url = os.environ.get(POSTGRES, LOCAL)
    try:
        psycopg.connect(url, connect_timeout=3).close()
    except psycopg.Error as trouble:
        if POSTGRES in os.environ or os.environ.get("CI"):
            sys.exit(f"PostgreSQL is asked for at {url}, but does not answer: {trouble}")
        return None
    return url


def run(title: str, extra: dict[str, str], *arguments: str) -> int:
    """One run of pytest, with two workers a core: many tests wait for a queue, and a core waits with them."""
    print(f"== {title}", flush=True)
    environment = {name: value for name, value in os.environ.items() if name != POSTGRES} | extra
    workers = str(min(2 * (os.cpu_count() or 2), 12))
    command = [sys.executable, "-m", "pytest", "-n", workers, "--dist", "worksteal", *arguments]
    return subprocess.run(command, env=environment, check=False).returncode


def main() -> int:
    """Runs both; any failure fails the whole."""
    begun = time.monotonic()
    url = postgres_url()
    arguments = sys.argv[1:]
    codes = [run("everything, on SQLite", {}, *arguments)]
    if url is None:
        print("== PostgreSQL: no server answers here, so nothing ran on it")
    else:
        codes.append(
            run(
                "everything that touches a database, on PostgreSQL",
                {POSTGRES: url},
                "-m",
                "database",
                *arguments,
            )
        )
    print(f"== {time.monotonic() - begun:.0f} s in all")
    return max(codes)


if __name__ == "__main__":
    sys.exit(main())
