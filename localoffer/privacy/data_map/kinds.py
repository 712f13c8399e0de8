"""What the data map says of each column and each answer: what for, on which basis, who sees it, and for how long."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum


class Basis(Enum):
    """Why the law lets the council use it. A council lawyer or data protection officer confirms each."""

    TASK = "Public task: UK GDPR article 6(1)(e)"
    HEALTH = (
        "Public task: article 6(1)(e). It may tell of health: article 9(2)(g) and (h), "
        "Data Protection Act 2018 schedule 1 paragraphs 2, 6 and 18"
    )
    DUTY = "Legal duty: article 6(1)(c) (rights and complaints of people, proof of lawful use)"
    SECURITY = "Public task and the duty to keep data safe: articles 6(1)(e) and 32"


class Readers(Enum):
    """Who sees it."""

    NOBODY = "Nobody: it is used by the site alone, or is a hash that cannot be read"
    BROWSER = "Whoever fills in the form, in their own browser; the council cannot read it"
    TEAM = "The Life Skills team (roles triage and manager); each look is recorded"
    FOLLOWERS = "The Life Skills team, and whoever follows the form with a status code"
    CALLERS = "The Life Skills team (roles triage and manager), who ring and send copies; each look is recorded"
    OFFICERS = "Who answers complaints about personal data (role manager); each look is recorded"
    COMMISSIONERS = "Commissioners (roles editor and manager)"
    RUNNERS = "Who runs the site, by its command line"
    RECORD = "Managers and administrators, who search the record; each search is recorded"
    RECEIVER = "Whoever it is sent to"
    EVERYBODY = "Everybody: it is published"
    STAFF = "The member of staff; managers and the team see the name beside what was done"


class Kept(Enum):
    """For how long. Those with a rule's name are removed by it; the others say who removes them."""

    DRAFT = "unsaved_draft or saved_draft"
    DRAFT_RETURN = "draft_return"
    CLOSED_REFERRAL = "closed_referral, or set_aside for what looked like spam"
    STATUS_CODE = "status_code"
    MESSAGE = "message"
    OPINION = "opinion"
    MISSING_SUPPORT = "missing_support"
    COMPLAINT = "complaint"
    COMMENT = "comment, for what was written and the address; the rest stays for the yearly reports"
    CONTACT = "contact_request, or contact_set_aside for what looked like spam"
    CORRECTION = "correction"
    SURVEY_ANSWER = "survey_answer"
    PROVIDER_LINK = "provider_link"
    SENT_SIGN = "sent_sign"
    STATUS_TRY = "status_try"
    STAFF_LINK = "staff_link"
    ERASURE = "erasure"
    SESSION = "until it ends: 24 hours for the public, 10 hours for staff"
    SIGN_IN_ATTEMPT = "24 hours"
    ACCOUNT = "while the person works for the council; the account is switched off, and stays for the audit"
    RECORD = "audit_years; what tells of a referral that is held for the law stays, with all that came after it"
    HISTORY = "as long as the site is in use: it says what the council published, and who decided it"
    VIDEO = "until staff replace it or take it away"
    BULK_RUN = "bulk_run, 90 days after it was made"
    JOB = "job, 90 days after it ended"
    KEYS = "as long as the key is in use"


@dataclass(frozen=True)
class Use:
    """One column or answer that differs from the rest of its group."""

    what_for: str
    basis: Basis | None = None
    seen_by: Readers | None = None


@dataclass(frozen=True)
class Group:
    """The columns of one table, the answers of one page, or what stands in one sealed column (``inside``).

    ``fields`` says of each what it is for; where a ``Use`` says no more, ``basis`` and ``seen_by`` are the group's.
    """

    name: str
    title: str
    basis: Basis
    seen_by: Readers
    kept: Kept
    fields: Mapping[str, str | Use]
    inside: str = ""

    def uses(self) -> list[tuple[str, str, Basis, Readers]]:
        """Return of each field its name, what it is for, the basis and who sees it."""
        made = []
        for name, told in self.fields.items():
            use = told if isinstance(told, Use) else Use(told)
            made.append((name, use.what_for, use.basis or self.basis, use.seen_by or self.seen_by))
        return made
