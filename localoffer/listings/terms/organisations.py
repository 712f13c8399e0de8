"""Keeping organisations: each function works in the caller's transaction, tells the audit, and the search follows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from typing import NamedTuple

from sqlalchemy import ColumnElement, String, cast, delete, func, select, update
from sqlalchemy.orm import Session

from localoffer.db import MissingRow, now
from localoffer.listings.freshness.models import ProviderLink
from localoffer.listings.models import Listing, ListingVersion, Organisation, RetiredOrganisation
from localoffer.listings.terms.using import UsedBy, used_by
from localoffer.listings.terms.writing import ChangedMeanwhile, Taken, Writer
from localoffer.paging import in_range, pages_of

_KEY = "organisation_key"


@dataclass(frozen=True)
class Details:
    """What staff write of an organisation: its name and how to reach it."""

    name: str
    description: str = ""
    website: str = ""
    email: str = ""
    phone: str = ""


class Counted(NamedTuple):
    """An organisation and how many listings it has, of whatever status."""

    organisation: Organisation
    listings: int


@dataclass(frozen=True)
class CountedPage:
    """One page of organisations."""

    rows: Sequence[Counted]
    total: int
    page: int
    pages: int


def details_of(row: Organisation) -> Details:
    """Return an organisation as it is now."""
    return Details(**{field.name: getattr(row, field.name) for field in fields(Details)})


def get(session: Session, number: int, *, to_write: bool = False) -> Organisation:
    """Return an organisation; with ``to_write`` nobody else changes it before this transaction ends.

    Raises:
        MissingRow: when there is none.
    """
    wanted = select(Organisation).where(Organisation.id == number)
    found = session.scalar(wanted.with_for_update() if to_write else wanted)
    if found is None:
        raise MissingRow("there is no such organisation")
    return found


def counted(session: Session, *, text: str = "", page: int = 1, per_page: int = 50) -> CountedPage:
    """Return one page of the organisations whose name has these words, by name; a page past the end is the last one."""
    wanted = select(Organisation.id)
    for word in text.split():
        wanted = wanted.where(Organisation.name.icontains(word, autoescape=True))
    total = session.scalar(select(func.count()).select_from(wanted.subquery())) or 0
    page, pages = in_range(page, total=total, per_page=per_page), pages_of(total, per_page)
    held = select(func.count()).where(Listing.organisation_id == Organisation.id).scalar_subquery()
    rows = session.execute(
        select(Organisation, held)
        .where(Organisation.id.in_(wanted))
        .order_by(func.lower(Organisation.name), Organisation.id)
        .offset((page - 1) * per_page)
        .limit(per_page)
    )
    return CountedPage([Counted(*row) for row in rows], total, page, pages)


def listings_of(session: Session, row: Organisation) -> UsedBy:
    """Return the listings that an organisation has, and those with a saved version that waits and names it."""
    return used_by(session, Listing.organisation_id == row.id, waiting=_names(row.key))


def change(session: Session, row: Organisation, details: Details, *, seen_version: int, writer: Writer) -> bool:
    """Give an organisation other details, and return whether anything is different; no file writes over them later.

    Raises:
        ChangedMeanwhile: when it is no longer the version that was shown.
        Taken: when another one is called so.
    """
    if row.version != seen_version:
        raise ChangedMeanwhile
    before = details_of(row)
    if before == details:
        return False
    same = select(Organisation.id).where(func.lower(Organisation.name) == details.name.lower())
    if before.name != details.name and session.scalar(same.where(Organisation.id != row.id)):
        raise Taken(details.name)
    row.staff_changed_at = now()
    give(session, row, details, writer=writer)
    return True


def give(session: Session, row: Organisation, details: Details, *, writer: Writer) -> None:
    """Give an organisation other details, which families see at once; nothing is done where they are the same."""
    changed = [name for name, said in asdict(details_of(row)).items() if said != getattr(details, name)]
    if not changed:
        return
    for name in changed:
        setattr(row, name, getattr(details, name))
    row.version += 1
    _touch(session, row)
    _tell(session, row, "organisation.changed", writer, {"fields": changed})


def merge(session: Session, row: Organisation, into: Organisation, *, writer: Writer) -> None:
    """Make an organisation part of another one: its listings, all their versions, and files that name it.

    Raises:
        ValueError: when they are the same.
    """
    if row.id == into.id:
        raise ValueError("only two organisations can become one")
    _touch(session, row)
    for held in (Listing, ProviderLink):
        session.execute(update(held).where(held.organisation_id == row.id).values(organisation_id=into.id))
    for version in session.scalars(select(ListingVersion).where(_names(row.key)).execution_options(yield_per=500)):
        if version.content.get(_KEY) == row.key:
            version.content = version.content | {_KEY: into.key}
    into.staff_changed_at = now()
    into.version += 1
    session.execute(
        update(RetiredOrganisation).where(RetiredOrganisation.organisation_id == row.id).values(organisation_id=into.id)
    )
    session.add(RetiredOrganisation(key=row.key, organisation_id=into.id))
    _tell(session, row, "organisation.merged", writer, {"into": str(into.uuid)})
    session.expire(row)
    session.execute(delete(Organisation).where(Organisation.id == row.id))


def remove(session: Session, row: Organisation, *, writer: Writer) -> None:
    """Take away an organisation that nothing uses."""
    session.execute(delete(RetiredOrganisation).where(RetiredOrganisation.organisation_id == row.id))
    session.delete(row)
    _tell(session, row, "organisation.removed", writer)


def _touch(session: Session, row: Organisation) -> None:
    """Let the search read the listings of an organisation anew; it knows a changed listing by its time."""
    session.execute(update(Listing).where(Listing.organisation_id == row.id).values(changed_at=now()))


def _names(key: str) -> ColumnElement[bool]:
    return cast(ListingVersion.content, String).contains(f'"{key}"', autoescape=True)


def _tell(
    session: Session, row: Organisation, action: str, writer: Writer, details: dict[str, object] | None = None
) -> None:
    writer.tell(session, action, "organisation", str(row.uuid), details)
