"""The start page, and the button that begins a form. Nobody is given a cookie before they press it."""

from __future__ import annotations

from dataclasses import dataclass

from flask import current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from localoffer import council, languages
from localoffer.db import now, session
from localoffer.listings import queries as listings
from localoffer.referrals.asking import at_hand, ways
from localoffer.referrals.drafting import carried_over, draft_cookie, drafts
from localoffer.referrals.drafting.carried_over import CarriedOver
from localoffer.referrals.drafting.drafts import Draft, SentBefore
from localoffer.referrals.stepped import BEGUN, stepped
from localoffer.referrals.vocabulary import Referrer
from localoffer.web.origins import require_own_page

# more than a search page offers; what a longer address holds is not a family's search
_MOST_NEEDS = 20


@dataclass(frozen=True)
class Searched:
    """What somebody looked for before they came: a district of the county, and needs by their codes."""

    district: str = ""
    needs: tuple[str, ...] = ()


def start() -> ResponseReturnValue:
    """Say what the support is and what the form asks."""
    draft = draft_cookie.load()
    # the first page is everybody's, whoever began a form on this device
    languages.speak_to_young_person(False)
    return render_template(
        "referrals/start.html",
        draft=draft if draft and not draft.sent else None,
        needs_cookies=request.args.get("cookies") == "none",
        form_is_gone=request.args.get("form") == "gone",
        may_refer=at_hand.who_may_refer(),
        everybody_may=len(at_hand.who_may_refer()) == len(Referrer),
        promise=at_hand.promise(),
        searched=_searched(request.args),
    )


def begin() -> ResponseReturnValue:
    """Begin a form, or go on with the one that this browser has not finished. Whoever is new learns first how to leave.

    A token would need a session, and so a cookie for everybody who only looks: ``require_own_page`` stands in for it.
    """
    require_own_page()
    draft = draft_cookie.load(locked=True)
    if draft is not None and not draft.sent and "again" not in request.form:
        return draft_cookie.keep(redirect(ways.where_left(draft), code=303), draft.token, until=draft.saved_until)
    drafts.erase(session(), draft.token if draft else None)
    begun = begin_new(_from_search(_searched(request.form)))
    following = url_for("referrals.leave_quickly") if draft is None else ways.where_left(begun)
    return draft_cookie.keep(redirect(following, code=303), begun.token)


def begin_new(carried: CarriedOver | None = None, *, sitting: tuple[SentBefore, ...] = ()) -> Draft:
    """Store an empty form."""
    draft = Draft(drafts.new_token(), carried=carried or CarriedOver(), sitting=sitting)
    lasting = council.current().retention.unsaved_draft
    drafts.save(session(), draft, keys=at_hand.keys(), at=now(), lasting=lasting)
    stepped.send(current_app._get_current_object(), step=BEGUN)  # type: ignore[attr-defined]
    return draft


def _searched(given: MultiDict[str, str]) -> Searched:
    """Return what an address or a form says was looked for; what the site does not know is left out."""
    district, wanted = given.get("district", ""), given.getlist("need")[:_MOST_NEEDS]
    known = _areas() if wanted else {}
    needs = tuple(dict.fromkeys(need for need in wanted if need in known))
    return Searched(district if district and district in at_hand.names().districts else "", needs)


def _from_search(searched: Searched) -> CarriedOver:
    areas = _areas() if searched.needs else {}
    return carried_over.from_search(searched.district, {areas[need] for need in searched.needs})


def _areas() -> dict[str, str]:
    """Return the area of each need, by their codes."""
    return {term.code: term.broader or "" for term in listings.terms(session(), "need")}
