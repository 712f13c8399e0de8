"""My list: the services that a family keeps without an account, prints, and shares by a link."""

from __future__ import annotations

from collections.abc import Collection
from urllib.parse import urlencode

import segno
from flask import current_app, g, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from localoffer import languages
from localoffer.db import session
from localoffer.listings import kept, list_cookie, queries
from localoffer.listings.card_making import cards_of
from localoffer.listings.listing_page import full_listing
from localoffer.listings.notices.at_hand import said_of
from localoffer.listings.results.page import Result
from localoffer.listings.search.following import follower
from localoffer.listings.views import blueprint
from localoffer.web import csrf, settings
from localoffer.web.origins import require_own_page
from localoffer.web.returning import safe_path

_LARGE = "large"
_HERE = "/services/my-list"
_EMPTIED = "emptied"

# A token needs a session, and so a cookie for everybody who only looks: require_own_page stands in for it.
csrf.exempt(f"{__name__}.change_my_list")


@blueprint.get("/services/my-list")
def my_list() -> Response:
    """Show the services that this browser keeps, and how to print and share them."""
    return _my_page(keys(), is_full=False)


@blueprint.post("/services/my-list")
def change_my_list() -> Response:
    """Put services on this browser's list or take them off, and show the page that the reader was on.

    The database is not asked: a key without a service is left out wherever a list is shown.
    """
    require_own_page()
    held = list_cookie.load()
    keep, drop = (kept.read(request.form.get(name, "")) for name in ("keep", "drop"))
    try:
        held = kept.changed(held, keep=keep, drop=drop)
    except kept.ListFull:
        answer = _my_page(held, is_full=True)
        answer.status_code = 400
        return answer
    answer = redirect(_where_they_were(keep or drop, emptied=() if held else drop), code=303)
    list_cookie.store(answer, held)
    return answer


@blueprint.get("/services/list")
def shared_list() -> str:
    """Show the services of a list that somebody shared; the link holds their keys."""
    asked = kept.read(request.args.get("s", ""))
    results = _results(asked)
    shown = [result.card.key for result in results]
    return render_template(
        "listings/shared_list.html",
        results=results,
        shown=kept.write(shown),
        printed=url_for("listings.print_shared_list", s=kept.write(shown)),
        printed_large=url_for("listings.print_shared_list", s=kept.write(shown), size=_LARGE),
        gone=len(asked) - len(shown),
        is_kept=set(shown) <= set(keys()),
    )


@blueprint.get("/services/my-list/print")
def print_my_list() -> Response:
    """Show everything about each service of this browser's list, one to a page of paper, in large print if wanted."""
    other = url_for("listings.print_my_list", size=_other_size())
    return _private(_printed(keys(), back=url_for("listings.my_list"), other=other))


@blueprint.get("/services/list/print")
def print_shared_list() -> str:
    """Show everything about each service of a shared list, one to a page of paper, in large print if wanted."""
    asked = kept.read(request.args.get("s", ""))
    told = kept.write(asked)
    other = url_for("listings.print_shared_list", s=told, size=_other_size())
    # one alone was printed from its own page
    back = url_for("listings.shared_list", s=told) if len(asked) > 1 else ""
    return _printed(asked, back=back, other=other)


def keys() -> tuple[str, ...]:
    """Return the keys of the services that this browser keeps; read once a request, for header and cards."""
    found: tuple[str, ...] | None = g.get("localoffer_my_list")
    if found is None:
        found = g.localoffer_my_list = list_cookie.load()
    return found


def _my_page(held: tuple[str, ...], *, is_full: bool) -> Response:
    results = _results(held)
    shown = [result.card.key for result in results]
    address = settings().base_url + url_for("listings.shared_list", s=kept.write(shown))
    return _private(
        render_template(
            "listings/my_list.html",
            results=results,
            held=kept.write(held),
            gone=[key for key in held if key not in shown],
            printed=url_for("listings.print_my_list"),
            printed_large=url_for("listings.print_my_list", size=_LARGE),
            address=address,
            picture=segno.make(address, error="m", micro=False).svg_data_uri(border=2) if shown else "",
            most=kept.MOST,
            is_full=is_full,
            emptied=kept.write(kept.read(request.args.get(_EMPTIED, ""))),
        )
    )


def _results(asked: Collection[str]) -> list[Result]:
    ids = queries.published_ids(session(), keys=asked)
    cards = cards_of(ids.values(), engine=follower(current_app).engine, spoken=languages.current())
    return [Result(cards[ids[key]], "", "") for key in asked if ids.get(key) in cards]


def _other_size() -> str | None:
    return None if _is_large() else _LARGE


def _is_large() -> bool:
    return request.args.get("size") == _LARGE


def _printed(asked: Collection[str], *, back: str, other: str) -> str:
    ids = queries.published_ids(session(), keys=asked)
    listings = queries.published_among(session(), ids=[*ids.values()])
    spoken = languages.current()
    shown = [listings[ids[key]] for key in asked if ids.get(key) in listings]
    full = [full_listing(listing, spoken, said_of(listing.id, spoken)) for listing in shown]
    back = back or (url_for("listings.show", slug=shown[0].slug) if shown else url_for("listings.search"))
    return render_template("listings/print_list.html", listings=full, back=back, other=other, is_large=_is_large())


def _private(page: str) -> Response:
    answer = make_response(page)
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer


def _where_they_were(changed: Collection[str], *, emptied: Collection[str]) -> str:
    """Return the page that the button was on, at the service that it was for.

    A list that was ``emptied`` on its own page says there what it held, so that it can be put back.
    """
    page = safe_path(request.form.get("back"), otherwise=_HERE).partition("#")[0]
    if page.partition("?")[0] == _HERE:
        page = f"{_HERE}?{urlencode({_EMPTIED: kept.write(emptied)})}" if emptied else _HERE
    place = f"#service-{next(iter(changed))}" if len(changed) == 1 else ""
    return f"{languages.current().prefix}{page}{place}"
