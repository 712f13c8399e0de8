"""Bringing the guide's pages to what the county's files say, but never over what staff have written since."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from localoffer.audit import AuditEntry
from localoffer.guide.content import PageContent
from localoffer.guide.models import GuidePage, GuideVersion
from localoffer.guide.pages import files, publishing, queries
from localoffer.guide.pages.files import PageFile
from localoffer.languages import ENGLISH, LANGUAGES

_BY_STAFF = "staff:"


@dataclass
class Report:
    """What loading did: pages that are new, texts that were published, and texts of staff that were left as they are.

    Texts are named by language and address: ``pl/turning-16``.
    """

    created: list[str] = field(default_factory=list)
    published: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)


def load(session: Session, county: Path, *, actor: str, audit_key: bytes) -> Report:
    """Bring pages to what the files of a county say; loading them twice is the same as once.

    A file that has changed becomes a new published version, unless staff wrote the newest one.

    Raises:
        ValueError: naming the file that cannot be read.
    """
    report = Report()
    there = {page.slug: page for page in queries.every(session)}
    for told in files.read_all(county):
        page = there.get(told.slug)
        if page is None:
            page = publishing.create(
                session,
                slug=told.slug,
                settings=told.settings,
                content=told.contents[ENGLISH.code],
                actor=actor,
                audit_key=audit_key,
            )
            report.created.append(told.slug)
        elif not _has_settings_of_staff(session, page):
            publishing.change_settings(session, page=page, settings=told.settings, actor=actor, audit_key=audit_key)
        _bring_up_to_date(session, page, told, actor, audit_key, report)
    return report


def _bring_up_to_date(
    session: Session, page: GuidePage, told: PageFile, actor: str, audit_key: bytes, report: Report
) -> None:
    for language in LANGUAGES:
        content = told.contents.get(language)
        if content is None or _says(page, language, content):
            continue
        name = f"{language}/{page.slug}"
        if _is_staffs_own(page, language) or page.archived_at is not None:
            report.left.append(name)
            continue
        publishing.save_draft(session, page=page, language=language, content=content, actor=actor, audit_key=audit_key)
        publishing.publish(session, page=page, language=language, actor=actor, audit_key=audit_key)
        report.published.append(name)


def _says(page: GuidePage, language: str, content: PageContent) -> bool:
    """Return whether the file is what was published from it last, whatever staff made of it since."""
    loaded = [
        one
        for one in page.versions
        if one.language == language and one.decided_at is not None and not one.made_by.startswith(_BY_STAFF)
    ]
    return bool(loaded) and PageContent.of_json(max(loaded, key=_number).content) == content


def _number(version: GuideVersion) -> int:
    return version.number


def _is_staffs_own(page: GuidePage, language: str) -> bool:
    newest = queries.latest(page, language)
    return newest is not None and newest.made_by.startswith(_BY_STAFF)


def _has_settings_of_staff(session: Session, page: GuidePage) -> bool:
    wanted = select(AuditEntry.number).where(
        AuditEntry.action == "guide_page.settings",
        AuditEntry.subject_id == page.slug,
        AuditEntry.actor.startswith(_BY_STAFF),
    )
    return session.scalars(wanted.limit(1)).first() is not None
