"""A mail server as the way out."""

from __future__ import annotations

import re
import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import unquote, urlsplit

from localoffer.outbox.mail import compose
from localoffer.outbox.message import Message
from localoffer.outbox.senders.sending import RefusedForGood

_DEFAULT_PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}
# RFC 3463: bad mailbox, bad host, bad syntax, moved, null. A plain 550 may be a quarrel with us, put right tomorrow.
_NO_SUCH_ADDRESS = re.compile(rb"5\.1\.(?:1|2|3|6|10)\b")


@dataclass(frozen=True)
class SmtpSender:
    """Sends by a mail server.

    ``url`` is ``smtp://host:25``, ``smtp+starttls://user:password@host:587`` or ``smtps://user:password@host:465``;
    user and password percent-encoded where they hold signs of their own meaning. ``timeout`` is in seconds, for each
    step.
    """

    url: str = field(repr=False)
    mail_from: str
    timeout: float = 15.0
    trusted: ssl.SSLContext | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        parts = urlsplit(self.url)
        if parts.scheme not in _DEFAULT_PORTS or not parts.hostname:
            raise ValueError("the address of the mail server must begin with smtp://, smtp+starttls:// or smtps://")

    def send(self, message: Message) -> None:
        """Send ``message``.

        Raises:
            RefusedForGood: when the server knows that there is no such address.
            OSError: when the server cannot be reached, hangs or refuses.
            ValueError: when the mail would carry headers of its own making.
        """
        mail = compose(message, mail_from=self.mail_from)
        server = self._connect()
        try:
            server.send_message(mail)
        except smtplib.SMTPRecipientsRefused as refused:
            server.close()
            if all(_NO_SUCH_ADDRESS.match(said) for _, said in refused.recipients.values()):
                raise RefusedForGood("no such address, says the mail server") from None
            raise
        except BaseException:
            server.close()
            raise
        # The server has taken the mail: a failed goodbye must not send it again.
        with suppress(OSError):
            server.quit()
        server.close()

    def _connect(self) -> smtplib.SMTP:
        parts = urlsplit(self.url)
        host, port = parts.hostname or "", parts.port or _DEFAULT_PORTS[parts.scheme]
        server = (
            smtplib.SMTP_SSL(host, port, timeout=self.timeout, context=self._trust)
            if parts.scheme == "smtps"
            else smtplib.SMTP(host, port, timeout=self.timeout)
        )
        try:
            if parts.scheme == "smtp+starttls":
                server.starttls(context=self._trust)
            if parts.username:
                server.login(unquote(parts.username), unquote(parts.password or ""))
        except BaseException:
            server.close()
            raise
        return server

    @cached_property
    def _trust(self) -> ssl.SSLContext:
        # kept: reading the machine's certificates takes longer than sending a mail
        return self.trusted or ssl.create_default_context()
