"""The commissioners' screens for the rules of “What help can we get?”: read, try out, change, take away, bring back."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from localoffer.crypto import KeyRing
from localoffer.db import MissingRow, session
from localoffer.forms.fields import Choice
from localoffer.guide.helping import admin_presenters, composing, known, promises, queries, writing
from localoffer.guide.helping.admin_forms import RuleForm
from localoffer.guide.helping.admin_presenters import Names
from localoffer.guide.helping.forms import HelpForm
from localoffer.guide.helping.models import HelpRule
from localoffer.guide.helping.rules import Rule
from localoffer.guide.helping.space import Space
from localoffer.guide.helping.views import address
from localoffer.guide.helping.vocabulary import Question, Rung
from localoffer.guide.helping.writing import ChangedMeanwhile, WouldBreak, Writer
from localoffer.guide.pages.book import book
from localoffer.guide.pages.links import BadQuery, read_services
from localoffer.languages import ENGLISH, gettext
from localoffer.listings.search.following import follower
from localoffer.listings.slugs import slug_from
from localoffer.staff import accounts
from localoffer.staff.guard import allowed, current_actor, needs
from localoffer.web.translated import with_held_back

blueprint = Blueprint("help_rules", __name__, url_prefix="/help-rules")


@blueprint.get("")
@needs("guide.edit")
def index() -> str:
    """Show the rules part by part, as they are tried, and what was taken away."""
    every, names, titles = queries.rules(session()), _names(), _page_titles()
    unheard = {rule.code for rule in promises.unheard(every, _space())}
    parts = [
        (rung.title, [admin_presenters.rule_row(rule, names, unheard, titles) for rule in every if rule.rung is rung])
        for rung in Rung
    ]
    return render_template(
        "guide/helping/admin/index.html",
        parts=parts,
        removed=queries.removed(session()),
        may_change=allowed("guide.publish"),
    )


@blueprint.get("/try")
@needs("guide.edit")
def try_out() -> str:
    """Show what a family would see that answered so, and which rule says it."""
    form = _questions(request.args)
    for question in Question:
        if form.field(question).data and not form.is_answered(question):
            form.field(question).process(None, None)
    answers, every = form.answers(), queries.rules(session())
    shown = composing.rungs(answers, every) if answers.chosen else []
    return render_template(
        "guide/helping/admin/try.html",
        form=form,
        fields=[form.field(question) for question in Question],
        shown=shown,
        page=address("help.answer", answers),
    )


@blueprint.route("/new", methods=["GET", "POST"])
@needs("guide.publish")
def create() -> ResponseReturnValue:
    """Add a rule."""
    form = _form()
    if not form.validate_on_submit():
        return _editor(form, None)
    code = slug_from(f"{form.rung.data} {form.title_en.data}")
    if code in {rule.code for rule in queries.rules(session())}:
        form.problem(form.title_en, gettext("Another rule has this heading. Choose another one."))
        return _editor(form, None)
    return _saved(form, form.rule(code), None, seen_version=None)


@blueprint.route("/<code>", methods=["GET", "POST"])
@needs("guide.publish")
def edit(code: str) -> ResponseReturnValue:
    """Change a rule; 409 with what was typed where somebody else changed it meanwhile."""
    row, form = queries.get(session(), code), _form()
    before = Rule.of_json(row.code, row.content)
    form.show(before, version=row.versions[-1].number)
    if not form.validate_on_submit():
        return _editor(form, row)
    rule = form.rule(code)
    rule = replace(rule, texts=with_held_back(rule.texts, before.texts))
    return _saved(form, rule, row, seen_version=form.seen_version)


@blueprint.post("/<code>/remove")
@needs("guide.publish")
def remove(code: str) -> ResponseReturnValue:
    """Take a rule away, unless a promise to families would be broken without it."""
    row = queries.get(session(), code)
    try:
        writing.remove(session(), row, writer=_writer())
    except WouldBreak as refused:
        session.rollback()
        form, row = _form(formdata=None), queries.get(session(), code)
        form.show_again(Rule.of_json(row.code, row.content), version=row.versions[-1].number)
        return _refused(form, row, refused)
    flash(gettext("Taken away. Families no longer see it."))
    return redirect(url_for("admin.help_rules.index"), code=303)


@blueprint.get("/<code>/history")
@needs("guide.edit")
def history(code: str) -> str:
    """Show every state of a rule that somebody saved."""
    row = queries.get(session(), code)
    staff = accounts.names(session(), [version.made_by for version in row.versions])
    return render_template(
        "guide/helping/admin/history.html",
        code=row.code,
        versions=admin_presenters.versions(row, staff),
        may_change=allowed("guide.publish"),
    )


@blueprint.post("/<code>/history/<int:number>")
@needs("guide.publish")
def restore(code: str, number: int) -> ResponseReturnValue:
    """Bring an earlier state of a rule back, unless it would break a promise to families."""
    row = queries.get(session(), code)
    found = next((version for version in row.versions if version.number == number), None)
    if found is None:
        raise MissingRow("the rule has no such version")
    form, rule = _form(formdata=None), Rule.of_json(row.code, found.content)
    form.show_again(rule, version=row.versions[-1].number)
    return _saved(form, rule, row, seen_version=row.versions[-1].number)


def _saved(form: RuleForm, rule: Rule, row: HelpRule | None, *, seen_version: int | None) -> ResponseReturnValue:
    if rule.services and not _is_a_search(rule.services):
        form.problem(form.services, gettext("The site knows no such search. Try it on the page of all services."))
        return _editor(form, row)
    try:
        writing.save(session(), rule, writer=_writer(), seen_version=seen_version)
    except WouldBreak as refused:
        return _refused(form, row, refused)
    except ChangedMeanwhile:
        form.form_errors = [gettext("Somebody else changed this rule meanwhile. Open it once more.")]
        return _editor(form, row, status=409)
    flash(gettext("Saved. Families see it from now on."))
    return redirect(url_for("admin.help_rules.index"), code=303)


def _refused(form: RuleForm, row: HelpRule | None, refused: WouldBreak) -> ResponseReturnValue:
    names = _names()
    form.form_errors = [*dict.fromkeys(admin_presenters.said_of(one, names) for one in refused.broken)]
    return _editor(form, row)


def _editor(form: RuleForm, row: HelpRule | None, *, status: int = 400) -> ResponseReturnValue:
    page = render_template(
        "guide/helping/admin/edit.html",
        form=form,
        code=row.code if row else "",
        conditions=[form[question.value] for question in Question],
        is_removed=row is not None and row.removed_at is not None,
    )
    return page, status if form.errors or form.form_errors else 200


def _form(**given: None) -> RuleForm:
    form, asked = RuleForm(**given), _questions(MultiDict())
    questions = {one: (str(asked.field(one).label.text), asked.field(one).options) for one in Question}
    pages = [Choice(slug, title) for slug, title in _page_titles().items()]
    form.offer(questions, sorted(pages, key=lambda choice: str(choice.text).casefold()))
    return form


def _questions(asked: MultiDict[str, str]) -> HelpForm:
    return HelpForm(asked, follower(current_app).engine.vocabulary, ENGLISH.code)


def _names() -> Names:
    asked = _questions(MultiDict())
    return {one: {choice.value: str(choice.text) for choice in asked.field(one).options} for one in Question}


def _is_a_search(services: str) -> bool:
    try:
        read_services(services, follower(current_app).engine.known)
    except BadQuery:
        return False
    return True


def _writer() -> Writer:
    keys: KeyRing = current_app.extensions["localoffer_keys"]
    return Writer(current_actor(), keys.audit, _space())


def _space() -> Space:
    return Space(known.of_vocabulary(follower(current_app).engine.vocabulary))


def _page_titles() -> dict[str, str]:
    return {slug: page.english.content.title for slug, page in book().pages.items()}
