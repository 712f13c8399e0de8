"""The form by which staff put a video on a page or a listing."""

from __future__ import annotations

from typing import Any

from wtforms import HiddenField

from localoffer.forms.base import Form
from localoffer.forms.fields import FileField, TextAreaField, TextField
from localoffer.forms.validators import MaxLength, Required
from localoffer.languages import lazy_gettext

LONGEST_TRANSCRIPT = 20_000


class VideoForm(Form):
    """A video, its captions and its words. ``has_video`` says that files may be left out: those that are there stay."""

    title = TextField(
        lazy_gettext("Title"),
        [
            Required(lazy_gettext("Enter a title")),
            MaxLength(120, lazy_gettext("The title must be 120 characters or fewer")),
        ],
        hint=lazy_gettext("What the video is about, in English"),
    )
    video = FileField(
        lazy_gettext("Video in British Sign Language"),
        hint=lazy_gettext("MP4 or WebM. Whoever signs in it must have agreed to be seen by everybody."),
        accept=".mp4,.webm",
    )
    captions = FileField(
        lazy_gettext("Captions"),
        hint=lazy_gettext("A WebVTT file (.vtt), in English"),
        accept=".vtt",
    )
    transcript = TextAreaField(
        lazy_gettext("Transcript"),
        [
            Required(lazy_gettext("Enter what the video says")),
            MaxLength(LONGEST_TRANSCRIPT, lazy_gettext("The transcript must be 20,000 characters or fewer")),
        ],
        hint=lazy_gettext("What the video says, in English, for whoever cannot watch it"),
        rows=12,
    )
    version = HiddenField()

    def __init__(self, *args: Any, has_video: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._has_video = has_video

    def validate(self, extra_validators: Any = None) -> bool:
        """Check each answer, and that a new video has its files."""
        valid: bool = super().validate(extra_validators)
        if not self._has_video and self.video.data is None:
            self.problem(self.video, lazy_gettext("Choose a video"))
            valid = False
        if not self._has_video and self.captions.data is None:
            self.problem(self.captions, lazy_gettext("Choose a file with captions"))
            valid = False
        return valid
