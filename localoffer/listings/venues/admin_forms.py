"""The forms of a place that several listings share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from wtforms import HiddenField

from localoffer.forms.base import Form
from localoffer.forms.fields import CheckboxesField, Choice, SelectField, TextField
from localoffer.forms.validators import MaxLength, Required
from localoffer.languages import lazy_gettext
from localoffer.listings.content import Place
from localoffer.places.queries import normalise
from localoffer.vocabulary import Access


class PlaceForm(Form):
    """What a place is called, where it is and what it offers."""

    name = TextField(lazy_gettext("Name of the place"), [MaxLength(200, lazy_gettext("Use 200 characters or fewer"))])
    address = TextField(lazy_gettext("Address"), [MaxLength(300, lazy_gettext("Use 300 characters or fewer"))])
    town = TextField(
        lazy_gettext("Town or village"),
        [
            Required(lazy_gettext("Enter the town or village")),
            MaxLength(120, lazy_gettext("Use 120 characters or fewer")),
        ],
        width="20",
    )
    postcode = TextField(
        lazy_gettext("Postcode"), [MaxLength(12, lazy_gettext("Use 12 characters or fewer"))], width="10"
    )
    access = CheckboxesField(
        lazy_gettext("What it offers"), choices=[Choice(code.value, code.title) for code in Access], small=True
    )
    hidden = CheckboxesField(
        lazy_gettext("Does the address stay private?"),
        choices=[Choice("yes", lazy_gettext("Show families the town, but not the address or the postcode"))],
        small=True,
    )
    version = HiddenField()

    def show(self, place: Place, version: str) -> None:
        """Put a place into the boxes, unless somebody has just sent the form."""
        plain = {name: getattr(place, name) for name in ("name", "address", "town", "postcode")}
        chosen = {"access": [code.value for code in place.access], "hidden": ["yes"] if place.hidden else []}
        self.fill({**plain, **chosen, "version": version})

    def place(self) -> Place:
        """Return what was typed into a valid form."""
        return Place(
            name=self["name"].data,
            address=self.address.data,
            town=self.town.data,
            postcode=normalise(self.postcode.data) or "",
            access=tuple(code for code in Access if code in self.access.data),
            hidden=bool(self.hidden.data),
        )

    def validate(self, extra_validators: Any = None) -> bool:
        if not super().validate(extra_validators):
            return False
        if self.postcode.data and normalise(self.postcode.data) is None:
            self.problem(self.postcode, lazy_gettext("Enter a postcode, for example ST16 2LH"))
        return not self.errors


class RemoveForm(Form):
    """Nothing but which place was shown."""

    version = HiddenField()


class MergeForm(Form):
    """Which place another one is the same as."""

    version = HiddenField()
    into = SelectField(lazy_gettext("It is the same as"), [Required(lazy_gettext("Choose which place it is"))])

    def offer(self, others: Sequence[Choice]) -> None:
        """Set what there is to choose from."""
        self.into.choices = [Choice("", lazy_gettext("Choose one")), *others]
