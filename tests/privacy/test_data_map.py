"""The data map has every column and every answer that can tell of a person, and nothing that is gone."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest

import config
from localoffer import council, migrating
from localoffer.contacting.wishes import CallWish, Note, PaperWish
from localoffer.feedback.comments.sealing import Inside as CommentInside
from localoffer.feedback.corrections.sealing import Inside as CorrectionInside
from localoffer.privacy import dpia
from localoffer.privacy.complaint_sealing import Told
from localoffer.privacy.data_map import GROUPS, WITHOUT_PERSONS, Group, Kept
from localoffer.privacy.rules import rules
from localoffer.referrals.answers import SECTIONS
from localoffer.referrals.before_support import KINDS
from localoffer.referrals.casework.record import CaseRecord
from localoffer.referrals.drafting.drafts import Draft
from localoffer.referrals.sealing import Summary
from tests.support.county import FOLDER

TABLES = migrating.METADATA.tables
INSIDE = {
    **{f"answers.{name}": kind for name, kind in SECTIONS.items()},
    **{f"before_support.{name}": kind for name, kind in KINDS.items()},
    "summary": Summary,
    "case_record": CaseRecord,
    "complaint": Told,
    "call_wish": CallWish,
    "paper_wish": PaperWish,
    "contact_note": Note,
    "comment": CommentInside,
    "correction": CorrectionInside,
    "draft": Draft,
}
MESSAGE = {"to", "subject", "body", "language"}
DOCUMENT = config.ROOT / "docs" / "dpia.md"


def _there() -> Iterator[tuple[str, set[str]]]:
    """Yield what the code really holds: each table, each section of the answers, each sealed value, with its fields."""
    for name, table in TABLES.items():
        if name not in WITHOUT_PERSONS:
            yield name, {column.name for column in table.columns}
    for name, kind in INSIDE.items():
        yield name, {field.name for field in dataclasses.fields(kind)}
    yield "message", MESSAGE


THERE = dict(_there())


@pytest.mark.parametrize("name", sorted(THERE))
def test_every_column_and_every_answer_is_documented(name: str) -> None:
    groups = [group for group in GROUPS if group.name == name]
    assert len(groups) == 1, f"{name}: say in localoffer/privacy/data_map what it is for, or that it tells of nobody"
    assert set(groups[0].fields) == THERE[name]


def test_nothing_is_documented_that_is_gone() -> None:
    assert {group.name for group in GROUPS} == set(THERE)
    assert set(WITHOUT_PERSONS) <= set(TABLES)
    columns = {f"{table.name}.{column.name}" for table in TABLES.values() for column in table.columns}
    assert {group.inside for group in GROUPS if group.inside} <= columns


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group.name)
def test_each_says_what_it_is_for(group: Group) -> None:
    for name, what_for, _, _ in group.uses():
        assert what_for.strip(), name


def test_every_rule_of_the_retention_job_is_somebodys_time() -> None:
    told = council.load(FOLDER / "council.toml")
    names = {rule.name for rule in rules(told.retention, told_months=told.keeping.told_months)}
    said = {word.strip(",") for kept in Kept for word in kept.value.split()}
    assert names <= said
    assert {group.kept for group in GROUPS} >= {kept for kept in Kept if kept.value in names}


def test_the_assessment_is_made_of_the_map_as_it_is_now() -> None:
    told = council.load(FOLDER / "council.toml")
    assert DOCUMENT.read_text(encoding="utf-8") == dpia.document(told), (
        "docs/dpia.md is out of date: run `localoffer privacy dpia > docs/dpia.md`"
    )


def test_the_assessment_marks_what_a_person_has_to_fill_in() -> None:
    text = Path(DOCUMENT).read_text(encoding="utf-8")
    assert text.count("**To fill in:**") >= 10
    for group in GROUPS:
        assert f"### {group.title}" in text
