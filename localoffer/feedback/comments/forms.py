"""The two forms on which anybody comments: the usual one, and a young person's own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from localoffer.feedback.comments.vocabulary import Face, Topic, Who
from localoffer.feedback.without_account import OpenForm
from localoffer.forms.fields import CheckboxesField, Choice, EmailField, RadiosField, TextAreaField, TextField
from localoffer.forms.validators import Email, MaxLength, Required
from localoffer.languages import lazy_gettext

LONGEST_WORDS = 4000
_TOO_LONG = lazy_gettext("Use fewer words: 4,000 letters at most")


class _OpenComment(OpenForm):
    """What both forms have. ``comment`` is out of sight; only machines fill it in."""

    comment = TextField(lazy_gettext("Leave this empty"), autocomplete="off")


class CommentForm(_OpenComment):
    """A comment; everything but the words may be left out. The view says what it can be about."""

    about = RadiosField(
        lazy_gettext("What do you want to tell us about?"),
        [Required(lazy_gettext("Choose what you want to tell us about"))],
    )
    words = TextAreaField(
        lazy_gettext("What do you want to say?"),
        [Required(lazy_gettext("Write what you want to say")), MaxLength(LONGEST_WORDS, _TOO_LONG)],
        hint=lazy_gettext("Write in any language. Do not write anybody’s name, address or phone number."),
        rows=6,
    )
    topics = CheckboxesField(
        lazy_gettext("What is it about? (optional)"),
        choices=[Choice(one.value, one.title) for one in Topic],
        small=True,
    )
    who = RadiosField(
        lazy_gettext("Who are you? (optional)"),
        choices=[Choice(one.value, one.title) for one in Who],
        small=True,
    )
    email = EmailField(
        lazy_gettext("Your email address, if you want an answer"),
        [Email(lazy_gettext("Enter an email address like name@example.org, or leave this empty"))],
        hint=lazy_gettext("We use it once, to answer you. Then we delete it."),
        autocomplete="email",
    )


class YoungForm(_OpenComment):
    """A young person's comment: a face, words, or both."""

    face = RadiosField(
        lazy_gettext("How is it for you?"), choices=[Choice(one.value, one.title) for one in Face], inline=True
    )
    words = TextAreaField(
        lazy_gettext("Do you want to say more? You can leave this empty"),
        [MaxLength(LONGEST_WORDS, _TOO_LONG)],
        hint=lazy_gettext("Any language is fine. Do not write names."),
        rows=4,
    )

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        """Return whether the form can be kept: a face or words have to be there."""
        if not super().validate(extra_validators):
            return False
        if not (self.face.data or self.words.data):
            self.problem(self.face, lazy_gettext("Choose a face, or write something"))
            return False
        return True
