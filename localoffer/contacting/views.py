"""The public pages: where to turn in danger or when it is all too much, asking to be rung, asking for a paper copy."""

from __future__ import annotations

from datetime import date
from typing import TypeVar

from flask import Blueprint, current_app, make_response, redirect, render_template, request, url_for
from flask import session as browser_session
from flask_wtf.csrf import CSRFError
from werkzeug.wrappers import Response

from localoffer import council, languages
from localoffer.contacting import asking, copies, pace
from localoffer.contacting.asking import Asked, Team
from localoffer.contacting.forms import CallMeForm, PaperCopyForm, RequestForm
from localoffer.contacting.pace import Pace
from localoffer.contacting.vocabulary import Paper, PrintSize
from localoffer.contacting.wishes import CallWish, PaperWish, Wish
from localoffer.db import MissingRow, now, session
from localoffer.forms import marks
from localoffer.languages import format_date, gettext
from localoffer.listings import my_list, presenters, queries
from localoffer.referring import Promise
from localoffer.web import csrf, other_language, settings
from localoffer.web.origins import require_own_page

blueprint = Blueprint("contacting", __name__)
blueprint.before_request(other_language.follow)
# A token needs a session, and so a cookie for everybody who only looks: require_own_page stands in for it.
csrf.exempt(f"{__name__}.ask_for_call")
csrf.exempt(f"{__name__}.ask_for_copy")
_TOO_MANY = 429
_SENT = "contact_request"
_LISTING = "listing:"
AnyForm = TypeVar("AnyForm", bound=RequestForm)


@blueprint.get("/help/now", endpoint="now")
def where_to_turn() -> str:
    """Show where to turn in danger, in crisis, or when it is all too much."""
    return render_template("contacting/now.html")


@blueprint.get("/call-me")
def call_me() -> Response:
    """Ask whom to ring, and when that is safe."""
    return _page("contacting/call_me.html", _opened(CallMeForm()))


@blueprint.post("/call-me")
def ask_for_call() -> Response:
    """Store that somebody asks to be rung, once, and say what happens next."""
    form = CallMeForm()
    if (refused := _refused("contacting/call_me.html", form)) is not None:
        return refused
    wish = CallWish(
        name=form.name.data,
        phone=form.phone.data,
        days=tuple(form.days.data),
        times=tuple(form.times.data),
        leave_message=form.message.data == "yes",
        language=form.chosen_language,
        interpreter=form.interpreter.data == "yes",
        words=form.words.data,
    )
    return _stored("contacting/call_me.html", form, wish, then="contacting.called")


@blueprint.get("/call-me/thanks")
def called() -> Response:
    """Say that the request has come, when to expect a call, and what to do meanwhile."""
    return _thanks("contacting/called.html", otherwise="contacting.call_me")


@blueprint.get("/paper-copy")
def paper_copy() -> Response:
    """Ask what to send on paper, how and where to; the address may name a listing or a page to begin with."""
    form = _opened(_with_choices(PaperCopyForm()))
    form.fill({"words": _asked_about(), "size": PrintSize.ORDINARY.value})
    return _page("contacting/paper_copy.html", form)


@blueprint.post("/paper-copy")
def ask_for_copy() -> Response:
    """Store that somebody asks for a paper copy, once, and say what happens next."""
    form = _with_choices(PaperCopyForm())
    if (refused := _refused("contacting/paper_copy.html", form)) is not None:
        return refused
    wish = PaperWish(
        name=form.name.data,
        address=form.address.data,
        what=tuple(form.what.data),
        size=form.size.data,
        language=form.chosen_language,
        words=form.words.data,
        other_format=form.other_format.data,
        services=my_list.keys() if Paper.MY_LIST.value in form.what.data else (),
    )
    return _stored("contacting/paper_copy.html", form, wish, then="contacting.copied")


@blueprint.get("/paper-copy/thanks")
def copied() -> Response:
    """Say that the request has come, and what happens next."""
    return _thanks("contacting/copied.html", otherwise="contacting.paper_copy")


def promise() -> Promise | None:
    """Return within what time the council says it rings; an example is none outside a demonstration."""
    told = council.current().call_back
    return None if told is None or (told.example and not settings().is_demonstration) else told


def team() -> Team:
    """Return who deals with requests."""
    told = promise()
    return Team(settings().team_address, settings().base_url, told.working_days if told else None)


def _opened(form: AnyForm) -> AnyForm:
    form.mark.data = marks.new_mark()
    form.fill({"language": languages.current().code})
    return form


def _with_choices(form: PaperCopyForm) -> PaperCopyForm:
    form.offer(copies.offered(), kept=len(my_list.keys()))
    return form


def _asked_about() -> str:
    """Return the name of the listing or page that the address names; empty where it names none."""
    about = request.args.get("about", "")
    if not about.startswith(_LISTING):
        return copies.named(about)
    try:
        listing = queries.get_published(session(), slug=about.removeprefix(_LISTING))
    except MissingRow:
        return ""
    return presenters.name(listing, languages.current()).text


def _refused(template: str, form: RequestForm) -> Response | None:
    """Return the page of a form that none of our pages sent or that lacks something; None where it can be stored."""
    if other_language.wanted():
        return _page(template, form)
    try:
        require_own_page()
    except CSRFError:
        form.not_from_us()
        return _page(template, form, 400)
    return None if form.validate() else _page(template, form, 400)


def _stored(template: str, form: RequestForm, wish: Wish, *, then: str) -> Response:
    speed = pace.measure()
    if speed is Pace.FLOOD:
        form.form_errors = [gettext("This form was sent very often just now. Try again in an hour, or ring us.")]
        return _page(template, form, _TOO_MANY)
    asked = Asked(
        wish=wish,
        mark=form.mark.data or "",
        language=languages.current().code,
        at=now(),
        set_aside_for=asking.signs_of(wish, empty_box=form.comment.data, is_busy=speed is Pace.BUSY),
    )
    made = asking.ask(session(), asked=asked, keys=current_app.extensions["localoffer_keys"], team=team())
    browser_session[_SENT] = {"reference": made.reference, "by": made.due_on.isoformat()}
    return redirect(url_for(then), code=303)


def _thanks(template: str, *, otherwise: str) -> Response:
    sent = browser_session.get(_SENT)
    if sent is None:
        return redirect(url_for(otherwise), code=303)
    told = promise()
    by = format_date(date.fromisoformat(sent["by"])) if told else ""
    return _unstored(render_template(template, reference=sent["reference"], by=by, promise=told))


def _page(template: str, form: RequestForm, status: int = 200) -> Response:
    return _unstored(render_template(template, form=form), status)


def _unstored(page: str, status: int = 200) -> Response:
    answer = make_response(page, status)
    # the mark in the form, and what was typed, are this reader's own
    answer.headers["Cache-Control"] = "no-store"
    return answer
