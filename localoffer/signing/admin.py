"""The screens on which staff put a video in British Sign Language on a page or a listing, and take it away."""

from __future__ import annotations

import io
from pathlib import Path
from typing import BinaryIO, cast

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage
from werkzeug.exceptions import RequestEntityTooLarge

from localoffer import room
from localoffer.db import MissingRow, session
from localoffer.languages import gettext
from localoffer.signing import checking, subjects, writing
from localoffer.signing.admin_forms import VideoForm
from localoffer.signing.models import SignedVideo
from localoffer.signing.subjects import Subject
from localoffer.signing.writing import VideoFile, VideoWords
from localoffer.staff import guard
from localoffer.staff.guard import current_actor, needs
from localoffer.web import settings

blueprint = Blueprint("signing", __name__, url_prefix="/signed-videos")

_MEGABYTE = 1_000_000


@blueprint.url_value_preprocessor
def allow_a_large_file(endpoint: str | None, _values: dict[str, object] | None) -> None:
    """Let those who may put up a video send more than any other form takes; before anything of it is read."""
    if endpoint == "admin.signing.edit" and request.method == "POST" and guard.allowed("signing.edit"):
        request.max_content_length = settings().video_mb * _MEGABYTE + checking.LARGEST_CAPTIONS + _MEGABYTE


@blueprint.errorhandler(RequestEntityTooLarge)
def too_large(_error: RequestEntityTooLarge) -> ResponseReturnValue:
    """Say how large a video may be."""
    if guard.signed_in() is None:
        return redirect(url_for("security.login"), code=303)
    about = _about(**(request.view_args or {}))
    form = VideoForm(formdata=None, has_video=writing.find(session(), about) is not None)
    form.problem(form.video, _too_large())
    return _editor(form, about), 413


@blueprint.get("")
@needs("signing.edit")
def index() -> str:
    """List the videos and what each stands on."""
    rows = [(video, _subject_of(video)) for video in writing.every(session())]
    return render_template("signing/admin/index.html", rows=rows)


@blueprint.route("/<any(page, listing):kind>/<slug>", methods=["GET", "POST"])
@needs("signing.edit")
def edit(kind: str, slug: str) -> ResponseReturnValue:
    """Put a video on a page or a listing, or change the one that is there; 409 where somebody was quicker."""
    about = _about(kind, slug)
    subjects.get(about)
    video = writing.find(session(), about, locked=request.method == "POST")
    form = VideoForm(has_video=video is not None)
    form.fill({"version": _version(video), **_values(video)})
    if not form.validate_on_submit():
        return _editor(form, about), 400 if form.errors else 200
    file, words = _file(form), _words(form)
    if form.errors:
        return _editor(form, about), 400
    if form.version.data != _version(video):
        return _changed(form, about)
    try:
        writing.put(session(), about=about, words=words, file=file, actor=current_actor(), audit_key=_audit_key())
    except writing.ChangedMeanwhile:
        return _changed(form, about)
    flash(gettext("Saved. Families see the video now."))
    return redirect(url_for(".edit", kind=kind, slug=slug), code=303)


@blueprint.post("/<any(page, listing):kind>/<slug>/remove")
@needs("signing.edit", recent=True)
def remove(kind: str, slug: str) -> ResponseReturnValue:
    """Take a video away, with its file."""
    video = writing.get(session(), _about(kind, slug))
    writing.remove(session(), video=video, actor=current_actor(), audit_key=_audit_key())
    flash(gettext("The video is gone, with its file."))
    return redirect(url_for(".index"), code=303)


def _changed(form: VideoForm, about: str) -> ResponseReturnValue:
    form.version.data = _version(writing.find(session(), about))
    form.problem(form.title, gettext("Somebody else changed this video meanwhile. Look at theirs, then save."))
    return _editor(form, about), 409


def _editor(form: VideoForm, about: str) -> str:
    return render_template(
        "signing/admin/edit.html",
        form=form,
        subject=subjects.get(about),
        video=writing.find(session(), about),
        megabytes=settings().video_mb,
    )


def _file(form: VideoForm) -> VideoFile | None:
    """Return the new file, None where none was sent or it cannot be taken; then the form says why."""
    sent = cast(FileStorage | None, form.video.data)
    if sent is None:
        return None
    content = cast(BinaryIO, sent.stream)
    kind, size = checking.video_kind(content.read(checking.ENOUGH_TO_KNOW)), content.seek(0, io.SEEK_END)
    content.seek(0)
    if kind is None:
        form.problem(form.video, gettext("The file must be an MP4 or WebM video"))
    elif size > settings().video_mb * _MEGABYTE:
        form.problem(form.video, _too_large())
    elif not _has_room():
        form.problem(form.video, gettext("The site has too little room on its disk. Tell whoever runs it."))
    else:
        return VideoFile(kind, size, content)
    return None


def _words(form: VideoForm) -> VideoWords:
    return VideoWords(str(form.title.data), _captions(form), str(form.transcript.data))


def _captions(form: VideoForm) -> str | None:
    sent = cast(FileStorage | None, form.captions.data)
    if sent is None:
        return None
    try:
        return checking.captions(sent.stream.read(checking.LARGEST_CAPTIONS + 1))
    except checking.BadCaptions as error:
        wrong = gettext("Line %(line)s of the captions is wrong", line=error.line)
        form.problem(form.captions, wrong if error.line else gettext("The captions must be a WebVTT file"))
        return None


def _has_room() -> bool:
    told = settings()
    folders: list[Path] = room.written_to(told.var, told.database_url)
    try:
        room.require(folders, megabytes=told.keep_free_mb + told.video_mb)
    except room.NoRoom:
        return False
    return True


def _too_large() -> str:
    return gettext("The video must be smaller than %(megabytes)s MB", megabytes=settings().video_mb)


def _subject_of(video: SignedVideo) -> Subject | None:
    try:
        return subjects.get(video.about)
    except MissingRow:
        return None


def _about(kind: str, slug: str) -> str:
    return f"{kind}:{slug}"


def _values(video: SignedVideo | None) -> dict[str, str]:
    return {"title": video.title, "transcript": video.transcript} if video else {}


def _version(video: SignedVideo | None) -> str:
    """Return what moves with every change of a video."""
    return video.changed_at.isoformat() if video else ""


def _audit_key() -> bytes:
    key: bytes = current_app.extensions["localoffer_keys"].audit
    return key
