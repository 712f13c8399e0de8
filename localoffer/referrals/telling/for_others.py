"""What a receipt says to whoever asked for another family: the team contacts that family, and it needs its notice."""

from __future__ import annotations

from collections.abc import Iterator

from localoffer.languages import gettext


def what_the_team_does() -> str:
    """Return who is contacted, and by whom."""
    return gettext("Somebody in the team reads each form, and then contacts the family.")


def by_when(day: str) -> str:
    """Return by which day, in words, that is promised."""
    return gettext("We contact the family by %(day)s.", day=day)


def notice(address: str) -> Iterator[str]:
    """Yield what is still to do for the family, and where its notice stands."""
    yield gettext(
        "The family must know what we keep about them, and from whom we have it. Print this notice, or show it to them:"
    )
    yield address
