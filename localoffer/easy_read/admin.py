"""The commissioners' screens of easy read: see what there is, and change a page in each language."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, Flask, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from localoffer.db import session
from localoffer.easy_read import admin_previewing, writing
from localoffer.easy_read.admin_forms import PageForm
from localoffer.easy_read.admin_previewing import Preview
from localoffer.easy_read.models import EasyPage
from localoffer.languages import ENGLISH, LANGUAGES, format_list, gettext
from localoffer.staff import guard
from localoffer.staff.guard import current_actor, needs
from localoffer.web.translated import with_held_back

blueprint = Blueprint("easy_read", __name__, url_prefix="/easy-read")


def init_app(app: Flask) -> None:
    """Put the screens under the guard."""
    guard.add(app, blueprint)


@blueprint.get("")
@needs("guide.edit")
def index() -> str:
    """List the pages, and in which languages each is missing or older than its English."""
    rows = [(page, page.text(ENGLISH.code), *_behind(page)) for page in writing.every(session())]
    return render_template("easy_read/admin/index.html", rows=rows)


@blueprint.route("/<slug>/edit", methods=["GET", "POST"])
@needs("guide.publish")
def edit(slug: str) -> ResponseReturnValue:
    """Change a page or see a preview of that; 409 with what was typed, and theirs, where somebody was quicker."""
    page, form = writing.get(session(), slug), PageForm()
    form.show(writing.texts_of(page))
    form.fill({"version": page.version, "current": _current(page)})
    if not form.validate_on_submit():
        return _editor(form, page)
    if admin_previewing.is_wanted():
        return _editor(form, page, previews=admin_previewing.of(page, form.said()))
    if form.version.data != str(page.version):
        form.version.data = str(page.version)
        form.problem(form.title_en, gettext("Somebody else changed this page meanwhile. Read theirs, then save."))
        return _editor(form, page, status=409)
    writing.change(
        session(),
        page=page,
        said=with_held_back(form.said(), writing.texts_of(page)),
        current=frozenset(form.current.data),
        actor=current_actor(),
        audit_key=current_app.extensions["localoffer_keys"].audit,
    )
    flash(gettext("Saved. Families read it now."))
    return redirect(url_for("admin.easy_read.index"), code=303)


def _editor(
    form: PageForm, page: EasyPage, *, status: int = 0, previews: Sequence[Preview] = ()
) -> ResponseReturnValue:
    html = render_template(
        "easy_read/admin/edit.html",
        form=form,
        page=page,
        languages=LANGUAGES.values(),
        previews=previews,
        preview_button=admin_previewing.BUTTON,
        theirs=writing.texts_of(page) if status == 409 else {},
    )
    return html, status or (400 if form.errors else 200)


def _current(page: EasyPage) -> list[str]:
    return [text.language for text in page.texts if not writing.is_behind(page, text.language)]


def _behind(page: EasyPage) -> tuple[str, str]:
    """Return the names of the languages in which a page is missing, and of those in which it is behind."""
    missing = [one.own_name for one in LANGUAGES.values() if page.text(one.code) is None]
    behind = [one.own_name for one in LANGUAGES.values() if writing.is_behind(page, one.code)]
    return (format_list(missing) if missing else "", format_list(behind) if behind else "")
