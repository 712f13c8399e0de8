"""Sending a selection of texts out as a file."""

from __future__ import annotations

from flask import Blueprint, Response, current_app, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from localoffer.days import today
from localoffer.db import session
from localoffer.languages import gettext
from localoffer.staff.guard import needs
from localoffer.translating import desk, saving
from localoffer.translating.admin_forms import XLIFF, SendForm
from localoffer.translating.admin_here import PERMISSION, language_of, writer
from localoffer.translating.desk import Listed
from localoffer.translating.files import workbook, xliff
from localoffer.translating.files.units import Exchange, Unit, units_of
from localoffer.translating.sources import SOURCES, fields_of
from localoffer.translating.terms import found_in
from localoffer.translating.texts import Name, Text
from localoffer.translating.vocabulary import Kind


def register(blueprint: Blueprint) -> None:
    """Put these screens on the blueprint of the desk."""
    blueprint.add_url_rule("/<language>/send", "send", send, methods=["POST"])


@needs(PERMISSION)
def send(language: str) -> ResponseReturnValue:
    """Give the texts that a list shows as a file, and write down who has them now where that is said."""
    spoken, form = language_of(language), SendForm()
    kind = Kind(form.of_kind.data) if form.of_kind.data in set(Kind) else None
    listed, standing = desk.listed(session(), spoken.code, kind=kind), form.of_standing.data
    wanted = [one for one in listed if standing in ("", one.standing.value)]
    back = redirect(
        url_for("admin.translations.listed", language=language, kind=form.of_kind.data, standing=form.of_standing.data),
        code=303,
    )
    if not form.validate() or not wanted:
        flash(gettext("Choose as which file, and a list with at least one text in it."))
        return back
    told = Exchange(spoken.code, tuple(_units(spoken.code, wanted)))
    try:
        content = xliff.write(told) if form.form.data == XLIFF else workbook.write(told)
    except workbook.TooLong as fault:
        flash(gettext("“%(name)s” is too long for a workbook. Take XLIFF.", name=str(fault)))
        return back
    name = f"{spoken.code}-{kind or 'texts'}-{today().isoformat()}.{'xlf' if form.form.data == XLIFF else 'xlsx'}"
    if form.taken_by.data:
        names = [one.row.name for one in wanted]
        saving.take(session(), names, taken_by=form.taken_by.data, file=name, writer=writer())
    answer = Response(content, mimetype=xliff.MIME if form.form.data == XLIFF else workbook.XLSX)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _units(language: str, wanted: list[Listed]) -> list[Unit]:
    """Return the units of texts in the order of the list."""
    machine = {one.row.name: one.is_machine_made for one in wanted}
    texts: dict[Name, Text] = {}
    for kind in dict.fromkeys(name.kind for name in machine):
        keys = {name.key for name in machine if name.kind is kind}
        texts |= {text.name: text for text in SOURCES[kind].texts(session(), language, keys)}
    return [
        unit
        for name in machine
        if name in texts
        for unit in units_of(texts[name], fields_of(texts[name]), _terms(texts[name]), is_machine_made=machine[name])
    ]


def _terms(text: Text) -> str:
    found = found_in(text.english, text.name.language, current_app.config["SETTINGS"].translations)
    return "; ".join(f"{term.english} = {term.says}" for term in found)
