"""Home, the language switch and the small print."""

from __future__ import annotations

from collections import defaultdict

from flask import (
    Blueprint,
    Flask,
    Response,
    abort,
    current_app,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from werkzeug.wrappers import Response as Redirect

from localoffer import languages
from localoffer.db import now
from localoffer.guide.pages.sections import sections
from localoffer.listings.changes import MadeOnce
from localoffer.listings.offered import Choice, choices, from_a_to_z
from localoffer.listings.search.criteria import SearchCriteria
from localoffer.listings.search.engine import Engine
from localoffer.listings.search.following import follower
from localoffer.web import settings
from localoffer.web.returning import safe_path

blueprint = Blueprint("site", __name__)
_EXTENSION = "localoffer_home"
_Choices = tuple[list[Choice], list[Choice]]


@blueprint.get("/")
def home() -> Redirect:
    """Show the home page; somebody whose browser or earlier choice asks for another language is sent there first."""
    spoken = languages.current()
    if spoken is languages.ENGLISH:
        wanted = languages.choose_for_home()
        if wanted is not languages.ENGLISH:
            return _as_chosen(redirect(languages.address_in(wanted, "/")))
    districts, needs = _home_choices()
    page = render_template("site/home.html", districts=districts, needs=needs, sections=sections())
    return _as_chosen(make_response(page))


@blueprint.get("/language/<code>")
def language(code: str) -> Redirect:
    """Remember the language that a reader chose, and show the same page in it."""
    if code not in languages.LANGUAGES:
        abort(404)
    chosen = languages.get(code)
    answer = redirect(languages.address_in(chosen, safe_path(request.args.get("next"))))
    languages.remember(answer, chosen, secure=settings().secure)
    return answer


@blueprint.get("/privacy")
def privacy() -> str:
    """Show the privacy notice."""
    return render_template("site/privacy.html")


@blueprint.get("/accessibility")
def accessibility() -> str:
    """Show the accessibility statement."""
    return render_template("site/accessibility.html")


@blueprint.get("/comfort")
def comfort() -> str:
    """Show how to change what the site looks and sounds like."""
    return render_template("site/comfort.html")


@blueprint.get("/cookies")
def cookies() -> str:
    """Show which cookies the site sets, and when."""
    return render_template("site/cookies.html")


@blueprint.get("/terms")
def terms() -> str:
    """Show the terms of use."""
    return render_template("site/terms.html")


@blueprint.get("/contact")
def contact() -> str:
    """Show how to reach the council, and what to do in an emergency."""
    return render_template("site/contact.html")


@blueprint.get("/robots.txt")
def robots() -> Response:
    """Tell search engines what is not for them, and where the map of the rest is."""
    closed = ("/admin", "/easy-read/choose/", "/language/", "/refer/life-skills/", "/services/my-list")
    lines = (
        "User-agent: *",
        *(f"Disallow: {path}" for path in closed),
        f"Sitemap: {settings().base_url}/sitemap.xml",
    )
    return Response("\n".join(lines) + "\n", mimetype="text/plain")


def _as_chosen(answer: Redirect) -> Redirect:
    """Say what the answer depends on, so that no cache gives one reader's language to another."""
    answer.vary.update(("Cookie", "Accept-Language"))
    return answer


def _home_choices() -> _Choices:
    """Return the districts and the needs that have services, made once for each language and state of the listings."""
    kept: defaultdict[str, MadeOnce[_Choices]] = current_app.extensions[_EXTENSION]
    engine = follower(current_app).engine
    # addresses begin with the root of the path, which says the language
    return kept[request.root_path].take(engine.generation.name, lambda: _choices(engine))


def _choices(engine: Engine) -> _Choices:
    """Return them from the search index: no query for the home page."""
    spoken = languages.current().code
    counts = engine.find(SearchCriteria(), language=spoken, today=now().date()).counts
    return (
        from_a_to_z(
            choices(
                engine.vocabulary.districts,
                counts["district"],
                spoken,
                lambda code: url_for("listings.search", district=code),
            )
        ),
        choices(
            engine.vocabulary.needs,
            counts["need"],
            spoken,
            lambda code: url_for("listings.search", need=code),
        ),
    )


def init_app(app: Flask) -> None:
    """Register the pages, and give the application a place to keep what the home page offers."""
    app.extensions[_EXTENSION] = defaultdict(MadeOnce)
    app.register_blueprint(blueprint)
