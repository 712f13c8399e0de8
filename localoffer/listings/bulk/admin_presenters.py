"""What the screens of many listings at once show: runs, how far they are, and the rows of a preview."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from localoffer.jobs.models import Job, JobState
from localoffer.languages import format_date, format_moment, gettext, ngettext
from localoffer.listings.admin.presenters import Difference, differences
from localoffer.listings.bulk.admin_words import OUTCOMES, STAGES, all_reasons, column, listed, place, sentence
from localoffer.listings.bulk.drafted import COMES_DOWN, GOES_OUT
from localoffer.listings.bulk.from_list import Wanted
from localoffer.listings.bulk.models import BulkRow, BulkRun, Outcome, RunKind
from localoffer.listings.content import ListingContent
from localoffer.listings.terms.organisations import Details


@dataclass(frozen=True)
class RunShown:
    """One run: what it is, where it stands, and who began it when."""

    id: int
    title: str
    stage: str
    colour: str
    who: str
    when: str


@dataclass(frozen=True)
class Progress:
    """How far the worker is, in words and for a bar; ``is_stuck`` that it gave up."""

    text: str
    done: int
    total: int
    is_stuck: bool


@dataclass(frozen=True)
class RowShown:
    """One row of a preview; ``said`` is what a new listing says first, ``reasons`` all that is wrong with the row."""

    where: str
    name: str
    address: str
    differences: tuple[Difference, ...]
    said: tuple[str, ...]
    reasons: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Tab:
    """The rows of one outcome: how many there are, and whether they are the ones that are shown."""

    code: str
    title: str
    count: int
    is_shown: bool


def run_shown(run: BulkRun, *, people: Mapping[str, str], districts: Mapping[str, str]) -> RunShown:
    """Return a run; ``people`` are the names of actors, ``districts`` those of codes."""
    stage, colour = STAGES[run.stage]
    return RunShown(
        id=run.id,
        title=run.name if run.kind is RunKind.IMPORT else _title(run, districts),
        stage=str(stage),
        colour=colour,
        who=people.get(run.made_by, gettext("The system")),
        when=format_moment(run.made_at),
    )


def progress(job: Job) -> Progress:
    """Return how far a job is."""
    if job.state is JobState.WAITING and not job.done:
        text = gettext("It begins in a moment.")
    elif job.total:
        text = gettext("%(done)s of %(total)s", done=job.done, total=job.total)
    else:
        text = ngettext("%(num)s row", "%(num)s rows", job.done)
    return Progress(text, job.done, job.total, is_stuck=job.state.has_ended)


def tabs(counts: Mapping[Outcome, int], shown: Outcome) -> list[Tab]:
    """Return the outcomes that a run has, in their order."""
    return [
        Tab(str(outcome), str(OUTCOMES[outcome]), counts[outcome], outcome is shown)
        for outcome in Outcome
        if counts[outcome]
    ]


def rows_shown(
    rows: Sequence[BulkRow],
    *,
    before: Mapping[int, ListingContent],
    addresses: Mapping[int, str],
    names: Mapping[str, str],
    organisations: Mapping[str, Details],
) -> list[RowShown]:
    """Return rows of a preview.

    Args:
        before: what the changes began from, by the ids of the rows.
        addresses: the slugs of listings by their ids.
        names: the words of codes that are rows.
        organisations: by their keys those that would be changed where the run publishes.
    """
    return [
        RowShown(
            where=_where(row),
            name=row.name,
            address=addresses.get(row.listing_id or 0, ""),
            differences=(*_differences(row, before.get(row.id), names), *_of_organisation(row, organisations)),
            reasons=tuple(_reasons(row)) if row.outcome is Outcome.REFUSED else (),
            said=_said(row, names) if row.outcome is Outcome.NEW else (),
            notes=tuple(note for note in (_note(row), _new_organisation(row)) if note),
        )
        for row in rows
    ]


def _where(row: BulkRow) -> str:
    # each reason names its own cell
    return place({name: told for name, told in row.reason.items() if name != "cell"}, row.number)


def _reasons(row: BulkRow) -> Iterator[str]:
    for reason in all_reasons(row.reason):
        where = ", ".join(filter(None, [place(reason, row.number) if "cell" in reason else "", column(reason)]))
        yield f"{where}: {sentence(reason)}" if where else sentence(reason)


def _differences(row: BulkRow, before: ListingContent | None, names: Mapping[str, str]) -> list[Difference]:
    if row.outcome is not Outcome.CHANGED or before is None or row.content is None:
        return []
    after = ListingContent.from_json(row.content)
    if row.organisation and after.organisation_key is None:
        # it is made when the change is done, and has no code before
        after = after.with_changes(organisation_key=str(row.organisation["name"]))
    return differences(before, after, names)


def _of_organisation(row: BulkRow, organisations: Mapping[str, Details]) -> list[Difference]:
    told = row.organisation or {}
    now = organisations.get(str(told.get("key")))
    if now is None or row.outcome not in (Outcome.NEW, Outcome.CHANGED):
        return []
    titles = {
        "name": gettext("Organisation, where you publish: its name"),
        "description": gettext("Organisation, where you publish: its description"),
        "website": gettext("Organisation, where you publish: its website"),
        "email": gettext("Organisation, where you publish: its email"),
    }
    pairs = [(title, getattr(now, name), str(told.get(name, ""))) for name, title in titles.items()]
    return [Difference(title, theirs, mine) for title, theirs, mine in pairs if theirs != mine]


def _said(row: BulkRow, names: Mapping[str, str]) -> tuple[str, ...]:
    content = ListingContent.from_json(row.content or {})
    who = str(row.organisation["name"]) if row.organisation else names.get(content.organisation_key or "", "")
    return tuple(line for line in (content.words["en"].summary, who) if line)


def _note(row: BulkRow) -> str:
    if row.is_left:
        return gettext("Somebody changed it since, and it stayed as they left it.")
    if row.archives and COMES_DOWN in row.reason:
        day = format_date(date.fromisoformat(row.reason[COMES_DOWN]))
        return gettext("It is archived. It was to come down on %(day)s: undoing brings that day back.", day=day)
    if row.archives and GOES_OUT in row.reason:
        day = format_date(date.fromisoformat(row.reason[GOES_OUT]))
        return gettext("It is archived. It was to be published on %(day)s: undoing brings that day back.", day=day)
    if row.archives:
        return gettext("It is archived.")
    if row.outcome is Outcome.UNCHANGED:
        return gettext("Nothing changes.")
    if row.outcome is Outcome.NEW and row.reason.get("missing"):
        return gettext("It stays a draft until somebody adds %(missing)s.", missing=listed(row.reason["missing"]))
    return ""


def _new_organisation(row: BulkRow) -> str:
    is_to_be_made = row.outcome in (Outcome.NEW, Outcome.CHANGED) and row.applied_number is None
    if not is_to_be_made or not row.organisation or "key" in row.organisation:
        return ""
    return gettext("“%(name)s” is a new organisation: none here has this name.", name=row.organisation["name"])


def _title(run: BulkRun, districts: Mapping[str, str]) -> str:
    wanted = Wanted.from_json(run.asked["wanted"])
    number = len(run.asked["ids"])
    if wanted.archives:
        return ngettext("Archive %(num)s listing", "Archive %(num)s listings", number)
    if wanted.review_due:
        day = format_date(wanted.review_due)
        return ngettext(
            "Next check of %(num)s listing: %(day)s", "Next check of %(num)s listings: %(day)s", number, day=day
        )
    added, gone = (
        ", ".join(districts.get(code, code) for code in codes)
        for codes in (wanted.add_districts, wanted.remove_districts)
    )
    if not gone:
        return ngettext("Add %(added)s to %(num)s listing", "Add %(added)s to %(num)s listings", number, added=added)
    if not added:
        return ngettext(
            "Take %(gone)s away from %(num)s listing", "Take %(gone)s away from %(num)s listings", number, gone=gone
        )
    return ngettext(
        "Districts of %(num)s listing: add %(added)s, take away %(gone)s",
        "Districts of %(num)s listings: add %(added)s, take away %(gone)s",
        number,
        added=added,
        gone=gone,
    )
