"""Asking for another child, right after one form was sent: with the details that both share, for two hours."""

from __future__ import annotations

from dataclasses import replace

from flask import flash, redirect
from flask.typing import ResponseReturnValue

from localoffer.db import now, session
from localoffer.languages import gettext
from localoffer.referrals import codes
from localoffer.referrals.asking import at_hand, starting, ways
from localoffer.referrals.drafting import draft_cookie, drafts
from localoffer.referrals.drafting.drafts import Draft, Sent, SentBefore
from localoffer.web.origins import require_own_page


def another() -> ResponseReturnValue:
    """Begin the form of another child; pressed twice, or once more after a lost reply, it is the same form."""
    require_own_page()
    draft = draft_cookie.load(locked=True)
    if draft is None:
        return ways.to_start()
    if draft.sent is None:
        return redirect(ways.where_left(draft), code=303)
    following = _waiting(draft, draft.sent) or _fresh(draft, draft.sent)
    response = redirect(ways.where_left(following), code=303)
    return draft_cookie.keep(response, following.token, until=following.saved_until)


def _waiting(draft: Draft, sent: Sent) -> Draft | None:
    """Return the form that waits with the shared details, begun; None when it has run out or there never was one."""
    if sent.another_until is None:
        return None
    at, keys = now(), at_hand.keys()
    found = drafts.load(session(), keys=keys, token=drafts.next_token(draft.token), at=at, locked=True)
    if found is None or found.sitting:
        return found
    begun = replace(found, sitting=_sitting(draft, sent))
    drafts.save(session(), begun, keys=keys, at=at)
    drafts.prolong(session(), begun, at=at)
    return begun


def _fresh(draft: Draft, sent: Sent) -> Draft:
    """Return a new form without anything of the last one but where to follow it."""
    if sent.another_until is not None:
        flash(
            gettext("We keep your details for 2 hours after you send a form. That time is over, so start again here.")
        )
    return starting.begin_new(sitting=_sitting(draft, sent))


def _sitting(draft: Draft, sent: Sent) -> tuple[SentBefore, ...]:
    code = codes.referrer_code(at_hand.keys(), draft.token)
    return (*draft.sitting, SentBefore(sent.reference, code, sent.at or now()))
