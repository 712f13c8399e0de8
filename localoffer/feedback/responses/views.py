"""“You said, we did”: what people said, in themes, with the council's answer, for everybody to read and to follow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, Response, render_template, request, url_for

from localoffer import council, days, languages
from localoffer.db import MissingRow, now, session
from localoffer.feedback.comments.models import Theme
from localoffer.feedback.comments.vocabulary import Progress, Topic
from localoffer.feedback.responses import presenters, queries, yearly
from localoffer.feedback.responses.presenters import ThemeShown
from localoffer.feedback.suppressing import FEWEST
from localoffer.languages import gettext
from localoffer.listings import atom
from localoffer.web import settings
from localoffer.working_days import day_of

blueprint = Blueprint("said", __name__)
_LONGEST_WORDS = 100
_A_WHILE = 15 * 60


@dataclass(frozen=True)
class Wanted:
    """What the list is narrowed to; empty means not narrowed."""

    q: str
    state: str
    about: str


@blueprint.get("/you-said-we-did")
def index() -> str:
    """Show the themes, narrowed to words, a state, or what they are about."""
    wanted = _wanted()
    everything = queries.public(session())
    rows = [theme for theme in everything if wanted.state in ("", theme.progress) and wanted.about in ("", theme.topic)]
    shown = [theme for theme in _shown(rows) if presenters.has_words(theme, wanted.q)]
    return render_template(
        "feedback/responses/index.html",
        themes=shown,
        wanted=wanted,
        is_narrowed=any((wanted.q, wanted.state, wanted.about)),
        is_empty=not everything,
        states=list(Progress),
        topics=list(Topic),
        years=[year for year in queries.years(session()) if year <= days.today().year],
    )


@blueprint.get("/you-said-we-did/<slug>")
def show(slug: str) -> str:
    """Show one theme: what people said, what the council answers, and what it does."""
    (shown,) = _shown([queries.get_public(session(), slug=slug)])
    return render_template("feedback/responses/show.html", theme=shown)


@blueprint.get("/you-said-we-did.atom")
def feed() -> Response:
    """Show the themes that changed last, as a feed reader takes them."""
    themes = queries.public(session())
    told = atom.Feed(
        title=gettext("You said, we did"),
        author=council.current().name,
        language=languages.current().code,
        address=settings().base_url + url_for("said.feed"),
        page=settings().base_url + url_for("said.index"),
        updated=max((theme.changed_at for theme in themes), default=now()),
        entries=[_entry(theme, shown) for theme, shown in zip(themes, _shown(themes), strict=True)],
    )
    answer = Response(atom.written(told), mimetype=atom.MIME_TYPE)
    answer.cache_control.public = True
    answer.cache_control.max_age = _A_WHILE
    answer.add_etag()
    return answer.make_conditional(request)  # type: ignore[return-value]


@blueprint.get("/you-said-we-did/years/<int:year>")
def year(year: int) -> str:
    """Show the report of a year: numbers that point at nobody, and the themes with their answers."""
    today = days.today()
    if year > today.year or year not in queries.years(session()):
        raise MissingRow("nothing was said or answered in that year")
    comments = queries.of_year(session(), year=year)
    said_then = {comment.theme_id for comment in comments}
    themes = [theme for theme in queries.public(session()) if theme.id in said_then or _answered_in(theme, year)]
    return render_template(
        "feedback/responses/year.html",
        year=year,
        is_over=year < today.year,
        total=yearly.total(comments),
        too_few=len(comments) < FEWEST,
        tables=yearly.tables(comments),
        themes=_shown(themes),
    )


def _shown(themes: Sequence[Theme]) -> list[ThemeShown]:
    comments, spoken = queries.comments_of(session(), themes=themes), languages.current()
    return [presenters.theme_shown(theme, comments[theme.id], spoken) for theme in themes]


def _answered_in(theme: Theme, year: int) -> bool:
    return theme.published_at is not None and day_of(theme.published_at).year == year


def _entry(theme: Theme, shown: ThemeShown) -> atom.Entry:
    address = settings().base_url + url_for("said.show", slug=theme.slug)
    return atom.Entry(id=address, title=shown.title, summary=shown.response, address=address, updated=theme.changed_at)


def _wanted() -> Wanted:
    state, about = request.args.get("state", ""), request.args.get("about", "")
    return Wanted(
        q=request.args.get("q", "").strip()[:_LONGEST_WORDS],
        state=state if state in set(Progress) else "",
        about=about if about in set(Topic) else "",
    )
