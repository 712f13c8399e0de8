"""Who may do what: roles and their permissions, as data."""

from __future__ import annotations

from collections.abc import Iterable

PERMISSIONS = frozenset(
    {
        "comments.answer",
        "comments.read",
        "contacts.change",
        "contacts.read",
        "dashboard.read",
        "gaps.read",
        "guide.edit",
        "guide.publish",
        "listings.edit",
        "listings.publish",
        "privacy.read",
        "privacy.answer",
        "referrals.read",
        "referrals.change",
    }
)

ROLES: dict[str, frozenset[str]] = {
    "editor": frozenset(
        {
            *("dashboard.read", "gaps.read", "listings.edit", "listings.publish"),
            *("guide.edit", "comments.read", "comments.answer"),
        }
    ),
    "triage": frozenset(
        {"dashboard.read", "referrals.read", "referrals.change", "contacts.read", "contacts.change"},
    ),
    "manager": PERMISSIONS,
}


def permissions_of(roles: Iterable[str]) -> frozenset[str]:
    """Return everything that somebody with these roles may do; a role that is not known gives nothing."""
    return frozenset().union(*(ROLES.get(role, frozenset()) for role in roles))
