"""The forms with which staff work on a comment. Each has a prefix, because all of them stand on one page."""

from __future__ import annotations

from collections.abc import Mapping

from localoffer.feedback.comments.vocabulary import KeptOut
from localoffer.forms.fields import CheckboxesField, Choice, RadiosField, SelectField, TextAreaField
from localoffer.forms.seen import SeenForm
from localoffer.forms.validators import MaxLength, Required
from localoffer.languages import LANGUAGES, lazy_gettext

WHY = {
    KeptOut.INDIVIDUAL: lazy_gettext("It is about services to one person"),
    KeptOut.VEXATIOUS: lazy_gettext("It is vexatious: sent to annoy, not to say something"),
}
_LONG = lazy_gettext("Use 4,000 characters or fewer")
_PUBLIC = "words_"


class NoteForm(SeenForm):
    """A note for colleagues."""

    note = TextAreaField(
        lazy_gettext("Note for colleagues"),
        [MaxLength(4000, _LONG)],
        hint=lazy_gettext("For example what it says in English. Stored encrypted, never published."),
        rows=4,
    )


class PublicForm(SeenForm):
    """The published form in each language (English is needed), and the theme; the view gives the themes."""

    theme = SelectField(lazy_gettext("Theme"), [Required(lazy_gettext("Choose a theme, or make one first"))])
    nobody = CheckboxesField(
        lazy_gettext("Have you looked at what was found?"),
        choices=[Choice("yes", lazy_gettext("Yes. Nobody can tell from these words who somebody is"))],
    )

    def words(self) -> dict[str, str]:
        """Return the published form by the code of its language, without those that are empty."""
        return {code: self[_PUBLIC + code].data for code in LANGUAGES if self[_PUBLIC + code].data}

    def show(self, theme: str, words: Mapping[str, str]) -> None:
        """Put what is kept into the page."""
        self.theme.data = theme
        for code, text in words.items():
            self[_PUBLIC + code].data = text


for _language in LANGUAGES.values():
    _needed = [Required(lazy_gettext("Write what families will read"))] if _language.code == "en" else []
    setattr(
        PublicForm,
        _PUBLIC + _language.code,
        TextAreaField(
            lazy_gettext("Published form: %(language)s", language=_language.own_name),
            [*_needed, MaxLength(1000, lazy_gettext("Use 1,000 characters or fewer"))],
            rows=3,
        ),
    )


class KeepOutForm(SeenForm):
    """Why a comment is not published and not answered."""

    why = RadiosField(
        lazy_gettext("Why does the law let us keep it out?"),
        [Required(lazy_gettext("Choose why it is kept out"))],
        choices=[Choice(one.value, said) for one, said in WHY.items()],
        small=True,
    )
    reason = TextAreaField(
        lazy_gettext("The reason, for whoever checks this later"),
        [
            Required(lazy_gettext("Write the reason")),
            MaxLength(500, lazy_gettext("Use 500 characters or fewer")),
        ],
        hint=lazy_gettext("Do not write names."),
        rows=2,
    )


class AnswerForm(SeenForm):
    """What is mailed to whoever left an address."""

    answer = TextAreaField(
        lazy_gettext("Your answer"),
        [Required(lazy_gettext("Write the answer")), MaxLength(4000, _LONG)],
        rows=6,
    )
