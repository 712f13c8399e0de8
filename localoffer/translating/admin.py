"""The translator's desk: how every text stands in each language, and one text beside its English."""

from __future__ import annotations

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from localoffer.db import session
from localoffer.languages import gettext
from localoffer.paging import in_range, pages_of
from localoffer.staff.guard import needs
from localoffer.staff.home import Tile
from localoffer.translating import admin_files, admin_presenters, admin_sending, desk, marks, saving, to_do
from localoffer.translating.admin_forms import NarrowForm, SendForm, TakeForm, TranslationForm, form_for
from localoffer.translating.admin_here import PERMISSION, language_of, may_save, must_save, name_of, others, writer
from localoffer.translating.admin_words import KINDS, STANDINGS, problem
from localoffer.translating.desk import Listed
from localoffer.translating.saving import Translation
from localoffer.translating.sources import SOURCES, fields_of
from localoffer.translating.terms import found_in
from localoffer.translating.texts import ChangedMeanwhile, Name, NotTaken, Text
from localoffer.translating.vocabulary import Kind, Standing

blueprint = Blueprint("translations", __name__, url_prefix="/translations")
admin_files.register(blueprint)
admin_sending.register(blueprint)

_PER_PAGE = 25


@blueprint.get("")
@needs(PERMISSION)
def index() -> str:
    """Show for each language how many texts stand how."""
    counts = desk.counted(session(), [language.code for language in others()])
    return render_template(
        "translating/admin/index.html",
        rows=[admin_presenters.language_row(language, counts[language.code]) for language in others()],
        standings=STANDINGS,
    )


@blueprint.get("/<language>")
@needs(PERMISSION)
def listed(language: str) -> str:
    """List the texts of a language, what is most read or matters most first."""
    spoken, narrow = language_of(language), NarrowForm(request.args)
    kind = Kind(narrow.kind.data) if narrow.kind.data in set(Kind) else None
    standing = Standing(narrow.standing.data) if narrow.standing.data in set(Standing) else None
    every = desk.listed(session(), spoken.code, kind=kind)
    found = [one for one in every if standing in (None, one.standing)]
    page = in_range(request.args.get("page", 1, type=int), total=len(found), per_page=_PER_PAGE)
    send = SendForm(formdata=None)
    send.of_kind.data, send.of_standing.data = kind or "", standing or ""
    return render_template(
        "translating/admin/listed.html",
        spoken=spoken,
        narrow=narrow,
        send=send,
        rows=[admin_presenters.text_row(one) for one in found[(page - 1) * _PER_PAGE : page * _PER_PAGE]],
        total=len(found),
        page=page,
        pages=pages_of(len(found), _PER_PAGE),
        chosen={"kind": kind or "", "standing": standing or ""},
    )


@blueprint.route("/<language>/<kind>/<key>", methods=["GET", "POST"])
@needs(PERMISSION)
def edit(language: str, kind: str, key: str) -> ResponseReturnValue:
    """Translate one text; 409 with both versions where somebody else was quicker."""
    name = name_of(language, kind, key)
    text, stands = desk.one(session(), name)
    form = form_for(fields_of(text))
    if not form.is_submitted():
        form.fill({f"text_{field}": value for field, value in text.newest.items()})
        if stands.is_machine_made:
            form.say_machine_made()
        form.seen.data = _seen(text)
        return _drawn(text, stands, form)
    must_save(name.kind)
    if not form.validate() or not _is_right(text, form):
        return _drawn(text, stands, form, status=400)
    if form.seen.data != _seen(text):
        return _both(name, form)
    try:
        saving.save(session(), text, _typed(text, form), writer=writer())
    except (ChangedMeanwhile, IntegrityError):
        session.rollback()
        return _both(name, form)
    except NotTaken as fault:
        session.rollback()
        form.problem(form.box(fields_of(text)[0]), problem(fault))
        return _drawn(*desk.one(session(), name), form, status=400)
    flash(_saved(name.kind))
    return _to(name)


