"""What is wrong with a page's words, said to whoever writes them."""

from __future__ import annotations

from localoffer.guide.pages.checking import CONTACTS, Fault, Problem
from localoffer.guide.pages.links import PLACES
from localoffer.languages import gettext


def said(problem: Problem) -> str:
    """Return one sentence that names the problem and, where it helps, what can stand there instead."""
    written = problem.written
    told = {
        Fault.NO_TITLE: gettext("The page has no title."),
        Fault.NOT_A_LINK: gettext("%(written)s is not a link that this site knows.", written=written),
        Fault.NO_PAGE: gettext("%(written)s: there is no published page with this address.", written=written),
        Fault.NO_HEADING: gettext("%(written)s: the page is there, but has no such heading.", written=written),
        Fault.NO_LISTING: gettext("%(written)s: there is no published service with this address.", written=written),
        Fault.NO_PLACE: gettext(
            "%(written)s: there is no such place. There are: %(places)s.", written=written, places=", ".join(PLACES)
        ),
        Fault.BAD_QUERY: gettext(
            "%(written)s: these are not filters of the search. Copy them from the address of a search.", written=written
        ),
        Fault.NOT_AN_EMBED: gettext(
            "%(written)s: only services, contact, steps and fill can stand in such brackets.", written=written
        ),
        Fault.NO_CONTACT: gettext(
            "%(written)s: there is no such contact. There are: %(names)s.", written=written, names=", ".join(CONTACTS)
        ),
        Fault.NO_STEPS: gettext("%(written)s: there is no part with this name.", written=written),
        Fault.TITLE_IN_BODY: gettext("The heading “%(written)s” should begin with ## or ###.", written=written),
    }
    return told[problem.fault]
