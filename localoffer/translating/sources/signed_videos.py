"""The titles and transcripts of videos in British Sign Language."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from localoffer.guide.models import GuidePage, GuideVersion
from localoffer.languages import ENGLISH, lazy_gettext
from localoffer.listings.models import Listing
from localoffer.signing import writing
from localoffer.signing.admin_forms import LONGEST_TRANSCRIPT
from localoffer.signing.kept import key_of
from localoffer.signing.models import SignedVideo
from localoffer.signing.subjects import LISTING, PAGE
from localoffer.translating.texts import ChangedMeanwhile, Field, Name, Row, Text, Writer, english_of, filled
from localoffer.translating.vocabulary import Kind
from localoffer.vocabulary import ListingStatus, ReviewState


class SignedVideos:
    """What families read beside the videos that they see; captions are of the video itself, in English."""

    kind = Kind.SIGNED_VIDEO
    permission = "signing.edit"
    is_reviewed = False
    fields = (
        Field("title", lazy_gettext("Title"), 120, is_needed=True),
        Field("transcript", lazy_gettext("Transcript"), LONGEST_TRANSCRIPT, rows=12),
    )

    def rows(self, session: Session, languages: Sequence[str], marked: Collection[Name]) -> list[Row]:
        videos = _seen(session)
        return [text.row for language in languages for text in _texts(videos, language)]

    def texts(self, session: Session, language: str, keys: Collection[str]) -> list[Text]:
        return [text for text in _texts(_seen(session), language) if text.name.key in keys]

    def save(self, session: Session, text: Text, values: Mapping[str, str], checked_by: str, writer: Writer) -> None:
        video = next((video for video in _seen(session) if key_of(video.about) == text.name.key), None)
        if video is None:
            raise ChangedMeanwhile
        writing.translate(session, video=video, language=text.name.language, words=values, **vars(writer))


def _seen(session: Session) -> list[SignedVideo]:
    """Return the videos on pages and listings that are public."""
    videos = writing.every(session)
    slugs = [video.about.partition(":")[2] for video in videos]
    pages = select(GuidePage.slug).join(GuidePage.versions).where(GuidePage.archived_at.is_(None))
    pages = pages.where(GuideVersion.state == ReviewState.PUBLISHED, GuideVersion.language == ENGLISH.code)
    listings = select(Listing.slug).where(Listing.status == ListingStatus.PUBLISHED)
    seen = {f"{PAGE}:{slug}" for slug in session.scalars(pages.where(GuidePage.slug.in_(slugs)))}
    seen |= {f"{LISTING}:{slug}" for slug in session.scalars(listings.where(Listing.slug.in_(slugs)))}
    return [video for video in videos if video.about in seen]


def _texts(videos: Iterable[SignedVideo], language: str) -> Iterator[Text]:
    for place, video in enumerate(videos):
        said = writing.texts_of(video)
        english, own = said[ENGLISH.code], filled(said.get(language, {}))
        yield Text(
            Name(Kind.SIGNED_VIDEO, key_of(video.about), language),
            video.title,
            english=english,
            newest=own,
            shown=own,
            made_from=english_of(english, video.made_from.get(language, {})) if own else None,
            place=(place,),
        )
