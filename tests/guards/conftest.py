"""An application for rules that need no database."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask

import config
from localoffer import create_app
from localoffer.crypto import KeyRing


@pytest.fixture(scope="session")
def app_without_database(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """An application whose database is never opened."""
    folder: Path = tmp_path_factory.mktemp("guards")
    KeyRing.create(folder / "keys.json")
    return create_app(
        config.Settings(
            environment="test",
            base_url="http://localhost",
            database_url="sqlite://",
            var=folder,
            keys=folder / "keys.json",
            secret_key="a secret that only these tests know, long enough",
        )
    )
