"""What opens by a provider's link: its listings, and for each of them the question if it is still right.

Opening a page changes nothing, because programs that look at mail open links too; an answer is always sent by a button.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, current_app, make_response, redirect, render_template, request, url_for
from flask import Response as AnyResponse
from werkzeug.wrappers import Response

from localoffer import council, languages
from localoffer.crypto import KeyRing
from localoffer.days import today
from localoffer.db import MissingRow, session
from localoffer.languages import gettext
from localoffer.listings import presenters as listing_words
from localoffer.listings import queries as listing_queries
from localoffer.listings.applying import content_of, content_of_version
from localoffer.listings.changing import NotAllowed
from localoffer.listings.checks.finding import missing
from localoffer.listings.content import ListingContent
from localoffer.listings.freshness import answering, changes, links, presenters, queries, sealing
from localoffer.listings.freshness.answering import Answering, TooOften
from localoffer.listings.freshness.forms import FOR_NOW, ChangeForm, ClosedForm, ProviderForm
from localoffer.listings.freshness.links import Desk, Wanted
from localoffer.listings.freshness.models import ProviderLink
from localoffer.listings.listing_page import full_listing
from localoffer.listings.models import Listing
from localoffer.web import csrf, other_language, settings

blueprint = Blueprint("provider", __name__, url_prefix="/provider/<token>")
blueprint.before_request(other_language.follow)
# A token needs a session, and so a cookie: the link itself says who may, and require_own_page that our page sent it.
for _view in ("again", "right", "change", "closed"):
    csrf.exempt(f"{__name__}.{_view}")
_TOO_MANY = 429


class Over(Exception):
    """A link opens nothing: it ended, was taken back, or was never one; ``link`` is the one that only ran out."""

    def __init__(self, link: ProviderLink | None = None) -> None:
        super().__init__("the link opens nothing")
        self.link = link


@blueprint.after_request
def _store_nothing(response: AnyResponse) -> AnyResponse:
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.errorhandler(Over)
def _over(over: Over) -> Response:
    page = render_template("listings/freshness/over.html", token=_token(), may_ask=over.link is not None)
    return make_response(page, 410)


@blueprint.errorhandler(TooOften)
def _too_often(_fault: TooOften) -> Response:
    session.rollback()
    return make_response(render_template("listings/freshness/too_often.html"), _TOO_MANY)


@blueprint.errorhandler(NotAllowed)
def _not_seen(_fault: NotAllowed) -> Response:
    session.rollback()
    return make_response(render_template("listings/freshness/over.html", token=_token(), may_ask=False), 409)


@blueprint.get("")
def start(token: str) -> Response:
    """Show the listings that a link opens, or at once the only one."""
    link = _opened(token)
    kept = queries.kept_by(session(), link, page=request.args.get("page", 1, type=int))
    if link.organisation_id is None and kept.listings:
        return _go("show", token, kept.listings[0].slug)
    rows = _rows(link, kept.listings)
    return _page("listings/freshness/start.html", token=token, link=link, rows=rows, shown=kept)


@blueprint.post("/again")
def again(token: str) -> Response:
    """Send a new link to where one went that ran out."""
    if ProviderForm().refusal():
        raise Over
    link = queries.link_of(session(), sealing.uuid_of(token, keys=_keys()))
    about = link.organisation or link.listing
    kept = queries.kept_by(session(), link).listings
    if _may_ask_again(link) and about is not None and kept:
        wanted = Wanted(about, kept, sealing.open_address(link, keys=_keys()), link.language)
        links.send(session(), wanted, actor=f"provider:{link.id}", desk=_desk())
        link.revoked_on = today()
    return _go("sent", token)


@blueprint.get("/sent")
def sent(token: str) -> Response:
    """Say that a new link is on its way."""
    return _page("listings/freshness/sent.html")


@blueprint.get("/services/<slug>")
def show(token: str, slug: str) -> Response:
    """Show a listing as families see it, and ask if it is still right."""
    link, listing = _both(token, slug)
    return _ask(link, listing, ProviderForm())


@blueprint.post("/services/<slug>/right")
def right(token: str, slug: str) -> Response:
    """Keep that a listing is right."""
    link, listing = _both(token, slug)
    form = ProviderForm()
    if status := form.refusal():
        return _ask(link, listing, form, status)
    answering.right(session(), _answering(link, listing))
    return _go("thanks", token, slug)


@blueprint.route("/services/<slug>/change", methods=["GET", "POST"])
def change(token: str, slug: str) -> Response:
    """Take changes of a listing, which go to review."""
    link, listing = _both(token, slug)
    form = ChangeForm()
    form.fill({"version": str(listing.version_number), **changes.values_of(content_of(listing))})
    if request.method == "GET":
        return _form("listings/freshness/change.html", form, listing, token)
    if status := form.refusal():
        return _form("listings/freshness/change.html", form, listing, token, status)
    began = _shown(listing, form.version.data)
    content = changes.content_from(form, began=began)
    words = form.words.data or ""
    if not words and not began.changed_fields(content):
        form.form_errors = [gettext("Change something first. If all of it is right, go back and say so.")]
        return _form("listings/freshness/change.html", form, listing, token, 400)
    answering.change(session(), _answering(link, listing), began=began, content=content, words=words)
    return _go("thanks", token, slug)


@blueprint.route("/services/<slug>/closed", methods=["GET", "POST"])
def closed(token: str, slug: str) -> Response:
    """Take that a service has closed, for good or for now."""
    link, listing = _both(token, slug)
    form = ClosedForm()
    if request.method == "GET":
        return _form("listings/freshness/closed.html", form, listing, token)
    if status := form.refusal():
        return _form("listings/freshness/closed.html", form, listing, token, status)
    answering.closed(
        session(), _answering(link, listing), for_now=form.closing.data == FOR_NOW, words=form.words.data or ""
    )
    return _go("thanks", token, slug)


@blueprint.get("/services/<slug>/thanks")
def thanks(token: str, slug: str) -> Response:
    """Thank an organisation, say what happens next, and lead to what else is asked."""
    link, listing = _both(token, slug)
    question = next((one for one in link.questions if one.listing_id == listing.id), None)
    kept = queries.kept_by(session(), link)
    left = [row for row in _rows(link, kept.listings) if row.is_open]
    name = listing_words.name(listing, languages.current())
    return _page(
        "listings/freshness/thanks.html", token=token, slug=slug, name=name, question=question, left=left, link=link
    )


def _rows(link: ProviderLink, listings: Sequence[Listing]) -> list[presenters.Row]:
    given_back = queries.given_back(session(), link)
    return presenters.rows(link, listings, languages.current(), given_back=given_back)


def _ask(link: ProviderLink, listing: Listing, form: ProviderForm, status: int = 200) -> Response:
    question = next((one for one in link.questions if one.listing_id == listing.id and one.answer), None)
    spoken = languages.current()
    return _page(
        "listings/freshness/show.html",
        status,
        token=_token(),
        form=form,
        link=link,
        listing=listing,
        full=full_listing(listing, spoken),
        said=presenters.said(question, listing, given_back=queries.given_back(session(), link)) if question else "",
        missing=presenters.missing(missing(listing)),
    )


def _form(template: str, form: ProviderForm, listing: Listing, token: str, status: int = 200) -> Response:
    name = listing_words.name(listing, languages.current())
    return _page(template, status, form=form, token=token, slug=listing.slug, name=name)


def _page(template: str, status: int = 200, **told: Any) -> Response:
    return make_response(render_template(template, **told), status)


def _go(view: str, token: str, slug: str | None = None) -> Response:
    return redirect(url_for(f"provider.{view}", token=token, slug=slug), code=303)


def _opened(token: str) -> ProviderLink:
    """Return the link that a token opens.

    Raises:
        Over: when it opens nothing.
    """
    try:
        link = queries.link_of(session(), sealing.uuid_of(token, keys=_keys()))
    except MissingRow as missing_row:
        raise Over from missing_row
    if not link.opens(today()):
        raise Over(link if _may_ask_again(link) else None)
    return link


def _both(token: str, slug: str) -> tuple[ProviderLink, Listing]:
    link = _opened(token)
    listing = listing_queries.get_published(session(), slug=slug)
    if not queries.opens(session(), link, listing):
        raise MissingRow("the link does not open this listing")
    return link, listing


def _may_ask_again(link: ProviderLink) -> bool:
    return not link.is_ended and link.ends_on < today()


def _shown(listing: Listing, number: str | None) -> ListingContent:
    """Return what an organisation was shown: what families see or, where that changed meanwhile, what they saw then."""
    earlier = next((one for one in listing.versions if str(one.number) == number), None)
    if earlier is None or earlier.number == listing.version_number:
        return content_of(listing)
    return content_of_version(earlier)


def _answering(link: ProviderLink, listing: Listing) -> Answering:
    return Answering(link, listing, _keys(), council.current().freshness, today())


def _desk() -> Desk:
    return Desk(_keys(), council.current(), settings().base_url, today())


def _keys() -> KeyRing:
    found: KeyRing = current_app.extensions["localoffer_keys"]
    return found


def _token() -> str:
    return str((request.view_args or {}).get("token", ""))
