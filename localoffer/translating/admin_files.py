"""Bringing a file of translations home: look first, then take it over whole, or take it back as one."""

from __future__ import annotations

from typing import cast

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import IntegrityError
from werkzeug.datastructures import FileStorage
from werkzeug.exceptions import RequestEntityTooLarge

from localoffer.db import session
from localoffer.languages import gettext, ngettext
from localoffer.staff import accounts, guard
from localoffer.staff.guard import needs
from localoffer.translating import admin_presenters, importing
from localoffer.translating.admin_forms import ApplyForm, BringForm
from localoffer.translating.admin_here import PERMISSION, kinds_to_save, language_of, others, writer
from localoffer.translating.admin_words import FAULTS
from localoffer.translating.files import reading_xliff, workbook
from localoffer.translating.files.units import LARGEST, Exchange, Fault, Unreadable
from localoffer.translating.models import TranslationFile
from localoffer.translating.sources import fields_of
from localoffer.translating.texts import ChangedMeanwhile
from localoffer.translating.vocabulary import Outcome

_AROUND_THE_FILE = 100_000
_BEGINS_A_ZIP = b"PK"


def register(blueprint: Blueprint) -> None:
    """Put these screens on the blueprint of the desk."""
    blueprint.url_value_preprocessor(allow_a_large_file)
    blueprint.register_error_handler(RequestEntityTooLarge, too_large)
    blueprint.add_url_rule("/files/new", "bring_in", bring_in, methods=["GET", "POST"])
    blueprint.add_url_rule("/files", "files", listed)
    blueprint.add_url_rule("/files/<int:number>", "file", show)
    blueprint.add_url_rule("/files/<int:number>/apply", "apply", apply, methods=["POST"])
    blueprint.add_url_rule("/files/<int:number>/undo", "undo", undo, methods=["POST"])


def allow_a_large_file(endpoint: str | None, _values: dict[str, object] | None) -> None:
    """Let those who may bring in a file send more than any other form takes; before anything of it is read."""
    if endpoint == "admin.translations.bring_in" and request.method == "POST" and guard.allowed(PERMISSION):
        request.max_content_length = LARGEST + _AROUND_THE_FILE


def too_large(_error: Exception) -> ResponseReturnValue:
    """Say how large a file may be."""
    if guard.signed_in() is None:
        return redirect(url_for("security.login"), code=303)
    form = BringForm(formdata=None)
    form.problem(form.file, FAULTS[Fault.TOO_LARGE])
    return _import_page(form), 413


@needs(PERMISSION)
def bring_in() -> ResponseReturnValue:
    """Take a file, and show what it would change."""
    form = BringForm()
    if not form.validate_on_submit():
        return _import_page(form), 400 if form.errors else 200
    sent = cast(FileStorage, form.file.data)
    try:
        told = _read(sent.stream.read(LARGEST + 1))
    except Unreadable as fault:
        form.problem(form.file, FAULTS[str(fault)])
        return _import_page(form), 400
    file = importing.keep(session(), told, name=sent.filename or "", writer=writer())
    return redirect(url_for("admin.translations.file", number=file.id), code=303)


@needs(PERMISSION)
def listed() -> str:
    """List the files that were brought in last."""
    files = importing.newest(session())
    people = accounts.names(session(), {file.made_by for file in files})
    rows = [admin_presenters.file_row(file, language_of(file.language), people) for file in files]
    return render_template("translating/admin/files.html", files=rows)


@needs(PERMISSION)
def show(number: int) -> ResponseReturnValue:
    """Show what a file would change, or what became of it."""
    return _page(importing.get(session(), number), ApplyForm(formdata=None))


@needs(PERMISSION)
def apply(number: int) -> ResponseReturnValue:
    """Take over every text that a file changes, or none; 409 where one is no longer what was shown."""
    file, form = importing.get(session(), number, to_write=True), ApplyForm()
    if not form.validate():
        return _page(file, form, status=400)
    try:
        changed = importing.apply(
            session(),
            file,
            shown=form.shown.data or "",
            allowed=kinds_to_save(),
            all_by_machine=bool(form.machine_made.data),
            writer=writer(),
        )
    except (importing.LookAgain, importing.NotNow, IntegrityError):
        session.rollback()
        form.form_errors.append(gettext("Something has changed since this was shown. Look at it again."))
        return _page(importing.get(session(), number), form, status=409)
    flash(ngettext("%(num)s text is taken over.", "%(num)s texts are taken over.", changed))
    return redirect(url_for("admin.translations.file", number=number), code=303)


@needs(PERMISSION)
def undo(number: int) -> ResponseReturnValue:
    """Give every text that a file changed its earlier translation again, or none."""
    file = importing.get(session(), number, to_write=True)
    try:
        changed = importing.undo(session(), file, writer=writer())
    except (importing.NotNow, ChangedMeanwhile, IntegrityError):
        session.rollback()
        form = ApplyForm(formdata=None)
        form.form_errors = [gettext("Somebody has changed or published one of these texts since. Nothing is undone.")]
        return _page(importing.get(session(), number), form, status=409)
    flash(ngettext("%(num)s text is as it was before.", "%(num)s texts are as they were before.", changed))
    return redirect(url_for("admin.translations.file", number=number), code=303)


def _read(content: bytes) -> Exchange:
    told = workbook.read(content) if content.startswith(_BEGINS_A_ZIP) else reading_xliff.read(content)
    # a tool may write the language with a country
    code = told.language.partition("-")[0].lower()
    if code not in {language.code for language in others()}:
        raise Unreadable(Fault.OTHER_LANGUAGE)
    return Exchange(code, told.units)


def _page(file: TranslationFile, form: ApplyForm, *, status: int = 200) -> ResponseReturnValue:
    waits = file.applied_at is None
    looked = importing.look(session(), file, allowed=kinds_to_save()) if waits else []
    form.shown.data = importing.fingerprint(looked)
    drawn = render_template(
        "translating/admin/file.html",
        file=file,
        form=form,
        spoken=language_of(file.language),
        state=admin_presenters.file_state(file),
        waits=waits,
        rows=admin_presenters.looked_rows(looked, fields_of),
        changes=sum(one.outcome is Outcome.CHANGED for one in looked),
        refused=sum(one.outcome is Outcome.REFUSED for one in looked),
        taken=len(file.before.get("texts", ())),
    )
    return drawn, status


def _import_page(form: BringForm) -> str:
    return render_template("translating/admin/bring.html", form=form)
