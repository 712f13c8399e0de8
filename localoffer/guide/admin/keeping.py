"""Keeping pages: their history, bringing a version back, saying that a page is still right, and archiving it."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from localoffer.days import today
from localoffer.db import bump, session
from localoffer.guide.admin import listing, presenters
from localoffer.guide.admin.forms import FIELD_NAMES, TranslationCheckedForm
from localoffer.guide.admin.here import audit_key, known_language
from localoffer.guide.notices.shown import SUBJECT as NOTICES
from localoffer.guide.pages import publishing, queries
from localoffer.languages import ENGLISH, gettext
from localoffer.languages import get as language_of
from localoffer.staff import accounts
from localoffer.staff.guard import current_actor, needs, signed_in


def register(blueprint: Blueprint) -> None:
    """Put these screens on the editor's blueprint."""
    for address, name, view, methods in (
        ("/<slug>/<language>/history", "history", history, ["GET"]),
        ("/<slug>/<language>/restore/<int:number>", "restore", restore, ["POST"]),
        ("/<slug>/<language>/read", "translation_read", translation_read, ["GET", "POST"]),
        ("/<slug>/still-right", "still_right", still_right, ["POST"]),
        ("/<slug>/archive", "archive", archive, ["GET", "POST"]),
        ("/<slug>/bring-back", "bring_back", bring_back, ["POST"]),
    ):
        blueprint.add_url_rule(address, name, view, methods=methods)


@needs("guide.edit")
def history(slug: str, language: str) -> str:
    """Show who saved what and when, and what each version changed."""
    page = queries.get(session(), slug)
    versions = [one for one in page.versions if one.language == known_language(language)]
    people = accounts.names(session(), {actor for one in versions for actor in (one.made_by, one.decided_by)})
    return render_template(
        "guide/admin/history.html",
        page=page,
        spoken=language_of(language),
        title=listing.title_of(page, language),
        history=presenters.history(versions, people),
        field_names=FIELD_NAMES,
    )


@needs("guide.edit")
def restore(slug: str, language: str, number: int) -> ResponseReturnValue:
    """Make an earlier version the draft."""
    page = queries.get(session(), slug)
    publishing.restore(
        session(),
        page=page,
        language=known_language(language),
        number=number,
        actor=current_actor(),
        audit_key=audit_key(),
    )
    flash(gettext("Version %(number)s is the draft now. Send it to review when it is right.", number=number))
    return redirect(url_for("admin.guide.edit", slug=slug, language=language), code=303)


@needs("guide.edit")
def translation_read(slug: str, language: str) -> ResponseReturnValue:
    """Write down that a speaker of the language has read the newest translation."""
    page, form = queries.get(session(), slug), TranslationCheckedForm()
    if queries.latest(page, known_language(language)) is None or language == ENGLISH.code:
        abort(404)
    if not form.validate_on_submit():
        title = listing.title_of(page, language)
        drawn = render_template(
            "guide/admin/translation_read.html", form=form, page=page, spoken=language_of(language), title=title
        )
        return drawn, 400 if form.errors else 200
    publishing.mark_translation_checked(
        session(),
        page=page,
        language=language,
        checked_by=form.checked_by.data,
        actor=current_actor(),
        audit_key=audit_key(),
    )
    flash(gettext("Written down: this translation has been read."))
    return redirect(url_for("admin.guide.edit", slug=slug, language=language), code=303)


@needs("guide.edit")
def still_right(slug: str) -> ResponseReturnValue:
    """Write down that somebody has read a page today and that it is still right."""
    page, user = queries.get(session(), slug), signed_in()
    checked_by = (user.name or user.email)[:80] if user else ""
    publishing.mark_checked(
        session(), page=page, on=today(), checked_by=checked_by, actor=current_actor(), audit_key=audit_key()
    )
    flash(gettext("Written down: this page is still right."))
    return redirect(url_for("admin.guide.edit", slug=slug, language=ENGLISH.code), code=303)


@needs("guide.publish")
def archive(slug: str) -> ResponseReturnValue:
    """Ask, then take a page away from families."""
    page = queries.get(session(), slug)
    if request.method == "GET":
        return render_template("guide/admin/archive.html", page=page, title=listing.title_of(page))
    try:
        publishing.archive(session(), page=page, actor=current_actor(), audit_key=audit_key())
    except publishing.NotAllowed:
        abort(409)
    bump(session(), NOTICES)
    flash(gettext("Archived. Families no longer see it."))
    return redirect(url_for("admin.guide.edit", slug=slug, language=ENGLISH.code), code=303)


@needs("guide.publish")
def bring_back(slug: str) -> ResponseReturnValue:
    """Put an archived page before families again, as it was."""
    page = queries.get(session(), slug)
    try:
        publishing.bring_back(session(), page=page, actor=current_actor(), audit_key=audit_key())
    except publishing.NotAllowed:
        abort(409)
    bump(session(), NOTICES)
    flash(gettext("Brought back. Families see it again."))
    return redirect(url_for("admin.guide.edit", slug=slug, language=ENGLISH.code), code=303)
