"""Error pages: what happened in one plain sentence, what to do next, and a telephone number.

They repeat nothing that was typed, but for what staff wrote who were signed out meanwhile.
"""

from __future__ import annotations

from collections.abc import Sequence
from types import TracebackType

import structlog
from flask import Flask, Response, g, redirect, render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, SecurityError
from werkzeug.wrappers import Response as AnyResponse

from localoffer.db import MissingRow, is_out_of_reach, session
from localoffer.languages import gettext
from localoffer.web import mistyped
from localoffer.web.unsaved import Typed, typed

log = structlog.get_logger()


def init_app(app: Flask) -> None:
    """Register the error pages."""
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(SecurityError, _not_our_address)
    app.register_error_handler(CSRFError, _stale_form)
    app.register_error_handler(MissingRow, _missing)
    app.register_error_handler(Exception, _fault)
    # Flask's own log of an exception holds its message, and so what people typed
    app.log_exception = _log  # type: ignore[method-assign, assignment]


def _page(
    status: int, title: str, text: str, *, is_stale: bool = False, typed: Sequence[Typed] = ()
) -> tuple[str, int] | Response:
    g.is_error_page = True
    shown = {"title": title, "text": text, "status": status, "is_stale": is_stale, "typed": typed}
    try:
        return render_template("errors/error.html", **shown), status
    except Exception as fault:
        # a web server that hears of a fault writes the whole address to its log
        _log((type(fault), fault, fault.__traceback__))
        return Response(f"{title}\n\n{text}\n", status, mimetype="text/plain")


def _http(error: HTTPException) -> tuple[str, int] | AnyResponse | HTTPException:
    status = error.code or 500
    if status < 400 or error.response is not None:
        return error
    if status == 404:
        return _missing(error)
    if status == 403:
        return _page(403, gettext("You cannot see this page"), gettext("Your account does not allow it."))
    if status == 405 or status < 500:
        title = gettext("We could not understand that")
        return _page(status, title, gettext("Something in the address or the form was not as we expected."))
    # a commit at the end of a request fails outside the view, and Flask wraps what it raised
    return _fault(getattr(error, "original_exception", None) or error)


def _not_our_address(_error: SecurityError) -> Response:
    # no page: without a host that is ours, no address of the site can be made
    return Response("This address is not one of ours.\n", status=400, mimetype="text/plain")


def _missing(_error: Exception) -> tuple[str, int] | AnyResponse:
    meant = mistyped.meant()
    if meant is not None:
        return redirect(meant, code=301)
    return _page(404, gettext("We cannot find that page"), gettext("It may have moved, or the address may be wrong."))


def _stale_form(_error: CSRFError) -> tuple[str, int] | Response:
    return _page(
        400,
        gettext("We could not be sure that this form came from you"),
        gettext(
            "Go back, load the page again, and send the form once more. "
            "If that does not help, let this site set cookies, or ring us."
        ),
        is_stale=True,
        typed=typed(),
    )


def _database_out_of_reach(error: Exception) -> tuple[str, int] | Response:
    fault = getattr(error, "orig", None) or error
    log.error("database_unavailable", endpoint=request.endpoint, fault=type(fault).__name__)
    return _page(
        503,
        gettext("We could not save that just now"),
        gettext("Nothing is lost. Wait a minute, then go back and try again, or ring us."),
    )


def _fault(error: Exception) -> tuple[str, int] | Response:
    session.rollback()
    if is_out_of_reach(error):
        return _database_out_of_reach(error)
    _log((type(error), error, error.__traceback__))
    return _page(
        500,
        gettext("Something went wrong on our side"),
        gettext("We have been told. Try again in a few minutes, or ring us."),
    )


def _log(raised: tuple[type, BaseException, TracebackType | None] | tuple[None, None, None]) -> None:
    error = raised[1]
    if error is not None:
        log.error("fault", endpoint=request.endpoint, fault=type(error).__name__, where=_where(error))


def _where(error: BaseException) -> list[str]:
    """Return file, line and function of each frame: never the message, which may hold what people typed."""
    frames, trace = [], error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        frames.append(f"{code.co_filename}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return frames[-8:]
