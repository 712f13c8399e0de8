"""The commissioners' screens for notices: put one up for some days, change it, take it down."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from localoffer.days import today
from localoffer.db import session
from localoffer.guide.notices import admin_choices, admin_presenters, writing
from localoffer.guide.notices.admin_forms import NoticeForm
from localoffer.guide.notices.models import SiteNotice
from localoffer.guide.notices.vocabulary import NoticeKind, NoticePlace
from localoffer.guide.notices.writing import NoticeWords
from localoffer.languages import LANGUAGES, gettext
from localoffer.staff.guard import current_actor, needs
from localoffer.web.translated import with_held_back

blueprint = Blueprint("notices", __name__, url_prefix="/notices")


@blueprint.get("")
@needs("guide.publish")
def index() -> str:
    """List the notices, the one that begins last first."""
    titles = admin_choices.section_titles()
    rows = [admin_presenters.row(one, today=today(), sections=titles) for one in writing.every(session())]
    return render_template("guide/notices/admin/index.html", rows=rows)


@blueprint.route("/new", methods=["GET", "POST"])
@needs("guide.publish")
def create() -> ResponseReturnValue:
    """Put up a new notice."""
    form = _form()
    form.fill({"starts_on": today(), "place": NoticePlace.EVERYWHERE})
    if not form.validate_on_submit():
        return _editor(form, None)
    notice = writing.create(session(), words=_words(form), actor=current_actor(), audit_key=_audit_key())
    flash(admin_presenters.saved(notice, today=today()))
    return redirect(url_for("admin.notices.index"), code=303)


@blueprint.route("/<int:number>/edit", methods=["GET", "POST"])
@needs("guide.publish")
def edit(number: int) -> ResponseReturnValue:
    """Change a notice; 409 with what was typed where somebody else changed it meanwhile."""
    notice, form = writing.get(session(), number), _form()
    form.fill(_values(notice))
    if not form.validate_on_submit():
        return _editor(form, notice)
    if form.version.data != _version(notice):
        return _conflict(form, notice)
    writing.change(
        session(), notice=notice, words=_words(form, notice.texts), actor=current_actor(), audit_key=_audit_key()
    )
    flash(admin_presenters.saved(notice, today=today()))
    return redirect(url_for("admin.notices.index"), code=303)


@blueprint.post("/<int:number>/take-down")
@needs("guide.publish")
def take_down(number: int) -> ResponseReturnValue:
    """Take a notice away at once."""
    notice = writing.get(session(), number)
    writing.take_down(session(), notice=notice, actor=current_actor(), audit_key=_audit_key())
    flash(gettext("Taken down. Families no longer see it."))
    return redirect(url_for("admin.notices.index"), code=303)


def _editor(form: NoticeForm, notice: SiteNotice | None) -> ResponseReturnValue:
    words = [form[f"text_{code}"] for code in LANGUAGES]
    page = render_template("guide/notices/admin/edit.html", form=form, notice=notice, words=words)
    return page, 400 if form.errors else 200


def _conflict(form: NoticeForm, notice: SiteNotice) -> ResponseReturnValue:
    """Show what was typed with what is saved beside it; saving once more is about what is saved."""
    form.version.data = _version(notice)
    form.problem(form.text_en, gettext("Somebody else changed this notice meanwhile. Read theirs, then save."))
    theirs = admin_presenters.row(notice, today=today(), sections=admin_choices.section_titles())
    words = [form[f"text_{code}"] for code in LANGUAGES]
    page = render_template("guide/notices/admin/edit.html", form=form, notice=notice, words=words, theirs=theirs)
    return page, 409


def _form() -> NoticeForm:
    return NoticeForm(places=admin_choices.places(), pages=admin_choices.pages(session()))


def _words(form: NoticeForm, before: Mapping[str, str] | None = None) -> NoticeWords:
    typed = {code: form[f"text_{code}"].data for code in LANGUAGES if form[f"text_{code}"].data}
    return NoticeWords(
        kind=NoticeKind(form.kind.data),
        place=form.place.data,
        texts=with_held_back(typed, before or {}),
        page=form.page.data,
        starts_on=form.first_day,
        ends_on=form.ends_on.data,
    )


def _values(notice: SiteNotice) -> dict[str, Any]:
    texts = {f"text_{code}": text for code, text in notice.texts.items()}
    names = ("kind", "place", "page", "starts_on", "ends_on")
    return {**texts, **{name: getattr(notice, name) for name in names}, "version": _version(notice)}


def _version(notice: SiteNotice) -> str:
    """Return what moves with every change of a notice."""
    return notice.changed_at.isoformat()


def _audit_key() -> bytes:
    key: bytes = current_app.extensions["localoffer_keys"].audit
    return key
