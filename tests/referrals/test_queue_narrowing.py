"""What the queue is narrowed to and sorted by."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from localoffer.db import Database, now
from localoffer.referrals import answers as told
from localoffer.referrals.vocabulary import ReferralStage, Referrer
from localoffer.working_days import day_of
from tests.referrals.team import APART, QUEUE, SignIn, find, refer
from tests.referrals.test_submission import ANSWERS

IN_ENGLISH = replace(ANSWERS, speaking=told.Speaking("en"))
BY_YOUNG_PERSON = replace(IN_ENGLISH, who=told.Who(Referrer.YOUNG_PERSON))
OTHER_LANGUAGE = replace(ANSWERS, speaking=told.Speaking("other", other_language="Kurdish"))


def in_order(page: Any) -> list[str]:
    return [row.find("th/a").text for row in page.all(".//tbody/tr")]


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("language=pl", "polish"),
        ("language=other", "kurdish"),
        ("interpreter=yes", "polish"),
        ("referrer=young_person", "young person"),
        ("only=new", "kurdish, polish, young person"),
        ("only=waiting-for-family", "waiting"),
    ],
)
def test_the_queue_is_narrowed_to_whom_it_is_about(app: Flask, staff_client: SignIn, asked: str, shown: str) -> None:
    made = {
        refer(app): "polish",
        refer(app, BY_YOUNG_PERSON): "young person",
        refer(app, OTHER_LANGUAGE): "kurdish",
        refer(app, IN_ENGLISH, stage=ReferralStage.MORE_INFORMATION): "waiting",
    }
    page = staff_client().page(f"{QUEUE}?{asked}")
    assert ", ".join(sorted(made[reference] for reference in in_order(page))) == shown


@pytest.mark.any_database
def test_what_the_address_gets_wrong_narrows_nothing(app: Flask, staff_client: SignIn) -> None:
    reference = refer(app)
    page = staff_client().page(f"{QUEUE}?language=xx&referrer=me&interpreter=no&sort=up&assigned=staff:99&only=all")
    assert in_order(page) == [reference]


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("oldest", "first second third"),
        ("newest", "third second first"),
        ("promised", "third first second"),
        ("still", "second third first"),
    ],
)
def test_the_queue_is_sorted_as_somebody_wants(
    app: Flask, database: Database, staff_client: SignIn, sort: str, order: str
) -> None:
    # given three referrals, the second without a promised day and with the longest time without a move
    ago = [now() - timedelta(days=days) for days in (9, 8, 7)]
    made = [refer(app, at=at) for at in ago]
    with database.transaction() as session:
        for reference, moved, promised in zip(made, (1, 8, 5), (3, None, 2), strict=True):
            referral = find(session, reference)
            referral.stage_changed_at = now() - timedelta(days=moved)
            referral.promised_by = day_of(now()) + timedelta(days=promised) if promised else None
    # when it is sorted
    page = staff_client().page(f"{QUEUE}?sort={sort}")
    # then they stand so
    names = dict(zip(made, ("first", "second", "third"), strict=True))
    assert [names[reference] for reference in in_order(page)] == order.split()


def test_above_the_queue_stands_what_waits_for_what_and_each_leads_there(app: Flask, staff_client: SignIn) -> None:
    refer(app, at=now() - timedelta(days=60), promised_days=5)
    refer(app, stage=ReferralStage.MORE_INFORMATION)
    refer(app, set_aside_for=("links",))
    client = staff_client()
    page = client.page(QUEUE)
    stands = {
        " ".join("".join(link.itertext()).split()): str(link.get("href"))
        for link in page.with_class("lo-standings__link")
    }
    assert list(stands) == [
        *("0 urgent", "1 overdue", "0 to answer today", "1 new", "1 waiting for the family", "0 yours"),
        "1 possible spam",
    ]
    assert stands["1 possible spam"] == APART
    assert len(in_order(client.page(stands["1 overdue"]))) == 1
    assert "No referral is like that." in client.page(stands["0 yours"]).words


def test_what_waits_is_counted_within_what_was_chosen(app: Flask, staff_client: SignIn) -> None:
    refer(app)
    page = staff_client().page(f"{QUEUE}?language=ur")
    assert "0 new" in page.words
    assert "language=ur" in next(str(link) for link in page.links if "only=new" in str(link))
