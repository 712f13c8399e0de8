"""The forms of bringing in a file, and of changing every listing of a list. Districts are passed in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from localoffer.days import today
from localoffer.forms.base import Form
from localoffer.forms.dates import DateField
from localoffer.forms.fields import CheckboxesField, Choice, FileField, RadiosField
from localoffer.forms.validators import Required
from localoffer.languages import lazy_gettext
from localoffer.listings.bulk.from_list import Wanted

DISTRICTS, REVIEW, ARCHIVE = "districts", "review", "archive"
PUBLISH, REVIEW_FIRST = "publish", "review"


class ImportForm(Form):
    """The file that is brought in."""

    file = FileField(
        lazy_gettext("File"),
        [Required(lazy_gettext("Choose a file"))],
        hint=lazy_gettext("CSV, Excel workbook (.xlsx), or an Open Referral UK feed (.json). Up to 20 MB."),
        accept=".csv,.xlsx,.json",
    )


class ChangeForm(Form):
    """What is done to every listing of a list."""

    what = RadiosField(
        lazy_gettext("What do you want to change?"),
        [Required(lazy_gettext("Choose what you want to change"))],
        choices=[
            Choice(DISTRICTS, lazy_gettext("The districts that they cover")),
            Choice(REVIEW, lazy_gettext("When the next check is due")),
            Choice(ARCHIVE, lazy_gettext("Archive them: families no longer find them")),
        ],
    )
    add = CheckboxesField(lazy_gettext("Add these districts"), small=True)
    remove = CheckboxesField(lazy_gettext("Take these districts away"), small=True)
    review_due = DateField(lazy_gettext("Next check due"))

    def __init__(self, *args: Any, districts: Sequence[Choice], may_archive: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.add.choices = self.remove.choices = districts
        if not may_archive:
            self.what.choices = [choice for choice in self.what.options if choice.value != ARCHIVE]

    def validate(self, extra_validators: Any = None) -> bool:
        """Check each answer, and that what was chosen is said in full."""
        if not super().validate(extra_validators):
            return False
        if self.what.data == DISTRICTS and not (self.add.data or self.remove.data):
            self.problem(self.add, lazy_gettext("Choose at least one district"))
        if self.what.data == DISTRICTS and set(self.add.data) & set(self.remove.data):
            self.problem(self.remove, lazy_gettext("A district cannot be added and taken away at once"))
        due = self.review_due.data
        if self.what.data == REVIEW and not due:
            self.problem(self.review_due, lazy_gettext("Enter when the next check is due"))
        if self.what.data == REVIEW and due and due <= today():
            self.problem(self.review_due, lazy_gettext("Enter a next check that is later than today"))
        return not any(field.errors for field in self)

    def wanted(self) -> Wanted:
        """Return what a valid form asks for; answers that belong to another choice count for nothing."""
        by_district = self.what.data == DISTRICTS
        return Wanted(
            add_districts=tuple(self.add.data) if by_district else (),
            remove_districts=tuple(self.remove.data) if by_district else (),
            review_due=self.review_due.data if self.what.data == REVIEW else None,
            archives=self.what.data == ARCHIVE,
        )


class ApplyForm(Form):
    """Whether families see at once what a run changes."""

    how = RadiosField(
        lazy_gettext("Who sees it?"),
        [Required(lazy_gettext("Choose who sees it"))],
        choices=[
            Choice(PUBLISH, lazy_gettext("Families, at once"), lazy_gettext("What is a draft stays a draft.")),
            Choice(
                REVIEW_FIRST,
                lazy_gettext("Whoever reviews: it waits to be published"),
                lazy_gettext("What is a draft stays a draft."),
            ),
        ],
    )

    def __init__(self, *args: Any, may_publish: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_publish:
            self.how.choices = [choice for choice in self.how.options if choice.value != PUBLISH]
