"""The forms of the pages' editor. Sections to choose from are passed in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from wtforms import HiddenField
from wtforms.validators import StopValidation

from localoffer.forms.base import Form
from localoffer.forms.fields import Choice, SelectField, TextAreaField, TextField
from localoffer.forms.validators import MaxLength, Required, WholeNumber
from localoffer.guide.admin.states import Wanted
from localoffer.guide.content import FIELDS, PageContent
from localoffer.languages import lazy_gettext

FIELD_NAMES = {
    "title": lazy_gettext("Title"),
    "summary": lazy_gettext("What it is about, in one or two sentences"),
    "who_for": lazy_gettext("Who it is for"),
    "who_decides": lazy_gettext("Who decides"),
    "how_long": lazy_gettext("How long it takes"),
    "body": lazy_gettext("The page itself"),
}
_ADDRESS = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LONGEST_ADDRESS = 60


def _short(limit: int) -> MaxLength:
    return MaxLength(limit, lazy_gettext("Use fewer words: this is too long to show"))


class FilterForm(Form):
    """What narrows the list of pages; sent by GET."""

    class Meta(Form.Meta):
        csrf = False

    q = TextField(lazy_gettext("Words of the title"), width="20")
    only = SelectField(
        lazy_gettext("Only those with"),
        choices=[
            Choice("", lazy_gettext("Anything")),
            Choice(Wanted.OVERDUE, lazy_gettext("A check that is overdue")),
            Choice(Wanted.IN_REVIEW, lazy_gettext("A version that waits for review")),
            Choice(Wanted.DRAFT, lazy_gettext("A draft that waits")),
            Choice(Wanted.RETURNED, lazy_gettext("A version that was given back")),
            Choice(Wanted.BEHIND, lazy_gettext("A translation that is missing or behind")),
            Choice(Wanted.WRONG, lazy_gettext("A link that leads nowhere")),
            Choice(Wanted.UNFILLED, lazy_gettext("Something left to fill in")),
            Choice(Wanted.ARCHIVED, lazy_gettext("Archived pages")),
        ],
    )


class PageForm(Form):
    """The words of a page in one language. ``version`` is the number of the version that the change begins from."""

    title = TextField(FIELD_NAMES["title"], [Required(lazy_gettext("Enter the title of the page")), _short(120)])
    summary = TextAreaField(FIELD_NAMES["summary"], [_short(300)], rows=2)
    who_for = TextAreaField(FIELD_NAMES["who_for"], [_short(400)], rows=2)
    who_decides = TextAreaField(FIELD_NAMES["who_decides"], [_short(400)], rows=2)
    how_long = TextAreaField(FIELD_NAMES["how_long"], [_short(400)], rows=2)
    body = TextAreaField(FIELD_NAMES["body"], [_short(30000)], rows=24)
    version = HiddenField()

    @property
    def content(self) -> PageContent:
        """What was typed."""
        return PageContent(**{name: self[name].data for name in FIELDS})


class SettingsForm(Form):
    """Where a page stands, whose it is, and what it ends in."""

    section = SelectField(lazy_gettext("Section"))
    position = TextField(
        lazy_gettext("Place in its section"),
        [
            Required(lazy_gettext("Enter the page’s place as a number")),
            WholeNumber(1, 999, lazy_gettext("Enter the page’s place as a number from 1 to 999")),
        ],
        hint=lazy_gettext("Pages with lower numbers come first."),
        width="3",
        inputmode="numeric",
    )
    owner = TextField(
        lazy_gettext("Who keeps it right?"),
        [_short(120)],
        hint=lazy_gettext("A team or a post, not a person’s name."),
    )
    review_months = TextField(
        lazy_gettext("How many months after a check is the next one due?"),
        [
            Required(lazy_gettext("Enter the number of months")),
            WholeNumber(1, 36, lazy_gettext("Enter the months as a number from 1 to 36")),
        ],
        width="2",
        inputmode="numeric",
    )
    services = TextField(
        lazy_gettext("Which services does it end in?"),
        [_short(300)],
        hint=lazy_gettext(
            "Search for the services, then copy what follows the question mark in the address, for example "
            "kind=short-breaks"
        ),
        filters=[lambda typed: (typed or "").rpartition("?")[2]],
        spellcheck=False,
    )

    def __init__(self, *args: Any, sections: Sequence[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.section.choices = list(sections)


class NewPageForm(SettingsForm):
    """A new page: its title and address besides where it stands."""

    title = TextField(FIELD_NAMES["title"], [Required(lazy_gettext("Enter the title of the page")), _short(120)])
    slug = TextField(
        lazy_gettext("Its address"),
        [Required(lazy_gettext("Enter the page’s address")), _short(_LONGEST_ADDRESS)],
        hint=lazy_gettext(
            "A few small words with hyphens between them, for example: help-at-school. It cannot be changed later, "
            "because other pages lead to it."
        ),
        spellcheck=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # so that the summary of what is wrong goes down the page
        first = {name: self._fields[name] for name in ("title", "slug")}
        self._fields: dict[str, Any] = {**first, **self._fields}

    def validate_slug(self, field: TextField) -> None:
        """Refuse what cannot be the end of an address."""
        if not _ADDRESS.fullmatch(field.data or ""):
            raise StopValidation(lazy_gettext("Use small letters, numbers, and single hyphens between words"))


class TranslationCheckedForm(Form):
    """Who read a translation."""

    checked_by = TextField(
        lazy_gettext("Who read it?"),
        [Required(lazy_gettext("Enter who read the translation")), _short(120)],
        hint=lazy_gettext("Families do not see this. A post or an organisation is enough."),
    )
