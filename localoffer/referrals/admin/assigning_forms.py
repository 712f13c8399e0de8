"""The forms by which referrals are made somebody's work."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from wtforms import HiddenField

from localoffer.forms.base import Form
from localoffer.forms.fields import Choice, SelectField
from localoffer.forms.validators import Required
from localoffer.languages import gettext, lazy_gettext

NOBODY = "nobody"
_BETWEEN = " "
# so that no two forms of a page share a name
_PREFIX = "assign"


class AssignForm(Form):
    """Whose work a referral becomes, and whose it was when it was shown."""

    to = SelectField(lazy_gettext("Assign to"), [Required(lazy_gettext("Choose whom to assign it to"))], width="20")
    seen = HiddenField()

    @classmethod
    def blank(cls, team: Mapping[str, str], *, me: str, seen: str = "") -> AssignForm:
        """Return the form for somebody to fill in; ``seen`` is whose work the referral is now."""
        form = cls(prefix=_PREFIX, formdata=None)
        form.prepare(team, me=me)
        form.seen.data = seen
        return form

    @classmethod
    def sent(cls, team: Mapping[str, str], *, me: str) -> AssignForm:
        """Return the form as it was sent."""
        form = cls(prefix=_PREFIX)
        form.prepare(team, me=me)
        return form

    def prepare(self, team: Mapping[str, str], *, me: str) -> None:
        """Offer the team, whoever is signed in first, and nobody."""
        first = [Choice(me, gettext("Me"))] if me in team else []
        others = [Choice(code, name) for code, name in team.items() if code != me]
        self.to.choices = [*first, *others, Choice(NOBODY, gettext("Nobody"))]

    @property
    def chosen(self) -> str:
        """How the audit names whose work it becomes; empty for nobody's."""
        return "" if self.to.data == NOBODY else str(self.to.data)


def ticked(sent: list[str]) -> Iterator[tuple[str, str]]:
    """Yield reference and whose work it was when it was shown, of each box that was ticked."""
    for one in sent:
        reference, _, seen = one.partition(_BETWEEN)
        yield reference, seen
