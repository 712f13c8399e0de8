"""One sentence, said in the way that suits whoever is filling the form in."""

from __future__ import annotations

from dataclasses import dataclass

from localoffer.languages import LazyText
from localoffer.referrals.vocabulary import Referrer


@dataclass(frozen=True)
class Words:
    """A sentence in four voices: to a parent, to the young person, to somebody else who helps, and to a professional.

    A professional is spoken to like anybody else who helps, where nothing else is given.
    """

    parent: LazyText
    young_person: LazyText
    other: LazyText
    professional: LazyText | None = None

    @classmethod
    def same(cls, text: LazyText) -> Words:
        """Return a sentence that suits everybody."""
        return cls(text, text, text)

    def to(self, referrer: Referrer | None) -> LazyText:
        """Return the sentence as said to that person; to a parent while nobody has said who they are."""
        if referrer is Referrer.YOUNG_PERSON:
            return self.young_person
        if referrer is Referrer.PROFESSIONAL and self.professional is not None:
            return self.professional
        return self.parent if referrer in (Referrer.PARENT, None) else self.other
