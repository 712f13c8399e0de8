"""Themes in the reader's language, in English where it has no words; each text says when it is in another language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from localoffer.feedback.comments.models import Comment, Theme
from localoffer.feedback.comments.vocabulary import Progress
from localoffer.feedback.responses.writing import WORDS
from localoffer.languages import ENGLISH, Language, format_date, gettext
from localoffer.listings.presenters import Said
from localoffer.web.translated import trust
from localoffer.web.trusting import trust_notes

COLOURS = {Progress.PLANNED: "yellow", Progress.UNDER_WAY: "blue", Progress.DONE: "green", Progress.CANNOT: "grey"}


@dataclass(frozen=True)
class ThemeShown:
    """One theme as its page and the list show it; ``voices`` are the published forms of its comments.

    ``trust_notes`` is what a reader of a translation should know of it.
    """

    slug: str
    title: Said
    said: Said | None
    response: Said | None
    action: Said | None
    topic: str
    progress: str
    colour: str
    is_refused: bool
    when: str
    answered: str
    source: str
    is_demonstration: bool
    voices: tuple[Said, ...]
    trust_notes: tuple[str, ...]

    @property
    def has_english(self) -> bool:
        """Whether some of its words are English because the reader's language has none."""
        return any(one and one.lang for one in (self.title, self.said, self.response, self.action, *self.voices))


def theme_shown(theme: Theme, comments: Sequence[Comment], spoken: Language) -> ThemeShown:
    """Return a theme with the published forms of its comments."""
    return ThemeShown(
        slug=theme.slug,
        title=_said(theme, "title", spoken) or Said(theme.slug, ENGLISH.code),
        said=_said(theme, "said", spoken),
        response=_said(theme, "response", spoken),
        action=_said(theme, "action", spoken),
        topic=str(theme.topic.title),
        progress=str(theme.progress.title),
        colour=COLOURS[theme.progress],
        is_refused=theme.progress is Progress.CANNOT,
        when=_when(theme),
        answered=gettext("Answered on %(day)s", day=format_date(theme.published_at)) if theme.published_at else "",
        source=theme.source,
        is_demonstration=theme.is_demonstration,
        voices=tuple(voice for comment in comments if (voice := voice_of(comment, spoken))),
        trust_notes=_trust_notes(theme, spoken),
    )


def voice_of(comment: Comment, spoken: Language) -> Said | None:
    """Return the published form of a comment, None where nobody has written one."""
    for language in dict.fromkeys((spoken, ENGLISH)):
        if words := comment.public_words.get(language.code):
            return Said(words, "" if language is spoken else language.code)
    return None


def has_words(shown: ThemeShown, wanted: str) -> bool:
    """Return whether every word that is searched for stands somewhere in a theme."""
    texts = (shown.title, shown.said, shown.response, shown.action, *shown.voices)
    there = " ".join(text.text for text in texts if text).casefold()
    return all(word in there for word in wanted.casefold().split())


def _said(theme: Theme, field: str, spoken: Language) -> Said | None:
    for language in dict.fromkeys((spoken, ENGLISH)):
        row = theme.text(language.code)
        if row is not None and (text := getattr(row, field).strip()):
            return Said(text, "" if language is spoken else language.code)
    return None


def _trust_notes(theme: Theme, spoken: Language) -> tuple[str, ...]:
    row, english = theme.text(spoken.code), theme.text(ENGLISH.code)
    if spoken is ENGLISH or row is None or english is None:
        return ()
    own, first = ({name: getattr(one, name) for name in WORDS} for one in (row, english))
    is_behind = bool(row.made_from)
    return tuple(trust_notes(trust("response", theme.slug, spoken.code, own, first, is_behind=is_behind)))


def _when(theme: Theme) -> str:
    if theme.action_on is None or theme.progress is Progress.CANNOT:
        return ""
    day = format_date(theme.action_on)
    if theme.progress is Progress.DONE:
        return gettext("Done on %(day)s", day=day)
    return gettext("We want to do it by %(day)s", day=day)
