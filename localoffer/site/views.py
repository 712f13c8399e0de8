"""Home, the language switch and the small print."""

from __future__ import annotations

from functools import partial

from flask import (
    Blueprint,
    Flask,
    Response,
    abort,
    current_app,
    redirect,
    render_template,
    request,
    url_for,
)
from werkzeug.wrappers import Response as Redirect

from localoffer import languages
from localoffer.days import today
from localoffer.guide.pages.sections import sections
from localoffer.listings.drawn_once import Drawn, drawn_once
from localoffer.listings.offered import Choice, choices, from_a_to_z
from localoffer.listings.search.criteria import SearchCriteria
from localoffer.listings.search.engine import Engine
from localoffer.listings.search.following import follower
from localoffer.web import settings
from localoffer.web.compression import Repeated
from localoffer.web.returning import safe_path

blueprint = Blueprint("site", __name__)


@blueprint.get("/")
def home() -> Redirect:
    """Show the home page; somebody whose browser or earlier choice asks for another language is sent there first."""
    spoken = languages.current()
    if spoken is languages.ENGLISH:
        wanted = languages.choose_for_home()
        if wanted is not languages.ENGLISH:
            return _as_chosen(redirect(languages.address_in(wanted, "/")))
    engine = follower(current_app).engine
    return _as_chosen(drawn_once(partial(_home, engine), engine=engine).page.response())


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


def _home(engine: Engine) -> Drawn:
    """Draw the home page."""
    districts, needs = _choices(engine)
    page = render_template("site/home.html", districts=districts, needs=needs, sections=sections())
    return Drawn(Repeated(page.encode()))


def _choices(engine: Engine) -> tuple[list[Choice], list[Choice]]:
    """Return the districts and the needs that have services, from the search index: no query for the home page."""
    spoken = languages.current().code
    counts = engine.find(SearchCriteria(), language=spoken, today=today()).counts
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
    """Register the pages."""
    app.register_blueprint(blueprint)
