"""The commissioners' screens for needs, kinds of support and areas: look, add, change, merge, take away."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from localoffer.db import session
from localoffer.forms.fields import Choice
from localoffer.languages import LANGUAGES, LazyText, format_list, gettext, lazy_gettext
from localoffer.listings import queries
from localoffer.listings.models import Term
from localoffer.listings.terms import using, writing
from localoffer.listings.terms.admin_forms import MergeForm, TermForm
from localoffer.listings.terms.admin_here import writer
from localoffer.listings.terms.content import content_of
from localoffer.listings.terms.using import Use, UsedBy
from localoffer.places import queries as places
from localoffer.staff.guard import allowed, needs
from localoffer.web.translated import with_held_back

blueprint = Blueprint("words", __name__, url_prefix="/words")

_GROUP = "/<any(needs, kinds, areas):group>"


class Group(NamedTuple):
    """One vocabulary as its screens name it."""

    vocabulary: str
    title: LazyText
    adding: LazyText
    changing: LazyText


GROUPS = {
    "needs": Group("need", lazy_gettext("Needs"), lazy_gettext("Add a need"), lazy_gettext("Change a need")),
    "kinds": Group(
        "kind",
        lazy_gettext("Kinds of support"),
        lazy_gettext("Add a kind of support"),
        lazy_gettext("Change a kind of support"),
    ),
    "areas": Group("area", lazy_gettext("Areas of need"), lazy_gettext("Add an area"), lazy_gettext("Change an area")),
}


class Row(NamedTuple):
    """One term in its list. ``used`` counts listings or, of an area, needs; ``missing`` names languages."""

    term: Term
    name: str
    area: str
    used: int
    missing: str


@blueprint.get("")
@needs("listings.edit")
def index() -> str:
    """Show which words there are to keep."""
    counted = {name: len(queries.terms(session(), group.vocabulary)) for name, group in GROUPS.items()}
    return render_template(
        "listings/admin/words/index.html",
        groups=GROUPS,
        counted=counted,
        synonyms=len(queries.synonyms(session())),
        districts=len(places.districts(session())),
    )


@blueprint.get(_GROUP)
@needs("listings.edit")
def group(group: str) -> str:
    """List the terms of a vocabulary in their order."""
    return render_template(
        "listings/admin/words/group.html",
        code=group,
        group=GROUPS[group],
        rows=_rows(GROUPS[group].vocabulary),
        may_change=allowed("listings.publish"),
    )


@blueprint.route(f"{_GROUP}/new", methods=["GET", "POST"])
@needs("listings.publish")
def create(group: str) -> ResponseReturnValue:
    """Add a term."""
    form = _form(group)
    form.fill({"place": str(1 + len(queries.terms(session(), GROUPS[group].vocabulary)))})
    if not form.validate_on_submit():
        return _editor(form, group, None)
    try:
        writing.add(session(), GROUPS[group].vocabulary, form.content(), writer=writer())
    except writing.Taken:
        return _taken(form, group, None)
    return _saved(group)


@blueprint.route(f"{_GROUP}/<code>", methods=["GET", "POST"])
@needs("listings.publish")
def edit(group: str, code: str) -> ResponseReturnValue:
    """Change a term; 409 with what was typed, and what is saved now, where somebody else changed it meanwhile."""
    is_sent = request.method == "POST"
    term, form = writing.get(session(), GROUPS[group].vocabulary, code, to_write=is_sent), _form(group)
    before = content_of(term, writing.place_of(session(), term))
    form.show(before)
    form.fill({"version": term.version})
    if not form.validate_on_submit():
        return _editor(form, group, term)
    content = form.content()
    content = replace(content, names=with_held_back(content.names, before.names))
    try:
        writing.change(session(), term, content, seen_version=form.seen_version, writer=writer())
    except writing.Taken:
        return _taken(form, group, term)
    except writing.ChangedMeanwhile:
        form.show_version(term.version)
        form.form_errors = [gettext("Somebody else changed this meanwhile. Read theirs, then save.")]
        return _editor(form, group, term, status=409)
    return _saved(group)


@blueprint.get(f"{_GROUP}/<code>/uses")
@needs("listings.edit")
def uses(group: str, code: str) -> str:
    """Show what uses a term and, to those who may, how to merge it or take it away."""
    return _uses_page(group, writing.get(session(), GROUPS[group].vocabulary, code), _merge_form(group, code))


@blueprint.post(f"{_GROUP}/<code>/merge")
@needs("listings.publish", recent=True)
def merge(group: str, code: str) -> ResponseReturnValue:
    """Make a term part of another one."""
    vocabulary = GROUPS[group].vocabulary
    term, form = writing.get(session(), vocabulary, code, to_write=True), _merge_form(group, code)
    if (vocabulary, code) in using.OF_THE_SITE:
        abort(409)
    if not form.validate_on_submit():
        return _uses_page(group, term, form), 400
    into = writing.get(session(), vocabulary, form.into.data, to_write=True)
    using.follow_elsewhere(session(), term, into.code)
    name = into.name("en")
    writing.merge(session(), term, into, writer=writer())
    flash(gettext("Merged. Everything that named it names “%(name)s” now.", name=name))
    return redirect(url_for("admin.words.group", group=group), code=303)


@blueprint.post(f"{_GROUP}/<code>/remove")
@needs("listings.publish", recent=True)
def remove(group: str, code: str) -> ResponseReturnValue:
    """Take a term away, unless something uses it."""
    term = writing.get(session(), GROUPS[group].vocabulary, code, to_write=True)
    if _uses(term)[0] or (term.vocabulary, code) in using.OF_THE_SITE:
        return _uses_page(group, term, _merge_form(group, code, sent=False)), 409
    writing.remove(session(), term, writer=writer())
    flash(gettext("Taken away. Nothing used it."))
    return redirect(url_for("admin.words.group", group=group), code=303)


def listing_uses(found: UsedBy) -> list[Use]:
    """Return listings as things that use something."""
    return [Use(name, url_for("admin.listings.edit", slug=slug)) for slug, name in found.first]


def _uses(term: Term) -> tuple[list[Use], int]:
    """Return what uses a term, the first listings of it last, and how many listings more do."""
    needs_of_area = [
        Use(need.name("en"), url_for("admin.words.edit", group="needs", code=need.code))
        for need in using.needs_of(session(), term)
    ]
    found = using.listings_with(session(), term)
    shown = [*needs_of_area, *using.uses_elsewhere(session(), term), *listing_uses(found)]
    return shown, found.total - len(found.first)


def _uses_page(group: str, term: Term, form: MergeForm) -> str:
    shown, more = _uses(term)
    return render_template(
        "listings/admin/words/uses.html",
        form=form,
        name=term.name("en"),
        back_url=url_for("admin.words.group", group=group),
        merge_url=url_for("admin.words.merge", group=group, code=term.code),
        remove_url=url_for("admin.words.remove", group=group, code=term.code),
        uses=shown,
        more=more,
        is_fixed=(term.vocabulary, term.code) in using.OF_THE_SITE,
        may_change=allowed("listings.publish"),
    )


def _rows(vocabulary: str) -> list[Row]:
    areas = {area.code: area.name("en") for area in queries.terms(session(), "area")}
    counted = using.counts(session())
    terms = queries.terms(session(), vocabulary)
    if vocabulary == "area":
        broader = [need.broader for need in queries.terms(session(), "need")]
        counted = {area.id: broader.count(area.code) for area in terms}
    return [
        Row(term, term.name("en"), areas.get(term.broader or "", ""), counted.get(term.id, 0), _missing(term))
        for term in terms
    ]


def _missing(term: Term) -> str:
    held = {text.language for text in term.texts}
    names = [language.own_name for code, language in LANGUAGES.items() if code not in held]
    return format_list(names) if names else ""


def _form(group: str) -> TermForm:
    form, is_need = TermForm(), group == "needs"
    areas = queries.terms(session(), "area") if is_need else []
    form.offer([Choice(area.code, area.name("en")) for area in areas] if is_need else None)
    return form


def _merge_form(group: str, code: str, *, sent: bool = True) -> MergeForm:
    form = MergeForm() if sent else MergeForm(formdata=None)
    others = [term for term in queries.terms(session(), GROUPS[group].vocabulary) if term.code != code]
    form.offer([Choice(term.code, term.name("en")) for term in others])
    return form


def _taken(form: TermForm, group: str, term: Term | None) -> ResponseReturnValue:
    form.problem(form["name_en"], gettext("There is one of this name already, or there was"))
    return _editor(form, group, term)


def _editor(form: TermForm, group: str, term: Term | None, *, status: int = 0) -> ResponseReturnValue:
    page = render_template(
        "listings/admin/words/edit.html",
        form=form,
        heading=GROUPS[group].changing if term else GROUPS[group].adding,
        back_url=url_for("admin.words.group", group=group),
        languages=LANGUAGES.values(),
        theirs=content_of(term, writing.place_of(session(), term)) if term and status == 409 else None,
        uses_url=url_for("admin.words.uses", group=group, code=term.code) if term else "",
    )
    return page, status or (400 if form.errors else 200)


def _saved(group: str) -> ResponseReturnValue:
    flash(gettext("Saved. Families see it from now on."))
    return redirect(url_for("admin.words.group", group=group), code=303)
