"""What the pages' editor shows besides its forms: the list, the states, and the history."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from localoffer.forms.fields import Text
from localoffer.guide.admin.differences import Change, changes
from localoffer.guide.admin.forms import FIELD_NAMES
from localoffer.guide.admin.states import Reach, TextState, Wanted
from localoffer.guide.content import PageContent
from localoffer.guide.models import GuidePage, GuideVersion
from localoffer.guide.reviewing import is_past, review_due
from localoffer.languages import ENGLISH, format_date, format_list, format_moment, gettext, lazy_gettext
from localoffer.languages import get as language_of
from localoffer.reviewing.admin_words import TagShown, person, version_tag
from localoffer.vocabulary import ReviewState

_REACH: dict[Reach, tuple[Text, str]] = {
    Reach.CURRENT: (lazy_gettext("Families see it"), "green"),
    Reach.BEHIND: (lazy_gettext("Behind the English"), "yellow"),
    Reach.BEGUN: (lazy_gettext("Begun"), "blue"),
    Reach.MISSING: (lazy_gettext("Missing"), "grey"),
}


@dataclass(frozen=True)
class LanguageShown:
    """One language of a page: its own name, how far the page is in it, and what a translation lacks."""

    code: str
    name: str
    tags: tuple[TagShown, ...]
    changed: str


@dataclass(frozen=True)
class Findings:
    """What was found in the words of a page in all languages: sentences on links, and gaps to fill."""

    wrong: tuple[str, ...] = ()
    unfilled: tuple[str, ...] = ()


@dataclass(frozen=True)
class PageRow:
    """One page in the list."""

    slug: str
    section: str
    title: str
    owner: str
    review: str
    is_checked: bool
    is_overdue: bool
    languages: tuple[LanguageShown, ...]
    findings: Findings
    wanted: frozenset[Wanted]


@dataclass(frozen=True)
class Saved:
    """One version in the history: who made it when, what became of it, and what it changed."""

    number: int
    who: str
    when: str
    state: TagShown
    decided: str
    reason: str
    changes: tuple[Change, ...]
    can_be_restored: bool


def row(page: GuidePage, *, title: str, states: Iterable[TextState], findings: Findings, today: date) -> PageRow:
    """Return the row of a page."""
    told = tuple(states)
    due = review_due(page.checked_on, page.review_months)
    return PageRow(
        slug=page.slug,
        section=page.section,
        title=title,
        owner=page.owner or gettext("Nobody named"),
        review=format_date(due) if due else gettext("Never checked"),
        is_checked=due is not None,
        is_overdue=is_overdue(page, today),
        languages=tuple(language_shown(state) for state in told),
        findings=findings,
        wanted=frozenset(_wanted(page, told, findings, today)),
    )


def is_overdue(page: GuidePage, today: date) -> bool:
    """Return whether a page that families see should have been looked at by now; one that nobody ever checked, too."""
    return page.archived_at is None and (
        page.checked_on is None or is_past(review_due(page.checked_on, page.review_months), today)
    )


def language_shown(state: TextState) -> LanguageShown:
    """Return how far a page is in one language, in words."""
    text, colour = _REACH[state.reach]
    tags = [TagShown(str(text), colour)]
    if state.publish_on is not None:
        tags.append(TagShown(gettext("Goes out on %(day)s", day=format_date(state.publish_on)), "turquoise"))
    elif state.waiting is not None:
        tags.append(version_tag(state.waiting))
    changed = format_list([str(FIELD_NAMES[name]) for name in state.changed]) if state.changed else ""
    return LanguageShown(state.language, language_of(state.language).own_name, tuple(tags), changed)


def history(versions: Iterable[GuideVersion], people: Mapping[str, str]) -> list[Saved]:
    """Return the versions of one language, newest first; ``people`` gives the names of actors."""
    entries: list[Saved] = []
    before = PageContent(title="")
    ordered = sorted(versions, key=lambda version: version.number)
    for version in ordered:
        content = PageContent.of_json(version.content)
        entries.append(_saved(version, changes(before, content), people, is_newest=version is ordered[-1]))
        before = content
    return entries[::-1]


def _saved(version: GuideVersion, changed: list[Change], people: Mapping[str, str], *, is_newest: bool) -> Saved:
    return Saved(
        number=version.number,
        who=person(version.made_by, people),
        when=format_moment(version.made_at),
        state=version_tag(version.state),
        decided=_decided(version, people),
        reason=version.reason,
        changes=tuple(changed),
        can_be_restored=not is_newest,
    )


def _decided(version: GuideVersion, people: Mapping[str, str]) -> str:
    if version.decided_at is None:
        return ""
    who, when = person(version.decided_by, people), format_moment(version.decided_at)
    if version.publish_on is not None:
        day = format_date(version.publish_on)
        return gettext("%(who)s chose on %(when)s that it is published on %(day)s.", who=who, when=when, day=day)
    if version.state is ReviewState.RETURNED or version.reason:
        return gettext("Given back by %(who)s on %(when)s.", who=who, when=when)
    return gettext("Published by %(who)s on %(when)s.", who=who, when=when)


def _wanted(page: GuidePage, states: tuple[TextState, ...], findings: Findings, today: date) -> Iterable[Wanted]:
    if page.archived_at is not None:
        return [Wanted.ARCHIVED]
    holds = {
        Wanted.OVERDUE: is_overdue(page, today),
        Wanted.IN_REVIEW: any(state.waiting is ReviewState.IN_REVIEW and state.publish_on is None for state in states),
        Wanted.DRAFT: any(state.waiting is not None for state in states),
        Wanted.RETURNED: any(state.waiting is ReviewState.RETURNED for state in states),
        Wanted.BEHIND: any(state.reach is not Reach.CURRENT for state in states if state.language != ENGLISH.code),
        Wanted.WRONG: bool(findings.wrong),
        Wanted.UNFILLED: bool(findings.unfilled),
    }
    return [wanted for wanted, holds_true in holds.items() if holds_true]
