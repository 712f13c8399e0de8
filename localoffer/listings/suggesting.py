"""What the search box suggests while somebody types. Every page works without it."""

from __future__ import annotations

from flask import Response, current_app, jsonify, request, url_for

from localoffer import languages
from localoffer.languages import gettext, ngettext
from localoffer.listings.search.following import follower
from localoffer.listings.search.reading import read
from localoffer.listings.search.suggestions import Sort
from localoffer.listings.views import blueprint

_A_WHILE = 5 * 60


@blueprint.get("/services/suggest")
def suggest() -> Response:
    """Answer with a few searches that begin with what was typed, and a sentence that tells how many there are."""
    engine = follower(current_app).engine
    typed = read(request.args, {}).criteria.text
    found = engine.suggest(typed, languages.current().code)
    about = _sorts()
    answer = jsonify(
        suggestions=[{"text": suggestion.text, "about": about[suggestion.sort]} for suggestion in found],
        told=_told(len(found)),
    )
    # what somebody types is nobody else's: no cache between keeps it
    answer.cache_control.private = True
    answer.cache_control.max_age = _A_WHILE
    return answer


def address() -> str:
    """Return where a search box asks for suggestions, as a path."""
    return url_for("listings.suggest")


def _sorts() -> dict[Sort, str]:
    return {
        Sort.NEED: gettext("A need"),
        Sort.KIND: gettext("A kind of support"),
        Sort.PLACE: gettext("A place"),
        Sort.WORDS: "",
        Sort.SERVICE: gettext("A service"),
    }


def _told(number: int) -> str:
    if not number:
        return gettext("No suggestions.")
    return ngettext(
        "%(num)s suggestion. Use the up and down arrow keys to choose it.",
        "%(num)s suggestions. Use the up and down arrow keys to choose one.",
        number,
    )
