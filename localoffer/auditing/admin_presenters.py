"""Entries of the audit as the commissioners' page and its spreadsheet show them. In English only."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from localoffer.audit import AuditEntry
from localoffer.auditing.admin_words import ACTIONS
from localoffer.languages import format_moment, gettext, lazy_gettext

_OTHERS = {
    "family": lazy_gettext("A family"),
    "system": lazy_gettext("The site itself"),
    "command": lazy_gettext("The command line"),
    "provider": lazy_gettext("A provider"),
    "unknown": lazy_gettext("Not known"),
}

_PROVIDER = "provider:"
"""How the audit names an organisation, before the number of the link that it was sent."""


@dataclass(frozen=True)
class Row:
    """One entry. ``details`` are codes and ids with their names."""

    number: int
    at: str
    who: str
    what: str
    subject: str
    subject_id: str
    details: list[str]


def rows(entries: Iterable[AuditEntry], names: Mapping[str, str]) -> list[Row]:
    """Return entries as the page shows them.

    Args:
        names: of members of staff, by how the audit names them.
    """
    return [
        Row(
            number=entry.number,
            at=format_moment(entry.at),
            who=who(entry.actor, names),
            what=action(entry.action),
            subject=plain(entry.subject),
            subject_id=entry.subject_id,
            details=[
                f"{plain(name)}: {written(value)}" for name, value in entry.details.items() if value or value == 0
            ],
        )
        for entry in entries
    ]


def who(actor: str, names: Mapping[str, str]) -> str:
    """Return who an actor is."""
    if actor in _OTHERS:
        return str(_OTHERS[actor])
    if actor.startswith(_PROVIDER):
        return gettext("An organisation (link %(number)s)", number=actor.removeprefix(_PROVIDER))
    return names.get(actor) or actor


def choices_of_actors(actors: Iterable[str], names: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return actors to choose from, by name, those that are no person last."""
    return sorted(((actor, who(actor, names)) for actor in actors), key=lambda one: (one[0] in _OTHERS, one[1].lower()))


def choices_of_codes(codes: Iterable[str]) -> list[tuple[str, str]]:
    """Return codes to choose from, in words."""
    return [(code, plain(code)) for code in codes]


def choices_of_actions(codes: Iterable[str]) -> list[tuple[str, str]]:
    """Return actions to choose from, in words and by them."""
    return sorted(((code, action(code)) for code in codes), key=lambda one: one[1].casefold())


def action(code: str) -> str:
    """Return what was done, in words."""
    return str(ACTIONS[code]) if code in ACTIONS else plain(code)


def plain(code: str) -> str:
    """Return a code as words: ``referral.stage_changed`` becomes "Referral: stage changed"."""
    words = code.replace(".", ": ").replace("_", " ")
    return words[:1].upper() + words[1:]


def written(value: object) -> str:
    """Return a detail in one line."""
    if isinstance(value, str | int):
        return str(value)
    if isinstance(value, list) and all(isinstance(one, str | int) for one in value):
        return ", ".join(map(str, value))
    return json.dumps(value, sort_keys=True, ensure_ascii=False)


def verified(entry: AuditEntry, names: Mapping[str, str]) -> str:
    """Return the sentence that says what the last proof of the chain found."""
    told = {"when": format_moment(entry.at), "who": who(entry.actor, names)}
    if problem := entry.details.get("problem"):
        return gettext(
            "Last verified: %(when)s, %(who)s. The record is broken. %(problem)s.",
            problem=sentence(str(problem)),
            **told,
        )
    told["entries"] = f"{int(entry.details.get('entries', 0)):,}"
    if not entry.details.get("heads"):
        return gettext("Last verified: %(when)s, %(who)s. All %(entries)s entries hold together.", **told)
    return gettext(
        "Last verified: %(when)s, %(who)s. All %(entries)s entries hold together, and agree with what is kept outside.",
        **told,
    )


def sentence(text: str) -> str:
    """Return a text that begins like a sentence."""
    return text[:1].upper() + text[1:]
