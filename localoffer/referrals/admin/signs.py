"""What the team is told of the signs for which a form was set aside."""

from __future__ import annotations

from localoffer.languages import LazyText, lazy_gettext
from localoffer.referrals.asking.screening import QUICKEST_SECONDS, Sign

WHY: dict[Sign, LazyText] = {
    Sign.TOO_QUICK: lazy_gettext("The whole form took less than %(seconds)s seconds", seconds=QUICKEST_SECONDS),
    Sign.FILLED_THE_EMPTY_BOX: lazy_gettext("A box that people cannot see was filled in"),
    Sign.LINKS: lazy_gettext("There are links in what was written"),
    Sign.SAME_WORDS: lazy_gettext("Many other forms had the same words"),
    Sign.BUSY_ADDRESS: lazy_gettext("Many forms came from the same network in one hour"),
    Sign.BUSY_SITE: lazy_gettext("Many forms came in one hour"),
    Sign.OLD_BROWSER: lazy_gettext("The browser does not say which page it was on"),
}
