"""What stands beside the words while somebody writes: the English, how hard it reads, what is wrong, what waits."""

from __future__ import annotations

from dataclasses import dataclass

from localoffer.days import today
from localoffer.guide.admin import listing, presenters
from localoffer.guide.admin.differences import Change, changes
from localoffer.guide.admin.presenters import Findings, PageRow
from localoffer.guide.admin.states import english_before, in_review, state_of
from localoffer.guide.content import PageContent
from localoffer.guide.glossary.kept import explained
from localoffer.guide.models import GuidePage
from localoffer.guide.pages import queries
from localoffer.guide.pages.admin_problems import said
from localoffer.guide.pages.checking import filled, problems
from localoffer.guide.pages.markup import plain, tokens
from localoffer.languages import ENGLISH, LANGUAGES, Language, format_date
from localoffer.languages import get as language_of
from localoffer.plain_english import Reading, measure
from localoffer.vocabulary import ReviewState


@dataclass(frozen=True)
class Beside:
    """Everything beside the words of a page in one language.

    ``english`` is None for English itself; ``changed`` is what happened to the English since the translation was made.
    ``reading`` is None for a translation; ``reason`` says why the newest version was given back, ``publish_on`` the day
    on which it is published by itself, each empty where that is not so.
    """

    language: Language
    row: PageRow
    english: PageContent | None
    changed: tuple[Change, ...]
    reading: Reading | None
    findings: Findings
    is_in_review: bool
    publish_on: str
    reason: str
    is_published: bool


def of(page: GuidePage, language: str, *, content: PageContent) -> Beside:
    """Return what stands beside ``content``, which may be what somebody has just typed."""
    wrong = problems(content, listing.known_now(), services=page.services) if content.title else []
    is_english, newest = language == ENGLISH.code, queries.latest(page, language)
    states = [state_of(page, code) for code in LANGUAGES]
    findings = Findings(tuple(dict.fromkeys(map(said, wrong))), tuple(filled(content)))
    return Beside(
        language=language_of(language),
        row=presenters.row(page, title=listing.title_of(page), states=states, findings=findings, today=today()),
        english=english_of(page, language),
        changed=tuple(_changed(page, language)),
        reading=measure(texts_of(content), explained=explained()) if is_english else None,
        findings=findings,
        is_in_review=in_review(page, language) is not None,
        publish_on=format_date(newest.publish_on) if newest is not None and newest.publish_on else "",
        reason=newest.reason if newest is not None and newest.state is ReviewState.RETURNED else "",
        is_published=queries.published(page, language) is not None and page.archived_at is None,
    )


def english_of(page: GuidePage, language: str) -> PageContent | None:
    """Return the English that a translation is made from now; None for English itself."""
    if language == ENGLISH.code:
        return None
    found = queries.published(page, ENGLISH.code) or queries.latest(page, ENGLISH.code)
    return PageContent.of_json(found.content) if found else None


def texts_of(content: PageContent) -> list[str]:
    """Return what a page says, paragraph by paragraph, without its markup."""
    around = (content.title, content.summary, content.who_for, content.who_decides, content.how_long)
    return [*around, *(plain(token) for token in tokens(content.body) if token.type == "inline")]


def _changed(page: GuidePage, language: str) -> list[Change]:
    translation, english = queries.latest(page, language), english_of(page, language)
    if translation is None or english is None:
        return []
    return changes(english_before(page, translation), english)
