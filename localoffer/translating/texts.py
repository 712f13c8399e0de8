"""The texts that are translated, as the desk sees them whatever feature they are of."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, Protocol

from sqlalchemy.orm import Session

from localoffer.languages import LazyText
from localoffer.translating.vocabulary import Kind, Refusal
from localoffer.web.translated import digest


class Name(NamedTuple):
    """Which text, in which language; ``key`` is its feature's own name for it."""

    kind: Kind
    key: str
    language: str


@dataclass(frozen=True)
class Field:
    """One part of the texts of a kind: what it is called, how long it may be, and how many lines its box has.

    Without what ``is_needed``, there is no translation at all.
    """

    name: str
    title: LazyText
    longest: int
    rows: int = 1
    is_needed: bool = False


@dataclass(frozen=True)
class Row:
    """How one text stands in one language, for lists and counts.

    ``is_behind`` is None where the feature cannot tell of which English a translation is. ``digest`` and
    ``of_english`` stand for the newest translation and for today's English; they may be empty where no mark is theirs.
    """

    name: Name
    title: str
    is_there: bool
    is_behind: bool | None
    lacks_some: bool
    waits: bool
    digest: str = ""
    of_english: str = ""
    checked_by: str = ""
    place: tuple[int, ...] = ()


@dataclass(frozen=True)
class Text:
    """One text whole, each version of it by fields without the empty ones.

    ``newest`` is the translation that was saved last, ``shown`` the one that families have; ``waits`` says that they
    differ. ``made_from`` is the English that the newest was made from, None where its feature cannot tell. ``fields``
    are its parts where they are not those of every text of its kind (``sources.fields_of``). ``own`` names those that
    each language has by itself, so that another English of them leaves no translation behind.
    """

    name: Name
    title: str
    english: Mapping[str, str]
    newest: Mapping[str, str]
    shown: Mapping[str, str]
    waits: bool = False
    made_from: Mapping[str, str] | None = None
    checked_by: str = ""
    place: tuple[int, ...] = ()
    fields: Sequence[Field] = ()
    own: Collection[str] = ()

    @cached_property
    def digest(self) -> str:
        """What stands for the newest translation."""
        return digest(self.newest)

    @cached_property
    def of_english(self) -> str:
        """What stands for today's English."""
        return digest(self.followed(self.english))

    def followed(self, english: Mapping[str, str]) -> dict[str, str]:
        """Return of an English text what its translation follows."""
        return {name: text for name, text in english.items() if name not in self.own}

    @property
    def row(self) -> Row:
        """The same for lists."""
        return Row(
            self.name,
            self.title,
            is_there=bool(self.shown),
            is_behind=None if self.made_from is None else self.followed(self.made_from) != self.followed(self.english),
            lacks_some=bool(self.english.keys() - self.shown.keys()),
            waits=self.waits,
            digest=self.digest,
            of_english=self.of_english,
            checked_by=self.checked_by,
            place=self.place,
        )


@dataclass(frozen=True)
class Writer:
    """Who writes, as the audit names people, and the key of the audit."""

    actor: str
    audit_key: bytes


class ChangedMeanwhile(Exception):
    """Somebody else has saved the text since it was shown."""


class NotTaken(Exception):
    """A translation cannot be saved as it is: why, and what in it, where that can be shown."""

    def __init__(self, refusal: Refusal, what: str = "") -> None:
        super().__init__(refusal.value, what)
        self.refusal = refusal
        self.what = what


class Source(Protocol):
    """Where the texts of one kind come from, and where their translations go."""

    @property
    def kind(self) -> Kind:
        """What its texts are of."""

    @property
    def permission(self) -> str:
        """What somebody must be allowed, to save one."""

    @property
    def is_reviewed(self) -> bool:
        """Whether what is saved waits for a review before families have it."""

    @property
    def fields(self) -> Sequence[Field]:
        """The parts of its texts, in order."""

    def rows(self, session: Session, languages: Sequence[str], marked: Collection[Name]) -> list[Row]:
        """Return how every text that families have stands in some languages.

        Args:
            marked: the texts of which digests are needed, because something was said of them.
        """

    def texts(self, session: Session, language: str, keys: Collection[str]) -> list[Text]:
        """Return those of some texts that families have, whole."""

    def save(self, session: Session, text: Text, values: Mapping[str, str], checked_by: str, writer: Writer) -> None:
        """Keep another translation of a text (none at all, where ``values`` is empty) as its feature does.

        Saving the same words again says that they are right for today's English. ``checked_by`` is for features that
        keep by themselves who checked what.

        Raises:
            NotTaken: when the feature refuses it.
            ChangedMeanwhile: when somebody else was quicker.
        """


def filled(values: Mapping[str, str]) -> dict[str, str]:
    """Return texts by their fields without the empty ones."""
    return {name: value for name, value in values.items() if value.strip()}


def english_of(english: Mapping[str, str], earlier: Mapping[str, str]) -> dict[str, str]:
    """Return the English that a translation was made from, whole.

    Args:
        english: that of today, by its fields.
        earlier: what it was instead where it is another one today, as ``web.translated.earlier_english`` keeps it.
    """
    return filled({**english, **earlier})
