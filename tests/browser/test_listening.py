"""Reading a page aloud: by voices of the device alone, word by word, steered by keyboard.

A browser under test has no voices, so it is given some that say nothing and report when the test says so.
"""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import PHONE, Opener

pytestmark = pytest.mark.any_database

PAGE = "/guide/support-after-an-assessment"
IN_ENGLISH = "/ur/services/allotment-crew-armitage"
"""Nobody has translated this listing."""
OWN = {"name": "Here", "lang": "en-GB", "localService": True}
FAR = {"name": "Far", "lang": "en-GB", "localService": False, "default": True}
URDU = {"name": "Yahan", "lang": "ur-PK", "localService": True}
VOICES = """(() => {
  const said = [], synthesis = new EventTarget();
  let now = null;
  window.SpeechSynthesisUtterance = class extends EventTarget {
    constructor(text) { super(); this.text = text; }
  };
  synthesis.getVoices = () => VOICES;
  synthesis.speak = (one) => {
    said.push({text: one.text.replace(/\\s+/g, " ").trim(), voice: one.voice.name, rate: one.rate});
    now = one;
  };
  synthesis.cancel = () => {
    const cut = now;
    now = null;
    cut?.dispatchEvent(new Event("error"));
  };
  Object.defineProperty(window, "speechSynthesis", {value: synthesis});
  window.voice = {
    said,
    word: (charIndex, charLength) => now.dispatchEvent(
      Object.assign(new Event("boundary"), {name: "word", charIndex, charLength})),
    end: () => { const one = now; now = null; one.dispatchEvent(new Event("end")); },
    isSilent: () => now === null,
  };
})()"""
MARKED = "() => [...(CSS.highlights.get('lo-spoken') ?? [])].map(String).join()"
SAID = "() => window.voice.said"


def with_voices(open_page: Opener, path: str, *voices: dict[str, Any], width: int = PHONE) -> Page:
    page = open_page("/health/live", width=width)
    page.add_init_script(VOICES.replace("VOICES", json.dumps(voices), 1))
    page.goto(path)
    return page


def test_a_voice_of_a_server_or_of_another_language_is_never_offered(open_page: Opener) -> None:
    asked: list[str] = []
    page = with_voices(open_page, "/cookies", FAR, URDU)
    page.on("request", lambda request: asked.append(request.url))
    page.goto(PAGE)
    page.wait_for_load_state("networkidle")

    assert not page.locator("[data-listen]").is_visible()
    assert not [url for url in asked if "listen" in url]


def test_a_page_is_read_word_by_word_and_steered_by_keyboard(open_page: Opener) -> None:
    # given a device with a voice of its own beside one of a server
    page = with_voices(open_page, PAGE, FAR, OWN)
    listen = page.get_by_role("button", name="Listen to this page")
    # when somebody presses the button
    listen.focus()
    page.keyboard.press("Enter")
    # then the device's own voice begins with the heading and each word is marked as it is said
    assert page.evaluate(SAID) == [{"text": "Support after an assessment", "voice": "Here", "rate": 1}]
    page.evaluate("window.voice.word(8, 5)")
    assert page.evaluate(MARKED) == "after"
    # and a pause goes on with that word
    page.keyboard.press("Enter")
    assert page.evaluate("window.voice.isSilent()")
    page.keyboard.press("Enter")
    assert page.evaluate(SAID)[-1]["text"] == "after an assessment"
    # and faster says the rest of the sentence anew
    page.get_by_role("button", name="Faster").press("Enter")
    assert page.evaluate(SAID)[-1] == {"text": "after an assessment", "voice": "Here", "rate": 1.2}
    # and stop begins from the start
    page.get_by_role("button", name="Stop").press("Enter")
    assert page.evaluate("window.voice.isSilent()")
    assert page.evaluate(MARKED) == ""
    assert page.evaluate("document.activeElement.textContent") == "Listen to this page"
    page.keyboard.press("Enter")
    assert page.evaluate(SAID)[-1]["text"] == "Support after an assessment"


def test_all_of_the_page_is_read_in_its_order_and_nothing_around_it(open_page: Opener) -> None:
    page = with_voices(open_page, PAGE, OWN)
    page.get_by_role("button", name="Listen to this page").click()
    page.evaluate("while (!window.voice.isSilent()) window.voice.end()")

    said = [one["text"] for one in page.evaluate(SAID)]
    order = [said.index(text) for text in ("Who decides", "Step by step", "How to ask", "Words on this page")]
    assert order == sorted(order)
    assert any("social care assessment" in text for text in said)
    for unsaid in ("On this page", "Print this page", "Close", "Home", "Contact us"):
        assert unsaid not in said
    assert page.get_by_role("button", name="Listen to this page").is_visible()


def test_words_in_a_language_without_a_voice_are_left_out_and_it_is_said_once(open_page: Opener) -> None:
    page = with_voices(open_page, IN_ENGLISH, FAR, URDU)
    page.locator("[data-listen] button").first.click()
    page.evaluate("while (!window.voice.isSilent()) window.voice.end()")

    said = page.evaluate(SAID)
    gap = json.loads(page.locator("[data-listen]").get_attribute("data-words") or "")["gap"]
    assert {one["voice"] for one in said} == {"Yahan"}
    texts = [one["text"] for one in said]
    assert gap in texts
    assert (gap, gap) not in set(pairwise(texts))


def test_leaving_the_page_ends_the_voice(open_page: Opener) -> None:
    page = with_voices(open_page, PAGE, OWN)
    page.get_by_role("button", name="Listen to this page").click()
    page.evaluate("window.dispatchEvent(new Event('pagehide'))")
    assert page.evaluate("window.voice.isSilent()")
