"""The listings that families see."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import ColumnElement, Select, and_, case, false, or_, select
from sqlalchemy.orm import Session, aliased, selectinload

from localoffer import council
from localoffer.languages import ENGLISH, lazy_gettext
from localoffer.listings import publishing, queries
from localoffer.listings.applying import content_of_version, latest_version
from localoffer.listings.content import TEXT_FIELDS, ListingContent
from localoffer.listings.content import Words as ListingWords
from localoffer.listings.listing_page import can_refer_here
from localoffer.listings.models import Listing, ListingText, ListingVersion, ListingWayIn
from localoffer.translating.texts import ChangedMeanwhile, Field, Name, NotTaken, Row, Text, Writer, filled
from localoffer.translating.vocabulary import Kind, Refusal
from localoffer.vocabulary import WAITING, ListingStatus, ReviewState, WayIn

_LONG = 20_000
_FIRST, _OTHERS = (0,), (1,)
_English = aliased(ListingText)


class Listings:
    """Published listings; what is saved of one waits for a review, with whatever else waits of it."""

    kind = Kind.LISTING
    permission = "listings.edit"
    is_reviewed = True
    fields = (
        Field("name", lazy_gettext("Name"), 200, is_needed=True),
        Field("summary", lazy_gettext("Summary in one sentence"), 300, rows=2),
        Field("description", lazy_gettext("Description"), _LONG, rows=8),
        Field("who_for", lazy_gettext("Who it is for"), _LONG, rows=3),
        Field("how_to_start", lazy_gettext("How to start"), _LONG, rows=3),
        Field("cost", lazy_gettext("What it costs"), _LONG, rows=2),
        Field("opening_times", lazy_gettext("Opening times"), _LONG, rows=2),
        Field("complex_needs", lazy_gettext("Complex needs"), _LONG, rows=2),
        Field("easy_read", lazy_gettext("Easy read: a line for each idea, with its picture"), _LONG, rows=6),
    )

    def rows(self, session: Session, languages: Sequence[str], marked: Collection[Name]) -> list[Row]:
        names, has = _standing(session, languages)
        waiting = _waiting(session, languages)
        rows = [
            _row(number, Name(Kind.LISTING, slug, language), title, place, has, waiting)
            for number, (slug, title, place) in names.items()
            for language in languages
        ]
        wanted = {name for name in marked if name.kind is Kind.LISTING and name.language in languages}
        for language in {name.language for name in wanted}:
            keys = [name.key for name in wanted if name.language == language]
            known = {text.name: text.row for text in self.texts(session, language, keys)}
            rows = [known.get(row.name, row) for row in rows]
        return rows

    def texts(self, session: Session, language: str, keys: Collection[str]) -> list[Text]:
        wanted = (
            select(Listing)
            .where(Listing.slug.in_(keys), Listing.status == ListingStatus.PUBLISHED)
            .options(*(selectinload(one) for one in (Listing.texts, Listing.versions, Listing.terms, Listing.ways_in)))
        )
        return [_text(listing, language) for listing in session.scalars(wanted.order_by(Listing.id))]

    def save(self, session: Session, text: Text, values: Mapping[str, str], checked_by: str, writer: Writer) -> None:
        listing = queries.get_to_edit(session, slug=text.name.key)
        last = latest_version(listing)
        content = content_of_version(last)
        words = {code: said for code, said in content.words.items() if code != text.name.language}
        words[text.name.language] = ListingWords(**{"name": "", **values})
        # what families type is nobody's translation: it stays whatever becomes of one
        changed = content.with_changes(words=words).with_asked_as_of(content)
        if changed == content.in_order():
            _confirm(listing, text)
            return
        try:
            publishing.submit(
                session,
                listing=listing,
                content=changed,
                based_on=last.number,
                actor=writer.actor,
                audit_key=writer.audit_key,
            )
        except publishing.SavedMeanwhile as fault:
            raise ChangedMeanwhile from fault
        except ValueError as fault:
            raise NotTaken(Refusal.TOO_LONG, str(fault)) from fault


def _standing(
    session: Session, languages: Sequence[str]
) -> tuple[dict[int, tuple[str, str, tuple[int, ...]]], dict[tuple[int, str], tuple[bool, bool]]]:
    """Return name and place of each listing, and by language whether its translation is behind and lacks something."""
    names: dict[int, tuple[str, str, tuple[int, ...]]] = {}
    has: dict[tuple[int, str], tuple[bool, bool]] = {}
    for number, slug, title, first, language, behind, lacks in session.execute(_light(languages)):
        names[number] = (slug, title, _FIRST if first else _OTHERS)
        if language is not None:
            has[number, language] = (bool(behind), bool(lacks))
    return names, has


def _light(languages: Sequence[str]) -> Select[int, str, str, bool, str, bool, int]:
    """Return a query that reads none of the words: there may be ten thousand listings."""
    asked_for_here = select(ListingWayIn.listing_id).where(ListingWayIn.way_in == WayIn.REFER_YOURSELF)
    lacks = [and_(getattr(_English, name) != "", getattr(ListingText, name) == "") for name in TEXT_FIELDS]
    has_words = or_(*(getattr(ListingText, name) != "" for name in TEXT_FIELDS))
    is_translation = and_(ListingText.listing_id == Listing.id, ListingText.language.in_(languages), has_words)
    return (
        select(
            Listing.id,
            Listing.slug,
            _English.name,
            and_(Listing.slug == council.current().form_listing, Listing.id.in_(asked_for_here)),
            ListingText.language,
            ListingText.english_digest != _English.english_digest,
            _truth(or_(false(), *lacks)),
        )
        .join(_English, and_(_English.listing_id == Listing.id, _English.language == ENGLISH.code))
        .outerjoin(ListingText, is_translation)
        .where(Listing.status == ListingStatus.PUBLISHED)
        .order_by(Listing.id)
    )


def _truth(holds: ColumnElement[bool]) -> ColumnElement[int]:
    return case((holds, 1), else_=0)


def _waiting(session: Session, languages: Sequence[str]) -> set[tuple[int, str]]:
    """Return the listings of which another translation waits than the one that families see, with its language."""
    drafted = aliased(ListingVersion)
    wanted = (
        select(drafted.listing_id, drafted.content, ListingVersion.content)
        .join(ListingVersion, ListingVersion.listing_id == drafted.listing_id)
        .where(drafted.state.in_(WAITING), ListingVersion.state == ReviewState.PUBLISHED)
    )
    return {
        (number, language)
        for number, draft, shown in session.execute(wanted)
        for language in languages
        if _translated(draft["words"].get(language, {})) != _translated(shown["words"].get(language, {}))
    }


def _translated(stored: Mapping[str, str]) -> dict[str, str]:
    return filled({name: stored.get(name, "") for name in TEXT_FIELDS})


def _row(
    number: int,
    name: Name,
    title: str,
    place: tuple[int, ...],
    has: Mapping[tuple[int, str], tuple[bool, bool]],
    waiting: Collection[tuple[int, str]],
) -> Row:
    behind, lacks = has.get((number, name.language), (False, True))
    return Row(
        name,
        title,
        is_there=(number, name.language) in has,
        is_behind=behind,
        lacks_some=lacks,
        waits=(number, name.language) in waiting,
        place=place,
    )


def _text(listing: Listing, language: str) -> Text:
    last = latest_version(listing)
    contents = [content_of_version(version) for version in listing.versions]
    shown, english = _words(listing.text(language)), _words(listing.text(ENGLISH.code))
    newest = _words(contents[-1].words.get(language)) if last.state.waits else shown
    return Text(
        Name(Kind.LISTING, listing.slug, language),
        english.get("name", listing.slug),
        english=english,
        newest=newest,
        shown=shown,
        waits=newest != shown,
        made_from=_made_from(contents, language, newest) if newest else None,
        place=_FIRST if can_refer_here(listing) else _OTHERS,
    )


def _made_from(contents: Sequence[ListingContent], language: str, translation: Mapping[str, str]) -> dict[str, str]:
    """Return the English beside which these words were saved first, as ``listings.applying`` reckons it."""
    english: dict[str, str] = {}
    for content in reversed(contents):
        if _words(content.words.get(language)) != translation:
            if english:
                break
            continue
        english = _words(content.words.get(ENGLISH.code))
    return english


def _confirm(listing: Listing, text: Text) -> None:
    """Say that the words that families have are right for today's English, for as long as nobody publishes others."""
    own, english = listing.text(text.name.language), listing.text(ENGLISH.code)
    if own is not None and english is not None and not text.waits:
        own.english_digest = english.english_digest


def _words(said: ListingText | ListingWords | None) -> dict[str, str]:
    return filled({name: getattr(said, name) for name in TEXT_FIELDS}) if said is not None else {}
