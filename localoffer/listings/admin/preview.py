"""A listing as families would see it, in each language, from what was saved last or from what is in the boxes now."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from localoffer import db
from localoffer.days import today
from localoffer.languages import ENGLISH, LANGUAGES, Language, gettext, speaking
from localoffer.listings import queries
from localoffer.listings.admin.choices import Offered
from localoffer.listings.admin.content import content_from, values_of
from localoffer.listings.admin.forms import ListingForm, texts_of
from localoffer.listings.applying import apply, content_of_version, latest_version
from localoffer.listings.content import ListingContent
from localoffer.listings.listing_page import full_listing
from localoffer.listings.models import Listing, Organisation
from localoffer.listings.notices import shown
from localoffer.listings.notices.saying import in_words
from localoffer.staff.guard import needs

blueprint = Blueprint("listings_preview", __name__, url_prefix="/listings")
_NOTHING = ListingContent(words={})


@dataclass(frozen=True)
class Drawn:
    """The page of a listing in one language, as markup."""

    language: Language
    markup: Markup


@blueprint.post("/preview")
@needs("listings.edit")
def new() -> ResponseReturnValue:
    """Show a listing that was never saved as families would see it."""
    return _of_boxes(None, _NOTHING)


@blueprint.get("/<slug>/preview")
@needs("listings.edit")
def saved(slug: str) -> ResponseReturnValue:
    """Show the version that was saved last as families would see it."""
    listing = queries.get_to_edit(db.session(), slug=slug)
    content, offered = content_of_version(latest_version(listing)), Offered(db.session())
    form = ListingForm(formdata=None, rows=offered.rows(also=content))
    form.replace(values_of(content))
    return _page(form, list(_in_each_language(_made(listing, content, offered))), saved_as=slug)


@blueprint.post("/<slug>/preview")
@needs("listings.edit")
def typed(slug: str) -> ResponseReturnValue:
    """Show what is in the editor's boxes as families would see it; nothing is saved."""
    listing = queries.get_to_edit(db.session(), slug=slug)
    return _of_boxes(listing, content_of_version(latest_version(listing)))


def _of_boxes(listing: Listing | None, before: ListingContent) -> ResponseReturnValue:
    offered = Offered(db.session())
    form = ListingForm(rows=offered.rows(also=before), review_was=before.review_due)
    if not form.validate_on_submit():
        return _page(form, []), 400
    content = content_from(form, before=before, today=today())
    try:
        made = _made(listing, content, offered)
    except ValueError:
        form.form_errors = [gettext("A postcode is not right. Put it right to see the preview.")]
        return _page(form, []), 400
    if form.organisation_name.data:
        made.organisation = Organisation(name=form.organisation_name.data, website="", email="", phone="")
    return _page(form, list(_in_each_language(made)))


def _page(form: ListingForm, drawn: list[Drawn], *, saved_as: str = "") -> str:
    boxes = texts_of(form, ENGLISH.code)
    return render_template("listings/admin/preview/page.html", form=form, drawn=drawn, boxes=boxes, saved_as=saved_as)


def _in_each_language(listing: Listing) -> Iterator[Drawn]:
    told, day = shown.of(listing.id), today()
    for code in LANGUAGES:
        with speaking(code) as spoken:
            full = full_listing(listing, spoken, in_words(told, spoken, day))
            markup = render_template("listings/admin/preview/listing.html", full=full)
        yield Drawn(spoken, Markup(markup))  # noqa: S704 - made by our own template


def _made(listing: Listing | None, content: ListingContent, offered: Offered) -> Listing:
    """Return a listing with a content; it stands in no session, so that nothing of it is ever saved.

    Raises:
        ValueError: naming a value that no row can hold.
    """
    made = Listing(id=0, uuid=uuid.uuid4(), slug="preview", source="council", changed_at=db.now())
    if listing is not None:
        made.id, made.uuid, made.slug, made.source = listing.id, listing.uuid, listing.slug, listing.source
    with db.session().no_autoflush:
        apply(db.session(), made, content, number=0, look_up=offered)
    return made
