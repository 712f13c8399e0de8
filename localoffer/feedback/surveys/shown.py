"""The surveys that are open now, for links on every page: kept by each process, without a question to the database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask import Flask, current_app
from sqlalchemy import select
from sqlalchemy.orm import Session

from localoffer import languages
from localoffer.days import today
from localoffer.feedback.surveys import queries
from localoffer.feedback.surveys.content import SurveyContent
from localoffer.feedback.surveys.models import Survey
from localoffer.feedback.surveys.writing import SUBJECT
from localoffer.web.following import Followed, follow

_EXTENSION = "localoffer_surveys"


@dataclass(frozen=True)
class Dated:
    """A survey that was opened for some days."""

    slug: str
    opens_on: date
    closes_on: date
    content: SurveyContent


@dataclass(frozen=True)
class Link:
    """The way to a survey; ``lang`` where its title is not in the reader's language."""

    slug: str
    title: str
    lang: str


def init_app(app: Flask) -> None:
    """Let templates ask which surveys are open: ``open_surveys()``."""
    app.extensions[_EXTENSION] = follow(app, SUBJECT, _read, nothing=())
    app.jinja_env.globals["open_surveys"] = open_surveys


def open_surveys() -> list[Link]:
    """Return the surveys that can be answered today, the one that closes first first."""
    followed: Followed[tuple[Dated, ...]] = current_app.extensions[_EXTENSION]
    day, spoken = today(), languages.current()
    found = sorted(
        (one for one in followed.newest if one.opens_on <= day <= one.closes_on), key=lambda one: one.closes_on
    )
    return [_link(one, spoken) for one in found]


def _link(survey: Dated, spoken: languages.Language) -> Link:
    shown = survey.content.shown_in(spoken)
    return Link(survey.slug, survey.content.title[shown.code], "" if shown is spoken else shown.code)


def _read(session: Session) -> tuple[Dated, ...]:
    rows = session.scalars(select(Survey).where(Survey.opens_on.is_not(None)).order_by(Survey.id))
    return tuple(
        Dated(row.slug, row.opens_on, row.closes_on, queries.content_of(row))
        for row in rows
        if row.opens_on and row.closes_on
    )
