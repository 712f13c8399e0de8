"""A mail as it goes out: a message in the form that mail programs understand."""

from __future__ import annotations

import re
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr

from localoffer.outbox.message import RULE, Message, check

_RULE = f"\n{RULE}\n"
_RIGHT_TO_LEFT_MARK = "\u200f"
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")


def compose(message: Message, *, mail_from: str) -> EmailMessage:
    """Make the mail of a message.

    Raises:
        ValueError: when address or subject hold a line break.
    """
    check(way=message.way, to=message.to, subject=message.subject)
    mail = EmailMessage(policy=SMTP)
    mail["From"] = mail_from
    mail["To"] = message.to
    mail["Subject"] = message.subject
    mail["Date"] = format_datetime(message.written_at)
    mail["Message-ID"] = f"<{message.identity}@{_host(mail_from)}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail["X-Auto-Response-Suppress"] = "All"
    mail.set_content(marked(message.body), charset="utf-8")
    mail["Content-Language"] = f"{message.language}, en" if has_english_below(message.body) else message.language
    return mail


def marked(body: str) -> str:
    """Begin each line of a text written right to left with a mark, so that a plain mail program sets it that way.

    The English below the text has none.
    """
    own, rule, english = body.partition(_RULE)
    if not _RIGHT_TO_LEFT.search(own):
        return body
    own = "\n".join(f"{_RIGHT_TO_LEFT_MARK}{line}" if line else line for line in own.split("\n"))
    return f"{own}{rule}{english}"


def has_english_below(body: str) -> bool:
    """Return whether the same stands below a text in English."""
    return _RULE in body


def _host(mail_from: str) -> str:
    return parseaddr(mail_from)[1].rpartition("@")[2] or "localhost"
