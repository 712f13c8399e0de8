"""What is wrong with the words of pages, against what families can reach now."""

from __future__ import annotations

from flask import current_app

from localoffer.forms.fields import Text
from localoffer.guide.pages.book import book
from localoffer.guide.pages.checking import Fault, Known, Problem
from localoffer.languages import lazy_gettext
from localoffer.listings.changes import changes
from localoffer.listings.search.following import follower

_SAID: dict[Fault, Text] = {
    Fault.NO_TITLE: lazy_gettext("It has no title."),
    Fault.NOT_A_LINK: lazy_gettext("This is no link that the site knows: %(written)s"),
    Fault.NO_PAGE: lazy_gettext("Families see no such page: %(written)s"),
    Fault.NO_HEADING: lazy_gettext("That page has no such heading: %(written)s"),
    Fault.NO_LISTING: lazy_gettext("Families see no such service: %(written)s"),
    Fault.NO_PLACE: lazy_gettext("The site has no such place: %(written)s"),
    Fault.BAD_QUERY: lazy_gettext("This search for services cannot be read: %(written)s"),
    Fault.NOT_AN_EMBED: lazy_gettext("This cannot stand in a page: %(written)s"),
    Fault.NO_CONTACT: lazy_gettext("The council has no such contact: %(written)s"),
    Fault.NO_STEPS: lazy_gettext("There are no such steps: %(written)s"),
    Fault.TITLE_IN_BODY: lazy_gettext("Begin headings with two or three hash signs: %(written)s"),
}


def known_now() -> Known:
    """Return what links and embeds can lead to now."""
    held, engine = book(), follower(current_app).engine
    return Known(
        pages={slug: page.headings for slug, page in held.pages.items()},
        parts=held.parts.keys(),
        listings={change.slug for change in changes(engine)},
        filters=engine.known,
    )


def said(problem: Problem) -> str:
    """Return a problem as a sentence for whoever writes the page."""
    return str(_SAID[problem.fault]) % {"written": problem.written}
