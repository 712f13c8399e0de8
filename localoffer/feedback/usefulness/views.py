"""Whether a page was useful: two buttons at its end, and a page of thanks that leads back to it."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from localoffer import languages
from localoffer.days import today
from localoffer.db import MissingRow, now, session
from localoffer.feedback import pace, subjects
from localoffer.feedback.subjects import Subject
from localoffer.feedback.usefulness import counting
from localoffer.feedback.usefulness.counting import Said
from localoffer.web import csrf
from localoffer.web.origins import require_own_page

blueprint = Blueprint("usefulness", __name__, url_prefix="/useful")
# A token needs a session, and so a cookie for everybody who only looks: require_own_page stands in for it.
csrf.exempt(f"{__name__}.tell")
_ANSWERS = {"yes": True, "no": False}
_LONGEST_MARK = 100


@blueprint.post("")
def tell() -> Response:
    """Count one answer, once for each time that the page was opened. A flood of them is thanked, and not counted."""
    require_own_page()
    about, answer, mark = (request.form.get(name, "") for name in ("about", "useful", "mark"))
    if answer not in _ANSWERS or not 0 < len(mark) <= _LONGEST_MARK:
        abort(400)
    _subject(about)
    if not pace.is_too_fast("useful"):
        said = Said(about, languages.current().code, _ANSWERS[answer])
        counting.tell(session(), said, mark=mark, on=today(), at=now())
    return redirect(url_for("usefulness.thanks", about=about, useful=answer), code=303)


@blueprint.get("/thanks")
def thanks() -> str:
    """Thank for the answer, lead back to the page, and after a "no" offer what may help."""
    about = request.args.get("about", subjects.SITE)
    return render_template(
        "feedback/usefulness/thanks.html",
        about=about,
        subject=_subject(about),
        listing=about.removeprefix(f"{subjects.LISTING}:") if about.startswith(f"{subjects.LISTING}:") else "",
        was_useful=request.args.get("useful") != "no",
    )


def _subject(about: str) -> Subject:
    found = subjects.resolve(about)
    if found is None:
        raise MissingRow("there is no such page")
    return found
