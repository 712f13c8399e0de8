"""The bytes of a video, written and read piece by piece, so that no process holds the whole of one."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import BinaryIO

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from localoffer.db import Database
from localoffer.signing.models import SignedVideoPiece

SIZE = 1 << 20
"""How many bytes a piece has."""


def write(session: Session, video_id: int, file: BinaryIO) -> None:
    """Put what is left to read of a file in the place of a video's pieces."""
    session.execute(delete(SignedVideoPiece).where(SignedVideoPiece.video_id == video_id))
    for number, content in enumerate(_read(file)):
        session.execute(insert(SignedVideoPiece).values(video_id=video_id, number=number, content=content))


def _read(file: BinaryIO) -> Iterator[bytes]:
    while content := file.read(SIZE):
        yield content


class PieceReader(io.RawIOBase):
    """A video as a file that can be read from anywhere. Each piece is asked for when it is needed, and one is held."""

    def __init__(self, database: Database, video_id: int, size: int) -> None:
        super().__init__()
        self._database = database
        self._video_id = video_id
        self._size = size
        self._at = 0
        self._held: tuple[int, bytes] = (-1, b"")

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to a byte, counted from the start, from here or from the end."""
        begin = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        self._at = max(0, begin + offset)
        return self._at

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill a buffer as far as one piece goes, and return how far; 0 at the end, or where the video is gone."""
        if self._at >= self._size:
            return 0
        number, start = divmod(self._at, SIZE)
        content = self._piece(number)[start : start + len(buffer)]
        buffer[: len(content)] = content
        self._at += len(content)
        return len(content)

    def _piece(self, number: int) -> bytes:
        if self._held[0] != number:
            with self._database.session(writes=False) as session:
                wanted = select(SignedVideoPiece.content).filter_by(video_id=self._video_id, number=number)
                self._held = (number, session.scalar(wanted) or b"")
        return self._held[1]
