"""What the check of listings can find."""

from __future__ import annotations

from enum import StrEnum

from localoffer.languages import LazyText, lazy_gettext


class FindingKind(StrEnum):
    """What sort of thing is wrong with a listing."""

    WEB = "web"
    MAIL = "mail"
    MISSING = "missing"


class WebFault(StrEnum):
    """What is wrong with a web address."""

    NOT_ALLOWED = "not_allowed"
    NO_HOST = "no_host"
    NO_ANSWER = "no_answer"
    CERTIFICATE = "certificate"
    GONE = "gone"
    BROKEN = "broken"
    REDIRECTS = "redirects"

    @property
    def title(self) -> LazyText:
        return _WEB_FAULTS[self]


class MissingFact(StrEnum):
    """What families need to know and a published listing does not say."""

    CONTACT = "contact"
    NEEDS = "needs"
    AGES = "ages"
    COST = "cost"
    ASSESSMENT = "assessment"
    CHECKED = "checked"

    @property
    def title(self) -> LazyText:
        return _MISSING_FACTS[self]


_WEB_FAULTS = {
    WebFault.NOT_ALLOWED: lazy_gettext("It is no public web address"),
    WebFault.NO_HOST: lazy_gettext("Nobody has this address any more"),
    WebFault.NO_ANSWER: lazy_gettext("Nobody answers there"),
    WebFault.CERTIFICATE: lazy_gettext("Browsers warn of it, because its certificate is not right"),
    WebFault.GONE: lazy_gettext("The page is gone"),
    WebFault.BROKEN: lazy_gettext("The site answers with an error"),
    WebFault.REDIRECTS: lazy_gettext("It sends visitors round and round"),
}
_MISSING_FACTS = {
    MissingFact.CONTACT: lazy_gettext("How to reach it"),
    MissingFact.NEEDS: lazy_gettext("For which needs it is"),
    MissingFact.AGES: lazy_gettext("For which ages it is"),
    MissingFact.COST: lazy_gettext("What it costs"),
    MissingFact.ASSESSMENT: lazy_gettext("Whether an assessment is needed first"),
    MissingFact.CHECKED: lazy_gettext("When somebody last checked it"),
}
