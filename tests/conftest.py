"""What every test may ask for: an application on a real database, a client that checks each page, a session."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from sqlalchemy.orm import Session

import config
from localoffer import create_app, languages, migrating
from localoffer.crypto import KeyRing
from localoffer.db import Database
from localoffer.staff.models import User
from tests.support import county, garbage, quick_start, staff
from tests.support.client import CheckedClient
from tests.support.compiled_templates import COMPILED
from tests.support.databases import Databases, PostgresDatabases, SqliteDatabases

KINDS: dict[str, type[SqliteDatabases] | type[PostgresDatabases]] = {
    "sqlite": SqliteDatabases,
    "postgresql": PostgresDatabases,
}

garbage.put_off()
quick_start.install()

FEW_LANGUAGES = {"en", "ur"}
"""English, and one that is written from right to left."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database", default="sqlite,postgresql", help="the databases that tests run on, comma separated")
    parser.addoption("--matrix", action="store_true", help="run the whole matrix of languages, widths and journeys")
    parser.addoption("--at", help="the moment when the tests shall believe to begin, as 2026-12-31T23:59+00:00")


def pytest_configure(config: pytest.Config) -> None:
    if moment := config.getoption("--at"):
        time_machine.travel(datetime.fromisoformat(moment), tick=True).start()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "database_kind" in metafunc.fixturenames:
        kinds = metafunc.config.getoption("--database").split(",")
        if metafunc.definition.get_closest_marker("any_database") and not metafunc.config.getoption("--matrix"):
            kinds = kinds[:1]
        metafunc.parametrize("database_kind", kinds, scope="session")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--matrix"):
        return
    skip = pytest.mark.skip(reason="part of the whole matrix: make test-full")
    for item in items:
        if item.get_closest_marker("matrix") or is_in_a_language_of_the_matrix(item):
            item.add_marker(skip)


def pytest_collection_finish() -> None:
    garbage.set_apart()


def is_in_a_language_of_the_matrix(item: pytest.Item) -> bool:
    """Return whether a test is one of those that a few languages stand for, and in one of the others."""
    asked = getattr(item, "callspec", None)
    few = item.get_closest_marker("few_languages")
    return bool(few and asked and asked.params["code"] not in FEW_LANGUAGES)


@pytest.fixture(scope="session")
def databases(database_kind: str, tmp_path_factory: pytest.TempPathFactory) -> Databases:
    """Databases of one kind whose template is migrated and knows the county."""
    made = KINDS[database_kind](tmp_path_factory.mktemp(database_kind))
    template = Database(made.template_url)
    migrating.migrate(template)
    with template.transaction() as session:
        county.load(session)
    template.engine.dispose()
    return made


@pytest.fixture
def database_url(databases: Databases) -> Iterator[str]:
    """A database of this test's own, with the districts, the vocabulary and a few postcodes."""
    with databases.fresh() as url:
        yield url


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> config.Settings:
    """Settings of a test site that writes only below the test's own folder."""
    keys = tmp_path / "keys.json"
    KeyRing.create(keys)
    return config.Settings(
        environment="test",
        base_url="http://localhost",
        database_url=database_url,
        var=tmp_path / "var",
        keys=keys,
        secret_key="a secret that only this test knows, long enough",
    )


@pytest.fixture
def every_language(monkeypatch: pytest.MonkeyPatch) -> None:
    """Those that are held back too, as if families were offered them."""
    for language in languages.KNOWN:
        monkeypatch.setitem(languages.LANGUAGES, language.code, language)


@pytest.fixture
def app(settings: config.Settings) -> Iterator[Flask]:
    """The application on this test's database."""
    made = create_app(settings)
    made.test_client_class = CheckedClient
    made.jinja_env.bytecode_cache = COMPILED
    yield made
    made.extensions["localoffer_database"].engine.dispose()


@pytest.fixture
def client(app: Flask) -> CheckedClient:
    """A browser without JavaScript that checks every page it is given."""
    made = app.test_client()
    assert isinstance(made, CheckedClient)
    return made


@pytest.fixture
def database(app: Flask) -> Database:
    """The database of ``app``."""
    found: Database = app.extensions["localoffer_database"]
    return found


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    """A session beside the application's own, to arrange and to look. It must commit what the application shall see."""
    with database.session(writes=True) as opened:
        yield opened


@pytest.fixture
def keys(app: Flask) -> KeyRing:
    """The key ring of ``app``."""
    found: KeyRing = app.extensions["localoffer_keys"]
    return found


@pytest.fixture
def make_user(app: Flask, session: Session) -> Callable[..., User]:
    """Makes members of staff; ``tests.support.staff.sign_in`` signs them in."""
    return partial(staff.make_user, app, session)
