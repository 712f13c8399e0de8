"""The screens on which commissioners write the texts that families are sent, and translators translate them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from localoffer import council
from localoffer.db import MissingRow, session
from localoffer.languages import ENGLISH, LANGUAGES, Language, format_list, format_moment, gettext
from localoffer.referrals.asking import at_hand
from localoffer.referrals.deciding import composing, placeholders, templates, writing
from localoffer.referrals.deciding.admin_forms import TemplateForm
from localoffer.referrals.deciding.admin_words import PLACES, STANDINGS, TITLES
from localoffer.referrals.deciding.composing import About
from localoffer.referrals.deciding.first_words import first_words
from localoffer.referrals.deciding.placeholders import Misplaced
from localoffer.referrals.deciding.templates import Wording, Wordings
from localoffer.referrals.deciding.vocabulary import Template
from localoffer.referrals.deciding.writing import Written
from localoffer.staff import accounts
from localoffer.staff.guard import current_actor, needs

blueprint = Blueprint("texts", __name__, url_prefix="/texts-to-families")
_SOME_REFERENCE = "ABCD-2345"


@dataclass(frozen=True)
class TextPage:
    """One text in one language, with what it is in every language."""

    template: Template
    language: Language
    wordings: Wordings

    @property
    def wording(self) -> Wording:
        """The text in the language of the page."""
        return self.wordings[self.language.code]

    @property
    def english(self) -> Wording | None:
        """The English text beside a translation."""
        return None if self.language is ENGLISH else self.wordings[ENGLISH.code]


@blueprint.get("")
@needs("templates.edit")
def index() -> str:
    """List the texts with how each stands in each language."""
    return render_template(
        "referrals/admin/texts.html",
        texts=templates.wordings(session(), Template),
        titles=TITLES,
        standings=STANDINGS,
        languages=list(LANGUAGES.values()),
    )


@blueprint.route("/<template>/<language>", methods=["GET", "POST"])
@needs("templates.edit")
def edit(template: str, language: str) -> ResponseReturnValue:
    """Write a text in one language; 409 with both when somebody else was first."""
    page, form = _page(template, language), TemplateForm()
    if not form.is_submitted():
        form.fill({"text": page.wording.text, "checked_by": page.wording.checked_by})
        _show_versions(form, page)
        return _drawn(page, form)
    if "look" in request.form or not form.validate():
        return _drawn(page, form, 400 if form.errors else 200)
    try:
        writing.save(
            session(),
            template=page.template,
            language=page.language.code,
            written=Written(form.text.data, form.seen("number"), form.seen("english"), form.checked_by.data or ""),
            actor=current_actor(),
            audit_key=at_hand.keys().audit,
        )
    except writing.WrongPlaces as wrong:
        form.problem(form.text, " ".join(_said(wrong.found)))
        return _drawn(page, form, 400)
    except writing.ChangedMeanwhile:
        _show_versions(form, page)
        return _drawn(page, form, 409, theirs=page.wording.text)
    flash(gettext("Saved. It goes out like this from now on."))
    return redirect(url_for("admin.texts.index"), code=303)


@blueprint.get("/<template>/<language>/history")
@needs("templates.edit")
def history(template: str, language: str) -> str:
    """Show every version of a text, newest first, the words that the site came with last."""
    page = _page(template, language)
    saved = templates.history(session(), page.template, page.language.code)
    return render_template(
        "referrals/admin/text_history.html",
        page=page,
        title=TITLES[page.template],
        saved=saved,
        people=accounts.names(session(), {one.made_by for one in saved}),
        format_moment=format_moment,
        first=first_words(page.template, page.language.code),
    )


@blueprint.get("/<template>/<language>/restore/<int:number>")
@needs("templates.edit")
def restore(template: str, language: str, number: int) -> ResponseReturnValue:
    """Put an earlier version into the form; nothing is saved before somebody says so."""
    page, form = _page(template, language), TemplateForm(formdata=None)
    form.text.data = _earlier(page, number)
    _show_versions(form, page)
    return _drawn(page, form, address=url_for("admin.texts.edit", template=template, language=language))


def _page(template: str, language: str) -> TextPage:
    if template not in set(Template) or language not in LANGUAGES:
        raise MissingRow("template")
    wanted = Template(template)
    return TextPage(wanted, LANGUAGES[language], templates.wordings(session(), [wanted])[wanted])


def _earlier(page: TextPage, number: int) -> str:
    if number == 0:
        return first_words(page.template, page.language.code)
    return writing.version(session(), template=page.template, language=page.language.code, number=number).text


def _show_versions(form: TemplateForm, page: TextPage) -> None:
    form.number.data = str(page.wording.number)
    form.english.data = str(page.wordings[ENGLISH.code].number)


def _drawn(
    page: TextPage, form: TemplateForm, status: int = 200, *, theirs: str = "", address: str = ""
) -> ResponseReturnValue:
    about = About(council.current(), _SOME_REFERENCE, at_hand.today())
    drawn = render_template(
        "referrals/admin/text.html",
        page=page,
        form=form,
        title=TITLES[page.template],
        state=STANDINGS[page.wording.standing],
        preview=composing.filled(replace(page.wording, text=form.text.data or ""), about),
        places=[(name, PLACES[name]) for name in placeholders.NAMES],
        theirs=theirs,
        address=address,
    )
    return drawn, status


def _said(wrong: Misplaced) -> list[str]:
    said = []
    if wrong.unknown:
        said.append(
            gettext(
                "The site fills in nothing for %(names)s. Use only the places in the list above the text.",
                names=_listed(wrong.unknown),
            )
        )
    if wrong.missing:
        said.append(
            gettext("The English has these, and this text lacks them: %(names)s.", names=_listed(wrong.missing))
        )
    if wrong.added:
        said.append(gettext("The English does not have: %(names)s.", names=_listed(wrong.added)))
    if wrong.is_broken:
        said.append(gettext("A curly bracket stands alone. Each place is a name between two of them."))
    return said


def _listed(names: tuple[str, ...]) -> str:
    return format_list([f"{{{name}}}" for name in names])
