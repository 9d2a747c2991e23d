"""`make test`: the whole suite on SQLite, and everything that touches a database on PostgreSQL too.

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
MOST_WORKERS = 12
NO_BYTECODE = "PYTHONDONTWRITEBYTECODE"
"""Dropped for the run: every worker, and every process that a test starts, would compile everything anew."""


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


def main() -> int:
    """One run of pytest, with a worker more than there are cores: many tests wait for a queue, and a core with them.

    With more of them each is slower, by more than what they wait.
    """
    begun = time.monotonic()
    environment = {name: value for name, value in os.environ.items() if name not in (POSTGRES, NO_BYTECODE)}
    if (url := postgres_url()) is not None:
        environment[POSTGRES] = url
    else:
        print("== PostgreSQL: no server answers here, so nothing runs on it", flush=True)
    # As many processes as there is work for; threads within them would only wait for each other.
    environment |= dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")
    workers = str(min((os.cpu_count() or 2) + 1, MOST_WORKERS))
    command = [sys.executable, "-m", "pytest", "-n", workers, "--dist", "worksteal", *sys.argv[1:]]
    code = subprocess.run(command, env=environment, check=False).returncode
    print(f"== {time.monotonic() - begun:.0f} s in all")
    return code


if __name__ == "__main__":
    sys.exit(main())
