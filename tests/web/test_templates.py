"""Templates speak the language of the page: their phrases are put in when they are compiled, values when drawn."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, render_template, url_for
from jinja2 import DictLoader

import config
from localoffer import languages
from localoffer.web import templates
from localoffer.web.application import Application

Render = Callable[..., str]


@pytest.fixture
def site(tmp_path: Path) -> Flask:
    """An application with the site's words and a few templates of this test's own."""
    app = Application(__name__, static_folder=None)
    app.config["SETTINGS"] = config.load(
        {"LOCALOFFER_ENV": "test", "LOCALOFFER_VAR": str(tmp_path), "LOCALOFFER_SECRET_KEY": "x"}
    )
    languages.init_app(app)
    templates.init_app(app)
    app.jinja_env.loader = DictLoader(
        {
            "back.html": '<a>{{ _("Back") }}</a>',
            "page.html": '{{ _("Page %(number)s", number=number) }}',
            "part.html": '{% macro way() %}{{ _("Back") }}{% endmacro %}',
            "whole.html": '{% from "part.html" import way %}{{ way() }}',
            "count.html": '{{ ngettext("%(number)s service", "%(number)s services", number, number=number) }}',
            "deep.html": "<ul>\n    <li>one</li>\n\n    {{ fault }}\n</ul>",
            "link.html": "{{ url_for('contact') }}",
        }
    )
    app.add_url_rule("/contact", "contact", lambda: render_template("link.html"))
    return app


@pytest.fixture
def render(site: Flask) -> Render:
    """Return a function that draws a template in a language."""

    def draw(name: str, code: str = "en", **values: object) -> str:
        with site.app_context(), languages.speaking(code):
            return render_template(name, **values)

    return draw


def test_a_phrase_is_in_the_language_of_the_page_whichever_came_first(render: Render) -> None:
    assert [render("back.html", code) for code in ("pl", "en", "pl")] == [
        "<a>Wstecz</a>",
        "<a>Back</a>",
        "<a>Wstecz</a>",
    ]


def test_a_macro_from_another_template_is_in_the_language_of_the_page(render: Render) -> None:
    assert [render("whole.html", code) for code in ("en", "pl")] == ["Back", "Wstecz"]


def test_a_value_in_a_phrase_is_escaped(render: Render) -> None:
    assert render("page.html", number="<b>") == "Page &lt;b&gt;"


def test_a_number_chooses_the_form_of_its_phrase(render: Render) -> None:
    assert [render("count.html", number=number) for number in (1, 2)] == ["1 service", "2 services"]
    assert [render("count.html", "pl", number=number) for number in (1, 2, 5)] == ["1 usługa", "2 usługi", "5 usług"]


def test_indentation_stays_in_the_source_and_every_line_where_it_was(render: Render) -> None:
    assert render("deep.html", fault="here") == "<ul>\n<li>one</li>\n\nhere\n</ul>"


def test_an_address_is_in_the_language_of_each_page(site: Flask) -> None:
    client = site.test_client()
    assert [client.get(path).text for path in ("/contact", "/pl/contact", "/contact")] == [
        "/contact",
        "/pl/contact",
        "/contact",
    ]


def test_an_address_without_values_is_made_once_whoever_asks(site: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    flasks_own = Flask.url_for

    def counted(app: Flask, /, endpoint: str, **values: Any) -> str:
        made.append(endpoint)
        return flasks_own(app, endpoint, **values)

    monkeypatch.setattr(Flask, "url_for", counted)
    with site.test_request_context("/contact"):
        told = [url_for("contact"), site.url_for("contact"), url_for("contact", _anchor="hours")]

    assert told == ["/contact", "/contact", "/contact#hours"]
    assert len(made) == 2
