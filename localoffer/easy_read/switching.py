"""The switch between easy read and the standard way of reading, on every page that has both.

Most easy read pages have addresses of their own: whoever chose easy read is sent there from the page that each stands
for. A page that is drawn in place (a question of a form) says so by ``offer_in_place``.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from flask import Flask, current_app, g, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from localoffer import languages
from localoffer.easy_read import choice
from localoffer.easy_read.choice import Reading
from localoffer.easy_read.drawing import address_of, fact
from localoffer.easy_read.kept import shelf
from localoffer.easy_read.pictures import PICTURES
from localoffer.easy_read.places import name_of
from localoffer.web import settings

_IN_PLACE = "localoffer_easy_read_in_place"


@dataclass(frozen=True)
class Switch:
    """What the switch of a page shows: whether this is the easy read, and where the other one is."""

    is_easy: bool
    address: str


def init_app(app: Flask) -> None:
    """Give templates ``easy_read_switch()`` and what draws ideas, and send whoever chose easy read to it."""
    app.extensions[_IN_PLACE] = set()
    app.jinja_env.globals.update(
        easy_read_switch=switch, easy_read_address=address_of, easy_read_fact=fact, easy_read_pictures=PICTURES
    )
    app.before_request(_to_easy_read)


def offer_in_place(app: Flask, *endpoints: str) -> None:
    """Say of pages that they draw themselves in easy read for whoever chose it."""
    app.extensions[_IN_PLACE].update(endpoints)


def is_easy_here() -> bool:
    """Return whether this page is to draw itself in easy read."""
    return choice.is_easy() and _is_in_place()


def says_both(*, easy: str = "", standard: str = "") -> None:
    """Say of this page where its easy read is, or of an easy read where the standard page is."""
    other = Reading.STANDARD if standard else Reading.EASY
    g.easy_read_switch = Switch(bool(standard), choosing(other, standard or easy))


def switch() -> Switch | None:
    """Return the switch of this page; None where it has no easy read."""
    if g.get("is_error_page"):
        return None
    said: Switch | None = g.get("easy_read_switch")
    if said is not None:
        return said
    path = request.full_path.rstrip("?") if request.method == "GET" else request.path
    if _is_in_place():
        chosen = choice.is_easy()
        return Switch(chosen, choosing(Reading.STANDARD if chosen else Reading.EASY, path))
    slug = _easy_of_this()
    return Switch(False, choosing(Reading.EASY, url_for("easy_read.show", slug=slug))) if slug else None


def choosing(chosen: Reading, address: str) -> str:
    """Return where a choice is kept and the reader then sent to ``address``, of this site and in any language."""
    path = languages.address_in(languages.ENGLISH, address)
    return f"{url_for('easy_read.choose', chosen=chosen.value)}?next={quote(path, safe='/')}"


def keep_choice(response: AnyResponse, chosen: Reading) -> AnyResponse:
    """Let a browser keep what its reader chose."""
    choice.remember(response, chosen, secure=settings().secure)
    return response


def _is_in_place() -> bool:
    endpoints: set[str] = current_app.extensions[_IN_PLACE]
    return request.endpoint in endpoints


def _easy_of_this() -> str:
    """Return the slug of the easy read that stands for this page; empty where there is none."""
    held = shelf().easy_of
    name = name_of(request.endpoint or "", (request.view_args or {}).get("slug", ""))
    return held.get(name, "") if name else ""


def _is_met_in_another_language() -> bool:
    """Return whether the home page is about to send its reader to their own language first."""
    is_home = request.endpoint == "site.home" and languages.current() is languages.ENGLISH
    return is_home and languages.choose_for_home() is not languages.ENGLISH


def _to_easy_read() -> AnyResponse | None:
    """Send whoever chose easy read to it. What a query asks for is the standard page's alone."""
    if request.method != "GET" or request.query_string or not choice.is_easy():
        return None
    slug = _easy_of_this()
    if not slug or _is_met_in_another_language():
        return None
    response = redirect(url_for("easy_read.show", slug=slug))
    response.vary.add("Cookie")
    return response
