"""Writing pages: each saved state is a version, and publishing puts one of them before families.

Every function works in the caller's transaction, adds one entry to the audit, and raises the change number ``guide``
when what families see has changed. ``audit_key`` is ``KeyRing.audit``; ``actor`` is who does it, as the audit names
people: ``staff:<id>``, ``system`` or ``command``.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from localoffer.db import bump, now
from localoffer.guide.content import PageContent
from localoffer.guide.models import GuidePage, GuideVersion
from localoffer.guide.pages.changing import NotAllowed, SavedMeanwhile, add_version, need, record
from localoffer.guide.pages.files import PageSettings
from localoffer.guide.pages.queries import latest, published, version
from localoffer.languages import ENGLISH
from localoffer.vocabulary import WAITING, ReviewState

__all__ = [
    "NotAllowed",
    "SavedMeanwhile",
    "archive",
    "bring_back",
    "change_settings",
    "confirm_translation",
    "create",
    "give_back",
    "mark_checked",
    "publish",
    "restore",
    "save_draft",
    "schedule",
    "send_for_review",
]

SUBJECT = "guide"
"""The change number that says when what families see of the pages has changed."""


def create(
    session: Session, *, slug: str, settings: PageSettings, content: PageContent, actor: str, audit_key: bytes
) -> GuidePage:
    """Make a new page whose English is a draft, and return it.

    Raises:
        sqlalchemy.exc.IntegrityError: when there is a page with this slug.
    """
    page = GuidePage(slug=slug, created_at=now(), versions=[])
    _apply(page, settings)
    session.add(page)
    add_version(page, ENGLISH.code, content, actor)
    session.flush()
    record(session, page, "created", actor, audit_key, language=ENGLISH.code, version=1)
    return page


def change_settings(
    session: Session, *, page: GuidePage, settings: PageSettings, actor: str, audit_key: bytes
) -> list[str]:
    """Say where a page stands, whose it is and what it ends in; return the names of the settings that changed."""
    before = {name: getattr(page, name) for name in PageSettings.__dataclass_fields__}
    changed = [name for name, value in before.items() if getattr(settings, name) != value]
    if changed:
        _apply(page, settings)
        session.flush()
        record(session, page, "settings", actor, audit_key, changed=changed)
        bump(session, SUBJECT)
    return changed


def save_draft(
    session: Session,
    *,
    page: GuidePage,
    language: str,
    content: PageContent,
    actor: str,
    audit_key: bytes,
    based_on: int | None = None,
) -> GuideVersion:
    """Keep new words as a version that waits, and return it; the same words as the last version's save nothing new.

    Families see no change. A draft that waited is replaced by it.

    Args:
        based_on: the number of the version that the change began from, 0 where there was none; None asks nobody.

    Raises:
        SavedMeanwhile: when there is a newer version than ``based_on``.
    """
    last = latest(page, language)
    number = last.number if last else 0
    if based_on is not None and number != based_on:
        raise SavedMeanwhile(f"version {number} is newer than {based_on}")
    if last is not None and not PageContent.of_json(last.content).changed_fields(content):
        return last
    if last is not None and last.state.waits:
        last.state, last.publish_on = ReviewState.REPLACED, None
    made = add_version(page, language, content, actor)
    session.flush()
    record(session, page, "saved", actor, audit_key, language=language, version=made.number)
    return made


def send_for_review(session: Session, *, page: GuidePage, language: str, actor: str, audit_key: bytes) -> GuideVersion:
    """Ask whoever may publish to look at the draft, and return it.

    Raises:
        NotAllowed: when no draft waits.
    """
    draft = need(latest(page, language), ReviewState.DRAFT, ReviewState.RETURNED)
    draft.state = ReviewState.IN_REVIEW
    session.flush()
    record(session, page, "sent_for_review", actor, audit_key, language=language, version=draft.number)
    return draft


def give_back(
    session: Session, *, page: GuidePage, language: str, reason: str, actor: str, audit_key: bytes
) -> GuideVersion:
    """Give a draft back to whoever wrote it, saying why, and return it.

    Raises:
        NotAllowed: when none is in review.
        ValueError: when no reason is given.
    """
    if not reason.strip():
        raise ValueError("whoever wrote it needs a reason")
    draft = need(latest(page, language), ReviewState.IN_REVIEW)
    draft.state, draft.reason, draft.publish_on = ReviewState.RETURNED, reason.strip(), None
    _decided(draft, actor)
    session.flush()
    record(session, page, "given_back", actor, audit_key, language=language, version=draft.number)
    return draft


def publish(session: Session, *, page: GuidePage, language: str, actor: str, audit_key: bytes) -> GuideVersion:
    """Put what waits before families in place of what they saw, and return it.

    Raises:
        NotAllowed: when nothing waits, the page is archived, or a translation would come before its English.
    """
    draft = need(latest(page, language), *WAITING)
    if page.archived_at is not None:
        raise NotAllowed("an archived page is brought back before it is published")
    if language != ENGLISH.code and published(page, ENGLISH.code) is None:
        raise NotAllowed("the English is published first")
    if (before := published(page, language)) is not None:
        before.state = ReviewState.REPLACED
    draft.state, draft.publish_on = ReviewState.PUBLISHED, None
    _decided(draft, actor)
    session.flush()
    record(session, page, "published", actor, audit_key, language=language, version=draft.number)
    bump(session, SUBJECT)
    return draft


def schedule(
    session: Session, *, page: GuidePage, language: str, on: date | None, actor: str, audit_key: bytes
) -> GuideVersion:
    """Let what waits be published by itself on a day, or (``None``) no longer, and return it.

    Raises:
        NotAllowed: when nothing waits.
    """
    draft = need(latest(page, language), *WAITING)
    draft.publish_on = on
    _decided(draft, actor)
    session.flush()
    told = on.isoformat() if on else ""
    record(session, page, "scheduled", actor, audit_key, language=language, version=draft.number, on=told)
    return draft


def restore(
    session: Session, *, page: GuidePage, language: str, number: int, actor: str, audit_key: bytes
) -> GuideVersion:
    """Make an earlier version's words the draft, and return that.

    Raises:
        MissingRow: when there is no such version.
    """
    content = PageContent.of_json(version(page, language, number).content)
    return save_draft(session, page=page, language=language, content=content, actor=actor, audit_key=audit_key)


def archive(session: Session, *, page: GuidePage, actor: str, audit_key: bytes) -> None:
    """Take a page away from families; nothing of it is lost.

    Raises:
        NotAllowed: when it is archived already.
    """
    if page.archived_at is not None:
        raise NotAllowed("the page is archived already")
    page.archived_at = now()
    _changed(session, page, "archived", actor, audit_key)


def bring_back(session: Session, *, page: GuidePage, actor: str, audit_key: bytes) -> None:
    """Put an archived page before families again, as it was.

    Raises:
        NotAllowed: when it is not archived.
    """
    if page.archived_at is None:
        raise NotAllowed("only an archived page can be brought back")
    page.archived_at = None
    _changed(session, page, "brought_back", actor, audit_key)


def mark_checked(session: Session, *, page: GuidePage, on: date, checked_by: str, actor: str, audit_key: bytes) -> None:
    """Say that somebody has read a page and that it is right; ``checked_by`` is how staff know who that was."""
    page.checked_on, page.checked_by = on, checked_by
    _changed(session, page, "checked", actor, audit_key)


def mark_translation_checked(
    session: Session, *, page: GuidePage, language: str, checked_by: str, actor: str, audit_key: bytes
) -> GuideVersion:
    """Say that a speaker of the language has read the newest translation and that it is right; return that.

    Raises:
        NotAllowed: when there is none, or the language is English.
    """
    translation = latest(page, language)
    if translation is None or language == ENGLISH.code:
        raise NotAllowed("there is no translation to check")
    translation.translation_checked_by = checked_by
    session.flush()
    record(session, page, "translation_checked", actor, audit_key, language=language, version=translation.number)
    bump(session, SUBJECT)
    return translation


def confirm_translation(session: Session, *, page: GuidePage, language: str, actor: str, audit_key: bytes) -> None:
    """Say that the newest translation is right for today's English as it stands; nothing changes where it is of that.

    Raises:
        NotAllowed: when there is none, or the language is English.
    """
    translation, english = latest(page, language), published(page, ENGLISH.code)
    if translation is None or english is None or language == ENGLISH.code:
        raise NotAllowed("there is no translation of an English page")
    if translation.english_number != english.number:
        translation.english_number = english.number
        session.flush()
        record(session, page, "translation_confirmed", actor, audit_key, language=language, version=translation.number)
        bump(session, SUBJECT)


def _apply(page: GuidePage, settings: PageSettings) -> None:
    for name in PageSettings.__dataclass_fields__:
        setattr(page, name, getattr(settings, name))


def _decided(draft: GuideVersion, actor: str) -> None:
    draft.decided_by, draft.decided_at = actor, now()


def _changed(session: Session, page: GuidePage, done: str, actor: str, audit_key: bytes) -> None:
    session.flush()
    record(session, page, done, actor, audit_key)
    bump(session, SUBJECT)
