"""Writing a page in one language, its settings, and new pages. Families see nothing of it before it is published."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import IntegrityError

from localoffer import db
from localoffer.forms.fields import Choice
from localoffer.guide.admin import beside, listing, merging
from localoffer.guide.admin.forms import FIELD_NAMES, NewPageForm, PageForm, SettingsForm
from localoffer.guide.admin.here import audit_key, known_language, newest_content
from localoffer.guide.content import PageContent
from localoffer.guide.models import GuidePage
from localoffer.guide.pages import publishing, queries
from localoffer.guide.pages.checking import CONTACTS
from localoffer.guide.pages.files import PageSettings
from localoffer.guide.pages.links import PLACES
from localoffer.guide.pages.publishing import SavedMeanwhile
from localoffer.languages import ENGLISH, gettext
from localoffer.staff import accounts, sessions
from localoffer.staff.guard import current_actor, needs

_HELP = {"names": FIELD_NAMES, "places": ", ".join(PLACES), "contacts": ", ".join(CONTACTS)}


def register(blueprint: Blueprint) -> None:
    """Put these screens on the editor's blueprint."""
    for address, name, view in (
        ("/new", "create", create),
        ("/<slug>/settings", "settings", settings),
        ("/<slug>/<language>/edit", "edit", edit),
    ):
        blueprint.add_url_rule(address, name, view, methods=["GET", "POST"])


@needs("guide.edit")
def create() -> ResponseReturnValue:
    """Begin a new page: its title, its address and where it stands."""
    form = NewPageForm(sections=_sections())
    form.fill({"position": "99", "review_months": "6"})
    if not form.validate_on_submit():
        return _settings_page(form, None)
    content = PageContent(title=form.title.data)
    try:
        publishing.create(
            db.session(),
            slug=form.slug.data,
            settings=_settings(form),
            content=content,
            actor=current_actor(),
            audit_key=audit_key(),
        )
    except IntegrityError:
        db.session.rollback()
        form.problem(form.slug, gettext("There is a page with this address already"))
        return _settings_page(form, None)
    return redirect(url_for("admin.guide.edit", slug=form.slug.data, language=ENGLISH.code), code=303)


@needs("guide.edit")
def settings(slug: str) -> ResponseReturnValue:
    """Change where a page stands, whose it is, and what it ends in."""
    page, form = queries.get(db.session(), slug), SettingsForm(sections=_sections())
    form.fill({name: str(getattr(page, name)) for name in PageSettings.__dataclass_fields__})
    if not form.validate_on_submit():
        return _settings_page(form, page)
    publishing.change_settings(
        db.session(), page=page, settings=_settings(form), actor=current_actor(), audit_key=audit_key()
    )
    flash(gettext("Saved."))
    return redirect(url_for("admin.guide.edit", slug=slug, language=ENGLISH.code), code=303)


@needs("guide.edit")
def edit(slug: str, language: str) -> ResponseReturnValue:
    """Change the words of a page in one language, as a draft; 409 with both changes where somebody was quicker."""
    page, form = queries.get(db.session(), slug), PageForm()
    newest = queries.latest(page, known_language(language))
    form.fill({"version": str(newest.number if newest else 0), **newest_content(page, language).as_json()})
    if not form.validate_on_submit():
        return _editor(page, language, form)
    began = _number(form.version.data)
    try:
        publishing.save_draft(
            db.session(),
            page=page,
            language=language,
            content=form.content,
            actor=current_actor(),
            audit_key=audit_key(),
            based_on=began,
        )
    except (SavedMeanwhile, IntegrityError):
        db.session.rollback()
        return _conflict(slug, language, began, form.content)
    return _saved(page, language)


def _editor(page: GuidePage, language: str, form: PageForm) -> ResponseReturnValue:
    shown = beside.of(page, language, content=form.content)
    drawn = render_template(
        "guide/admin/edit.html",
        form=form,
        page=page,
        beside=shown,
        title=listing.title_of(page, language),
        minutes=sessions.STAFF_IDLE_MINUTES,
        **_HELP,
    )
    return drawn, 400 if form.errors else 200


def _saved(page: GuidePage, language: str) -> ResponseReturnValue:
    if request.form.get("action") == "review":
        try:
            publishing.send_for_review(
                db.session(), page=page, language=language, actor=current_actor(), audit_key=audit_key()
            )
        except publishing.NotAllowed:
            flash(gettext("Nothing has changed, so there is nothing to review."))
        else:
            flash(gettext("Sent to review. Whoever publishes pages sees it on their first page."))
    else:
        flash(gettext("Saved as a draft. Families do not see it yet."))
    to = "admin.guide.preview" if request.form.get("action") == "preview" else "admin.guide.edit"
    return redirect(url_for(to, slug=page.slug, language=language), code=303)


def _conflict(slug: str, language: str, began: int, mine: PageContent) -> ResponseReturnValue:
    """Show both changes, and a form that holds mine on top of theirs and begins from theirs."""
    page = queries.get(db.session(), slug)
    newest = queries.latest(page, language)
    if newest is None:
        abort(400)
    theirs = PageContent.of_json(newest.content)
    form = PageForm(formdata=None, data=merging.merged(_content_of(page, language, began), theirs, mine).as_json())
    form.version.data = str(newest.number)
    drawn = render_template(
        "guide/admin/conflict.html",
        form=form,
        page=page,
        language_code=language,
        title=listing.title_of(page, language),
        who=accounts.names(db.session(), [newest.made_by]).get(newest.made_by, ""),
        both=merging.both(theirs, mine),
        english=beside.english_of(page, language),
        **_HELP,
    )
    return drawn, 409


def _content_of(page: GuidePage, language: str, number: int) -> PageContent:
    if number == 0:
        return PageContent(title="")
    return PageContent.of_json(queries.version(page, language, number).content)


def _settings_page(form: SettingsForm, page: GuidePage | None) -> ResponseReturnValue:
    title = listing.title_of(page) if page else ""
    drawn = render_template("guide/admin/settings.html", form=form, page=page, title=title)
    return drawn, 400 if form.errors else 200


def _settings(form: SettingsForm) -> PageSettings:
    return PageSettings(
        section=form.section.data,
        position=int(form.position.data),
        owner=form.owner.data,
        review_months=int(form.review_months.data),
        services=form.services.data,
    )


def _sections() -> list[Choice]:
    return [Choice(code, title) for code, title in listing.section_titles().items()]


def _number(typed: str | None) -> int:
    if not typed or not typed.isdecimal() or len(typed) > 6:
        abort(400)
    return int(typed)
