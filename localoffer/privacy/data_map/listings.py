"""The data map of the listings: what they say for a time, long work, and changes of many at once."""

from __future__ import annotations

from localoffer.privacy.data_map.kinds import Basis, Group, Kept, Readers, Use

_FINDS = "So that other rows can name this one"
_HASH = Readers.NOBODY

LISTINGS = (
    Group(
        "jobs",
        "Who asked for long work",
        Basis.TASK,
        Readers.COMMISSIONERS,
        Kept.JOB,
        {
            "id": _FINDS,
            "uuid": Use("The id in the audit", seen_by=_HASH),
            "kind": "What is done",
            "subject_id": "To what; an id",
            "state": "How far it is",
            "done": "How far it is",
            "total": "How far it is",
            "attempts": "How often it was begun",
            "fault": "What sort of fault; never its words",
            "made_by": "Which member of staff",
            "made_at": "When",
            "started_at": "When it was begun",
            "ended_at": "When it ended",
            "leased_until": "So that two workers do not do it at once",
            "cancel_asked_at": "When somebody asked to stop it",
        },
    ),
    Group(
        "bulk_runs",
        "Who changed many listings at once",
        Basis.TASK,
        Readers.COMMISSIONERS,
        Kept.BULK_RUN,
        {
            "id": _FINDS,
            "uuid": Use("The id in the audit", seen_by=_HASH),
            "kind": "What was done",
            "stage": "How far it is",
            "name": "The name of the file",
            "asked": "What was asked for",
            "problem": "Why it was refused",
            "left_out": "Which columns of the file were left out",
            "publishes": "Whether families saw it at once",
            "job_id": "Which work does it",
            "made_by": "Which member of staff",
            "made_at": "When",
            "applied_by": "Which member of staff applied it",
            "applied_at": "When",
            "undone_by": "Which member of staff took it back",
            "undone_at": "When",
        },
    ),
    Group(
        "listing_notices",
        "Who said that a listing is closed, or something short",
        Basis.TASK,
        Readers.COMMISSIONERS,
        Kept.HISTORY,
        {
            "id": _FINDS,
            "listing_id": "Which listing says it",
            "kind": "Whether it is closed, or says something short",
            "texts": "What families read",
            "made_from": "Of which English each translation is",
            "starts_on": "From which day",
            "ends_on": "Until which day",
            "made_by": "Which member of staff",
            "made_at": "When",
            "changed_at": "When it was last changed",
            "taken_down_at": "When somebody took it down",
        },
    ),
)
