"""Filling the Life Skills form in as the four kinds of people do: by the controls of the page, in any language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from playwright.sync_api import Locator, Page

Look = Callable[[Page], None]

START = "/refer/life-skills"
SENT = f"{START}/sent"
CHECK = f"{START}/check-answers"
TOO_LONG = "Wobblesome " * 400
_YEAR = datetime.now(UTC).year
_MOST_PAGES = 30
_TYPED = {
    "first_name": "Zebedee",
    "last_name": "Quillfeather",
    "born-day": "27",
    "born-month": "3",
    "born-year": str(_YEAR - 11),
    "on-day": "1",
    "on-month": "2",
    "on-year": str(_YEAR - 1),
    "postcode": "b79 7bz",
    "strengths": "Drawing and swimming",
    "words": "Mornings before school",
    "own_goal": "Ordering a drink",
    "name": "Philippa Quillfeather",
    "relationship": "Grandmother",
    "role": "Teacher",
    "organisation": "Thistledown Primary",
    "phone": "07700 900 977",
    "email": "philippa.quillfeather@example.org",
    "address": "1 Example Street",
}
_CHOSEN: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("agreed", "share", "right", "knows", "safe_to_text", "safe_to_post"), ("yes",)),
    "by": ("both",),
    "how": ("phone",),
    "helps": ("contact_them",),
    "kind": ("school",),
    "district": ("tamworth",),
    "hard": ("communication-and-interaction",),
    "goals": ("cooking",),
    "ways": ("phone", "text", "email", "post"),
    "safe_to_phone": ("phone_only",),
    "who": ("parent",),
    "know": ("all",),
    "interpreter": ("no",),
    "now": ("no",),
}


@dataclass(frozen=True)
class Person:
    """What somebody types and chooses, by the name of the box; ``alone`` are the steps that nobody else is asked."""

    referrer: str
    alone: frozenset[str] = frozenset()
    typed: dict[str, str] = field(default_factory=dict)

    def text(self, name: str) -> str:
        return {**_TYPED, **self.typed}.get(name, "")

    def choices(self, name: str, language: str) -> tuple[str, ...]:
        return {**_CHOSEN, "referrer": (self.referrer,), "language": (language,)}.get(name, ())


PARENT = Person("parent")
YOUNG_PERSON = Person("young_person", frozenset({"trusted-adult"}), {"born-year": str(_YEAR - 14)})
PROFESSIONAL = Person("professional", frozenset({"how-they-agreed", "do-they-know"}), {"born-year": str(_YEAR - 17)})
SOMEONE_ELSE = Person("someone_else", frozenset({"district"}), {"postcode": ""})
PEOPLE = {person.referrer: person for person in (PARENT, YOUNG_PERSON, PROFESSIONAL, SOMEONE_ELSE)}


def main_button(page: Page) -> Locator:
    """Return the button that goes on."""
    return page.locator("main form button[type=submit]:not(.govuk-button--secondary)").first


def press_continue(page: Page) -> None:
    """Press the button that goes on, and wait for the page that follows."""
    with page.expect_navigation():
        main_button(page).click()


def step_of(page: Page) -> str:
    """Return the last part of the page's address."""
    return page.url.split("?")[0].rsplit("/", 1)[-1]


def fill_in(
    page: Page,
    person: Person = PARENT,
    *,
    language: str = "en",
    until: str = "check-answers",
    at_each_page: Look | None = None,
    at_each_mistake: Look | None = None,
    answer: Callable[[Page, Person, str], None] | None = None,
) -> list[str]:
    """Go from the start page to another, and stop there; return the pages on the way.

    Args:
        at_each_page: looks at each page on the way, before anything is answered.
        at_each_mistake: looks at each question as it comes back with its mistakes.
        answer: answers a question and goes on, where not by mouse.
    """
    met: list[str] = []
    for _ in range(_MOST_PAGES):
        if step_of(page) == until:
            return met
        met.append(step_of(page))
        if at_each_page:
            at_each_page(page)
        if at_each_mistake and is_question(page):
            make_a_mistake(page)
            at_each_mistake(page)
        before = page.url
        (answer or by_mouse)(page, person, language)
        assert page.url != before, f"{before}: {page.locator('.govuk-error-summary').all_inner_texts()}"
    raise AssertionError(f"the form has no end: {page.url}")


def is_question(page: Page) -> bool:
    """Return whether a page asks something."""
    return boxes(page).count() > 0


def boxes(page: Page) -> Locator:
    """Return whatever can be typed into, ticked or chosen."""
    return page.locator("main form :is(input:not([type=hidden]):not([tabindex='-1']), textarea, select)")


def make_a_mistake(page: Page) -> None:
    """Write far too much into each box, and choose nothing."""
    for box in page.locator("main form :is(input[type=text], textarea)").all():
        box.fill(TOO_LONG)
    press_continue(page)
    assert page.locator(".govuk-error-summary").count() == 1, f"{page.url} has no mistake: {page.title()}"


def by_mouse(page: Page, person: Person, language: str) -> None:
    """Answer the question of a page and press the button."""
    # told of all boxes at once, because asking each takes longer than answering
    for number, (name, kind, value) in enumerate(boxes(page).evaluate_all(_TOLD)):
        box = boxes(page).nth(number)
        if kind in {"radio", "checkbox"}:
            if value in person.choices(name, language):
                box.check(force=True)
        else:
            box.fill(person.text(name))
    press_continue(page)


_TOLD = "boxes => boxes.map(box => [box.name, box.type, box.value])"


def by_keyboard(page: Page, person: Person, language: str) -> None:
    """Answer the question of a page and go on, with the keyboard alone."""
    while True:
        page.keyboard.press("Tab")
        at = page.evaluate(_FOCUSED)
        assert not at["is_body"], f"the keyboard left {page.url} before it reached the button"
        if at["is_button"]:
            with page.expect_navigation():
                page.keyboard.press("Enter")
            return
        if not at["is_box"]:
            continue
        if at["type"] == "radio":
            _choose(page, at["name"], person.choices(at["name"], language))
        elif at["type"] == "checkbox":
            if at["value"] in person.choices(at["name"], language) and not at["checked"]:
                page.keyboard.press("Space")
        else:
            page.keyboard.press("Control+A")
            page.keyboard.type(person.text(at["name"]))


def _choose(page: Page, name: str, wanted: tuple[str, ...]) -> None:
    """Go along a group of radios by the arrow keys to the wanted one."""
    page.keyboard.press("Space")
    for _ in range(_MOST_PAGES):
        if not wanted or page.evaluate(_FOCUSED)["value"] in wanted:
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"the arrow keys never reach {wanted} of {name}")


_FOCUSED = """() => {
  const at = document.activeElement, main = document.querySelector("main");
  return {
    is_body: at === document.body,
    is_button: main.contains(at) && at.matches("button[type=submit]:not(.govuk-button--secondary)"),
    is_box: main.contains(at) && at.matches("input, textarea, select"),
    type: at.type, name: at.name, value: at.value, checked: at.checked,
  };
}"""


def reference(page: Page) -> str:
    """Return the reference on the confirmation."""
    return page.locator(".lo-reference").first.inner_text().strip()
