"""The data protection impact assessment, made from the data map and from the numbers that the site obeys."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from string import Template

from localoffer.council import Council
from localoffer.privacy.data_map import GROUPS, WITHOUT_PERSONS, Group

_FRAME = Path(__file__).with_name("dpia.md")
_UNITS = ("hours", "days", "months", "years")


def document(council: Council) -> str:
    """Return the assessment as Markdown, with the parts marked that a person fills in."""
    return Template(_FRAME.read_text(encoding="utf-8")).substitute(
        council=council.name,
        county=council.county,
        version=council.privacy_version,
        last_age=council.referring.ages.last,
        retention="\n".join(_retention(council)),
        map="\n".join(line for group in GROUPS for line in _group(group)),
        nobody="\n".join(f"- `{name}`: {what}" for name, what in sorted(WITHOUT_PERSONS.items())),
    )


def _retention(council: Council) -> Iterator[str]:
    closed = council.retention.closed_referrals
    yield "| setting | how long |"
    yield "| --- | --- |"
    example = " (an example: **To fill in:** the council's own number)" if closed.example else ""
    yield f"| `closed_referrals` | {closed.months} months after it is closed{example} |"
    for one in fields(council.retention):
        unit = one.name.rpartition("_")[2]
        if unit in _UNITS:
            yield f"| `{one.name}` | {getattr(council.retention, one.name)} {unit} |"
    yield f"| `told_months` | {council.keeping.told_months} months |"
    yield f"| `counts_months` | {council.keeping.counts_months} months |"


def _group(group: Group) -> Iterator[str]:
    yield f"### {group.title}"
    where = f"`{group.name}`" + (f", inside `{group.inside}`" if group.inside else "")
    yield f"{where}. Basis: {group.basis.value}. Seen by: {group.seen_by.value}. Kept: {group.kept.value}."
    yield ""
    yield "| field | what for |"
    yield "| --- | --- |"
    for name, what_for, basis, seen_by in group.uses():
        other = [
            *([f"Basis: {basis.value}"] if basis is not group.basis else []),
            *([f"Seen by: {seen_by.value}"] if seen_by is not group.seen_by else []),
        ]
        yield f"| `{name}` | {'. '.join([what_for, *other])} |"
    yield ""
