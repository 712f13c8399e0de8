"""Finding English on an open page in another language that does not say that it is English."""

from __future__ import annotations

import re
from functools import cache

from babel.messages.pofile import read_po
from playwright.sync_api import Page

from localoffer.languages import LANGUAGES
from tests.support.county import FOLDER

_TRANSLATIONS = FOLDER.parent.parent / "translations"
# the languages whose letters are not those of English
_OTHER_LETTERS = {"pa", "ur", "bg", "uk", "ar"}
_A_FEW_WORDS = 3
_A_SENTENCE = 6
_RUN = re.compile(rf"[A-Za-z’']{{2,}}(?:[ ,]+[A-Za-z’']{{2,}}){{{_A_SENTENCE - 1},}}")
# what every language has in English: names, what stands isolated within a sentence, such as who owns a map, and the
# English name of something in brackets behind its own
_NAMES = re.compile(
    r"\u2066[^\u2069]*\u2069|\([A-Za-z ,’-]+\)|GeoNames|(Crown|Royal Mail) copyright and database right|"
    r"Staffordshire( County Council| Local Offer)?"
    r"|(1-1 )?Life Skills( and Independence)?|Philippa Quillfeather"
)
_TEXTS = """() => {
  const page = document.documentElement.lang, told = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text = walk.nextNode(); text; text = walk.nextNode()) {
    const within = text.parentElement;
    if (within.closest("script, style, template, code, bdi, [dir=auto], [translate=no]")) continue;
    if (within.closest("[lang]").lang === page) told.push(text.data);
  }
  for (const one of document.querySelectorAll("[aria-label], [title], [alt], [placeholder]"))
    if (one.closest("[lang]").lang === page)
      told.push(...["aria-label", "title", "alt", "placeholder"].map((name) => one.getAttribute(name) || ""));
  return told;
}"""


def unmarked_english(page: Page, code: str) -> list[str]:
    """Return the texts of an open page that are English and do not say so with ``lang``."""
    texts = (" ".join(text.split()) for text in page.evaluate(_TEXTS))
    return [text for text in texts if is_english(text, code)]


def is_english(text: str, code: str) -> bool:
    """Return whether a text is one of ours in English, or, among other letters, a sentence of them."""
    if text in _english(code):
        return True
    return code in _OTHER_LETTERS and bool(_RUN.search(_NAMES.sub("", text)))


@cache
def _english(code: str) -> frozenset[str]:
    """Return the sentences of the site whose words in a language are others."""
    with (_TRANSLATIONS / code / "LC_MESSAGES" / "messages.po").open("rb") as file:
        catalogue = read_po(file, locale=LANGUAGES[code].locale)
    told = ((one.id, one.string) for one in catalogue if isinstance(one.id, str))
    return frozenset(english for english, said in told if said != english and len(english.split()) >= _A_FEW_WORDS)
