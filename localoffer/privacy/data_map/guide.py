"""The data map of the guide's pages: which member of staff wrote what."""

from __future__ import annotations

from localoffer.privacy.data_map.kinds import Basis, Group, Kept, Readers

GUIDE = (
    Group(
        "guide_versions",
        "Who changed a page",
        Basis.TASK,
        Readers.COMMISSIONERS,
        Kept.AUDIT,
        {
            "id": "So that other rows can name this one",
            "page_id": "Which page",
            "language": "In which language",
            "number": "The order of the versions",
            "state": "Whether families see it",
            "content": "What the council tells families",
            "english_number": "Which English a translation was made from",
            "made_by": "Which member of staff",
            "made_at": "When",
            "decided_by": "Which member of staff published it or gave it back",
            "decided_at": "When",
            "reason": "Why it was given back",
            "publish_on": "From which day families see it",
            "translation_checked_by": "Who read the translation, as they want to be named",
        },
    ),
    Group(
        "guide_pages",
        "Who keeps a page right",
        Basis.TASK,
        Readers.COMMISSIONERS,
        Kept.AUDIT,
        {
            "id": "So that other rows can name this one",
            "slug": "Its address",
            "section": "Where it stands",
            "position": "Where it stands",
            "owner": "Which post at the council keeps it right",
            "review_months": "How often it is looked at",
            "checked_on": "When it was last looked at",
            "checked_by": "Which member of staff looked",
            "services": "Which services it ends in",
            "created_at": "When it was made",
            "archived_at": "When it was taken down",
        },
    ),
)
