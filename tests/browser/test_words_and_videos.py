"""Help beside the words of a page: a meaning that opens where the word stands, and a video in sign language."""

from __future__ import annotations

import base64
from collections.abc import Callable

import pytest
from playwright.sync_api import FilePayload, Page

from tests.browser.conftest import DESK, PHONE, Opener
from tests.support.waiting import wait_until

pytestmark = pytest.mark.any_database

GUIDE = "/guide/support-after-an-assessment"
LISTING = "/services/life-skills-and-independence"
FOCUSED = "document.activeElement.className"
CAPTIONS = b"WEBVTT\n\n00:00.000 --> 00:02.000\nAnybody can ask.\n"
RECORDED = """async () => {
  const canvas = document.createElement("canvas");
  const drawn = canvas.getContext("2d"), pieces = [];
  const recorder = new MediaRecorder(canvas.captureStream(20), {mimeType: "video/webm"});
  recorder.ondataavailable = ({data}) => pieces.push(data);
  const ended = new Promise((done) => { recorder.onstop = done; });
  recorder.start();
  for (let frame = 0; frame < 8; frame++) {
    drawn.fillRect(frame, frame, 40, 40);
    await new Promise((done) => setTimeout(done, 50));
  }
  recorder.stop();
  await ended;
  const bytes = new Uint8Array(await new Blob(pieces).arrayBuffer());
  return btoa(String.fromCharCode(...bytes));
}"""
PLAYED = """async (video) => {
  video.muted = true;
  await video.play();
  return video.videoWidth > 0 && video.textTracks[0].kind === "captions";
}"""


@pytest.mark.parametrize("path", [GUIDE, f"/ur{LISTING}"])
def test_a_word_opens_its_meaning_by_keyboard_and_comes_back(
    open_page: Opener, check_page: Callable[[Page], None], path: str
) -> None:
    page = open_page(path, width=PHONE)
    word = page.locator(".lo-word").first
    meaning = page.locator(f"#{word.get_attribute('popovertarget')}")
    # nothing is open, and nothing has taken the focus
    assert not meaning.is_visible()
    assert page.evaluate("document.activeElement.tagName") == "BODY"

    word.press("Enter")
    assert meaning.is_visible()
    assert page.evaluate(FOCUSED) == "lo-meaning"
    check_page(page)

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert not meaning.is_visible()
    assert page.evaluate(FOCUSED) == "lo-word"


def test_a_word_needs_no_javascript(open_page: Opener) -> None:
    page = open_page(LISTING, width=DESK, javascript=False)
    page.locator(".lo-word").first.click()
    assert page.locator(".lo-meaning:popover-open .lo-meaning__text").is_visible()
    page.keyboard.press("Escape")
    assert page.locator(".lo-meaning:popover-open").count() == 0


def test_a_video_is_put_up_and_plays(
    open_page: Opener, sign_in: Callable[..., Page], check_page: Callable[[Page], None]
) -> None:
    # given a real video, which the browser itself has made
    staff = sign_in("publisher")
    staff.goto("/admin/signed-videos/listing/life-skills-and-independence")
    check_page(staff)
    film = base64.b64decode(staff.evaluate(RECORDED))
    # when a publisher puts it on a listing
    staff.get_by_label("Title").fill("Who can ask")
    staff.get_by_label("Video in British Sign Language").set_input_files(_file("signed.webm", "video/webm", film))
    staff.get_by_label("Captions").set_input_files(_file("signed.vtt", "text/vtt", CAPTIONS))
    staff.get_by_label("Transcript").fill("Anybody can ask.")
    staff.get_by_role("button", name="Save").click()
    # then a family plays it
    page = open_page(LISTING, width=PHONE)
    wait_until(lambda: _videos(page) == 1, "every process shows the video")
    check_page(page)
    assert page.locator("video").evaluate(PLAYED)
    # and the listing is left as it was
    staff.get_by_role("button", name="Take the video away").click()
    assert staff.get_by_text("The video is gone, with its file.").is_visible()


def _videos(page: Page) -> int:
    page.reload()
    return page.locator("video").count()


def _file(name: str, kind: str, content: bytes) -> FilePayload:
    return {"name": name, "mimeType": kind, "buffer": content}
