"""Deciding on a version that waits for review: publish it, on a day, or give it back with a reason.

Somebody else than its author decides, unless nobody else may.
"""

from __future__ import annotations

from typing import TypedDict

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from localoffer.days import today
from localoffer.db import session
from localoffer.guide.admin import beside
from localoffer.guide.admin.differences import changes
from localoffer.guide.admin.forms import FIELD_NAMES
from localoffer.guide.admin.here import audit_key, known_language
from localoffer.guide.admin.states import in_review
from localoffer.guide.content import PageContent
from localoffer.guide.models import GuidePage, GuideVersion
from localoffer.guide.pages import publishing, queries
from localoffer.languages import format_date, format_moment, gettext
from localoffer.reviewing.admin_forms import DecideForm
from localoffer.reviewing.admin_words import decided_meanwhile, person
from localoffer.staff import accounts
from localoffer.staff.guard import current_actor, needs

_PUBLISH = "guide.publish"


class _Told(TypedDict):
    """What every decision needs to know."""

    page: GuidePage
    language: str
    actor: str
    audit_key: bytes


def register(blueprint: Blueprint) -> None:
    """Put these screens on the editor's blueprint."""
    blueprint.add_url_rule("/<slug>/<language>/review", "review", review, methods=["GET", "POST"])
    blueprint.add_url_rule("/<slug>/<language>/unschedule", "unschedule", unschedule, methods=["POST"])


def must_be_somebody_else(session: Session, version: GuideVersion, actor: str) -> bool:
    """Return whether an actor may not publish a version because they wrote it and somebody else can publish it."""
    return version.made_by == actor and accounts.others_may(session, _PUBLISH, than=actor)


@needs("guide.publish")
def review(slug: str, language: str) -> ResponseReturnValue:
    """Show what a version would change, and take the decision; 409 where there is a newer version by now."""
    page, form = queries.get(session(), slug), DecideForm()
    version = in_review(page, known_language(language))
    if version is None and request.method == "POST":
        return _decided_meanwhile(page, language, form)
    if version is None:
        flash(gettext("Nothing waits for review here."))
        return redirect(url_for("admin.guide.edit", slug=slug, language=language), code=303)
    if request.method == "GET" or not form.validate():
        return _page(page, version, form, status=400 if form.errors else 200)
    if form.version.data != str(version.number):
        form.problem(form.decision, gettext("There is a newer version by now. Read it, then decide."))
        return _page(page, version, form, status=409)
    if form.decision.data != "return" and must_be_somebody_else(session(), version, current_actor()):
        form.problem(form.decision, gettext("You wrote this version, so somebody else must publish it."))
        return _page(page, version, form, status=409)
    try:
        flash(_decide(page, version, form))
    except publishing.NotAllowed:
        session.rollback()
        form.problem(form.decision, gettext("Publish the English first, and bring an archived page back."))
        return _page(queries.get(session(), slug), version, form, status=409)
    return redirect(url_for("admin.guide.edit", slug=slug, language=language), code=303)


@needs("guide.publish")
def unschedule(slug: str, language: str) -> ResponseReturnValue:
    """Take back that a version is published by itself on a day."""
    page = queries.get(session(), slug)
    if in_review(page, known_language(language)) is not None:
        publishing.schedule(
            session(), page=page, language=language, on=None, actor=current_actor(), audit_key=audit_key()
        )
        flash(gettext("It is no longer published by itself. It waits for review."))
    return redirect(url_for("admin.guide.edit", slug=slug, language=language), code=303)


def _decide(page: GuidePage, version: GuideVersion, form: DecideForm) -> str:
    """Do what was decided, and return what to say of it."""
    told = _Told(page=page, language=version.language, actor=current_actor(), audit_key=audit_key())
    day = form.publish_on.data
    if form.decision.data == "return":
        publishing.give_back(session(), reason=form.reason.data, **told)
        return gettext("Given back. Whoever wrote it sees why.")
    if form.decision.data == "schedule" and day is not None and day > today():
        publishing.schedule(session(), on=day, **told)
        return gettext("Families will see it from %(day)s on.", day=format_date(day))
    publishing.publish(session(), **told)
    return gettext("Published. Families see it now.")


def _decided_meanwhile(page: GuidePage, language: str, form: DecideForm) -> ResponseReturnValue:
    number = form.version.data or ""
    version = queries.version(page, language, int(number) if number.isdecimal() else 0)
    drawn = render_template(
        "reviewing/admin/decided_meanwhile.html",
        name=PageContent.of_json(version.content).title,
        became=decided_meanwhile(
            version.state, version.decided_by, version.decided_at, accounts.names(session(), [version.decided_by])
        ),
        reason=form.reason.data,
        back=url_for("admin.guide.index"),
        on=url_for("admin.guide.edit", slug=page.slug, language=language),
    )
    return drawn, 409


def _page(page: GuidePage, version: GuideVersion, form: DecideForm, *, status: int) -> ResponseReturnValue:
    form.version.data = str(version.number)
    shown, content = queries.published(page, version.language), PageContent.of_json(version.content)
    before = PageContent.of_json(shown.content) if shown else PageContent(title="")
    people = accounts.names(session(), [version.made_by])
    drawn = render_template(
        "guide/admin/review.html",
        form=form,
        page=page,
        title=content.title,
        who=person(version.made_by, people),
        when=format_moment(version.made_at),
        is_new=shown is None,
        changes=changes(before, content),
        beside=beside.of(page, version.language, content=content),
        is_own=version.made_by == current_actor(),
        must_be_somebody_else=must_be_somebody_else(session(), version, current_actor()),
        day=format_date(version.publish_on) if version.publish_on else "",
        field_names=FIELD_NAMES,
    )
    return drawn, status
