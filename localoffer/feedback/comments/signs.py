"""Why a comment is set aside: signs that it is abusive, or that it says who somebody is. It is kept whole either way.

A sign that is wrong costs a member of staff a press of a button; one that is missed shows a name to a colleague who
reads the queue. So the signs look for much.
"""

from __future__ import annotations

import re
import unicodedata

from localoffer.feedback.comments.sayings import namings, rude_words
from localoffer.feedback.comments.vocabulary import Sign
from localoffer.feedback.screening import taken_out

_MOST_LINKS = 2
_LINK = re.compile(r"https?:|www\.", re.IGNORECASE)


def signs_in(words: str, *, empty_box: bool = False) -> tuple[Sign, ...]:
    """Return the signs for which a comment is set aside; none where it goes straight to the queue.

    Args:
        words: what somebody wrote, at most as long as the form allows.
        empty_box: whether the box that people cannot see was filled in.
    """
    seen = unicodedata.normalize("NFKC", words)
    held = {
        Sign.RUDE: bool(rude_words().search(seen)),
        Sign.NAMES_SOMEBODY: any(names.search(seen) for names in namings()),
        Sign.CONTACT_DETAILS: any(not _LINK.match(part) for part in taken_out(seen)),
        Sign.LINKS: len(_LINK.findall(seen)) > _MOST_LINKS,
        Sign.FILLED_THE_EMPTY_BOX: empty_box,
    }
    return tuple(sign for sign, holds in held.items() if holds)
