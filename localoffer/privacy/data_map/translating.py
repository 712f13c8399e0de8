"""The data map of the translator's desk: who translated and checked what, as they want to be named."""

from __future__ import annotations

from localoffer.privacy.data_map.kinds import Basis, Group, Kept, Readers

_TEXT = {
    "id": "So that other rows can name this one",
    "kind": "What the text is of",
    "key": "Which one",
    "language": "In which language",
}
_SAID = {"said_by": "Which member of staff said so", "said_at": "When"}

TRANSLATING = (
    Group(
        "translation_marks",
        "Who checked a translation",
        Basis.TASK,
        Readers.COMMISSIONERS,
        Kept.HISTORY,
        {
            **_TEXT,
            "digest": "Which words this is said of",
            "english": "Which English they are a translation of",
            "of_english": "The same, shortened to a hash",
            "machine_made": "Whether a machine made it",
            "checked_by": "Who checked it, as they want to be named",
            **_SAID,
        },
    ),
    Group(
        "translation_tasks",
        "Who translates a text now",
        Basis.TASK,
        Readers.COMMISSIONERS,
        Kept.HISTORY,
        {
            **_TEXT,
            "taken_by": "Who translates it, as staff wrote it: a colleague or an agency",
            "file": "With which file it was sent out",
            **_SAID,
        },
    ),
    Group(
        "translation_files",
        "Who brought in a file of translations",
        Basis.TASK,
        Readers.COMMISSIONERS,
        Kept.HISTORY,
        {
            "id": "So that other rows can name this one",
            "language": "In which language it is",
            "name": "What the file is called",
            "content": "What it says",
            "before": "What the texts said before, to take it back",
            "made_by": "Which member of staff brought it in",
            "made_at": "When",
            "applied_by": "Which member of staff took it over",
            "applied_at": "When",
            "undone_by": "Which member of staff took it back",
            "undone_at": "When",
        },
    ),
)
