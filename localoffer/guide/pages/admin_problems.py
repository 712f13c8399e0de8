"""What is wrong with a page's words, said to whoever writes them."""

from __future__ import annotations

from localoffer.guide.pages.checking import CONTACTS, Fault, Problem
from localoffer.guide.pages.links import PLACES
from localoffer.languages import lazy_gettext as _l

_SAID = {
    Fault.NO_TITLE: _l("The page has no title."),
    Fault.NOT_A_LINK: _l("%(written)s is not a link that this site knows."),
    Fault.NO_PAGE: _l("%(written)s: there is no published page with this address."),
    Fault.NO_HEADING: _l("%(written)s: the page is there, but has no such heading."),
    Fault.NO_LISTING: _l("%(written)s: there is no published service with this address."),
    Fault.NO_PLACE: _l("%(written)s: there is no such place. There are: %(known)s."),
    Fault.BAD_QUERY: _l("%(written)s: these are not filters of the search. Copy them from the address of a search."),
    Fault.NOT_AN_EMBED: _l("%(written)s: only services, contact, steps and fill can stand in such brackets."),
    Fault.NO_CONTACT: _l("%(written)s: there is no such contact. There are: %(known)s."),
    Fault.NO_STEPS: _l("%(written)s: there is no part with this name."),
    Fault.TITLE_IN_BODY: _l("The heading “%(written)s” should begin with ## or ###."),
}
_KNOWN = {Fault.NO_PLACE: ", ".join(PLACES), Fault.NO_CONTACT: ", ".join(CONTACTS)}


def said(problem: Problem) -> str:
    """Return one sentence that names the problem and, where it helps, what can stand there instead."""
    return str(_SAID[problem.fault]) % {"written": problem.written, "known": _KNOWN.get(problem.fault, "")}
