"""The languages that staff speak or sign, by name."""

from __future__ import annotations

from localoffer.languages import Language, lazy_gettext

# the locale data names no sign language of Britain
_SIGNED = {"bfi": lazy_gettext("British Sign Language (BSL)")}


def spoken_name(code: str, language: Language) -> str:
    """Return the name of the language ``code`` in ``language``, the current one; the code where it has none."""
    return str(_SIGNED.get(code) or language.locale.languages.get(code.replace("-", "_"), code))
