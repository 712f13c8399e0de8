"""A folder that stands for the world outside, where somebody tries the product."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from localoffer.outbox.mail import compose
from localoffer.outbox.message import Message
from localoffer.vocabulary import SentBy


@dataclass(frozen=True)
class FileSender:
    """Writes each mail as ``.eml``, for any mail program, and each text as ``.txt``; a repeated try overwrites it."""

    folder: Path
    mail_from: str

    def send(self, message: Message) -> None:
        """Write ``message``, whole or not at all.

        Raises:
            OSError: when the folder cannot be written to.
        """
        ending, written = self._written(message)
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        name = f"{message.written_at:%Y-%m-%d-%H%M%S}-{message.kind}-{message.identity[:8]}"
        unfinished = self.folder / f".{name}.{os.getpid()}.part"
        handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(written)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(self.folder / f"{name}{ending}")

    def _written(self, message: Message) -> tuple[str, bytes]:
        if message.way is SentBy.TEXT:
            return ".txt", f"To: {message.to}\n\n{message.body}\n".encode()
        return ".eml", compose(message, mail_from=self.mail_from).as_bytes()
