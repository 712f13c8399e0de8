"""Whether a file is what its sender says: a video by its first bytes, captions by their lines."""

from __future__ import annotations

import re

from localoffer.signing.models import VideoKind

ENOUGH_TO_KNOW = 64
"""How many bytes tell what sort of video a file is."""
LARGEST_CAPTIONS = 500_000
_EBML, _DOC_TYPE = b"\x1a\x45\xdf\xa3", re.compile(rb"\x42\x82[\x80-\xff]webm")
_TIME = r"(?:(\d{2,}):)?([0-5]\d):([0-5]\d)\.(\d{3})"
_TIMING = re.compile(rf"{_TIME}[ \t]+-->[ \t]+{_TIME}(?:[ \t].*)?")


class BadCaptions(ValueError):
    """Captions that no browser could show; ``line`` is the number of the line that is wrong, 0 for all of them."""

    def __init__(self, line: int = 0) -> None:
        super().__init__(f"line {line}")
        self.line = line


def video_kind(start: bytes) -> VideoKind | None:
    """Return what sort of video begins so, None for anything else."""
    if start[4:8] == b"ftyp" and start[8:12] != b"qt  ":
        return VideoKind.MP4
    if start.startswith(_EBML) and _DOC_TYPE.search(start[:ENOUGH_TO_KNOW]):
        return VideoKind.WEBM
    return None


def captions(content: bytes) -> str:
    """Return the captions of a WebVTT file.

    Raises:
        BadCaptions: when it is no such file, it has no captions, or one of them ends before it begins.
    """
    try:
        text = content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        raise BadCaptions from error
    lines = text.split("\n")
    if len(content) > LARGEST_CAPTIONS or "\0" in text or not re.fullmatch(r"WEBVTT(?:[ \t].*)?", lines[0]):
        raise BadCaptions
    timings = [(number, line) for number, line in enumerate(lines, 1) if "-->" in line]
    if not timings:
        raise BadCaptions
    for number, line in timings:
        if not _is_timing(line) or not "".join(lines[number : number + 1]).strip():
            raise BadCaptions(number)
    return text


def _is_timing(line: str) -> bool:
    found = _TIMING.fullmatch(line.strip())
    if found is None:
        return False
    parts = [int(part or 0) for part in found.groups()]
    return parts[:4] < parts[4:]
