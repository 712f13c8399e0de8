"""The commissioners' screens of the glossary: look, add a word, change it in each language, take it out."""

from __future__ import annotations

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from localoffer.db import session
from localoffer.guide.glossary import kept, writing
from localoffer.guide.glossary.admin_forms import WordForm
from localoffer.guide.glossary.models import GlossaryWord
from localoffer.guide.glossary.words import find
from localoffer.languages import ENGLISH, LANGUAGES, format_list, gettext
from localoffer.listings.slugs import slug_from
from localoffer.staff.guard import allowed, current_actor, needs
from localoffer.web.translated import with_held_back

blueprint = Blueprint("glossary", __name__, url_prefix="/glossary")


@blueprint.get("")
@needs("guide.edit")
def index() -> str:
    """List the words, and in which languages each is missing."""
    every = kept.words(ENGLISH.code)
    wanted = request.args.get("q", "").strip()
    return render_template(
        "guide/glossary/admin/index.html",
        wanted=wanted,
        rows=[(word, _missing(word.code)) for word in (find(every, wanted) if wanted else every)],
        may_remove=allowed("guide.publish"),
    )


@blueprint.route("/new", methods=["GET", "POST"])
@needs("guide.edit")
def create() -> ResponseReturnValue:
    """Add a word."""
    form = WordForm()
    if not form.validate_on_submit():
        return _editor(form, None)
    code = slug_from(form.title_en.data)
    try:
        writing.add(session(), code=code, texts=form.texts(), actor=current_actor(), audit_key=_audit_key())
    except writing.TakenForm as taken:
        return _taken(form, None, taken)
    except ValueError:
        form.problem(form.title_en, gettext("The glossary has this word already"))
        return _editor(form, None)
    return _saved()


@blueprint.route("/<code>/edit", methods=["GET", "POST"])
@needs("guide.edit")
def edit(code: str) -> ResponseReturnValue:
    """Change a word; 409 with what was typed where somebody else changed it meanwhile."""
    word, form = writing.get(session(), code), WordForm()
    form.show(kept.texts_of(word))
    form.fill({"version": word.version})
    if not form.validate_on_submit():
        return _editor(form, word)
    if form.version.data != str(word.version):
        form.version.data = str(word.version)
        form.problem(form.title_en, gettext("Somebody else changed this word meanwhile. Read theirs, then save."))
        return _editor(form, word, status=409)
    try:
        texts = with_held_back(form.texts(), kept.texts_of(word))
        writing.change(session(), word=word, texts=texts, actor=current_actor(), audit_key=_audit_key())
    except writing.TakenForm as taken:
        return _taken(form, word, taken)
    return _saved()


@blueprint.post("/<code>/remove")
@needs("guide.publish", recent=True)
def remove(code: str) -> ResponseReturnValue:
    """Take a word out."""
    word = writing.get(session(), code)
    writing.remove(session(), word=word, actor=current_actor(), audit_key=_audit_key())
    flash(gettext("The word is taken out. No page explains it any more."))
    return redirect(url_for("admin.glossary.index"), code=303)


def _taken(form: WordForm, word: GlossaryWord | None, taken: writing.TakenForm) -> ResponseReturnValue:
    other = kept.texts_of(writing.get(session(), str(taken)))[ENGLISH.code].title
    form.problem(form.forms_en, gettext("The word %(word)s already has one of these forms", word=other))
    return _editor(form, word)


def _editor(form: WordForm, word: GlossaryWord | None, *, status: int = 0) -> ResponseReturnValue:
    theirs = kept.texts_of(word) if word and status == 409 else {}
    page = render_template(
        "guide/glossary/admin/edit.html", form=form, word=word, languages=LANGUAGES.values(), theirs=theirs
    )
    return page, status or (400 if form.errors else 200)


def _saved() -> ResponseReturnValue:
    flash(gettext("Saved. Families read it now."))
    return redirect(url_for("admin.glossary.index"), code=303)


def _missing(code: str) -> str:
    names = [
        language.own_name
        for language in LANGUAGES.values()
        if any(word.code == code and word.language is not language for word in kept.words(language.code))
    ]
    return format_list(names) if names else ""


def _audit_key() -> bytes:
    key: bytes = current_app.extensions["localoffer_keys"].audit
    return key
