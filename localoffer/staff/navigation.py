"""The navigation of the staff's screens: groups of screens as data, narrowed to what somebody may see."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from localoffer.languages import LazyText, lazy_gettext


@dataclass(frozen=True)
class Screen:
    """One screen to go to: its endpoint, the permission that opens it and what it is called.

    ``also`` are other features that are reached from it, as ``admin.synonyms``.
    """

    endpoint: str
    permission: str
    text: LazyText
    also: tuple[str, ...] = ()

    def holds(self, endpoint: str) -> bool:
        """Return whether an endpoint is this screen or belongs to the feature that it is the first screen of."""
        return any(endpoint.startswith(f"{one}.") for one in (self.endpoint.rpartition(".")[0], *self.also))


@dataclass(frozen=True)
class Group:
    """Screens that belong together, the first of them first."""

    text: LazyText
    screens: tuple[Screen, ...]

    def holds(self, endpoint: str) -> bool:
        """Return whether an endpoint belongs to one of the group's screens."""
        return any(screen.holds(endpoint) for screen in self.screens)


GROUPS = (
    Group(
        lazy_gettext("Referrals and calls"),
        (
            Screen("admin.referrals.index", "referrals.read", lazy_gettext("Referrals")),
            Screen("admin.capacity.index", "referrals.read", lazy_gettext("Room for more")),
            Screen("admin.contacts.index", "contacts.read", lazy_gettext("Calls and copies")),
            Screen("admin.outbox.index", "referrals.read", lazy_gettext("Messages")),
            Screen("admin.texts.index", "templates.edit", lazy_gettext("Texts to families")),
        ),
    ),
    Group(
        lazy_gettext("Services"),
        (
            Screen("admin.listings.index", "listings.read", lazy_gettext("Listings"), also=("admin.listings_preview",)),
            Screen("admin.listing_notices.standing", "listings.read", lazy_gettext("Closed and notices")),
            Screen("admin.review.index", "listings.edit", lazy_gettext("Reviews")),
            Screen(
                "admin.words.index",
                "listings.edit",
                lazy_gettext("Words"),
                also=("admin.synonyms", "admin.district_names"),
            ),
            Screen("admin.bulk.index", "listings.edit", lazy_gettext("Many at once")),
            Screen("admin.organisations.index", "listings.edit", lazy_gettext("Organisations")),
            Screen("admin.providers.index", "listings.edit", lazy_gettext("Asked organisations")),
            Screen("admin.venues.index", "listings.edit", lazy_gettext("Places")),
            Screen("admin.findings.index", "listings.edit", lazy_gettext("Found by the check")),
            Screen("admin.corrections.index", "comments.read", lazy_gettext("Corrections")),
            Screen("admin.gaps.index", "gaps.read", lazy_gettext("Gaps")),
        ),
    ),
    Group(
        lazy_gettext("Guide"),
        (
            Screen("admin.guide.index", "guide.edit", lazy_gettext("Pages")),
            Screen("admin.notices.index", "guide.publish", lazy_gettext("Notices")),
            Screen("admin.help_rules.index", "guide.edit", lazy_gettext("Help rules")),
            Screen("admin.glossary.index", "guide.edit", lazy_gettext("Glossary")),
            Screen("admin.easy_read.index", "guide.edit", lazy_gettext("Easy read")),
            Screen("admin.signing.index", "signing.edit", lazy_gettext("Sign language")),
            Screen("admin.duties.index", "guide.edit", lazy_gettext("Duties")),
            Screen("admin.translations.index", "translations.edit", lazy_gettext("Translations")),
            Screen("admin.languages.index", "translations.edit", lazy_gettext("Languages")),
        ),
    ),
    Group(
        lazy_gettext("What people say"),
        (
            Screen("admin.comments.index", "comments.read", lazy_gettext("Comments")),
            Screen("admin.responses.index", "comments.read", lazy_gettext("You said, we did")),
            Screen("admin.surveys.index", "comments.read", lazy_gettext("Surveys")),
            Screen("admin.usefulness.index", "comments.read", lazy_gettext("Useful pages")),
            Screen("admin.taking_part.index", "comments.read", lazy_gettext("Taking part")),
        ),
    ),
    Group(
        lazy_gettext("Figures"),
        (Screen("admin.figures.index", "figures.read", lazy_gettext("Figures")),),
    ),
    Group(
        lazy_gettext("People"),
        (Screen("admin.people.index", "people.manage", lazy_gettext("People")),),
    ),
    Group(
        lazy_gettext("Data and trust"),
        (
            Screen("admin.privacy.complaints", "privacy.read", lazy_gettext("Data complaints")),
            Screen("admin.record.index", "audit.read", lazy_gettext("Who did what")),
        ),
    ),
)


def groups_for(allowed: Callable[[str], bool]) -> tuple[Group, ...]:
    """Return the groups with the screens that somebody may see; who sees one group alone has each screen by itself."""
    narrowed = [Group(group.text, tuple(one for one in group.screens if allowed(one.permission))) for group in GROUPS]
    seen = tuple(group for group in narrowed if group.screens)
    if len(seen) != 1:
        return seen
    return tuple(Group(screen.text, (screen,)) for screen in seen[0].screens)
