"""Filling the Life Skills form in as a person does: by the controls of the page, in any language."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page

TYPED = {
    "first_name": "Zebedee",
    "last_name": "Quillfeather",
    "born-day": "27",
    "born-month": "3",
    "born-year": "2015",
    "postcode": "b79 7bz",
    "strengths": "Drawing and swimming",
    "words": "Mornings before school",
    "own_goal": "Ordering a drink",
    "name": "Philippa Quillfeather",
    "phone": "01632 960 977",
    "email": "philippa.quillfeather@example.org",
}
CHOSEN = {
    "referrer": "parent",
    "hard": "communication-and-interaction",
    "goals": "cooking",
    "safe_to_phone": "phone_only",
    "interpreter": "no",
    "agreed": "yes",
}
SENT = "/refer/life-skills/sent"
CHECK = "/refer/life-skills/check-answers"


def press_continue(page: Page) -> None:
    """Press the one button of the page's form."""
    page.locator("main form button[type=submit]").last.click()


def fill_in(page: Page, *, language: str = "en", at_each_page: Callable[[Page], None] | None = None) -> None:
    """Go from the start page to the answers, and stop there; ``at_each_page`` looks at each page on the way."""
    look = at_each_page or (lambda _page: None)
    look(page)
    page.locator("main form button[type=submit]").first.click()
    for _ in range(20):
        if page.url.split("?")[0].endswith(CHECK):
            return
        look(page)
        _answer(page, language)
        before = page.url
        press_continue(page)
        problems = page.locator(".govuk-error-summary").all_inner_texts()
        assert page.url != before, f"{before} was not accepted: {problems}"
    raise AssertionError(f"the form has no end: {page.url}")


def reference(page: Page) -> str:
    """Return the reference on the confirmation."""
    return page.locator(".lo-reference").inner_text().strip()


def _answer(page: Page, language: str) -> None:
    for name, value in TYPED.items():
        field = page.locator(f"main [name='{name}']:is(input, textarea)")
        if field.count() and field.first.is_visible():
            field.first.fill(value)
    for name, value in {**CHOSEN, "language": language}.items():
        option = page.locator(f"main input[name='{name}'][value='{value}']")
        if option.count():
            option.check(force=True)
