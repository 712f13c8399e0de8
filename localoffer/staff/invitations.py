"""The mail with a link that lets a member of staff choose a password, put into the outbox with what caused it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from localoffer.crypto import KeyRing
from localoffer.languages import gettext
from localoffer.outbox import store
from localoffer.outbox.models import OutboxMessage
from localoffer.staff import accounts, sessions
from localoffer.staff.models import User

KIND = "staff-link"


class Mail(StrEnum):
    """What became of the last mail to somebody."""

    NONE = "none"
    WAITING = "waiting"
    SENT = "sent"
    REFUSED = "refused"


@dataclass(frozen=True)
class Site:
    """What the mail says of the site: its name and address, whose it is, and whether council accounts open it."""

    name: str
    council: str
    base_url: str
    has_directory: bool = False


def send(session: Session, user: User, *, keys: KeyRing, site: Site) -> None:
    """Put a mail with a new link into the outbox; the link works once, within 48 hours, and ends the one before."""
    token = accounts.one_time_link(session, user, purpose="password")
    store.enqueue(
        session,
        keys=keys,
        unique_key=f"{_keys_of(user)}{sessions.hash_of(token).hex()[:32]}",
        kind=KIND,
        to=user.email,
        subject=_subject(user, site),
        body=_body(user, site, f"{site.base_url}/admin/choose-password/{token}"),
    )


def last_mail(session: Session, user: User) -> Mail:
    """Return what became of the last mail to somebody."""
    message = session.scalars(
        select(OutboxMessage)
        .where(OutboxMessage.unique_key.startswith(_keys_of(user), autoescape=True))
        .order_by(OutboxMessage.id.desc())
        .limit(1)
    ).one_or_none()
    if message is None:
        return Mail.NONE
    if message.refused_at is not None:
        return Mail.REFUSED
    return Mail.SENT if message.sent_at is not None else Mail.WAITING


def _keys_of(user: User) -> str:
    return f"{KIND}:{user.id}:"


def _subject(user: User, site: Site) -> str:
    if user.password is None:
        return gettext("Your account for %(site)s", site=site.name)
    return gettext("A new password for %(site)s", site=site.name)


def _body(user: User, site: Site, address: str) -> str:
    why = (
        gettext("%(council)s has made an account for you to work on %(site)s.", council=site.council, site=site.name)
        if user.password is None
        else gettext("You can choose a new password for %(site)s.", site=site.name)
    )
    how = (
        gettext("Open this link within 48 hours, and use your council account or choose a password. It works once:")
        if site.has_directory
        else gettext("Open this link within 48 hours and choose a password. The link works once:")
    )
    lines = (
        why,
        how,
        address,
        gettext("With a password you also need a passkey, or an app on your phone such as Microsoft Authenticator."),
        gettext("You did not expect this email? Leave the link alone, and tell whoever keeps the accounts."),
        gettext("This email was sent by a computer. Replies to it are not read."),
    )
    return "\n\n".join(lines)
