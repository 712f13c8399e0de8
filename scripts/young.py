"""What a young person meets in their own version of the form and parents meet too: which messages those are, and how
one hears that a language says them to a parent.

A language that is ``familiar`` keeps other words for a young person in ``young.po``, and in ``formal.yaml`` what
these never have: patterns of the pronouns and verbs with which it speaks to parents.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType

import yaml
from babel.messages.catalog import Message

from localoffer.referrals.before_support import forms as before_support
from localoffer.referrals.wording import child, days, deciding, helpers, reaching
from localoffer.referrals.wording.words import Words

TRANSLATIONS = Path(__file__).resolve().parent.parent / "translations"

_MET = (
    "localoffer/forms/",
    "localoffer/outbox/written.py",
    "localoffer/referrals/",
    "localoffer/web/errors.py",
    "templates/components/emergency",
    "templates/components/fields.html",
    "templates/components/life_skills.html",
    "templates/components/page.html",
    "templates/easy_read/switch.html",
    "templates/errors/",
    "templates/layouts/base.html",
    "templates/layouts/footer.html",
    "templates/layouts/form_page.html",
    "templates/layouts/header.html",
    "templates/layouts/listen.html",
    "templates/referrals/",
)
# read by others alone, or before the site knows who is reading
_NOT_MET = (
    "/another_child.py",
    "/casework/notes.py",
    "/claim",
    "/exits/family_has_not_agreed.html",
    "/exits/young_person_has_not_agreed.html",
    "/family_",
    "/for_others.",
    "/leave_quickly.html",
    "/paper/",
    "/record.html",
    "/start.html",
    "/stay_safe",
)


def meets(path: str) -> bool:
    """Return whether a young person meets the messages of a file in their own version of the form."""
    return path.startswith(_MET) and not any(part in path for part in _NOT_MET)


@cache
def not_asked() -> frozenset[str]:
    """Return the English of what the form asks others and never a young person, though the file has both."""
    said = [words for module in (child, days, deciding, helpers, reaching, before_support) for words in _words(module)]
    to_others = {str(text) for words in said for text in (words.parent, words.other, words.professional) if text}
    return frozenset(to_others - {str(words.young_person) for words in said})


def _words(module: ModuleType) -> Iterator[Words]:
    for value in vars(module).values():
        inside = vars(value).values() if isinstance(value, type) else (value,)
        yield from (one for one in inside if isinstance(one, Words))


def is_formal(message: Message, language: str) -> bool:
    """Return whether a translated message speaks to its reader as to a parent."""
    said = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
    return any(formal(language).search(form) for form in said if form)


@cache
def formal(language: str) -> re.Pattern[str]:
    """Return what finds the words with which a language speaks to parents; nothing where it has not said which."""
    path = TRANSLATIONS / language / "formal.yaml"
    if not path.exists():
        return re.compile(r"(?!)")
    patterns = yaml.safe_load(path.read_text(encoding="utf-8"))
    return re.compile(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)", re.IGNORECASE)
