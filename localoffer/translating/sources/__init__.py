"""Where the texts that are translated come from: one source for each kind."""

from __future__ import annotations

from localoffer.translating.sources.easy_read import EasyPages
from localoffer.translating.sources.listings import Listings
from localoffer.translating.sources.notices import ListingNotices, SiteNotices
from localoffer.translating.sources.pages import Pages
from localoffer.translating.sources.templates import Templates
from localoffer.translating.sources.terms import Terms
from localoffer.translating.sources.words import Words
from localoffer.translating.texts import Source
from localoffer.translating.vocabulary import Kind

__all__ = ["SOURCES"]

SOURCES: dict[Kind, Source] = {
    source.kind: source
    for source in (Templates(), SiteNotices(), ListingNotices(), Pages(), EasyPages(), Listings(), Terms(), Words())
}
"""By kind, what goes to one family or says that something is wrong today first."""
