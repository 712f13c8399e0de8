"""Which council runs this site: its names, numbers, colours and districts, read from the county's folder."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any, TypeVar, get_origin, get_type_hints
from urllib.parse import urlsplit

from flask import current_app

from localoffer.county_files import with_translations
from localoffer.keeping import ClosedReferrals, Retention
from localoffer.referring import Ages, Intake, MayRefer, Promise, Referring, SaysWhy

RESERVED_PHONES = ("01632960", "+441632960")
RESERVED_HOST = "example.org"
# no postcode begins with it: it stands for "no fixed address" in records of the NHS
RESERVED_POSTCODE = "ZZ99"
_SORTS = {str: "a text", int: "a whole number", dict: "a table of texts by language", date: "a day like 2026-11-01"}
_HOST = re.compile(r"[A-Za-z0-9.-]+(?::[0-9]+)?")
_MOST_SINKING = 80
REMINDERS = 3
"""How often an organisation that does not answer is asked once more."""
Made = TypeVar("Made")


@dataclass(frozen=True)
class Contact:
    """How to reach somebody at the council; what is not given is empty.

    ``hours`` maps language codes to words; ``post`` is the address for letters, with line breaks.
    """

    phone: str
    email: str = ""
    post: str = ""
    hours: dict[str, str] = field(default_factory=dict)

    @property
    def dialled(self) -> str:
        """The number as a ``tel:`` address wants it."""
        return "".join(character for character in self.phone if character.isdigit() or character == "+")

    def hours_in(self, language: str) -> tuple[str, str]:
        """Return the opening hours in a language and the language that they are in: English where it has none."""
        spoken = language if language in self.hours else "en"
        return self.hours.get(spoken, ""), spoken


@dataclass(frozen=True)
class DistrictSetting:
    """One district as the county's folder gives it; ``name`` maps language codes to names."""

    slug: str
    gss: str
    name: dict[str, str]


@dataclass(frozen=True)
class Sinking:
    """How a listing sinks in the results that nobody checked in time: from how many days past its review date, and by
    how many per cent of what its words count. With 0 per cent it does not. What it says of spaces holds for
    ``spaces_months`` (those of ``Freshness``).
    """

    after_days: int = 0
    percent: int = 5
    spaces_months: int = 1

    def __post_init__(self) -> None:
        if self.after_days < 0 or not 0 <= self.percent <= _MOST_SINKING:
            raise ValueError(f"in search, after_days should be 0 or more and percent 0 to {_MOST_SINKING}")


@dataclass(frozen=True)
class Freshness:
    """How often organisations say whether a listing is still right, and how they are asked.

    A listing is checked every ``review_months``, what it says about spaces every ``spaces_months``. A link works for
    ``link_days``; between a mail and its reminder, and after the last one, lie ``days_between``.
    """

    review_months: int = 6
    spaces_months: int = 1
    link_days: int = 30
    days_between: int = 7

    def __post_init__(self) -> None:
        if min(self.review_months, self.spaces_months, self.days_between) < 1:
            raise ValueError("months and days in freshness should be 1 or more")
        if self.link_days < self.patience_days:
            raise ValueError(f"link_days in freshness should be {self.patience_days} or more, to outlive the reminders")

    @property
    def patience_days(self) -> int:
        """After how many days without an answer the reminders are over."""
        return (1 + REMINDERS) * self.days_between


@dataclass(frozen=True)
class Keeping:
    """For how many months the site keeps what families told without a name, and the counts of searches."""

    told_months: int = 12
    counts_months: int = 36

    def __post_init__(self) -> None:
        if self.told_months < 1 or self.counts_months < 1:
            raise ValueError("months in feedback should be 1 or more")


@dataclass(frozen=True)
class StreetMap:
    """Whose pictures make the street map of a venue, and whom it credits.

    ``tiles`` is an address with ``{z}``, ``{x}`` and ``{y}`` in it: encrypted, or this computer's own for a try.
    """

    tiles: str
    attribution: str

    def __post_init__(self) -> None:
        parts = urlsplit(self.tiles)
        is_own = parts.scheme == "http" and parts.hostname in ("127.0.0.1", "localhost")
        has_all = all(part in self.tiles for part in ("{z}", "{x}", "{y}"))
        if not has_all or not (parts.scheme == "https" or is_own) or not _HOST.fullmatch(parts.netloc):
            raise ValueError("tiles in map should be an address like https://tiles.example.org/{z}/{x}/{y}.png")

    @property
    def server(self) -> str:
        """Who is asked for the pictures, as a browser's rules name it: scheme, host and port."""
        parts = urlsplit(self.tiles)
        return f"{parts.scheme}://{parts.netloc}"

    @property
    def server_name(self) -> str:
        """Who is asked for the pictures, as readers are told."""
        return urlsplit(self.tiles).hostname or ""


