"""The ways a mail leaves the site: to a mail server, or, where somebody tries the product, into a folder."""

from __future__ import annotations

import os
import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

from localoffer.outbox.mail import Mail, compose

_DEFAULT_PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}


class Sender(Protocol):
    """Sends one mail, or raises; the caller tries again with the same mail."""

    def send(self, mail: Mail) -> None:
        """Send ``mail``; any exception means that it may not have gone out."""


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

    def send(self, mail: Mail) -> None:
        """Send ``mail``.

        Raises:
            OSError: when the server cannot be reached, hangs or refuses.
            ValueError: when the mail would carry headers of its own making.
        """
        message = compose(mail, mail_from=self.mail_from)
        server = self._connect()
        try:
            server.send_message(message)
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
        trusted = self.trusted or ssl.create_default_context()
        server = (
            smtplib.SMTP_SSL(host, port, timeout=self.timeout, context=trusted)
            if parts.scheme == "smtps"
            else smtplib.SMTP(host, port, timeout=self.timeout)
        )
        try:
            if parts.scheme == "smtp+starttls":
                server.starttls(context=trusted)
            if parts.username:
                server.login(unquote(parts.username), unquote(parts.password or ""))
        except BaseException:
            server.close()
            raise
        return server


@dataclass(frozen=True)
class FileSender:
    """Writes each mail into a folder as an ``.eml`` file for any mail program; a repeated try overwrites it."""

    folder: Path
    mail_from: str

    def send(self, mail: Mail) -> None:
        """Write ``mail``, whole or not at all.

        Raises:
            OSError: when the folder cannot be written to.
        """
        message = compose(mail, mail_from=self.mail_from)
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        name = f"{mail.written_at:%Y-%m-%d-%H%M%S}-{mail.kind}-{mail.identity[:8]}"
        unfinished = self.folder / f".{name}.{os.getpid()}.part"
        handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(message.as_bytes())
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(self.folder / f"{name}.eml")


def sender_for(*, smtp_url: str | None, mail_from: str, var: Path) -> Sender:
    """Return the sender that the settings ask for: the mail server where one is named, else the folder ``var/mail``.

    Production always names one: its settings do not load without.

    Raises:
        ValueError: when ``smtp_url`` is not the address of a mail server.
    """
    if smtp_url:
        return SmtpSender(smtp_url, mail_from)
    return FileSender(var / "mail", mail_from)
