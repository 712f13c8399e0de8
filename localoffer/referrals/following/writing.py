"""The boxes of the status page: telling the team something, how the support is going, and taking the form back."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from localoffer import languages
from localoffer.db import now, session
from localoffer.languages import LazyText, gettext, lazy_gettext
from localoffer.referrals import triage
from localoffer.referrals.asking import at_hand
from localoffer.referrals.asking.step_form import MarkedForm
from localoffer.referrals.following import presenters, question, status_session, tracking
from localoffer.referrals.following.forms import ReportForm, WithdrawForm, WriteForm
from localoffer.referrals.following.presenters import Status
from localoffer.referrals.following.status_session import Opened
from localoffer.referrals.following.tracking import Said
from localoffer.referrals.vocabulary import MessageKind

_TOO_MANY = 429


@dataclass(frozen=True)
class Box:
    """A page with a box to write in: when it can be opened, and what becomes of what is written."""

    form: type[MarkedForm]
    template: str
    is_open: Callable[[Status], bool]
    keep: Callable[[Opened, Any, Said], bool]
    thanks: LazyText


def tell() -> ResponseReturnValue:
    """Take something that the team should know, or the answer to its question."""
    return _page("tell")


def going() -> ResponseReturnValue:
    """Take how the support is going."""
    return _page("going")


def withdraw() -> ResponseReturnValue:
    """Ask whether the form shall be taken back, and do it."""
    return _page("withdraw")


def opened_with(name: str, opened: Opened, typed: MultiDict[str, str]) -> ResponseReturnValue:
    """Return a page that had closed while somebody wrote, open again and with what they typed."""
    box, status = BOXES[name], shown(opened)
    return _drawn(box, box.form(formdata=typed), status) if box.is_open(status) else _to_status()


def shown(opened: Opened) -> Status:
    """Return what the status page says to whoever has it open."""
    return presenters.status(
        opened.referral,
        whose=opened.whose,
        is_family=opened.is_family,
        keys=at_hand.keys(),
        today=at_hand.today(),
    )


def _page(name: str) -> ResponseReturnValue:
    box, is_sent, opened = BOXES[name], request.method == "POST", status_session.current()
    if opened is None:
        return question.ask_again(name) if is_sent else _to_status()
    status = shown(opened)
    if not box.is_open(status):
        return _to_status()
    form = box.form()
    if not is_sent:
        return _drawn(box, form, status)
    if other := question.in_another_language(lambda: _drawn(box, form, status)):
        return other
    if not question.accepted(form):
        return _drawn(box, form, status), 400
    return _kept(box, form, opened, status)


def _kept(box: Box, form: MarkedForm, opened: Opened, status: Status) -> ResponseReturnValue:
    said = Said(opened.whose, form["words"].data, languages.current().code, form.mark.data or "", now())
    try:
        box.keep(opened, form, said)
    except tracking.TooOften:
        form.form_errors = [
            gettext("You wrote very often today. If it is urgent, ring us. If not, write again tomorrow.")
        ]
        return _drawn(box, form, status), _TOO_MANY
    except (triage.NotAllowed, triage.ChangedMeanwhile):
        session.rollback()
        return _to_status()
    flash(str(box.thanks))
    return _to_status()


def _drawn(box: Box, form: MarkedForm, status: Status) -> str:
    form.made_for(form.mark.data or secrets.token_urlsafe(16))
    return render_template(box.template, form=form, status=status)


def _to_status() -> ResponseReturnValue:
    return redirect(url_for("referrals.status"), code=303)


def _keep_information(opened: Opened, _form: WriteForm, said: Said) -> bool:
    return tracking.add_information(session(), referral=opened.referral, said=said, keys=at_hand.keys())


def _keep_report(opened: Opened, form: ReportForm, said: Said) -> bool:
    kind = MessageKind(form.kind.data)
    return tracking.report(session(), referral=opened.referral, kind=kind, said=said, keys=at_hand.keys())


def _keep_withdrawal(opened: Opened, _form: WithdrawForm, said: Said) -> bool:
    return tracking.withdraw(session(), referral=opened.referral, said=said, keys=at_hand.keys())


BOXES: Mapping[str, Box] = {
    "tell": Box(
        WriteForm,
        "referrals/status/tell.html",
        lambda status: status.may_tell,
        _keep_information,
        lazy_gettext("We have what you wrote. The team will read it."),
    ),
    "going": Box(
        ReportForm,
        "referrals/status/going.html",
        lambda status: status.may_report,
        _keep_report,
        lazy_gettext("Thank you for telling us. The team will read it."),
    ),
    "withdraw": Box(
        WithdrawForm,
        "referrals/status/withdraw.html",
        lambda status: status.may_withdraw,
        _keep_withdrawal,
        lazy_gettext("You took the form back. We do nothing more with it."),
    ),
}
