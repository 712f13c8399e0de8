"""A message as the outbox keeps it: a mail or a text, to one address."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from email.utils import getaddresses

from localoffer.vocabulary import SentBy

RULE = "— English —"
"""The line between a message and the same in English."""
_BREAKS = re.compile(r"[\r\n\0]")
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')
_NUMBER = re.compile(r"\+?[0-9][0-9 ().-]*")


@dataclass(frozen=True)
class Message:
    """One message to one address or number.

    ``identity`` is the same for every try to send it, and ``is_repeated`` says that there was one before; ``language``
    is that of the body. A text has no subject.
    """

    identity: str
    kind: str
    to: str
    subject: str
    body: str
    language: str
    written_at: datetime
    way: SentBy = SentBy.EMAIL
    is_repeated: bool = False


def check(*, way: SentBy, to: str, subject: str) -> None:
    """Refuse an address that is none, and an address or a subject that would add headers of its own.

    Raises:
        ValueError: the message says which of them, and never repeats it.
    """
    if way is SentBy.TEXT and not _NUMBER.fullmatch(to):
        raise ValueError("the number of a text must be one number on one line")
    if way is SentBy.EMAIL and not _is_one_address(to):
        raise ValueError("the address of a mail must be one address on one line")
    if _BREAKS.search(subject):
        raise ValueError("the subject of a mail must be one line")


def _is_one_address(to: str) -> bool:
    bare = _QUOTED.sub("", to)
    if _BREAKS.search(to) or bare.count("@") != 1 or "," in bare or ";" in bare:
        return False
    found = getaddresses([to])
    return len(found) == 1 and "@" in found[0][1]
