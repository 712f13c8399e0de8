"""By which ways somebody can be told something, because they chose them and said that they are safe; and telling them.

Where there is none, nothing is sent.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from localoffer.crypto import KeyRing
from localoffer.outbox import store
from localoffer.outbox.written import Written
from localoffer.referrals.answers import Answers, Contact
from localoffer.referrals.choices import ContactWay, YesNo
from localoffer.vocabulary import SentBy


@dataclass(frozen=True)
class SafeWay:
    """One safe way, and the address or the number to use."""

    way: SentBy
    to: str


def to_referrer(answers: Answers, *, texts: bool) -> tuple[SafeWay, ...]:
    """Return how whoever filled the form in is told: never by the ways of a family that somebody else asked for.

    An email address is enough for that: the form says beside it that something is sent there.

    Args:
        texts: whether the site can send text messages.
    """
    if answers.about_you is not None:
        return _mail(answers.about_you.email)
    told = answers.contact or Contact()
    return (*_mail(told.email), *(_text(told) if texts else ()))


def to_family(answers: Answers, *, texts: bool) -> tuple[SafeWay, ...]:
    """Return how the family is told, whoever filled the form in: by the ways that are chosen for it.

    Args:
        texts: whether the site can send text messages.
    """
    told = answers.contact or Contact()
    is_chosen = ContactWay.EMAIL in told.ways or not told.ways
    return (*(_mail(told.email) if is_chosen else ()), *(_text(told) if texts else ()))


def tell(
    session: Session,
    ways: Sequence[SafeWay],
    write: Callable[[SentBy], Written],
    *,
    keys: KeyRing,
    kind: str,
    about: str,
) -> None:
    """Store a message in the outbox for each way, once, in the caller's transaction.

    Args:
        write: makes the message as a mail or as a text.
        kind: what sort of message it is, as ``receipt``.
        about: what it is about, in ids only: the same kind and the same matter are stored once for each way.
    """
    for safe in ways:
        written = write(safe.way)
        store.enqueue(
            session,
            keys=keys,
            unique_key=f"{kind}:{about}" if safe.way is SentBy.EMAIL else f"{kind}-text:{about}",
            kind=f"referral-{kind}",
            way=safe.way,
            to=safe.to,
            subject=written.subject,
            body=written.body,
            language=written.language,
        )


def _mail(address: str) -> tuple[SafeWay, ...]:
    return (SafeWay(SentBy.EMAIL, address),) if address else ()


def _text(told: Contact) -> tuple[SafeWay, ...]:
    """Return the way for texts, only where somebody chose it and said outright that it is safe."""
    is_safe = ContactWay.TEXT in told.ways and told.safe_to_text is YesNo.YES
    return (SafeWay(SentBy.TEXT, _dialled(told.phone)),) if is_safe and told.phone else ()


def _dialled(phone: str) -> str:
    """Return a number as it is dialled: ``+44 (0)7700 900 123`` and the like without what stands between the digits."""
    digits = "".join(sign for sign in phone.replace("(0)", "") if sign.isdecimal())
    return f"+{digits}" if phone.lstrip().startswith("+") else digits
