"""The list of pages with the state of each, and what of it waits on the first page."""

from __future__ import annotations

from itertools import groupby

from flask import Blueprint, current_app, render_template, request, url_for
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from localoffer import db
from localoffer.days import today
from localoffer.guide.admin import presenters
from localoffer.guide.admin.forms import FilterForm
from localoffer.guide.admin.presenters import Findings, PageRow
from localoffer.guide.admin.states import Wanted, state_of
from localoffer.guide.content import PageContent
from localoffer.guide.models import GuidePage, GuideVersion
from localoffer.guide.pages import linking, queries
from localoffer.guide.pages.admin_problems import said
from localoffer.guide.pages.checking import Known, filled, problems
from localoffer.guide.pages.sections import sections
from localoffer.guide.vocabulary import PARTS
from localoffer.languages import ENGLISH, LANGUAGES, gettext
from localoffer.listings.search.following import follower
from localoffer.staff.guard import needs
from localoffer.staff.home import Tile
from localoffer.vocabulary import ReviewState


def register(blueprint: Blueprint) -> None:
    """Put the list on the editor's blueprint."""
    blueprint.add_url_rule("", "index", index)


@needs("guide.edit")
def index() -> str:
    """List the pages by section, narrowed to what somebody wants to see to."""
    form = FilterForm(request.args)
    form.validate()
    wanted = Wanted(form.only.data) if form.only.data in set(Wanted) else None
    words = (form.q.data or "").casefold().split()
    rows = [
        row
        for row in _rows()
        if (wanted in row.wanted if wanted else Wanted.ARCHIVED not in row.wanted)
        and all(word in row.title.casefold() for word in words)
    ]
    groups = _by_section(rows)
    return render_template("guide/admin/index.html", form=form, groups=groups, total=len(rows), wanted=wanted or words)


def tiles_of_reviewers(session: Session) -> list[Tile]:
    """Return how many versions wait for somebody who may publish."""
    in_review = select(func.count(GuideVersion.id)).where(GuideVersion.state == ReviewState.IN_REVIEW)
    number = in_review.where(GuideVersion.publish_on.is_(None)).scalar_subquery()
    return [Tile(gettext("Pages waiting for review"), number, _narrowed(Wanted.IN_REVIEW))]


def tiles_of_editors(session: Session) -> list[Tile]:
    """Return how many pages somebody should have looked at by now, and how many versions were given back."""
    pages = session.scalars(select(GuidePage).where(GuidePage.archived_at.is_(None)))
    overdue = sum(presenters.is_overdue(page, today()) for page in pages)
    returned = select(func.count(GuideVersion.id)).where(GuideVersion.state == ReviewState.RETURNED)
    return [
        Tile(gettext("Pages overdue for a check"), overdue, _narrowed(Wanted.OVERDUE), urgent=True),
        Tile(gettext("Pages given back, to change"), returned.scalar_subquery(), _narrowed(Wanted.RETURNED)),
    ]


def known_now() -> Known:
    """Return what links and embeds can lead to now."""
    return linking.known(db.session(), follower(current_app).engine.known)


def findings_of(page: GuidePage, known: Known) -> Findings:
    """Return what is wrong and what is unfilled in the newest words of a page, each once whatever the language."""
    contents = [PageContent.of_json(version.content) for version in queries.newest(page)]
    wrong = [problem for content in contents for problem in problems(content, known, services=page.services)]
    unfilled = filled(contents[0])
    return Findings(tuple(dict.fromkeys(map(said, wrong))), tuple(unfilled))


def title_of(page: GuidePage, language: str = ENGLISH.code) -> str:
    """Return the newest title of a page in a language, or in English where it has none."""
    newest = queries.latest(page, language) or queries.latest(page, ENGLISH.code)
    return PageContent.of_json(newest.content).title if newest else page.slug


def section_titles() -> dict[str, str]:
    """Return the titles of the sections by code, in order, with that of the pieces that pages embed last."""
    told = {section.code: section.title(ENGLISH.code) for section in sections()}
    return {**told, PARTS: gettext("Pieces that other pages embed")}


def _narrowed(only: Wanted) -> str:
    return url_for("admin.guide.index", only=only)


def _rows() -> list[PageRow]:
    known, day = known_now(), today()
    return [
        presenters.row(
            page,
            title=title_of(page),
            states=[state_of(page, code) for code in LANGUAGES],
            findings=findings_of(page, known),
            today=day,
        )
        for page in queries.every(db.session())
    ]


def _by_section(rows: list[PageRow]) -> list[tuple[str, list[PageRow]]]:
    titles = section_titles()
    order = {code: place for place, code in enumerate(titles)}
    ordered = sorted(rows, key=lambda row: order.get(row.section, len(order)))
    groups = groupby(ordered, key=lambda row: row.section)
    return [(titles.get(code, code), list(some)) for code, some in groups]
