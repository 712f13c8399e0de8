"""What the screens of the rules show, as finished words."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from localoffer.guide.helping.admin_forms import STEPS
from localoffer.guide.helping.answers import Answers
from localoffer.guide.helping.models import HelpRule
from localoffer.guide.helping.promises import Broken, Promise
from localoffer.guide.helping.rules import Rule
from localoffer.guide.helping.vocabulary import NOT_SURE, Question
from localoffer.languages import ENGLISH, LANGUAGES, format_date, gettext, lazy_gettext
from localoffer.working_days import day_of

Names = Mapping[Question, Mapping[str, str]]
"""The English names of the answers to each question."""

_FIELDS = {
    "rung": lazy_gettext("part"),
    "position": lazy_gettext("place"),
    "step": lazy_gettext("next step"),
    "when": lazy_gettext("for whom"),
    "services": lazy_gettext("services"),
    "page": lazy_gettext("page"),
    "texts": lazy_gettext("words"),
}


@dataclass(frozen=True)
class RuleRow:
    """One rule of the list. ``is_unheard`` says that it speaks to nobody, ``missing`` names languages without words."""

    code: str
    position: int
    title: str
    words: str
    whom: tuple[str, ...]
    step: str
    page: str
    services: str
    missing: str
    is_unheard: bool


@dataclass(frozen=True)
class VersionRow:
    """One state of a rule that somebody saved."""

    number: int
    when: str
    by: str
    title: str
    changed: str
    is_removed: bool
    is_now: bool


def rule_row(rule: Rule, names: Names, unheard: Collection[str], titles: Mapping[str, str]) -> RuleRow:
    """Return one rule of the list; ``titles`` names the pages by slug."""
    text = rule.texts[ENGLISH.code]
    return RuleRow(
        code=rule.code,
        position=rule.position,
        title=text.title,
        words=text.words,
        whom=tuple(whom(rule, names)),
        step=str(STEPS[rule.step]),
        page=titles.get(rule.page, rule.page),
        services=rule.services,
        missing=", ".join(one.own_name for one in LANGUAGES.values() if one.code not in rule.texts),
        is_unheard=rule.code in unheard,
    )


def whom(rule: Rule, names: Names) -> list[str]:
    """Return for whom a rule is, a line for each question; none where it is for everybody."""
    return [" / ".join(names[question].get(code, code) for code in codes) for question, codes in rule.when.items()]


def said_of(broken: Broken, names: Names) -> str:
    """Return in a sentence what a change would break, and for whom as an example."""
    part = str(broken.rung.title)
    if broken.promise is Promise.ALWAYS_AN_ANSWER:
        return gettext(
            "Then “%(part)s” would be empty for some families, for example: %(example)s. "
            "Keep a rule in it that fits everybody.",
            part=part,
            example=example(broken.example or Answers(), names),
        )
    if broken.promise is Promise.NO_ASSESSMENT_FIRST:
        return gettext(
            "“%(part)s” must not lead to an assessment. Choose another page, or other services.",
            part=part,
        )
    if broken.promise is Promise.ALWAYS_A_NUMBER:
        return gettext("“%(part)s” must end in somebody to ring, or in a call.", part=part)
    return gettext("Choose the page that the next step leads to.")


def example(answers: Answers, names: Names) -> str:
    """Return answers as one line."""
    return ", ".join(
        names[question].get(code, code) for question, codes in answers.chosen for code in codes if code != NOT_SURE
    )


def versions(row: HelpRule, staff: Mapping[str, str]) -> list[VersionRow]:
    """Return every state of a rule, the newest first; ``staff`` maps actors to names."""
    found: list[VersionRow] = []
    before: Rule | None = None
    for version in row.versions:
        rule = Rule.of_json(row.code, version.content)
        fields = rule.changed_fields(before) if before else []
        found.append(
            VersionRow(
                number=version.number,
                when=format_date(day_of(version.made_at)),
                by=staff.get(version.made_by, gettext("the county's file")),
                title=rule.texts[ENGLISH.code].title,
                changed=", ".join(str(_FIELDS[name]) for name in fields),
                is_removed=version.removed,
                is_now=version is row.versions[-1],
            )
        )
        before = rule
    return found[::-1]
