"""What the check of listings can find."""

from __future__ import annotations

from enum import StrEnum


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


class MissingFact(StrEnum):
    """What families need to know and a published listing does not say."""

    CONTACT = "contact"
    NEEDS = "needs"
    AGES = "ages"
    COST = "cost"
    ASSESSMENT = "assessment"
    CHECKED = "checked"
