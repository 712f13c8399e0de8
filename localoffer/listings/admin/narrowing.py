"""What the commissioners' list of listings is narrowed to, as its address says."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from localoffer.listings.admin import choices
from localoffer.listings.admin.narrowing_forms import WITHOUT, FilterForm
from localoffer.listings.queries import AdminFilter
from localoffer.vocabulary import ListingStatus

_NAMES = ("text", "status", "district", "only")


class Narrowed(NamedTuple):
    """The form as it is filled in, what it asks for, and the names and values that addresses of the same list hold."""

    form: FilterForm
    wanted: AdminFilter
    chosen: dict[str, str]


def narrowed(session: Session, asked: MultiDict[str, str], *, today: date) -> Narrowed:
    """Read an address; what it does not understand narrows nothing."""
    form = FilterForm(asked, districts=choices.districts(session))
    form.validate()
    status = form.status.data if form.status.data in set(ListingStatus) else ""
    only = form.only.data if not form.only.errors else ""
    wanted = AdminFilter(
        status=ListingStatus(status) if status else None,
        text=form.text.data or "",
        district=form.district.data or "",
        waiting=form.only.data == "waiting",
        overdue_on=today if form.only.data == "overdue" else None,
        unchecked=only == "unchecked",
        lacks=only.removeprefix(WITHOUT) if only.startswith(WITHOUT) else "",
    )
    return Narrowed(form, wanted, {name: value for name in _NAMES if (value := asked.get(name))})
