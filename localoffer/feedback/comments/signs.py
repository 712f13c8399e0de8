"""Why a comment is set aside: signs that it is abusive, or that it says who somebody is. It is kept whole either way.

A sign that is wrong costs a member of staff a press of a button; one that is missed shows a name to a colleague who
reads the queue. So the signs look for much.
"""

from __future__ import annotations

import re
import unicodedata

from localoffer.feedback.comments.rude_words import BEGINNINGS
from localoffer.feedback.comments.vocabulary import Sign
from localoffer.feedback.screening import taken_out

_MOST_LINKS = 2
_LINK = re.compile(r"https?:|www\.", re.IGNORECASE)
_RUDE = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, BEGINNINGS))})", re.IGNORECASE)
_NAME = r"[A-ZĄĆĘŁŃÓŚŹŻ][\w’'-]+"
_NAMES = (
    re.compile(rf"\b(?:Mr|Mrs|Miss|Ms|Mx|Dr|Prof|[Pp]ani?|[Pp]ana|[Pp]anią|[Dd]oktor)\b\.?\s{{1,3}}{_NAME}"),
    re.compile(rf"\b(?:[Cc]alled|[Nn]amed|[Nn]ame is|na imię|[Nn]azywam się|o imieniu)\s{{1,3}}{_NAME}"),
    re.compile(
        r"\b(?:son|daughter|child|boy|girl|husband|wife|partner|brother|sister|mum|dad|mother|father|teacher|carer"
        rf"|worker|syna?|synem|córk[aięą]|mąż|żona|brat|siostra),?\s{{1,3}}(?!I\b){_NAME}"
    ),
    re.compile(r"(?:محترمہ|جناب|مسٹر|مسز|ڈاکٹر)\s{1,3}\w+|نام\s{1,3}\w+\s{1,3}(?:ہے|ہیں)"),
)


def signs_in(words: str, *, empty_box: bool = False) -> tuple[Sign, ...]:
    """Return the signs for which a comment is set aside; none where it goes straight to the queue.

    Args:
        words: what somebody wrote, at most as long as the form allows.
        empty_box: whether the box that people cannot see was filled in.
    """
    seen = unicodedata.normalize("NFKC", words)
    held = {
        Sign.RUDE: bool(_RUDE.search(seen)),
        Sign.NAMES_SOMEBODY: any(names.search(seen) for names in _NAMES),
        Sign.CONTACT_DETAILS: any(not _LINK.match(part) for part in taken_out(seen)),
        Sign.LINKS: len(_LINK.findall(seen)) > _MOST_LINKS,
        Sign.FILLED_THE_EMPTY_BOX: empty_box,
    }
    return tuple(sign for sign, holds in held.items() if holds)
