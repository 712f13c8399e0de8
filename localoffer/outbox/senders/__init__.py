"""The ways a message leaves the site: a mail server, GOV.UK Notify, or, where somebody tries the product, a folder."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from localoffer.outbox.message import Message
from localoffer.outbox.senders.folder import FileSender
from localoffer.outbox.senders.notify import Account, NotifySender
from localoffer.outbox.senders.sending import NotSent, RefusedForGood, Sender
from localoffer.outbox.senders.smtp import SmtpSender
from localoffer.vocabulary import SentBy

__all__ = [
    "Account",
    "ByWay",
    "FileSender",
    "NotSent",
    "NotifySender",
    "RefusedForGood",
    "Sender",
    "SmtpSender",
    "sender_for",
]


@dataclass(frozen=True)
class ByWay:
    """Sends mails one way out and texts another; ``texts`` is None where the site sends none."""

    mails: Sender
    texts: Sender | None

    def send(self, message: Message) -> None:
        """Send ``message`` the way that is its own.

        Raises:
            NotSent: when it is a text and there is no way out for texts.
            Exception: whatever the sender raises.
        """
        sender = self.mails if message.way is SentBy.EMAIL else self.texts
        if sender is None:
            raise NotSent("no way out for texts")
        sender.send(message)


def sender_for(*, smtp_url: str | None, notify: Account | None, mail_from: str, var: Path) -> Sender:
    """Return the sender that the settings ask for.

    Mails and texts each go out by GOV.UK Notify where its account has a template for them. Other mails go to the mail
    server; without one, mails and texts are written into the folder ``var/mail``. Production never is: its settings do
    not load without a way out for mails.

    Raises:
        ValueError: when ``smtp_url`` is not the address of a mail server, or the key of the account is none.
    """
    folder = FileSender(var / "mail", mail_from)
    by_notify = NotifySender(notify) if notify else None
    mails: Sender = SmtpSender(smtp_url, mail_from) if smtp_url else folder
    texts: Sender | None = None if smtp_url else folder
    if notify and by_notify:
        mails = by_notify if notify.email_template else mails
        texts = by_notify if notify.text_template else None
    return ByWay(mails, texts)
