"""Videos in British Sign Language: put up by staff, checked, played in parts by any browser, gone with their page."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from localoffer.audit import AuditEntry
from localoffer.crypto import KeyRing
from localoffer.db import Database
from localoffer.guide.pages import publishing, queries
from localoffer.signing import checking, pieces, writing
from localoffer.signing.checking import BadCaptions
from localoffer.signing.models import SignedVideo, SignedVideoPiece, VideoKind
from localoffer.signing.writing import VideoFile, VideoWords
from localoffer.staff.models import User
from tests.support import guide
from tests.support.at_once import twice_at_once
from tests.support.client import CheckedClient
from tests.support.staff import sign_in

SLUG = "who-to-ask-first"
EDIT = f"/admin/signed-videos/page/{SLUG}"
MP4 = b"\x00\x00\x00\x18ftypisom\x00\x00\x02\x00isomiso2" + bytes(range(256)) * 40
WEBM = b"\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\x82\x84webm" + b"\x00" * 90
CAPTIONS = b"WEBVTT\n\n00:00.000 --> 00:02.500\nWho can I ask first?\n\n00:02.500 --> 00:04.000\nAnybody here.\n"
WORDS = {"title": "Who to ask first", "transcript": "Who can I ask first?\nAnybody here."}


@pytest.fixture
def pages(session: Session) -> None:
    guide.load(session)
    session.commit()


@pytest.fixture
def publisher(client: CheckedClient, make_user: Callable[..., User]) -> CheckedClient:
    make_user(role="publisher")
    sign_in(client)
    return client


def sent(client: CheckedClient, *, video: bytes | None = MP4, captions: bytes | None = CAPTIONS, **more: str) -> Any:
    version = client.page(EDIT).value("version")
    files: dict[str, object] = {}
    if video is not None:
        files["video"] = (io.BytesIO(video), "anything.mp4")
    if captions is not None:
        files["captions"] = (io.BytesIO(captions), "anything.vtt")
    return client.send(EDIT, {**WORDS, "version": version, **files, **more})


def sources(client: CheckedClient, address: str = f"/guide/{SLUG}") -> list[str]:
    page = client.page(address)
    return [one.get("src", "") for tag in ("source", "track") for one in page.all(f".//{tag}")]


def played(client: CheckedClient, address: str, wanted: str) -> TestResponse:
    return client.get(address, headers={"Range": f"bytes={wanted}"})


@pytest.mark.any_database
class TestChecking:
    @pytest.mark.parametrize(
        ("start", "kind"),
        [
            (MP4, VideoKind.MP4),
            (WEBM, VideoKind.WEBM),
            (b"\x00\x00\x00\x14ftypqt  \x00\x00\x00\x00", None),
            (b"<html><script>alert(1)</script>", None),
            (b"\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\x82\x88matroska", None),
            (b"", None),
        ],
    )
    def test_a_video_is_known_by_its_bytes(self, start: bytes, kind: VideoKind | None) -> None:
        assert checking.video_kind(start[: checking.ENOUGH_TO_KNOW]) == kind

    @pytest.mark.parametrize(
        ("content", "line"),
        [
            (b"1\n00:00.000 --> 00:01.000\nNo header\n", 0),
            (b"WEBVTT\n\nno captions at all\n", 0),
            (b"WEBVTT\n\n00:02.000 --> 00:01.000\nBackwards\n", 3),
            (b"WEBVTT\n\n00:01 --> 00:02\nNo thousandths\n", 3),
            (b"WEBVTT\n\n00:01.000 --> 00:02.000\n\n", 3),
            (b"WEBVTT\n\n\xff\xfe", 0),
        ],
    )
    def test_captions_that_no_browser_shows_are_refused(self, content: bytes, line: int) -> None:
        with pytest.raises(BadCaptions) as refused:
            checking.captions(content)
        assert refused.value.line == line

    def test_captions_are_read_as_editors_write_them(self) -> None:
        windows = b"\xef\xbb\xbfWEBVTT - signed\r\n\r\n01:00:00.000 --> 01:00:01.000 line:0\r\nHello\r\n"
        assert checking.captions(windows).endswith("\nHello\n")


@pytest.mark.usefixtures("pages")
@pytest.mark.any_database
class TestFamilies:
    def test_a_page_without_a_video_says_nothing_of_one(self, client: CheckedClient) -> None:
        assert "British Sign Language (BSL)" not in client.page(f"/guide/{SLUG}").words

    def test_a_page_plays_it_with_captions_and_transcript_in_any_language(self, publisher: CheckedClient) -> None:
        assert sent(publisher).status_code == 303
        video, captions = sources(publisher)
        page = publisher.page(f"/pl/guide/{SLUG}")
        assert "Anybody here." in page.words
        assert page.one(".//video").get("preload") == "none"
        shown = publisher.get(captions)
        assert (shown.mimetype, shown.data) == ("text/vtt", CAPTIONS)
        assert publisher.get(video).mimetype == "video/mp4"

    def test_its_words_are_in_the_readers_language_part_by_part(
        self, publisher: CheckedClient, session: Session, keys: KeyRing
    ) -> None:
        sent(publisher)
        video = writing.get(session, f"page:{SLUG}")
        told: dict[str, Any] = {"video": video, "language": "pl", "actor": "staff:1", "audit_key": keys.audit}
        writing.translate(session, words={"title": "Kogo pytać najpierw"}, **told)
        session.commit()

        polish, urdu = publisher.page(f"/pl/guide/{SLUG}"), publisher.page(f"/ur/guide/{SLUG}")
        titles = [page.one(".//p[@id='signed-title']") for page in (polish, urdu)]
        assert [(one.text, one.get("lang")) for one in titles] == [
            ("Kogo pytać najpierw", None),
            ("Who to ask first", "en"),
        ]
        assert polish.with_class("lo-lines")[0].get("lang") == "en"

    def test_a_player_reads_any_part(self, publisher: CheckedClient, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(pieces, "SIZE", 1000)
        sent(publisher)
        video = sources(publisher)[0]
        whole = publisher.get(video)
        assert whole.data == MP4
        assert whole.headers["Accept-Ranges"] == "bytes"
        for wanted, part in (("0-9", MP4[:10]), ("995-2010", MP4[995:2011]), ("-5", MP4[-5:]), ("9000-", MP4[9000:])):
            answer = played(publisher, video, wanted)
            assert (answer.status_code, answer.data) == (206, part)
        assert played(publisher, video, f"{len(MP4)}-").status_code == 416

    def test_nothing_is_run_or_loaded_from_elsewhere(self, publisher: CheckedClient) -> None:
        sent(publisher, video=WEBM)
        answer = publisher.get(sources(publisher)[0])
        assert answer.mimetype == "video/webm"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "media-src 'self'" in answer.headers["Content-Security-Policy"]

    def test_it_goes_and_comes_back_with_its_page(
        self, publisher: CheckedClient, session: Session, keys: KeyRing
    ) -> None:
        sent(publisher)
        addresses = sources(publisher)
        page = queries.get(session, SLUG)
        publishing.archive(session, page=page, actor="staff:1", audit_key=keys.audit)
        session.commit()
        assert [publisher.get(one).status_code for one in addresses] == [404, 404]


@pytest.mark.usefixtures("pages")
@pytest.mark.any_database
class TestStaff:
    def test_a_video_taken_away_leaves_nothing(self, publisher: CheckedClient, session: Session) -> None:
        sent(publisher)
        address = sources(publisher)[0]
        assert publisher.send(f"{EDIT}/remove", {}, page=EDIT).status_code == 303
        assert publisher.get(address).status_code == 404
        assert session.scalar(select(func.count(SignedVideoPiece.number))) == 0
        said = select(AuditEntry.action).where(AuditEntry.subject == "signed_video").order_by(AuditEntry.number)
        assert list(session.scalars(said)) == ["video.added", "video.removed"]

    def test_a_listing_with_the_longest_address_has_one(self, session: Session, keys: KeyRing) -> None:
        about = "listing:" + "a" * 80
        told = VideoWords("Who to ask first", "WEBVTT\n", "")
        file = VideoFile(VideoKind.MP4, len(MP4), io.BytesIO(MP4))
        video = writing.put(session, about=about, words=told, file=file, actor="staff:1", audit_key=keys.audit)
        session.commit()
        entry = session.scalars(select(AuditEntry).where(AuditEntry.subject == "signed_video")).one()
        assert (entry.subject_id, entry.details) == (str(video.id), {"about": about})

    def test_words_change_and_files_that_are_left_out_stay(self, publisher: CheckedClient) -> None:
        sent(publisher)
        before = sources(publisher)
        assert sent(publisher, video=None, captions=None, title="Ask anybody").status_code == 303
        assert sources(publisher) == before
        assert "Ask anybody" in publisher.page(f"/guide/{SLUG}").words
        assert "Ask anybody" in publisher.page("/admin/signed-videos").words

    def test_another_file_has_another_address(self, publisher: CheckedClient) -> None:
        sent(publisher)
        before = sources(publisher)[0]
        sent(publisher, video=WEBM)
        assert publisher.get(before).status_code == 404
        assert publisher.get(sources(publisher)[0]).data == WEBM

    @pytest.mark.parametrize(
        ("mistake", "sentence"),
        [
            ({"video": None}, "Choose a video"),
            ({"video": b"<html>"}, "The file must be an MP4 or WebM video"),
            ({"captions": None}, "Choose a file with captions"),
            ({"captions": b"WEBVTT\n\n00:02.000 --> 00:01.000\nx\n"}, "Line 3 of the captions is wrong"),
            ({"transcript": ""}, "Enter what the video says"),
        ],
    )
    def test_a_mistake_is_said_and_nothing_kept(
        self, publisher: CheckedClient, session: Session, mistake: dict[str, Any], sentence: str
    ) -> None:
        answer = sent(publisher, **mistake)
        assert answer.status_code == 400
        assert sentence in answer.page.words
        assert session.scalar(select(func.count(SignedVideo.id))) == 0

    def test_a_video_that_is_too_large_is_refused(self, publisher: CheckedClient, app: Flask) -> None:
        app.config["SETTINGS"] = replace(app.config["SETTINGS"], video_mb=1)
        answer = sent(publisher, video=MP4 + bytes(1_000_000))
        assert answer.status_code == 400
        assert "smaller than 1 MB" in answer.text
        assert sent(publisher, video=MP4 + bytes(3_000_000)).status_code == 413

    def test_somebody_else_s_change_is_not_lost(self, publisher: CheckedClient) -> None:
        sent(publisher)
        answer = sent(publisher, version="2020-01-01T00:00:00+00:00", title="Mine")
        assert answer.status_code == 409
        assert "Who to ask first" in publisher.page(f"/guide/{SLUG}").words

    def test_an_editor_publishes_none(self, client: CheckedClient, make_user: Callable[..., User]) -> None:
        make_user(role="editor")
        sign_in(client)
        assert client.get(EDIT).status_code == 403

    def test_it_stands_on_what_is_there_alone(self, publisher: CheckedClient) -> None:
        for address in ("page/no-such-page", "listing/no-such-listing", "page/UPPER", "site/home"):
            assert publisher.get(f"/admin/signed-videos/{address}").status_code == 404


def put(session: Session, keys: KeyRing, title: str) -> SignedVideo:
    file = VideoFile(VideoKind.MP4, len(MP4), io.BytesIO(MP4))
    words = VideoWords(title, "WEBVTT\n", "")
    return writing.put(session, about="page:a", words=words, file=file, actor="staff:1", audit_key=keys.audit)


def test_of_two_who_put_a_video_up_at_once_one_hears_of_the_other(database: Database, keys: KeyRing) -> None:
    """On SQLite the second waits, and changes what is there by then."""
    second = twice_at_once(database, lambda session: put(session, keys, "Mine"))
    assert isinstance(second.exception(), writing.ChangedMeanwhile | None)


def test_of_two_who_change_a_video_at_once_the_second_sees_what_the_first_made_of_it(
    database: Database, session: Session, keys: KeyRing
) -> None:
    put(session, keys, "0")
    session.commit()

    def change(own: Session) -> str:
        found = writing.find(own, "page:a", locked=True)
        assert found is not None
        seen = found.title
        put(own, keys, f"{seen}+")
        return seen

    assert twice_at_once(database, change).result() == "0+"
