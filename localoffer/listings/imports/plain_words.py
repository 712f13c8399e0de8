"""Making the words of other people's feeds plain: no HTML, short summaries, times as people say them."""

from __future__ import annotations

import re
from datetime import time
from html.parser import HTMLParser

_BLOCKS = frozenset(
    {"p", "div", "ul", "ol", "table", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "section", "blockquote"}
)
_SILENT = frozenset({"script", "style", "head", "template"})
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>|&#?\w+;")
_SENTENCE = re.compile(r"(?<=[.!?])\s+")


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self.silent += 1
        elif tag == "li":
            self.pieces.append("\n- ")
        elif tag == "br" or tag in _BLOCKS:
            self.pieces.append("\n" if tag == "br" else "\n\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self.silent = max(0, self.silent - 1)
        elif tag in _BLOCKS:
            self.pieces.append("\n\n")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.pieces.append(data)


def plain(told: object) -> str:
    """Return text without HTML, odd line ends, control characters and doubled empty lines; empty where it is none."""
    if not isinstance(told, str):
        return ""
    text = told.replace("\r\n", "\n").replace("\r", "\n")
    if _TAG.search(text):
        reader = _Text()
        reader.feed(text)
        reader.close()
        text = "".join(reader.pieces)
    text = "".join(
        character for character in text if character == "\n" or character.isprintable() or character.isspace()
    )
    lines = [re.sub(r"\s+", " ", line).strip() for line in text.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def one_line(told: object) -> str:
    """Return plain text on one line."""
    return " ".join(plain(told).split())


def summary_of(description: str, *, longest: int = 140) -> str:
    """Return the first whole sentence of a description, cut between words where it is too long."""
    sentences = [part.strip() for line in description.split("\n") for part in _SENTENCE.split(line) if part.strip()]
    if not sentences:
        return ""
    first = next((sentence for sentence in sentences if sentence[-1] in ".!?" and len(sentence) > 20), sentences[0])
    first = first.removeprefix("- ")
    if len(first) <= longest:
        return first
    return first[: longest - 1].rsplit(" ", 1)[0].rstrip(" ,;:–-") + "…"


def time_of_day(told: object) -> time | None:
    """Return ``17:30`` or ``9:05:00`` as a time of day; None where it is something else."""
    found = re.fullmatch(r"([01]?\d|2[0-3]):([0-5]\d)(?::\d\d)?", one_line(told))
    return time(int(found[1]), int(found[2])) if found else None


def clock(told: object) -> str:
    """Return ``17:30`` as ``5:30pm``; what is not a time of day, as it is."""
    at = time_of_day(told)
    if at is None:
        return one_line(told)
    if at in {time(12), time(0)}:
        return "12 noon" if at.hour else "12 midnight"
    minutes = f":{at.minute:02}" if at.minute else ""
    return f"{at.hour % 12 or 12}{minutes}{'pm' if at.hour >= 12 else 'am'}"
