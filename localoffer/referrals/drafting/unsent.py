"""What stands in the boxes of a question when somebody leaves it without pressing Continue: kept, right or wrong."""

from __future__ import annotations

from dataclasses import replace

from flask import redirect, request
from werkzeug.wrappers import Response

from localoffer import languages
from localoffer.db import now, session
from localoffer.easy_read import choice
from localoffer.languages import Language
from localoffer.referrals.asking import at_hand, ways
from localoffer.referrals.drafting import drafts
from localoffer.referrals.drafting.drafts import Draft, Unsent
from localoffer.web import other_language, settings

SAVE = "save"
_OF_THE_PAGE = frozenset({"csrf_token", "mark", other_language.BUTTON, choice.BUTTON, SAVE})


def of_page(slug: str) -> Unsent:
    """Return what stands in the boxes of a question, as it was sent."""
    return Unsent(slug, {name: given for name, given in request.form.lists() if name not in _OF_THE_PAGE})


def without(draft: Draft, slug: str) -> Unsent | None:
    """Return what waits unsent for another question than the one that is answered now."""
    return draft.unsent if draft.unsent and draft.unsent.slug != slug else None


def kept(draft: Draft, slug: str, *, changing: bool) -> Response:
    """Keep what stands in the boxes of a question, and show the same question again."""
    drafts.save(session(), replace(draft, unsent=of_page(slug)), keys=at_hand.keys(), at=now())
    return redirect(ways.address(slug, changing=changing), code=303)


def in_language(draft: Draft, slug: str, language: Language, *, changing: bool) -> Response:
    """Keep what stands in the boxes of a question, and show the same question in another language."""
    drafts.save(session(), replace(draft, unsent=of_page(slug)), keys=at_hand.keys(), at=now())
    response = redirect(languages.address_in(language, ways.address(slug, changing=changing)), code=303)
    languages.remember(response, language, secure=settings().secure)
    return response
