"""What all of the team's screens need at each request: English names, who did what, and writing down each look."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

from localoffer.db import database, session
from localoffer.languages import ENGLISH, LANGUAGES
from localoffer.listings.results.paging import Paging, paging
from localoffer.places import queries as places
from localoffer.referrals import triage
from localoffer.referrals.asking import at_hand
from localoffer.referrals.models import Referral
from localoffer.referrals.presenters import Names
from localoffer.referrals.queries import Page
from localoffer.referrals.queueing.filters import Looking
from localoffer.staff import accounts, colleagues
from localoffer.staff.guard import current_actor


def names() -> Names:
    """Return the English names of districts and languages."""
    return Names(
        districts={district.slug: district.name(ENGLISH.code) for district in places.districts(session())},
        languages=_languages(),
    )


def team() -> dict[str, str]:
    """Return the names of those who can work on referrals, by how the audit names them."""
    return colleagues.who_may(session(), "referrals.change")


def me() -> int:
    """Return the number of the account that is signed in."""
    return int(current_actor().removeprefix("staff:"))


def looking(team: Collection[str]) -> Looking:
    """Return who looks at the queue today."""
    return Looking(at_hand.today(), current_actor(), team)


def assigned(shown: Iterable[Referral], team: Mapping[str, str]) -> dict[str, str]:
    """Return the names of those whom these referrals are assigned to, of somebody who has left too."""
    others = {one.assigned_to for one in shown} - {"", *team}
    return {**team, **accounts.names(session(), others)}


def staff_of(referral: Referral, others: Iterable[str] = ()) -> dict[str, str]:
    """Return the names of those members of staff who did something about a referral, by how the audit names them.

    Args:
        others: those who are named beside them, as the audit names them.
    """
    return accounts.names(session(), [*_took_part(referral), *others])


def team_and_staff(referral: Referral, others: Iterable[str]) -> tuple[dict[str, str], dict[str, str]]:
    """Return the names of the team, and of it with everybody who did something about a referral.

    Args:
        others: those who are named beside them, as the audit names them.
    """
    return colleagues.with_others(session(), "referrals.change", [*_took_part(referral), *others])


def names_for(shown: Iterable[Referral]) -> Names:
    """Return the English names of the languages, and of the districts of these referrals alone."""
    found = {one.district.slug: one.district.name(ENGLISH.code) for one in shown if one.district}
    return Names(districts=found, languages=_languages())


def _languages() -> dict[str, str]:
    return {code: str(language.locale.get_language_name("en")) for code, language in LANGUAGES.items()}


def _took_part(referral: Referral) -> list[str]:
    changed = [change.made_by for change in referral.changes]
    written = [message.made_by for message in referral.messages]
    done = [actor for task in referral.tasks for actor in (task.done_by, task.assigned_to)]
    return [*changed, *written, *done, referral.entered_by, referral.assigned_to]


def paging_of(found: Page[Any], address: Callable[[int], str]) -> Paging:
    """Return the ways from one page of a list to the others; none where there is only one."""
    return paging(found.page, found.pages, address)


def record_look(referral: Referral, same_child: Iterable[Referral] = ()) -> None:
    """Write down, in a transaction of its own, that one referral was shown whole, and the names of others with it."""
    looked_at, others, actor = referral.uuid, [one.uuid for one in same_child], current_actor()
    # A refused change holds SQLite's one writer, which the look needs for itself.
    session.rollback()
    with database().transaction() as own:
        triage.record_look(own, referral_uuid=looked_at, same_child=others, keys=at_hand.keys(), actor=actor)


def record_list_look(shown: Iterable[Referral], *, where: str) -> None:
    """Write down, in a transaction of its own, that the names of these referrals were shown in a list."""
    uuids, actor = [one.uuid for one in shown], current_actor()
    # A refused change holds SQLite's one writer, which the look needs for itself.
    session.rollback()
    with database().transaction() as own:
        triage.record_list_look(own, shown=uuids, where=where, keys=at_hand.keys(), actor=actor)
