"""What the check can find, in the words of the staff's screens."""

from __future__ import annotations

from localoffer.languages import LazyText, lazy_gettext
from localoffer.listings.checks.vocabulary import FindingKind, MissingFact, WebFault

KINDS: dict[FindingKind, LazyText] = {
    FindingKind.WEB: lazy_gettext("Web addresses that do not work"),
    FindingKind.MAIL: lazy_gettext("Mail addresses that take no mail"),
    FindingKind.MISSING: lazy_gettext("Facts that are missing"),
}
WEB_FAULTS: dict[WebFault, LazyText] = {
    WebFault.NOT_ALLOWED: lazy_gettext("It is no public web address"),
    WebFault.NO_HOST: lazy_gettext("Nobody has this address any more"),
    WebFault.NO_ANSWER: lazy_gettext("Nobody answers there"),
    WebFault.CERTIFICATE: lazy_gettext("Browsers warn of it, because its certificate is not right"),
    WebFault.GONE: lazy_gettext("The page is gone"),
    WebFault.BROKEN: lazy_gettext("The site answers with an error"),
    WebFault.REDIRECTS: lazy_gettext("It sends visitors round and round"),
}
MISSING_FACTS: dict[MissingFact, LazyText] = {
    MissingFact.CONTACT: lazy_gettext("How to reach it"),
    MissingFact.NEEDS: lazy_gettext("For which needs it is"),
    MissingFact.AGES: lazy_gettext("For which ages it is"),
    MissingFact.COST: lazy_gettext("What it costs"),
    MissingFact.ASSESSMENT: lazy_gettext("Whether an assessment is needed first"),
    MissingFact.CHECKED: lazy_gettext("When somebody last checked it"),
}
