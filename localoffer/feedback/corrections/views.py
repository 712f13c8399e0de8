"""Saying that something on a listing is wrong: for everybody, without an account or a cookie."""

from __future__ import annotations

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from localoffer import days, languages
from localoffer.db import session
from localoffer.feedback.corrections import telling
from localoffer.feedback.corrections.forms import WrongForm
from localoffer.feedback.corrections.telling import Told
from localoffer.feedback.corrections.vocabulary import Teller, Wrong
from localoffer.feedback.without_account import form_page, refusal
from localoffer.listings import presenters, queries
from localoffer.listings.models import Listing
from localoffer.web import csrf, other_language

blueprint = Blueprint("corrections", __name__, url_prefix="/services/<slug>/something-wrong")
blueprint.before_request(other_language.follow)
# A token needs a session, and so a cookie for everybody who only looks: require_own_page stands in for it.
csrf.exempt(f"{__name__}.tell")


@blueprint.get("")
def wrong(slug: str) -> Response:
    """Ask what is wrong on a listing."""
    listing, form = queries.get_published(session(), slug=slug), WrongForm()
    form.begin()
    return _page(listing, form)


@blueprint.post("")
def tell(slug: str) -> Response:
    """Keep what somebody says is wrong, once, and thank them."""
    listing, form = queries.get_published(session(), slug=slug), WrongForm()
    if status := refusal(form):
        return _page(listing, form, status)
    told = Told(
        wrong=Wrong(form.wrong.data),
        words=form.words.data or "",
        language=languages.current().code,
        teller=Teller(form.teller.data) if form.teller.data else None,
        email=form.email.data or "",
    )
    keys = current_app.extensions["localoffer_keys"]
    telling.tell(session(), told, listing=listing, mark=form.mark.data or "", keys=keys, on=days.today())
    return redirect(url_for("corrections.thanks", slug=slug, answer="yes" if told.email else None), code=303)


@blueprint.get("/thanks")
def thanks(slug: str) -> str:
    """Thank whoever told us, and say what happens next."""
    listing = queries.get_published(session(), slug=slug)
    name = presenters.name(listing, languages.current())
    answered = request.args.get("answer") == "yes"
    return render_template("feedback/corrections/thanks.html", slug=slug, name=name, answered=answered)


def _page(listing: Listing, form: WrongForm, status: int = 200) -> Response:
    name = presenters.name(listing, languages.current())
    return form_page("feedback/corrections/wrong.html", form, status, slug=listing.slug, name=name)
