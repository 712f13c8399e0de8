"""The way out, at once, to a page that tells nothing; what is said of it before the form, and of traces after it."""

from __future__ import annotations

from collections.abc import Callable

import structlog
from flask import Flask, current_app, redirect, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import SQLAlchemyError

from localoffer.db import database
from localoffer.referrals.drafting import draft_cookie, drafts
from localoffer.referrals.following import status_session
from localoffer.staff.sessions import StoredSessions, end_of_browser

log = structlog.get_logger()
NEUTRAL_PAGE = "https://www.bbc.co.uk/weather"


def leave_quickly() -> ResponseReturnValue:
    """Say, before the first question, how to get out of the form at once."""
    return render_template("referrals/leave_quickly.html")


def stay_safe() -> ResponseReturnValue:
    """Say what stays on a phone or computer, and how to take it away."""
    return render_template("referrals/stay_safe.html")


def leave() -> ResponseReturnValue:
    """Leave at once: take the form from this browser, erase it unless it was saved, and show a neutral page.

    The one GET that changes something, because a plain link must do it. A link on another site cannot: the browser says
    where it comes from. The database is asked for nothing before the answer has gone out, so that nobody waits for it.
    """
    response = redirect(NEUTRAL_PAGE, code=303)
    if request.headers.get("Sec-Fetch-Site", "same-origin") in {"same-origin", "none"}:
        response.call_on_close(_erasing())
        response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
        draft_cookie.forget(response)
        status_session.forget(response)
        _sessions(_app()).forget_cookie(_app(), response)
    return response


def at_once(app: Flask) -> None:
    """Let the way out be answered without reading the browser's session from the database."""
    _sessions(app).unread_at.update(rule.rule for rule in app.url_map.iter_rules("referrals.leave"))


def _erasing() -> Callable[[], None]:
    """Return what erases all that this browser had open, once its cookies are gone."""
    from_where, form = database(), draft_cookie.token()
    names = (status_session.name(), _sessions(_app()).get_cookie_name(_app()))
    opened = [request.cookies[name] for name in names if name in request.cookies]

    def erase() -> None:
        try:
            with from_where.transaction() as own:
                drafts.erase_unsaved(own, form)
                end_of_browser(own, opened)
        except SQLAlchemyError as error:
            # it has nobody's cookie any more, and goes with whatever else is past its time
            log.warning("left_before_erasing", fault=type(error).__name__)

    return erase


def _app() -> Flask:
    return current_app._get_current_object()  # type: ignore[attr-defined, no-any-return]


def _sessions(app: Flask) -> StoredSessions:
    assert isinstance(app.session_interface, StoredSessions)  # noqa: S101 - staff gives the application no other
    return app.session_interface
