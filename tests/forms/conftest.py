"""A bare application that knows forms, languages and the page layouts, and nothing else of the site."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TypeVar

import pytest
from flask import Flask

import config
from localoffer import languages
from localoffer.forms.base import Form
from localoffer.web import templates

AnyForm = TypeVar("AnyForm", bound=Form)
Send = Callable[[type[AnyForm], Mapping[str, object]], AnyForm]


@pytest.fixture
def plain_app(tmp_path: Path) -> Flask:
    """An application without a database."""
    settings = config.Settings(
        environment="test",
        base_url="http://localhost",
        database_url="",
        var=tmp_path,
        keys=tmp_path / "keys.json",
        secret_key="only this test knows it, and it is long",
    )
    app = Flask(__name__, template_folder=str(settings.templates), static_folder=None)
    app.config.update(settings.as_flask_config(), WTF_CSRF_ENABLED=False)
    languages.init_app(app)
    templates.init_app(app)
    return app


@pytest.fixture
def send(plain_app: Flask) -> Iterator[Send[Form]]:
    """Send a form as a browser would, and get it back checked; its request lasts until the test ends."""
    opened = []

    def sent(form_class: type[Form], typed: Mapping[str, object]) -> Form:
        context = plain_app.test_request_context("/", method="POST", data=typed)
        context.push()
        opened.append(context)
        form = form_class()
        form.validate()
        return form

    yield sent
    for context in reversed(opened):
        context.pop()
