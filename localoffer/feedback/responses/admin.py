"""Themes and the council's answers, as staff write and publish them. In English only."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, Response, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from localoffer.crypto import KeyRing
from localoffer.days import today
from localoffer.db import MissingRow, now, session
from localoffer.feedback.comments import admin_presenters as comments
from localoffer.feedback.comments import clock
from localoffer.feedback.comments import queries as comment_queries
from localoffer.feedback.comments.models import Theme
from localoffer.feedback.responses import admin_export, presenters, queries
from localoffer.feedback.responses.admin_forms import ThemeForm
from localoffer.feedback.responses.writing import ChangedMeanwhile, NotReady, Writer
from localoffer.forms.seen import SeenForm
from localoffer.languages import ENGLISH, LANGUAGES, format_date, gettext
from localoffer.staff.guard import allowed, current_actor, needs

blueprint = Blueprint("responses", __name__, url_prefix="/responses")


@dataclass(frozen=True)
class Row:
    """One line of the list of themes."""

    slug: str
    title: str
    topic: str
    progress: str
    colour: str
    comments: int
    published: str
    is_demonstration: bool


@blueprint.get("")
@needs("comments.read")
def index() -> str:
    """Show the themes, and how the law's clock stands."""
    counts = queries.count_by_theme(session())
    told = clock.clock(
        comment_queries.came_on_unanswered(session()),
        last_published=comment_queries.last_published(session()),
        today=today(),
    )
    return render_template(
        "feedback/responses/admin/index.html",
        rows=[_row(theme, counts[theme.id]) for theme in comment_queries.themes(session())],
        clock=comments.clock_words(told),
        years=queries.years(session()),
        may_write=allowed("comments.answer"),
    )


@blueprint.get("/new")
@needs("comments.answer")
def create() -> ResponseReturnValue:
    """Show an empty theme."""
    return _page(None, ThemeForm(formdata=None))


@blueprint.post("/new")
@needs("comments.answer")
def make() -> ResponseReturnValue:
    """Keep a new theme, which the public does not see yet."""
    form = ThemeForm()
    if not form.validate():
        return _page(None, form, 400)
    theme = _writer().make(form.content())
    flash(gettext("The theme is saved. Nobody sees it until you publish it."))
    return redirect(url_for("admin.responses.edit", slug=theme.slug), code=303)


@blueprint.get("/<slug>")
@needs("comments.read")
def edit(slug: str) -> ResponseReturnValue:
    """Show a theme with its comments."""
    theme, form = comment_queries.theme(session(), slug=slug), ThemeForm(formdata=None)
    form.show(theme)
    return _page(theme, form)


@blueprint.post("/<slug>")
@needs("comments.answer")
def change(slug: str) -> ResponseReturnValue:
    """Keep what was changed; where the theme is public, families see it at once."""
    theme, form = comment_queries.theme(session(), slug=slug), ThemeForm()
    if not form.validate():
        return _page(theme, form, 400)
    try:
        _writer().change(theme, form.content(), seen_version=form.seen_version)
    except (ChangedMeanwhile, NotReady) as fault:
        return _refused(slug, form, fault)
    is_public = theme.published_at is not None
    flash(gettext("The theme is saved. Families read it now.") if is_public else gettext("The theme is saved."))
    return redirect(url_for("admin.responses.edit", slug=slug), code=303)


@blueprint.post("/<slug>/publish")
@needs("comments.answer")
def publish(slug: str) -> ResponseReturnValue:
    """Let the public see a theme."""
    theme, form = comment_queries.theme(session(), slug=slug), SeenForm()
    try:
        _writer().publish(theme, seen_version=form.seen_version)
    except (ChangedMeanwhile, NotReady) as fault:
        return _refused(slug, ThemeForm(formdata=None), fault)
    flash(gettext("Published. Families can read it now."))
    return redirect(url_for("admin.responses.edit", slug=slug), code=303)


@blueprint.post("/<slug>/withdraw")
@needs("comments.answer")
def withdraw(slug: str) -> ResponseReturnValue:
    """Take a theme from the public."""
    theme, form = comment_queries.theme(session(), slug=slug), SeenForm()
    try:
        _writer().withdraw(theme, seen_version=form.seen_version)
    except ChangedMeanwhile as fault:
        return _refused(slug, ThemeForm(formdata=None), fault)
    flash(gettext("Families see it no longer. The 12 months run again for its comments."))
    return redirect(url_for("admin.responses.edit", slug=slug), code=303)


@blueprint.get("/years/<int:year>.csv")
@needs("comments.read", recent=True)
def export(year: int) -> Response:
    """Give the comments of a year as a spreadsheet, without what was written."""
    if year not in queries.years(session()):
        raise MissingRow("nothing was said or answered in that year")
    written = admin_export.year_as_csv(queries.of_year(session(), year=year))
    answer = Response(written, mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="comments-{year}.csv"'
    return answer


def _row(theme: Theme, number: int) -> Row:
    return Row(
        slug=theme.slug,
        title=comments.theme_title(theme),
        topic=str(theme.topic.title),
        progress=str(theme.progress.title),
        colour=presenters.COLOURS[theme.progress],
        comments=number,
        published=format_date(theme.published_at) if theme.published_at else "",
        is_demonstration=theme.is_demonstration,
    )


def _refused(slug: str, form: ThemeForm, fault: Exception) -> ResponseReturnValue:
    """Show the theme again with why the step was not taken, and with what was typed."""
    session.rollback()
    theme = comment_queries.theme(session(), slug=slug)
    if not form.topic.data:
        form.show(theme)
    is_late = isinstance(fault, ChangedMeanwhile)
    form.form_errors = [
        gettext("Somebody else changed this theme while you had it open. Look at it once more.")
        if is_late
        else gettext("The public needs the English title, the answer, and what we do or why we cannot.")
    ]
    return _page(theme, form, 409 if is_late else 400)


def _page(theme: Theme | None, form: ThemeForm, status: int = 200) -> ResponseReturnValue:
    form.version.data = str(theme.row_version) if theme else ""
    rows = queries.comments_of(session(), themes=[theme])[theme.id] if theme else []
    page = render_template(
        "feedback/responses/admin/edit.html",
        theme=_row(theme, len(rows)) if theme else None,
        voices=[(str(one.uuid), presenters.voice_of(one, ENGLISH)) for one in rows],
        form=form,
        spoken=list(LANGUAGES.values()),
        may_write=allowed("comments.answer"),
    )
    return page, status


def _writer() -> Writer:
    keys: KeyRing = current_app.extensions["localoffer_keys"]
    return Writer(session(), audit_key=keys.audit, actor=current_actor(), at=now())
