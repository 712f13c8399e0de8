"""What a player asks for: the bytes of a video, from wherever it likes, and its captions."""

from __future__ import annotations

import io
import uuid

from flask import Blueprint, Response, current_app, request
from sqlalchemy import select
from werkzeug.wsgi import FileWrapper

from localoffer.db import Database, MissingRow, session
from localoffer.signing import kept, subjects
from localoffer.signing.kept import Video
from localoffer.signing.models import SignedVideo
from localoffer.signing.pieces import PieceReader

blueprint = Blueprint("signing", __name__, url_prefix="/signed")

_AN_HOUR = 60 * 60
_AT_ONCE = 1 << 16


@blueprint.get("/<uuid:name>.<any(mp4, webm):ending>")
def play(name: uuid.UUID, ending: str) -> Response:
    """Give the bytes of a video, all of them or the range that is asked for."""
    video = _shown(name)
    if ending != video.kind:
        raise MissingRow("the video has another ending")
    database: Database = current_app.extensions["localoffer_database"]
    read = io.BufferedReader(PieceReader(database, video.id, video.size), _AT_ONCE)
    answer = Response(FileWrapper(read, _AT_ONCE), mimetype=video.kind.mimetype, direct_passthrough=True)
    answer.content_length = video.size
    answer.set_etag(name.hex)
    answer.cache_control.max_age = _AN_HOUR
    answer.make_conditional(request, accept_ranges=True, complete_length=video.size)
    return answer


@blueprint.get("/<uuid:name>.vtt")
def captions(name: uuid.UUID) -> Response:
    """Give the captions of a video."""
    wanted = select(SignedVideo.captions).where(SignedVideo.id == _shown(name).id)
    return Response(session().scalar(wanted) or "", mimetype="text/vtt")


def _shown(name: uuid.UUID) -> Video:
    """Return the video of a name, while families see what it stands on.

    Raises:
        MissingRow: when there is none, or what it stands on was taken away.
    """
    video = kept.named(name)
    if video is None or not subjects.get(video.about).is_public:
        raise MissingRow("there is no such video")
    return video
