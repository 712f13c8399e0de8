"""Between an organisation's form and the content of its listing."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from localoffer.listings.content import ListingContent, Words
from localoffer.listings.freshness.forms import ChangeForm
from localoffer.vocabulary import Spaces

_WORDS = ("summary", "description", "who_for", "how_to_start", "opening_times", "cost")
_CONTACT = ("phone", "email", "website")


def values_of(content: ListingContent) -> dict[str, Any]:
    """Return what the form shows of a content; its words are the English ones."""
    english = content.words.get("en") or Words(name="")
    return {
        **{name: getattr(english, name) for name in _WORDS},
        **{name: getattr(content, name) for name in _CONTACT},
        "spaces": content.spaces.value if content.spaces else "",
        "waiting_weeks": str(content.waiting_weeks or ""),
    }


def content_from(form: ChangeForm, *, began: ListingContent) -> ListingContent:
    """Return what an organisation was shown with what a valid form says; what the form does not show is kept."""
    english = began.words.get("en") or Words(name="")
    changed = replace(english, **{name: form[name].data for name in _WORDS})
    spaces = Spaces(form.spaces.data) if form.spaces.data else None
    weeks = form.waiting_weeks.data if spaces is Spaces.WAITING else ""
    return began.with_changes(
        words={**began.words, "en": changed},
        spaces=spaces,
        waiting_weeks=int(weeks) if weeks else None,
        spaces_stated_on=began.spaces_stated_on if spaces else None,
        **{name: form[name].data for name in _CONTACT},
    ).in_order()
