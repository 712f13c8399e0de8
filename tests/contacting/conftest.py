"""What the tests of requests share: asking to be rung, and staff who are signed in."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from localoffer.contacting.models import ContactRequest
from tests.referrals.conftest import staff_client
from tests.support.client import CheckedClient

__all__ = ["CALL", "COPY", "only_request", "send", "staff_client"]

CALL: dict[str, Any] = {
    "name": "Philippa Quillfeather",
    "phone": "01632 960 919",
    "days": ["mon", "wed"],
    "times": ["morning"],
    "message": "no",
    "language": "ur",
    "interpreter": "yes",
    "words": "Wobblesome nights",
}
COPY: dict[str, Any] = {
    "name": "Philippa Quillfeather",
    "address": "7 Umberwood Lane",
    "what": ["life_skills_form"],
    "size": "large",
    "language": "en",
    "words": "Wobblesome nights",
}
CANARIES = ("Quillfeather", "960 919", "Wobblesome", "Umberwood")


def send(client: CheckedClient, path: str = "/call-me", **changed: Any) -> Any:
    """Open the form, fill it in, and send it as a browser does."""
    told = CALL if path.endswith("/call-me") else COPY
    return client.send(path, {"mark": client.page(path).value("mark"), **told, **changed})


def only_request(session: Session) -> ContactRequest:
    """Return the one request that there is, as it is now."""
    found = session.scalars(select(ContactRequest).execution_options(populate_existing=True)).one()
    # ends the transaction, which holds SQLite's one writer, and leaves the row as it was read
    session.commit()
    return found