@dataclass(frozen=True)
class Council:
    """The council and the county that the site is for.

    A child can have up to ``hours_a_year``, in years that begin on the first of ``hours_begin_in`` (a month, 1 to 12).

    The form asks for the support of the listing whose slug is ``form_listing``; no other listing leads to it.

    Without ``street_map`` it shows none; without ``call_back`` it names no time for ringing whoever asks for a call.
    """

    name: str
    county: str
    site_name: str
    brand: str
    accent: str
    hours_a_year: int
    privacy_version: str
    local_offer: Contact
    front_door: Contact
    out_of_hours: Contact
    data_protection: Contact
    districts: tuple[DistrictSetting, ...]
    referring: Referring
    retention: Retention
    street_map: StreetMap | None = None
    call_back: Promise | None = None
    keeping: Keeping = field(default_factory=Keeping)
    freshness: Freshness = field(default_factory=Freshness)
    sinking: Sinking = field(default_factory=Sinking)
    hours_begin_in: int = 4
    form_listing: str = ""

    def __post_init__(self) -> None:
        if not 1 <= self.hours_begin_in <= 12:
            raise ValueError("hours_begin_in of life_skills should be a month, 1 to 12")

    def unfilled(self) -> list[str]:
        """Return one sentence for each thing that is empty, reserved or an example; production starts with none."""
        names = ("local_offer", "front_door", "out_of_hours", "data_protection")
        contacts: dict[str, Contact] = {name: getattr(self, name) for name in names}
        empty = [f"contact.{name} in council.toml has no number." for name, has in contacts.items() if not has.dialled]
        reserved = [
            f"contact.{name} in council.toml still holds a reserved number or address."
            for name, has in contacts.items()
            if has.dialled.startswith(RESERVED_PHONES)
            or has.email.endswith(RESERVED_HOST)
            or RESERVED_POSTCODE in has.post
        ]
        example = "retention.closed_referrals in council.toml is still an example: say how long the council keeps them."
        return [*empty, *reserved, *([example] if self.retention.closed_referrals.example else [])]


def load(path: Path) -> Council:
    """Read ``council.toml``.

    Raises:
        FileNotFoundError: when there is none.
        ValueError: when it cannot be read or lacks something; the message names it.
    """
    try:
        return _read(with_translations(tomllib.loads(path.read_text(encoding="utf-8")), path))
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"{path}: {error}") from error


def _read(told: dict[str, Any]) -> Council:
    contact = told["contact"]
    freshness = _made(Freshness, "freshness", **told.get("freshness", {}))
    council = _made(
        Council,
        "council.toml",
        name=told["name"],
        county=told["county"],
        site_name=told["site_name"],
        brand=told["colours"]["brand"],
        accent=told["colours"]["accent"],
        privacy_version=told["notices"]["privacy_version"],
        local_offer=_made(Contact, "contact.local_offer", **contact["local_offer"]),
        front_door=_made(Contact, "contact.front_door", **contact["front_door"]),
        out_of_hours=_made(Contact, "contact.out_of_hours", **contact["out_of_hours"]),
        data_protection=_made(Contact, "contact.data_protection", **contact["data_protection"]),
        districts=tuple(_made(DistrictSetting, "districts", **district) for district in told["districts"]),
        referring=_referring(told["referrals"]),
        retention=_retention(told["retention"]),
        keeping=_made(Keeping, "feedback", **told.get("feedback", {})),
        freshness=freshness,
        sinking=_made(Sinking, "search", **told.get("search", {}), spaces_months=freshness.spaces_months),
        **told["life_skills"],
    )
    promised = told.get("contacting", {}).get("call_back")
    return replace(
        council,
        street_map=_made(StreetMap, "map", **told["map"]) if "map" in told else None,
        call_back=_made(Promise, "contacting.call_back", **promised) if promised else None,
    )


def _referring(told: dict[str, Any]) -> Referring:
    may_refer = {**told["may_refer"], "who": tuple(told["may_refer"]["who"])}
    return Referring(
        may_refer=_made(MayRefer, "referrals.may_refer", **may_refer),
        ages=_made(Ages, "referrals.ages", **told["ages"]),
        intake=_made(Intake, "referrals.intake", **told["intake"]),
        promise=_made(Promise, "referrals.promise", **told["promise"]) if "promise" in told else None,
        says_why=_made(SaysWhy, "referrals.says_why", **told["says_why"]) if "says_why" in told else None,
    )


def _retention(told: dict[str, Any]) -> Retention:
    closed = _made(ClosedReferrals, "retention.closed_referrals", **told["closed_referrals"])
    return _made(Retention, "retention", **{**told, "closed_referrals": closed})


def _made(kind: type[Made], where: str, **told: Any) -> Made:
    """Return a record of what the file says; a value of the wrong sort is named here, not met by a page later."""
    for name, wanted in get_type_hints(kind).items():
        value, sort = told.get(name), get_origin(wanted) or wanted
        texts = value.values() if isinstance(value, dict) else ()
        if name in told and (not isinstance(value, sort) or not all(isinstance(text, str) for text in texts)):
            raise TypeError(f"{name} in {where} should be {_SORTS.get(sort, sort.__name__)}")
    return kind(**told)


def current() -> Council:
    """Return the council that the current application is for."""
    found: Council = current_app.extensions["localoffer_council"]
    return found
