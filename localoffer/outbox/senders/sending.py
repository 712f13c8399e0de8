"""What every sender promises, and how it says that a message has not gone out."""

from __future__ import annotations

from typing import Protocol

from localoffer.outbox.message import Message


class NotSent(Exception):
    """A message has not gone out, and may later. The words are kept and shown to staff: they never hold an address."""


class RefusedForGood(NotSent):
    """A message can never go out as it is, because there is no such address."""


class Sender(Protocol):
    """Sends one message, or raises; the caller tries again with the same one, except after ``RefusedForGood``."""

    def send(self, message: Message) -> None:
        """Send ``message``; any exception means that it may not have gone out."""
