"""A mail as the outbox keeps it, and as it goes out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr

_RIGHT_TO_LEFT_MARK = "\u200f"
_ISOLATE, _END_OF_ISOLATE = "\u2066", "\u2069"
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_BREAKS = re.compile(r"[\r\n\0]")


@dataclass(frozen=True)
class Mail:
    """One mail to one address. ``identity`` is the same for every try to send it; ``language`` is that of the body."""

    identity: str
    kind: str
    to: str
    subject: str
    body: str
    language: str
    written_at: datetime


def left_to_right(text: str) -> str:
    """Return a number, a reference or an address so that it keeps its order inside words written right to left."""
    return f"{_ISOLATE}{text}{_END_OF_ISOLATE}"


def check(*, to: str, subject: str) -> None:
    """Refuse an address or a subject that would add headers of its own, or an address that is none.

    Raises:
        ValueError: the message says which of the two, and never repeats it.
    """
    if _BREAKS.search(to) or "@" not in parseaddr(to)[1]:
        raise ValueError("the address of a mail must be one address on one line")
    if _BREAKS.search(subject):
        raise ValueError("the subject of a mail must be one line")


def compose(mail: Mail, *, mail_from: str) -> EmailMessage:
    """Make the message that mail programs understand.

    Raises:
        ValueError: when address or subject hold a line break.
    """
    check(to=mail.to, subject=mail.subject)
    message = EmailMessage(policy=SMTP)
    message["From"] = mail_from
    message["To"] = mail.to
    message["Subject"] = mail.subject
    message["Date"] = format_datetime(mail.written_at)
    message["Message-ID"] = f"<{mail.identity}@{_host(mail_from)}>"
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    message.set_content(_marked(mail.body), charset="utf-8")
    message["Content-Language"] = mail.language
    return message


def _marked(body: str) -> str:
    """Begin each line of a text written right to left with a mark, so that a plain mail program sets it that way."""
    if not _RIGHT_TO_LEFT.search(body):
        return body
    return "\n".join(f"{_RIGHT_TO_LEFT_MARK}{line}" if line else line for line in body.split("\n"))


def _host(mail_from: str) -> str:
    return parseaddr(mail_from)[1].rpartition("@")[2] or "localhost"
