"""The pages of the part "before support starts": opened from the status page, each optional and saved by itself."""

from __future__ import annotations

import secrets
from collections.abc import Mapping

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from localoffer.db import now, session
from localoffer.languages import gettext
from localoffer.referrals.answers import Answers, Who
from localoffer.referrals.asking import at_hand
from localoffer.referrals.asking.step_form import Setting, StepForm
from localoffer.referrals.before_support import KINDS, BeforeSupport, forms, keeping
from localoffer.referrals.before_support.forms import Page
from localoffer.referrals.before_support.presenters import before_support_groups
from localoffer.referrals.following import question, status_session
from localoffer.referrals.following.status_session import Opened

PAGES: Mapping[str, Page] = {page.slug: page for page in forms.PAGES}
_SLUGS = {page.section: page.slug for page in forms.PAGES}


def overview() -> ResponseReturnValue:
    """Show the pages there are, and what was told on them so far."""
    opened = status_session.current()
    if opened is None or not opened.is_family:
        return _to_status()
    told, is_open = _told(opened), _is_open(opened)
    groups = before_support_groups(told, link=_address if is_open else None)
    pages = [
        {"title": page.form.heading.parent, "address": _address(page.section), "is_told": _is_told(told, page)}
        for page in PAGES.values()
    ]
    return render_template("referrals/before_support/overview.html", groups=groups, pages=pages, is_open=is_open)


def page(slug: str) -> ResponseReturnValue:
    """Show one page, or keep what was told on it and go on to the next."""
    found, is_sent, opened = PAGES.get(slug), request.method == "POST", status_session.current()
    if found is None:
        return redirect(url_for("referrals.before_support"), code=303)
    if opened is None:
        return question.ask_again(slug) if is_sent else _to_status()
    if not opened.is_family or not _is_open(opened):
        return _to_status()
    form = _form(found, opened)
    if not is_sent:
        return _drawn(found, form)
    if other := question.in_another_language(lambda: _drawn(found, form)):
        return other
    if not question.accepted(form):
        return _drawn(found, form), 400
    return _kept(found, form, opened)


def opened_with(slug: str, opened: Opened, typed: MultiDict[str, str]) -> ResponseReturnValue:
    """Return a page that had closed while somebody filled it in, open again and with what they typed."""
    if not opened.is_family or not _is_open(opened):
        return _to_status()
    form = PAGES[slug].form(formdata=typed)
    form.prepare(_setting(opened))
    return _drawn(PAGES[slug], form)


def _kept(found: Page, form: StepForm, opened: Opened) -> ResponseReturnValue:
    try:
        keeping.keep(
            session(),
            referral=opened.referral,
            name=found.section,
            section=form.said(KINDS[found.section]),
            keys=at_hand.keys(),
            actor=opened.whose.value,
            at=now(),
        )
    except keeping.TooLate:
        session.rollback()
        return _to_status()
    flash(gettext("Saved. You can change it until support starts."))
    return redirect(_next_address(found), code=303)


def _form(found: Page, opened: Opened) -> StepForm:
    form = found.form()
    form.prepare(_setting(opened))
    section = getattr(_told(opened), found.section)
    if section is not None:
        form.fill(vars(section))
    return form


def _setting(opened: Opened) -> Setting:
    return Setting(answers=Answers(who=Who(opened.referral.referrer)), rules=at_hand.rules())


def _drawn(found: Page, form: StepForm) -> str:
    form.made_for(form.mark.data or secrets.token_urlsafe(16))
    return render_template(
        "referrals/before_support/page.html",
        form=form,
        heading=form.asks,
        why=form.why.to(form.setting.referrer) if form.why else "",
        action=_address(found.section),
        skip_url=_next_address(found),
    )


def _told(opened: Opened) -> BeforeSupport:
    return keeping.told_so_far(opened.referral, keys=at_hand.keys())


def _is_told(told: BeforeSupport, found: Page) -> bool:
    return getattr(told, found.section) is not None


def _is_open(opened: Opened) -> bool:
    return opened.referral.stage in keeping.OPEN


def _next_address(found: Page) -> str:
    slugs = list(PAGES)
    following = slugs[slugs.index(found.slug) + 1 :]
    if not following:
        return url_for("referrals.before_support")
    return url_for("referrals.before_support_page", slug=following[0])


def _address(section: str) -> str:
    return url_for("referrals.before_support_page", slug=_SLUGS[section])


def _to_status() -> ResponseReturnValue:
    return redirect(url_for("referrals.status"), code=303)
