"""The pages of the guide."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, contains_eager

from localoffer.guide.content import FIELDS, PageContent
from localoffer.guide.models import GuidePage, GuideVersion
from localoffer.guide.pages import publishing, queries
from localoffer.guide.pages.sections import sections
from localoffer.languages import ENGLISH, lazy_gettext
from localoffer.translating.texts import ChangedMeanwhile, Field, Name, Row, Text, Writer, filled
from localoffer.translating.vocabulary import Kind
from localoffer.vocabulary import ReviewState

_SHORT, _SENTENCES, _PAGE = 120, 400, 30_000


class Pages:
    """Pages that families see in English; what is saved of one waits for a review."""

    kind = Kind.PAGE
    permission = "guide.edit"
    is_reviewed = True
    fields = (
        Field("title", lazy_gettext("Title"), _SHORT, is_needed=True),
        Field("summary", lazy_gettext("What it is about, in one or two sentences"), 300, rows=2),
        Field("who_for", lazy_gettext("Who it is for"), _SENTENCES, rows=2),
        Field("who_decides", lazy_gettext("Who decides"), _SENTENCES, rows=2),
        Field("how_long", lazy_gettext("How long it takes"), _SENTENCES, rows=2),
        Field("body", lazy_gettext("The page itself"), _PAGE, rows=24),
    )

    def rows(self, session: Session, languages: Sequence[str], marked: Collection[Name]) -> list[Row]:
        pages = _pages(session, None, (ENGLISH.code, *languages))
        return [text.row for language in languages for text in _texts(pages, language)]

    def texts(self, session: Session, language: str, keys: Collection[str]) -> list[Text]:
        return list(_texts(_pages(session, keys, (ENGLISH.code, language)), language))

    def save(self, session: Session, text: Text, values: Mapping[str, str], checked_by: str, writer: Writer) -> None:
        page, language = queries.get(session, text.name.key), text.name.language
        if not values:
            _withdraw(session, page, language)
            return
        told: dict[str, Any] = {"page": page, "language": language, **vars(writer)}
        newest = queries.latest(page, language)
        try:
            saved = publishing.save_draft(
                session, content=PageContent(**values), based_on=newest.number if newest else 0, **told
            )
        except (publishing.SavedMeanwhile, IntegrityError) as fault:
            raise ChangedMeanwhile from fault
        if saved is newest:
            publishing.confirm_translation(session, **told)
        if checked_by and checked_by != saved.translation_checked_by:
            publishing.mark_translation_checked(session, checked_by=checked_by, **told)
        if saved.state in (ReviewState.DRAFT, ReviewState.RETURNED):
            publishing.send_for_review(session, **told)


def _pages(session: Session, slugs: Collection[str] | None, languages: Sequence[str]) -> list[GuidePage]:
    wanted = (
        select(GuidePage)
        .join(GuidePage.versions)
        .options(contains_eager(GuidePage.versions))
        .where(GuidePage.archived_at.is_(None), GuideVersion.language.in_(languages))
        .order_by(GuidePage.section, GuidePage.position, GuidePage.slug, GuideVersion.id)
    )
    if slugs is not None:
        wanted = wanted.where(GuidePage.slug.in_(slugs))
    # read anew: a page that is in the session already would keep the languages that it was read with
    return list(session.scalars(wanted.execution_options(populate_existing=True)).unique())


def _texts(pages: Iterable[GuidePage], language: str) -> Iterable[Text]:
    order = {section.code: place for place, section in enumerate(sections())}
    for page in pages:
        english = queries.published(page, ENGLISH.code)
        if english is not None:
            place = (order.get(page.section, len(order)), page.position)
            yield _text(page, _words(english), language, place)


def _text(page: GuidePage, english: dict[str, str], language: str, place: tuple[int, ...]) -> Text:
    newest, shown = queries.latest(page, language), queries.published(page, language)
    made_from = queries.version(page, ENGLISH.code, newest.english_number) if newest and newest.english_number else None
    return Text(
        Name(Kind.PAGE, page.slug, language),
        english["title"],
        english=english,
        newest=_words(newest),
        shown=_words(shown),
        waits=newest is not None and newest.state.waits,
        made_from=_words(made_from) if made_from else None,
        checked_by=newest.translation_checked_by if newest else "",
        place=place,
    )


def _words(version: GuideVersion | None) -> dict[str, str]:
    return filled({name: version.content.get(name, "") for name in FIELDS}) if version is not None else {}


def _withdraw(session: Session, page: GuidePage, language: str) -> None:
    """Take away a translation that nobody has published yet.

    Raises:
        ChangedMeanwhile: when families have one by now.
    """
    if queries.published(page, language) is not None:
        raise ChangedMeanwhile
    for version in [one for one in page.versions if one.language == language]:
        session.delete(version)
    session.flush()
    session.expire(page, ["versions"])
