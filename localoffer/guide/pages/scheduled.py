"""Publishing by itself what somebody who may publish put down for a day."""

from __future__ import annotations

from datetime import date

import structlog

from localoffer.db import Database
from localoffer.guide.pages import publishing, queries

log = structlog.get_logger()


def publish_due(database: Database, *, on: date, audit_key: bytes) -> int:
    """Publish what was put down for a day or before, English first, and return how many versions that were.

    What cannot be published (its page is archived, its English not out) waits on, and keeps nothing else back.
    """
    published = 0
    with database.transaction() as session:
        for version in queries.due(session, on):
            page, language = version.page, version.language
            try:
                publishing.publish(session, page=page, language=language, actor="system", audit_key=audit_key)
            except publishing.NotAllowed:
                log.warning("not_published", page=page.slug, language=language)
            else:
                published += 1
    return published
