"""The form on which staff write a theme, in each language of the site."""

from __future__ import annotations

from collections.abc import Iterator

from wtforms import Field

from localoffer.feedback.comments.models import Theme
from localoffer.feedback.comments.vocabulary import Progress, Topic
from localoffer.feedback.responses.writing import WORDS, Content, Words
from localoffer.forms.dates import DateField
from localoffer.forms.fields import Choice, RadiosField, TextAreaField, TextField
from localoffer.forms.seen import SeenForm
from localoffer.forms.validators import MaxLength, Required
from localoffer.languages import ENGLISH, LANGUAGES, Language, lazy_gettext

_LONG = lazy_gettext("Use 4,000 characters or fewer")


class ThemeForm(SeenForm):
    """A theme. Only its English title is needed to begin; publishing needs the answer and what is done, too."""

    topic = RadiosField(
        lazy_gettext("What is it about?"),
        [Required(lazy_gettext("Choose what it is about"))],
        choices=[Choice(one.value, one.title) for one in Topic],
        small=True,
    )
    progress = RadiosField(
        lazy_gettext("How far is the council?"),
        [Required(lazy_gettext("Choose how far the council is"))],
        choices=[Choice(one.value, one.title) for one in Progress],
        small=True,
    )
    action_on = DateField(
        lazy_gettext("Day of the action"),
        hint=lazy_gettext("When it was done, or by when you want to do it. Leave it empty if there is no day."),
    )
    source = TextField(
        lazy_gettext("Report that it comes from"),
        [MaxLength(200, lazy_gettext("Use 200 characters or fewer"))],
        hint=lazy_gettext("Only where people said it somewhere else: the report’s name and date."),
    )

    def words_in(self, language: Language) -> Iterator[Field]:
        """Yield the boxes for the words in one language."""
        for name in WORDS:
            yield self[f"{name}_{language.code}"]

    def content(self) -> Content:
        """Return what was written."""
        return Content(
            topic=Topic(self.topic.data),
            progress=Progress(self.progress.data),
            action_on=self.action_on.data,
            source=self.source.data,
            words={code: Words(*(one.data for one in self.words_in(spoken))) for code, spoken in LANGUAGES.items()},
        )

    def show(self, theme: Theme) -> None:
        """Put a theme into the page, unless somebody has just sent another."""
        words = {f"{name}_{text.language}": getattr(text, name) for text in theme.texts for name in WORDS}
        self.fill(
            {
                "topic": theme.topic.value,
                "progress": theme.progress.value,
                "action_on": theme.action_on,
                "source": theme.source,
                **words,
            }
        )


def _boxes(language: Language) -> dict[str, Field]:
    name, is_needed = language.own_name, language is ENGLISH
    return {
        "title": TextField(
            lazy_gettext("Title: %(language)s", language=name),
            [
                *([Required(lazy_gettext("Write a title"))] if is_needed else []),
                MaxLength(160, lazy_gettext("Use 160 characters or fewer")),
            ],
        ),
        "said": TextAreaField(lazy_gettext("You said: %(language)s", language=name), [MaxLength(4000, _LONG)], rows=3),
        "response": TextAreaField(
            lazy_gettext("Our answer: %(language)s", language=name), [MaxLength(4000, _LONG)], rows=4
        ),
        "action": TextAreaField(
            lazy_gettext("What we do, or why we cannot: %(language)s", language=name), [MaxLength(4000, _LONG)], rows=4
        ),
    }


for _language in LANGUAGES.values():
    for _name, _box in _boxes(_language).items():
        setattr(ThemeForm, f"{_name}_{_language.code}", _box)
