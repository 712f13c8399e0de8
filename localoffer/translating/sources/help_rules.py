"""What “What help can we get?” says, rule by rule."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from localoffer.guide.helping import known, queries, writing
from localoffer.guide.helping.models import HelpRule
from localoffer.guide.helping.rules import Rule, RuleText, in_order
from localoffer.guide.helping.space import Space
from localoffer.languages import ENGLISH, lazy_gettext
from localoffer.translating.texts import ChangedMeanwhile, Field, Name, NotTaken, Row, Text, Writer, english_of, filled
from localoffer.translating.vocabulary import Kind, Refusal


class HelpRules:
    """The words of rules in use; families read what is saved at once."""

    kind = Kind.HELP_RULE
    permission = "guide.publish"
    is_reviewed = False
    fields = (
        Field("title", lazy_gettext("Heading"), 120, is_needed=True),
        Field("words", lazy_gettext("Words, a paragraph a line"), 800, rows=4, is_needed=True),
    )

    def rows(self, session: Session, languages: Sequence[str], marked: Collection[Name]) -> list[Row]:
        every = _every(session)
        return [text.row for language in languages for text in _texts(every, language)]

    def texts(self, session: Session, language: str, keys: Collection[str]) -> list[Text]:
        return [text for text in _texts(_every(session), language) if text.name.key in keys]

    def save(self, session: Session, text: Text, values: Mapping[str, str], checked_by: str, writer: Writer) -> None:
        row, language = queries.get(session, text.name.key), text.name.language
        if row.removed_at is not None:
            raise ChangedMeanwhile
        rule = Rule.of_json(row.code, row.content)
        texts = {other: said for other, said in rule.texts.items() if other != language}
        if values:
            texts[language] = RuleText(values["title"], values["words"])
        try:
            writing.save(
                session,
                replace(rule, texts=texts),
                writer=writing.Writer(writer.actor, writer.audit_key, Space(known.of_database(session))),
                seen_version=row.versions[-1].number,
                current={language},
            )
        except writing.WouldBreak as fault:
            raise NotTaken(Refusal.NOT_ALLOWED, str(fault)) from fault
        except writing.ChangedMeanwhile as fault:
            raise ChangedMeanwhile from fault


def _every(session: Session) -> list[tuple[Rule, HelpRule]]:
    """Return the rules in use, in the order in which they are tried."""
    rows = {row.code: row for row in session.scalars(select(HelpRule).where(HelpRule.removed_at.is_(None)))}
    rules = in_order(Rule.of_json(code, row.content) for code, row in rows.items())
    return [(rule, rows[rule.code]) for rule in rules]


def _texts(rules: Sequence[tuple[Rule, HelpRule]], language: str) -> Iterator[Text]:
    for place, (rule, row) in enumerate(rules):
        english, own = _fields(rule, ENGLISH.code), _fields(rule, language)
        yield Text(
            Name(Kind.HELP_RULE, rule.code, language),
            english["title"],
            english=english,
            newest=own,
            shown=own,
            made_from=english_of(english, row.made_from.get(language, {})) if own else None,
            place=(place,),
        )


def _fields(rule: Rule, language: str) -> dict[str, str]:
    return filled(rule.texts[language]._asdict()) if language in rule.texts else {}
