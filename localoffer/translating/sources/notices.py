"""The notices above pages, and what listings say for a time: those that have not ended."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from localoffer.days import today
from localoffer.guide.notices import writing as site_writing
from localoffer.guide.notices.models import SiteNotice
from localoffer.guide.notices.writing import NoticeWords
from localoffer.languages import ENGLISH, lazy_gettext
from localoffer.listings.models import Listing
from localoffer.listings.notices import writing as listing_writing
from localoffer.listings.notices.models import ListingNotice
from localoffer.listings.notices.writing import ForNowWords, version_of
from localoffer.translating.texts import ChangedMeanwhile, Field, Name, Row, Text, Writer, filled
from localoffer.translating.vocabulary import Kind

_TEXT = "text"
_FIELDS = (Field(_TEXT, lazy_gettext("What it says"), 300, rows=3, is_needed=True),)


class SiteNotices:
    """Notices above pages."""

    kind = Kind.NOTICE
    permission = "guide.publish"
    is_reviewed = False
    fields = _FIELDS

    def rows(self, session: Session, languages: Sequence[str], marked: Collection[Name]) -> list[Row]:
        standing = _standing(session)
        return [_text(self.kind, notice, language).row for language in languages for notice in standing]

    def texts(self, session: Session, language: str, keys: Collection[str]) -> list[Text]:
        return [_text(self.kind, notice, language) for notice in _standing(session) if str(notice.id) in keys]

    def save(self, session: Session, text: Text, values: Mapping[str, str], checked_by: str, writer: Writer) -> None:
        notice = site_writing.get(session, int(text.name.key))
        texts = _with(notice.texts, text.name.language, values)
        words = NoticeWords(notice.kind, notice.place, texts, notice.page, notice.starts_on, notice.ends_on)
        site_writing.change(session, notice=notice, words=words, actor=writer.actor, audit_key=writer.audit_key)
        notice.made_from = _made_from(notice, text.name.language)


class ListingNotices:
    """What listings say for a time."""

    kind = Kind.LISTING_NOTICE
    permission = "listings.publish"
    is_reviewed = False
    fields = _FIELDS

    def rows(self, session: Session, languages: Sequence[str], marked: Collection[Name]) -> list[Row]:
        said = _said(session)
        return [self._text(notice, slug, language).row for language in languages for notice, slug in said]

    def texts(self, session: Session, language: str, keys: Collection[str]) -> list[Text]:
        return [self._text(notice, slug, language) for notice, slug in _said(session) if str(notice.id) in keys]

    def save(self, session: Session, text: Text, values: Mapping[str, str], checked_by: str, writer: Writer) -> None:
        notice = session.get(ListingNotice, int(text.name.key))
        if notice is None:
            raise ChangedMeanwhile
        texts = _with(notice.texts, text.name.language, values)
        words = ForNowWords(notice.kind, texts, notice.starts_on, notice.ends_on)
        listing_writing.change(
            session,
            notice=notice,
            words=words,
            seen=version_of(notice),
            actor=writer.actor,
            audit_key=writer.audit_key,
        )
        notice.made_from = _made_from(notice, text.name.language)

    def _text(self, notice: ListingNotice, slug: str, language: str) -> Text:
        text = _text(self.kind, notice, language)
        return replace(text, title=f"{slug}: {text.title}")


def _standing(session: Session) -> Sequence[SiteNotice]:
    not_over = or_(SiteNotice.ends_on.is_(None), SiteNotice.ends_on >= today())
    wanted = select(SiteNotice).where(SiteNotice.taken_down_at.is_(None), not_over)
    return session.scalars(wanted.order_by(SiteNotice.id)).all()


def _said(session: Session) -> list[tuple[ListingNotice, str]]:
    """Return what stands with the address of its listing; a closure without words says itself that it is one."""
    not_over = or_(ListingNotice.ends_on.is_(None), ListingNotice.ends_on >= today())
    wanted = select(ListingNotice, Listing.slug).join(ListingNotice.listing)
    found = session.execute(wanted.where(ListingNotice.taken_down_at.is_(None), not_over).order_by(ListingNotice.id))
    return [(notice, slug) for notice, slug in found if notice.texts.get(ENGLISH.code)]


def _text(kind: Kind, notice: SiteNotice | ListingNotice, language: str) -> Text:
    english, own = notice.texts[ENGLISH.code], notice.texts.get(language, "")
    return Text(
        Name(kind, str(notice.id), language),
        english,
        english={_TEXT: english},
        newest=filled({_TEXT: own}),
        shown=filled({_TEXT: own}),
        made_from={_TEXT: notice.made_from.get(language, english)} if own else None,
        place=(notice.id,),
    )


def _with(texts: Mapping[str, str], language: str, values: Mapping[str, str]) -> dict[str, str]:
    others = {code: text for code, text in texts.items() if code != language}
    return {**others, language: values[_TEXT]} if values else others


def _made_from(notice: SiteNotice | ListingNotice, language: str) -> dict[str, str]:
    """Return of which English each translation is, the one that was just saved of today's even if it is repeated."""
    others = {code: text for code, text in notice.made_from.items() if code != language}
    return {**others, language: notice.texts[ENGLISH.code]} if language in notice.texts else others