@blueprint.post("/<language>/<kind>/<key>/take")
@needs(PERMISSION)
def take(language: str, kind: str, key: str) -> ResponseReturnValue:
    """Write down who translates a text from now on."""
    name, form = name_of(language, kind, key), TakeForm()
    text, stands = desk.one(session(), name)
    if not form.validate_on_submit():
        own = form_for(fields_of(text))
        own.replace({f"text_{field}": value for field, value in text.newest.items()})
        own.seen.data = _seen(text)
        return _drawn(text, stands, own, take_form=form, status=400)
    saving.take(session(), [name], taken_by=form.taken_by.data, writer=writer())
    flash(gettext("Written down: this text is being translated."))
    return _to(name)


@blueprint.post("/<language>/<kind>/<key>/release")
@needs(PERMISSION)
def release(language: str, kind: str, key: str) -> ResponseReturnValue:
    """Write down that nobody translates a text any more."""
    name = name_of(language, kind, key)
    saving.release(session(), name, writer=writer())
    flash(gettext("Written down: nobody works on this text any more."))
    return _to(name)


def tiles(session: Session) -> list[Tile]:
    """Return how many translations are missing or behind, for the first page."""
    number = to_do.number(session, [language.code for language in others()])
    return [Tile(gettext("Translations that are missing or behind"), number, url_for("admin.translations.index"))]


def _seen(text: Text) -> str:
    return f"{text.digest}.{text.of_english}"


def _to(name: Name) -> ResponseReturnValue:
    address = url_for("admin.translations.edit", language=name.language, kind=name.kind.value, key=name.key)
    return redirect(address, code=303)


def _typed(text: Text, form: TranslationForm) -> Translation:
    values = form.values(fields_of(text))
    return Translation(values, form.is_machine_made, form.checked_by.data or "")


def _is_right(text: Text, form: TranslationForm) -> bool:
    """Whether what was typed can be saved; says beside the box what has to be put right."""
    fields = fields_of(text)
    typed = form.values(fields)
    if not any(typed.values()):
        form.problem(form.box(fields[0]), gettext("Write a translation"))
        return False
    found = saving.problem(text, typed)
    if found is not None:
        form.problem(form.box(found[0]), problem(found[1]))
    return found is None


def _both(name: Name, form: TranslationForm) -> ResponseReturnValue:
    """Show what somebody else saved with what was typed on top; saving once more begins from theirs."""
    text, stands = desk.one(session(), name)
    fields = fields_of(text)
    theirs = admin_presenters.changes(text.newest, form.values(fields), fields)
    form.seen.data = _seen(text)
    return _drawn(text, stands, form, theirs=theirs, status=409)


def _drawn(
    text: Text,
    stands: Listed,
    form: TranslationForm,
    *,
    take_form: TakeForm | None = None,
    theirs: tuple[admin_presenters.Change, ...] | None = None,
    status: int = 200,
) -> ResponseReturnValue:
    fields = fields_of(text)
    made_from = marks.english_of(session(), text.name, text.digest) or text.made_from or text.english
    drawn = render_template(
        "translating/admin/text.html",
        text=text,
        name=text.name,
        title=admin_presenters.short(text.title),
        spoken=language_of(text.name.language),
        of=KINDS[text.name.kind],
        stands=stands,
        tags=admin_presenters.tags(stands),
        meaning=STANDINGS[stands.standing].meaning,
        row=admin_presenters.text_row(stands),
        lacks=admin_presenters.lacks(text, fields),
        changed=admin_presenters.changes(text.followed(made_from), text.followed(text.english), fields),
        terms=found_in(text.english, text.name.language, current_app.config["SETTINGS"].translations),
        fields=[field for field in fields if form.has(field) and field.name in {**text.english, **text.newest}],
        form=form,
        take_form=take_form or TakeForm(formdata=None),
        theirs=theirs,
        may_save=may_save(text.name.kind),
        is_reviewed=SOURCES[text.name.kind].is_reviewed,
    )
    return drawn, status


def _saved(kind: Kind) -> str:
    if SOURCES[kind].is_reviewed:
        return gettext("Saved and sent for review. Families see it when somebody publishes it.")
    return gettext("Saved. Families read it from now on.")
