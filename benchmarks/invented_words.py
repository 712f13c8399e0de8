"""Words that nobody speaks: as uneven as those of a real text, and the same ones every time."""

from __future__ import annotations

import random

_SYLLABLES = {
    "en": "ba be bo da de do fa fe fi ga go ka ke ko la le li lo ma me mi mo na ne no pa pe po ra re ri ro sa se so ta",
    "pl": "bą cze dzi gę ja kó la mię nó pra rze ście szu ta wą zy żo",
    "ur": "با پا تا جا دا را سا شا کا گا لا ما نا وا ہا یا بی دی ری نی کو لو مو",
}
_ENDINGS = {"en": ("", "", "r", "n", "s", "st", "ring", "ned", "t"), "pl": ("", "k", "m"), "ur": ("", "ں", "ر")}

LANGUAGES = tuple(_SYLLABLES)


def invented(language: str, number: int) -> list[str]:
    """Return so many different words of a language's syllables."""
    chance = random.Random(f"words of {language}")
    syllables = _SYLLABLES[language].split()
    made: dict[str, None] = {}
    while len(made) < number:
        word = "".join(chance.choices(syllables, k=chance.randint(3, 4))) + chance.choice(_ENDINGS[language])
        made[word] = None
    return list(made)
