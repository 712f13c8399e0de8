"""The public pages of privacy: the notice for young people, and complaining about how personal data was used."""

from __future__ import annotations

from flask import Blueprint, current_app, make_response, redirect, render_template, url_for
from flask import session as browser_session
from flask_wtf.csrf import CSRFError
from werkzeug.wrappers import Response

from localoffer import council, languages
from localoffer.crypto import KeyRing
from localoffer.db import now, session
from localoffer.feedback import pace
from localoffer.forms import marks
from localoffer.languages import gettext
from localoffer.privacy import complaints
from localoffer.privacy.complaint_sealing import Told
from localoffer.privacy.complaints import Office
from localoffer.privacy.forms import ComplaintForm
from localoffer.web import csrf, other_language, settings
from localoffer.web.origins import require_own_page

blueprint = Blueprint("privacy", __name__, url_prefix="/privacy")
blueprint.before_request(other_language.follow)
# A token needs a session, and so a cookie for everybody who only looks: require_own_page stands in for it.
csrf.exempt(f"{__name__}.send_complaint")
_TOO_MANY = 429
_SENT = "data_complaint"


@blueprint.get("/young-people")
def young_people() -> str:
    """Show the privacy notice in a young person's words."""
    return render_template("privacy/young_people.html")


@blueprint.get("/complaint")
def complain() -> Response:
    """Ask what went wrong with somebody's data, and how to answer them."""
    form = ComplaintForm()
    form.mark.data = marks.new_mark()
    return _page(form)


@blueprint.post("/complaint")
def send_complaint() -> Response:
    """Store a complaint, once, and say that it has come."""
    form = ComplaintForm()
    if other_language.wanted():
        return _page(form)
    if not _is_our_own():
        form.not_from_us()
        return _page(form, 400)
    if not form.validate():
        return _page(form, 400)
    if pace.is_too_fast():
        form.form_errors = [gettext("This form was sent very often just now. Try again in an hour, or ring us.")]
        return _page(form, _TOO_MANY)
    names = ("name", "words", "wanted", "about", "email", "phone", "address")
    keys: KeyRing = current_app.extensions["localoffer_keys"]
    made = complaints.complain(
        session(),
        told=Told(**{name: form[name].data for name in names}),
        mark=form.mark.data or "",
        keys=keys,
        office=Office(council.current(), settings().base_url),
        language=languages.current().code,
        at=now(),
    )
    browser_session[_SENT] = {"reference": made.reference, "receipt": bool(form.email.data)}
    return redirect(url_for("privacy.complained"), code=303)


@blueprint.get("/complaint/sent")
def complained() -> Response:
    """Say that a complaint has come, and what happens next."""
    sent = browser_session.get(_SENT)
    if sent is None:
        return redirect(url_for("privacy.complain"), code=303)
    return _unstored(make_response(render_template("privacy/complained.html", sent=sent)))


def _is_our_own() -> bool:
    try:
        require_own_page()
    except CSRFError:
        return False
    return True


def _page(form: ComplaintForm, status: int = 200) -> Response:
    return _unstored(make_response(render_template("privacy/complaint.html", form=form), status))


def _unstored(answer: Response) -> Response:
    answer.headers["Cache-Control"] = "no-store"
    return answer
