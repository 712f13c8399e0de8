"""One text of each kind that families read as soon as it is saved: put there in English, translated, and reworded."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from localoffer.days import today
from localoffer.db import now
from localoffer.easy_read import writing as easy
from localoffer.easy_read.models import EasyPage
from localoffer.feedback.comments.queries import theme as theme_of
from localoffer.feedback.responses import writing as responses
from localoffer.feedback.surveys import queries as surveys
from localoffer.feedback.surveys.content import Answer, Question, SurveyContent
from localoffer.feedback.surveys.vocabulary import Kind as Asked
from localoffer.feedback.surveys.writing import Desk as SurveyDesk
from localoffer.feedback.taking_part.entries import Words, of_json
from localoffer.feedback.taking_part.models import TakingPart
from localoffer.feedback.taking_part.vocabulary import Kind as TookPart
from localoffer.feedback.taking_part.writing import Desk as TakingPartDesk
from localoffer.feedback.taking_part.writing import Told
from localoffer.guide.glossary import kept as glossary_kept
from localoffer.guide.glossary import writing as glossary
from localoffer.guide.glossary.words import WordText
from localoffer.guide.helping import known
from localoffer.guide.helping import queries as rule_queries
from localoffer.guide.helping import writing as rule_writing
from localoffer.guide.helping.rules import Rule, RuleText
from localoffer.guide.helping.space import Space
from localoffer.guide.helping.vocabulary import Rung, Step
from localoffer.listings.terms import writing as terms
from localoffer.listings.terms.content import TermContent, TermName, content_of
from localoffer.signing import writing as videos
from localoffer.signing.models import VideoKind
from localoffer.signing.writing import VideoFile, VideoWords
from localoffer.translating.texts import Name, Writer
from localoffer.translating.vocabulary import Kind
from tests.feedback.saying import theme
from tests.translating.pages import make_page

Act = Callable[[Session, Writer], None]


@dataclass(frozen=True)
class Case:
    """One text: how it is put there, its Polish, and how its own editor rewords one field of its English."""

    name: Name
    polish: dict[str, str]
    add: Act
    reword: Act
    reworded: str = "title"


def _rules(session: Session, writer: Writer) -> rule_writing.Writer:
    return rule_writing.Writer(writer.actor, writer.audit_key, Space(known.of_database(session)))


def _add_rules(session: Session, writer: Writer) -> None:
    steps = {Rung.CALL: Step.CALL_ME}
    told = [
        Rule(rung.value, rung, 1, steps.get(rung, Step.SERVICES), {"en": RuleText(f"Heading {rung}", "Words.\nMore.")})
        for rung in Rung
    ]
    rule_writing.put_all(session, told, writer=_rules(session, writer))


def _reword_rule(session: Session, writer: Writer) -> None:
    row = rule_queries.get(session, Rung.NOW.value)
    rule = Rule.of_json(row.code, row.content)
    english = rule.texts["en"]._replace(title="Another heading")
    changed = replace(rule, texts={**rule.texts, "en": english})
    rule_writing.save(session, changed, writer=_rules(session, writer), seen_version=row.versions[-1].number)


def survey_desk(session: Session, writer: Writer) -> SurveyDesk:
    return SurveyDesk(session, audit_key=writer.audit_key, actor=writer.actor, today=today())


def _add_survey(session: Session, writer: Writer) -> None:
    answers = (Answer("1", {"en": "Yes"}), Answer("2", {"en": "No"}))
    asked = (Question("question-1", Asked.ONE, {"en": "Did it help?"}, answers),)
    content = SurveyContent({"en": "Your view"}, {"en": "We want to know."}, asked)
    survey_desk(session, writer).make(content, slug="your-view")


def _reword_survey(session: Session, writer: Writer) -> None:
    def edit(content: SurveyContent) -> SurveyContent:
        return content.saying("en", {**content.texts_in("en"), "question.question-1.2": "Not really"})

    survey_desk(session, writer).change(surveys.get(session, slug="your-view"), edit)


def _add_theme(session: Session, _: Writer) -> None:
    theme(session)


def _reword_theme(session: Session, writer: Writer) -> None:
    row = theme_of(session, slug="evenings")
    words = responses.words_of(row)
    words["en"] = replace(words["en"], response="We looked again.")
    content = responses.Content(row.topic, row.progress, words, row.action_on, row.source)
    desk = responses.Writer(session, writer.audit_key, writer.actor, now())
    desk.change(row, content, seen_version=row.row_version)


def _taking_part(session: Session, writer: Writer) -> TakingPartDesk:
    return TakingPartDesk(session, audit_key=writer.audit_key, actor=writer.actor)


def _add_meeting(session: Session, writer: Writer) -> None:
    told = Told("2026-03", TookPart.MEETING, {"en": Words("A meeting", "We met.", who="Parents")})
    made = _taking_part(session, writer).add(told)
    assert made.id == 1, "the database is new"


def _reword_meeting(session: Session, writer: Writer) -> None:
    row = session.scalars(select(TakingPart)).one()
    words = of_json(row.content)
    words["en"] = replace(words["en"], who="Parents and carers")
    _taking_part(session, writer).change(row, Told("2026-03", row.kind, words), seen_version=row.row_version)


def _add_term(session: Session, writer: Writer) -> None:
    content = TermContent({"en": TermName("Sledging", "Going downhill")}, 1)
    terms.add(session, "kind", content, writer=terms.Writer(**vars(writer)))


def _reword_term(session: Session, writer: Writer) -> None:
    term = terms.get(session, "kind", "sledging")
    content = content_of(term, 1)
    names = {**content.names, "en": TermName("Sledging", "Going down a hill")}
    kept = terms.Writer(**vars(writer))
    terms.change(session, term, replace(content, names=names), seen_version=term.version, writer=kept)


def _add_word(session: Session, writer: Writer) -> None:
    glossary.add(
        session, code="panel", texts={"en": WordText("Panel", "People who decide.", ("panel",))}, **vars(writer)
    )


def _reword_word(session: Session, writer: Writer) -> None:
    word = glossary.get(session, "panel")
    english = WordText("Panel", "Three people who decide.", ("panel",))
    glossary.change(session, word=word, texts={**glossary_kept.texts_of(word), "en": english}, **vars(writer))


def _add_easy(session: Session, writer: Writer) -> None:
    page = EasyPage(slug="ring-us", position=1, stands_for=[], texts=[])
    easy.put(page, {"en": easy.Said("Ring us", "phone: Ring us.")}, made_from=frozenset())
    session.add(page)
    session.flush()


def _reword_easy(session: Session, writer: Writer) -> None:
    page = easy.get(session, "ring-us")
    said = {**easy.texts_of(page), "en": easy.Said("Ring us", "phone: Ring us today.")}
    easy.change(session, page=page, said=said, current=frozenset(), **vars(writer))


def _add_video(session: Session, writer: Writer) -> None:
    make_page(session, writer)
    words = VideoWords("Turning 16", "WEBVTT", "What changes for you.")
    file = VideoFile(VideoKind.WEBM, 3, io.BytesIO(b"abc"))
    videos.put(session, about="page:turning-16", words=words, file=file, **vars(writer))


def _reword_video(session: Session, writer: Writer) -> None:
    words = VideoWords("Turning 16", None, "What changes for you, and who helps.")
    videos.put(session, about="page:turning-16", words=words, file=None, **vars(writer))


_SURVEY = {
    "title": "Twoje zdanie",
    "intro": "Chcemy wiedzieć.",
    "question.question-1": "Czy to pomogło?",
    "question.question-1.1": "Tak",
    "question.question-1.2": "Nie",
}
CASES = [
    Case(
        Name(Kind.HELP_RULE, Rung.NOW.value, "pl"),
        {"title": "Nagłówek", "words": "Słowa.\nWięcej."},
        _add_rules,
        _reword_rule,
    ),
    Case(Name(Kind.SURVEY, "your-view", "pl"), _SURVEY, _add_survey, _reword_survey, "question.question-1.2"),
    Case(
        Name(Kind.RESPONSE, "evenings", "pl"),
        {"title": "Za mało wieczorem", "said": "Brakuje klubów.", "response": "Sprawdziliśmy.", "action": "Pytamy."},
        _add_theme,
        _reword_theme,
        "response",
    ),
    Case(
        Name(Kind.TAKING_PART, "1", "pl"),
        {"title": "Spotkanie", "what": "Spotkaliśmy się.", "who": "Rodzice"},
        _add_meeting,
        _reword_meeting,
        "who",
    ),
    Case(
        Name(Kind.TERM, "kind.sledging", "pl"),
        {"name": "Sanki", "hint": "Zjazd z górki"},
        _add_term,
        _reword_term,
        "hint",
    ),
    Case(
        Name(Kind.WORD, "panel", "pl"),
        {"title": "Panel", "meaning": "Ludzie, którzy decydują.", "forms": "panel\npanelu"},
        _add_word,
        _reword_word,
        "meaning",
    ),
    Case(
        Name(Kind.EASY_READ, "ring-us", "pl"),
        {"title": "Zadzwoń", "ideas": "phone: Zadzwoń do nas."},
        _add_easy,
        _reword_easy,
        "ideas",
    ),
    Case(
        Name(Kind.SIGNED_VIDEO, "page.turning-16", "pl"),
        {"title": "Masz 16 lat", "transcript": "Co się zmienia."},
        _add_video,
        _reword_video,
        "transcript",
    ),
]
