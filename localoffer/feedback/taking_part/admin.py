"""Telling how families took part, by commissioners. In English only."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from localoffer.crypto import KeyRing
from localoffer.db import session
from localoffer.feedback.responses import queries as responses
from localoffer.feedback.responses.presenters import theme_shown
from localoffer.feedback.taking_part import presenters, queries
from localoffer.feedback.taking_part.admin_forms import EntryForm
from localoffer.feedback.taking_part.entries import Words, of_json
from localoffer.feedback.taking_part.models import TakingPart
from localoffer.feedback.taking_part.vocabulary import Kind
from localoffer.feedback.taking_part.writing import ChangedMeanwhile, Desk, Told
from localoffer.languages import ENGLISH, gettext
from localoffer.listings.presenters import Said
from localoffer.staff.guard import allowed, current_actor, needs
from localoffer.web.translated import with_held_back

blueprint = Blueprint("taking_part", __name__, url_prefix="/taking-part")


@blueprint.get("")
@needs("comments.read")
def index() -> str:
    """List what is told of how families took part."""
    themes = _themes()
    rows = [presenters.shown(one, ENGLISH, themes=themes) for one in queries.every(session())]
    return render_template("feedback/taking_part/admin/index.html", rows=rows, may_write=allowed("comments.answer"))


@blueprint.route("/new", methods=["GET", "POST"])
@needs("comments.answer")
def create() -> ResponseReturnValue:
    """Tell of something new."""
    form = _form()
    if not form.is_submitted():
        return _page(form, None)
    if not form.validate():
        return _page(form, None), 400
    _desk().add(_told(form))
    flash(gettext("Saved. Families can read it now."))
    return redirect(url_for("admin.taking_part.index"), code=303)


@blueprint.route("/<int:number>", methods=["GET", "POST"])
@needs("comments.answer")
def edit(number: int) -> ResponseReturnValue:
    """Change what is told; 409 when somebody else was first."""
    entry, form = queries.get(session(), number=number), _form()
    real, before = ["yes"] if entry.is_demonstration else [], of_json(entry.content)
    form.show(
        before,
        happened=entry.happened,
        kind=entry.kind.value,
        theme=entry.theme,
        demonstration=real,
        version=str(entry.row_version),
    )
    if not form.is_submitted():
        return _page(form, entry)
    if not form.validate():
        return _page(form, entry), 400
    try:
        _desk().change(entry, _told(form, before), seen_version=form.seen_version)
    except ChangedMeanwhile:
        session.rollback()
        form.form_errors = [gettext("Somebody else changed this while you had it open. Open it once more.")]
        return _page(form, queries.get(session(), number=number)), 409
    flash(gettext("Saved. Families can read it now."))
    return redirect(url_for("admin.taking_part.index"), code=303)


@blueprint.post("/<int:number>/remove")
@needs("comments.answer", recent=True)
def remove(number: int) -> ResponseReturnValue:
    """Remove an entry."""
    _desk().remove(queries.get(session(), number=number))
    flash(gettext("It is removed."))
    return redirect(url_for("admin.taking_part.index"), code=303)


def _form() -> EntryForm:
    form = EntryForm()
    form.offer({slug: title.text for slug, title in _themes().items()})
    return form


def _themes() -> dict[str, Said]:
    return {theme.slug: theme_shown(theme, (), ENGLISH).title for theme in responses.public(session())}


def _told(form: EntryForm, before: Mapping[str, Words] | None = None) -> Told:
    return Told(
        happened=form.happened.data or "",
        kind=Kind(form.kind.data),
        words=with_held_back(form.words(), before or {}),
        theme=form.theme.data,
        is_demonstration=bool(form.demonstration.data),
    )


def _desk() -> Desk:
    keys: KeyRing = current_app.extensions["localoffer_keys"]
    return Desk(session(), audit_key=keys.audit, actor=current_actor())


def _page(form: EntryForm, entry: TakingPart | None) -> str:
    number = entry.id if entry else None
    return render_template("feedback/taking_part/admin/edit.html", form=form, number=number)
