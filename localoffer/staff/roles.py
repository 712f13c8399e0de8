"""Who may do what: roles and their permissions, as data.

A role holds what one job needs. Whoever keeps accounts (``administrator``) sees nothing that a family wrote, and nobody
who sees that keeps accounts.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from localoffer.languages import LazyText, lazy_gettext

ADMINISTRATOR = "administrator"

_ACCOUNTS = frozenset({"people.manage"})
_LOOKING = frozenset({"dashboard.read", "figures.read", "gaps.read", "listings.read"})
_EDITING = _LOOKING | {"listings.edit", "guide.edit", "comments.read", "comments.answer", "translations.edit"}
_PUBLISHING = _EDITING | {"listings.publish", "guide.publish", "signing.edit", "templates.edit"}
_CASES = frozenset({"dashboard.read", "referrals.read", "referrals.change", "contacts.read", "contacts.change"})
_DECIDING = frozenset({"capacity.set"})
_ANSWERING = frozenset({"privacy.read", "privacy.answer"})
# who did what, by ids and codes alone
_RECORD = frozenset({"audit.read"})

ROLES: dict[str, frozenset[str]] = {
    "viewer": _LOOKING,
    "editor": _EDITING,
    "publisher": _PUBLISHING,
    "triage": _CASES,
    "manager": _PUBLISHING | _CASES | _DECIDING | _ANSWERING | _RECORD,
    ADMINISTRATOR: _ACCOUNTS | _RECORD | {"dashboard.read"},
}
PERMISSIONS = frozenset().union(*ROLES.values())


@dataclass(frozen=True)
class Words:
    """What a role is called, and what it is for in one sentence."""

    title: LazyText
    meaning: LazyText


WORDS: dict[str, Words] = {
    "viewer": Words(lazy_gettext("Viewer"), lazy_gettext("Looks at listings and figures, and changes nothing.")),
    "editor": Words(
        lazy_gettext("Editor"),
        lazy_gettext(
            "Writes listings and pages of the guide, which somebody else publishes. Families see at once what an "
            "editor answers to comments, and writes of surveys, of ways to take part and of the words that the site "
            "explains."
        ),
    ),
    "publisher": Words(
        lazy_gettext("Publisher"),
        lazy_gettext("Does what an editor does, and puts listings and pages before families."),
    ),
    "triage": Words(lazy_gettext("Triage"), lazy_gettext("Reads and answers referrals, and rings families.")),
    "manager": Words(
        lazy_gettext("Manager"),
        lazy_gettext("Does what publishers and triage do, and answers complaints about personal data."),
    ),
    ADMINISTRATOR: Words(
        lazy_gettext("Administrator"),
        lazy_gettext("Keeps accounts, and reads who did what. Sees nothing that families wrote."),
    ),
}


def permissions_of(roles: Iterable[str]) -> frozenset[str]:
    """Return everything that somebody with these roles may do; a role that is not known gives nothing."""
    return frozenset().union(*(ROLES.get(role, frozenset()) for role in roles))
