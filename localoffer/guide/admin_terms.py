"""What the guide and its help rules use of the needs and kinds of support, and how rules follow when two are merged."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from flask import Flask, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session

from localoffer.guide.content import PageContent
from localoffer.guide.helping.models import HelpRule, HelpRuleVersion
from localoffer.guide.helping.rules import Rule
from localoffer.guide.models import GuidePage
from localoffer.guide.pages import queries
from localoffer.languages import ENGLISH, gettext
from localoffer.listings.terms.using import Use, User, add_user

_NEED = "need"


def init_app(app: Flask) -> None:
    """Say on the screens of terms what the guide uses."""
    add_user(app, User(_uses, _follow))


def _uses(session: Session, vocabulary: str, code: str) -> list[Use]:
    return [*_rules(session, vocabulary, code), *_pages(session, vocabulary, code)]


def _follow(session: Session, vocabulary: str, old: str, new: str) -> None:
    """Let rules, and every state of them that is kept, ask for the new need; searches know old codes by themselves."""
    if vocabulary == _NEED:
        for row in session.scalars(select(HelpRule)):
            row.content = _with(row.content, old, new)
        for version in session.scalars(select(HelpRuleVersion)):
            version.content = _with(version.content, old, new)


def _with(content: Mapping[str, Any], old: str, new: str) -> dict[str, Any]:
    when = dict(content.get("when") or {})
    if old in when.get(_NEED, ()):
        when[_NEED] = list(dict.fromkeys(new if code == old else code for code in when[_NEED]))
        return {**content, "when": when}
    return dict(content)


def _rules(session: Session, vocabulary: str, code: str) -> Iterator[Use]:
    for row in session.scalars(select(HelpRule).where(HelpRule.removed_at.is_(None)).order_by(HelpRule.code)):
        rule = Rule.of_json(row.code, row.content)
        asked = [codes for question, codes in rule.when.items() if question.value == vocabulary]
        if any(code in codes for codes in asked) or _names(rule.services, vocabulary, code):
            title = gettext("Help rule: %(title)s", title=rule.text(ENGLISH.code)[1].title)
            yield Use(title, url_for("admin.help_rules.edit", code=row.code))


def _pages(session: Session, vocabulary: str, code: str) -> Iterator[Use]:
    for page in queries.every(session):
        contents = [PageContent.of_json(version.content) for version in queries.newest(page)]
        if _names(page.services, vocabulary, code) or any(_names(one.body, vocabulary, code) for one in contents):
            yield Use(
                gettext("Page: %(title)s", title=_title(page)),
                url_for("admin.guide.edit", slug=page.slug, language=ENGLISH.code),
            )


def _title(page: GuidePage) -> str:
    newest = queries.latest(page, ENGLISH.code)
    return PageContent.of_json(newest.content).title if newest else page.slug


def _names(text: str, vocabulary: str, code: str) -> bool:
    """Return whether a query for services, or words that hold one, name a term."""
    return re.search(rf"\b{vocabulary}={re.escape(code)}(?![\w-])", text) is not None
