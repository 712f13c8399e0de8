"""Saying what could not be found: a short form for everybody, without an account, a name or a cookie."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from localoffer import days, languages
from localoffer.alphabets import in_order
from localoffer.db import session
from localoffer.feedback import telling
from localoffer.feedback.forms import MissingForm, Terms
from localoffer.feedback.telling import Missing
from localoffer.feedback.without_account import form_page, refusal
from localoffer.languages import Language
from localoffer.listings.card_making import cards_of
from localoffer.listings.results.page import Result
from localoffer.listings.search.criteria import SearchCriteria
from localoffer.listings.search.documents import Vocabulary
from localoffer.listings.search.following import follower
from localoffer.vocabulary import AgeBand
from localoffer.web import csrf, other_language

blueprint = Blueprint("feedback", __name__, url_prefix="/what-is-missing")
blueprint.before_request(other_language.follow)
# A token needs a session, and so a cookie for everybody who only looks: require_own_page stands in for it.
csrf.exempt(f"{__name__}.tell")
_PAGE = "feedback/missing.html"


@blueprint.get("")
def missing() -> Response:
    """Ask what somebody looked for; district, need, age and kind of support are those of the search they come from."""
    form = _form()
    form.fill(_of_the_search(form))
    form.begin()
    return form_page(_PAGE, form)


@blueprint.post("")
def tell() -> Response:
    """Keep what somebody could not find, once, and thank them."""
    form = _form()
    if status := refusal(form):
        return form_page(_PAGE, form, status)
    told = Missing(
        language=languages.current().code,
        district=form.district.data,
        needs=tuple(form.needs.data),
        kinds=tuple(form.kinds.data),
        age_band=AgeBand(form.age_band.data) if form.age_band.data else None,
        words=form.words.data or "",
    )
    keys = current_app.extensions["localoffer_keys"]
    telling.tell(session(), missing=told, mark=form.mark.data or "", keys=keys, on=days.today())
    return redirect(url_for("feedback.thanks", need=told.needs or None), code=303)


@blueprint.get("/thanks")
def thanks() -> str:
    """Thank whoever told us, and show what helps anywhere in the county with the same needs."""
    engine, spoken = follower(current_app).engine, languages.current()
    asked = request.args.getlist("need")
    needs = tuple(code for code in engine.need_codes() if code in asked)
    hits = engine.countywide(SearchCriteria.asking(need=needs), language=spoken.code)
    cards = cards_of((hit.listing_id for hit in hits), engine=engine, spoken=spoken)
    return render_template("feedback/thanks.html", results=[Result(card, "", "") for card in cards.values()])


def address(asked: SearchCriteria | None = None) -> str:
    """Return the address of the form for whoever asked for that, by default in the address of this page.

    It holds codes alone: no words, and no postcode.
    """
    if asked is None:
        told = {name: request.args.getlist(name) for name in ("district", "need", "age", "kind")}
    else:
        told = {name: list(asked.values(name)) for name in ("district", "need", "age", "kind")}
    told["age"] = told["age"][:1]
    query = urlencode(told, doseq=True)
    path = url_for("feedback.missing")
    return f"{path}?{query}" if query else path


def _form() -> MissingForm:
    form = MissingForm()
    form.offer(_terms(follower(current_app).engine.vocabulary, languages.current()))
    return form


def _terms(vocabulary: Vocabulary, spoken: Language) -> Terms:
    districts, needs, kinds = (
        tuple((choice.code, choice.name(spoken.code)) for choice in choices)
        for choices in (vocabulary.districts, vocabulary.needs, vocabulary.kinds)
    )
    return Terms(tuple(in_order(districts, lambda named: named[1], language=spoken)), needs, kinds)


def _of_the_search(form: MissingForm) -> dict[str, object]:
    """Return what the address says that somebody searched for, as far as the form has it. It never says their words."""
    age = request.args.get("age", -1, type=int)
    district = request.args.get("district", "")
    return {
        "district": district if district in {choice.value for choice in form.district.options} else "",
        "age_band": next((band.value for band in AgeBand if age in band.years), ""),
        **{
            field.short_name: [choice.value for choice in field.options if choice.value in request.args.getlist(name)]
            for name, field in (("need", form.needs), ("kind", form.kinds))
        },
    }
