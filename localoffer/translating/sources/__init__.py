"""Where the texts that are translated come from: one source for each kind."""

from __future__ import annotations

from collections.abc import Sequence

from localoffer.translating.sources.easy_read import EasyPages
from localoffer.translating.sources.help_rules import HelpRules
from localoffer.translating.sources.listings import Listings
from localoffer.translating.sources.notices import ListingNotices, SiteNotices
from localoffer.translating.sources.pages import Pages
from localoffer.translating.sources.responses import Responses
from localoffer.translating.sources.signed_videos import SignedVideos
from localoffer.translating.sources.surveys import Surveys
from localoffer.translating.sources.taking_part import TakingParts
from localoffer.translating.sources.templates import Templates
from localoffer.translating.sources.terms import Terms
from localoffer.translating.sources.words import Words
from localoffer.translating.texts import Field, Source, Text
from localoffer.translating.vocabulary import Kind

__all__ = ["SOURCES", "fields_of"]

_EVERY: tuple[Source, ...] = (
    *(Templates(), SiteNotices(), ListingNotices(), HelpRules(), Surveys()),
    *(Pages(), EasyPages(), SignedVideos(), Responses(), TakingParts(), Listings(), Terms(), Words()),
)
SOURCES: dict[Kind, Source] = {source.kind: source for source in _EVERY}
"""By kind, what goes to one family or says that something is wrong today first."""


def fields_of(text: Text) -> Sequence[Field]:
    """Return the parts of a text, in order."""
    return text.fields or SOURCES[text.name.kind].fields
