"""A PostgreSQL of our own for the tests: the one in TEST_DATABASE_URL, else the server that a test package ships.

    with server() as url:                 # a SQLAlchemy address; None where there is no server
        with database(url) as address:    # an empty database on it, dropped at the end

The shipped server listens on a socket in a folder of its own, and nobody else can reach it. It will not run as
root, so root starts it as the user `nobody`.
"""

from __future__ import annotations

import contextlib
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import sqlalchemy as sa

START_S = 60
# The one user of the shipped server who needs a password.
GUARDED = "guarded"
# Nothing here has to survive the machine; that a killed server keeps its commits does not depend on these.
OPTIONS = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "listen_addresses=",
    "max_connections=60",
    "shared_preload_libraries=pg_textsearch",
)


@contextlib.contextmanager
def server() -> Iterator[str | None]:
    """The address of a server, and of none where no package ships one."""
    given = os.environ.get("TEST_DATABASE_URL")
    programs = shipped_programs()
    if given or programs is None:
        yield given or None
        return
    with started(programs) as url:
        yield url


@contextlib.contextmanager
def database(server_url: str, template: str = "template1") -> Iterator[str]:
    """The address of an empty database on the server, or of a copy of another one that nobody has open."""
    name = f"test_{uuid.uuid4().hex}"
    run(server_url, f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    try:
        yield sa.make_url(server_url).set(database=name).render_as_string(hide_password=False)
    finally:
        run(server_url, f'DROP DATABASE "{name}" WITH (FORCE)')


def copy(database_url: str) -> contextlib.AbstractContextManager[str]:
    """The address of a copy of a database that nobody has open."""
    url = sa.make_url(database_url)
    return database(url.set(database="postgres").render_as_string(hide_password=False), str(url.database))


def run(server_url: str, statement: str) -> None:
    """Run one statement outside of any transaction."""
    engine = sa.create_engine(sa.make_url(server_url).set(drivername="postgresql+psycopg"))
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql(statement)
    engine.dispose()


def shipped_programs() -> Path | None:
    """The folder with `bin/postgres` that the test package brings."""
    spec = importlib.util.find_spec("pgserver")
    if spec is None or spec.origin is None:
        return None
    programs = Path(spec.origin).parent / "pginstall"
    return programs if (programs / "bin" / "postgres").exists() else None


@contextlib.contextmanager
def started(programs: Path) -> Iterator[str]:
    """A running server in a temporary folder; both are gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    try:
        as_user = user_for(folder)
        programs = reachable(programs, folder, as_user)
        initialise(programs, folder, as_user)
        with serving(programs, folder, as_user) as url:
            yield url
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def standby_of(programs: Path, primary_url: str) -> Iterator[str]:
    """A running server that follows a started one, commit by commit, and refuses writes."""
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    try:
        as_user = user_for(folder)
        programs = reachable(programs, folder, as_user)
        primary = str(sa.make_url(primary_url).query["host"])
        command = [programs / "bin" / "pg_basebackup", "-D", folder / "data", "-h", primary, "-U", "postgres"]
        more = ["-R", "-c", "fast", "--no-sync"]
        subprocess.run([*command, *more], check=True, capture_output=True, cwd=folder, **as_user)
        with serving(programs, folder, as_user) as url:
            yield url
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def serving(programs: Path, folder: Path, as_user: dict[str, Any]) -> Iterator[str]:
    """The address of a server over the folder's data; stopped at the end of the block."""
    process = start(programs, folder, as_user)
    try:
        url = f"postgresql+psycopg://postgres@/postgres?host={folder}"
        wait_until_ready(url, process, folder)
        yield url
    finally:
        process.send_signal(signal.SIGQUIT)
        process.wait(START_S)


def user_for(folder: Path) -> dict[str, Any]:
    """How a process is started that may serve from the folder: as it is, or for root as `nobody`."""
    if os.getuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def reachable(programs: Path, folder: Path, as_user: dict[str, Any]) -> Path:
    """The programs where that user may run them: where they are, else a copy (a closed home folder, say)."""
    try:
        subprocess.run(
            [programs / "bin" / "postgres", "--version"], check=True, capture_output=True, **as_user
        )
    except (OSError, subprocess.CalledProcessError):
        copy = folder / "programs"
        shutil.copytree(programs, copy, symlinks=True)
        return copy
    return programs


def initialise(programs: Path, folder: Path, as_user: dict[str, Any]) -> None:
    """Make the files of an empty server."""
    command = [programs / "bin" / "initdb", "-D", folder / "data", "-U", "postgres", "-A", "trust"]
    more = ["-E", "UTF8", "--no-locale", "--no-sync"]
    subprocess.run([*command, *more], check=True, capture_output=True, cwd=folder, **as_user)
    rules = folder / "data" / "pg_hba.conf"
    rules.write_text(f"local all {GUARDED} scram-sha-256\n{rules.read_text()}")


def start(
    programs: Path, folder: Path, as_user: dict[str, Any], more: tuple[str, ...] = ()
) -> subprocess.Popen[bytes]:
    """Start the server in the foreground of a process of its own; `more` are further options, which win."""
    options = [word for option in (*OPTIONS, *more) for word in ("-c", option)]
    command = [programs / "bin" / "postgres", "-D", folder / "data", "-k", folder, *options]
    with (folder / "log").open("wb") as log:
        return subprocess.Popen(command, stdout=log, stderr=log, cwd=folder, **as_user)


def wait_until_ready(url: str, process: subprocess.Popen[bytes], folder: Path) -> None:
    """Return once the server answers; RuntimeError with its log when it does not."""
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline and process.poll() is None:
        with contextlib.suppress(sa.exc.OperationalError):
            run(url, "SELECT 1")
            return
    raise RuntimeError(f"the server did not start: {(folder / 'log').read_text(errors='replace')}")
