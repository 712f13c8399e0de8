"""A site never meets families half set up: each thing that is missing is named, and the exit status is 78."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session

import config
from localoffer import preflight
from localoffer.crypto import KeyRing
from localoffer.days import today
from localoffer.guide import readiness
from localoffer.guide.helping.models import HelpRule
from localoffer.guide.helping.rules import Rule, RuleText
from localoffer.guide.helping.vocabulary import Rung, Step
from localoffer.insight import demonstration
from localoffer.languages import LANGUAGES
from localoffer.places.models import District
from localoffer.staff import accounts, roles
from localoffer.vocabulary import ListingStatus, WayIn
from tests.feedback import saying
from tests.support import listings
from tests.support.databases import Databases
from tests.support.guide_page import page

pytestmark = pytest.mark.any_database

COUNTY = config.ROOT / "county" / "staffordshire" / "council.toml"


@pytest.fixture
def ready(settings: config.Settings, tmp_path: Path) -> config.Settings:
    """Settings of a site that may start: a county with numbers of its own, styles and translations built."""
    county = tmp_path / "county"
    county.mkdir()
    text = COUNTY.read_text(encoding="utf-8").replace("01632 960", "01785 854").replace("example.org", "example.gov.uk")
    text = text.replace("2026-11-01, example = true }\nunsaved", "2026-11-01 }\nunsaved")
    text = text.replace("ZZ99 9ZZ", "ST16 2LH").replace('"life-skills-and-independence"', '""')
    (county / "council.toml").write_text(text, encoding="utf-8")
    return replace(
        settings,
        environment="production",
        county=county,
        mail_from="Local Offer <offer@example.gov.uk>",
        team_address="team@example.gov.uk",
        duty_address="duty@example.gov.uk",
    )


def test_a_site_that_has_everything_may_start(ready: config.Settings) -> None:
    assert preflight.problems(ready) == []


def test_a_role_of_the_directory_that_leads_to_none_here_is_named(ready: config.Settings) -> None:
    told = replace(ready, oidc_roles={"LocalOffer.Editor": "editor", "LocalOffer.Chief": "chief"})
    assert preflight.problems(told) == ["LOCALOFFER_OIDC_ROLES names chief, which is no role of this site."]


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("01785 854001", "01632960001", "contact.front_door in council.toml still holds a reserved number"),
        ("01785 854001", "+44 1632 960001", "contact.front_door in council.toml still holds a reserved number"),
        ("ST16 2LH", "ZZ99 9ZZ", "contact.local_offer in council.toml still holds a reserved number or address"),
        ("01785 854002", "", "contact.out_of_hours in council.toml has no number"),
        ("[contact]", "[elsewhere]", "The county's file cannot be read"),
        ('who = ["parent"', 'who = ["parents"', "referrals.may_refer in council.toml names parents, which is none of"),
        ('phone = "01785 854000"', "phone = 1785854000", "The county's file cannot be read"),
        ('hours = { en = "Monday', 'hours = "Monday", unused = { en = "Monday', "The county's file cannot be read"),
    ],
)
def test_a_county_without_numbers_of_its_own_is_refused(
    ready: config.Settings, old: str, new: str, sentence: str
) -> None:
    path = ready.county / "council.toml"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    assert [problem for problem in preflight.problems(ready) if problem.startswith(sentence)]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"keys": Path("/nowhere/keys.json")}, "There is no key file /nowhere/keys.json"),
        ({"keys": COUNTY}, "cannot be read as a key file"),
        ({"county": Path("/nowhere")}, "There is no /nowhere/council.toml"),
        ({"team_address": "team@council.example.org"}, "LOCALOFFER_TEAM_ADDRESS is still a reserved address"),
        ({"duty_address": "duty@council.example.org"}, "LOCALOFFER_DUTY_ADDRESS is still a reserved address"),
        ({"var": COUNTY / "var"}, "(LOCALOFFER_VAR) cannot be made"),
        ({"database_url": "sqlite:////nowhere/at/all.sqlite3"}, "The database does not answer"),
    ],
)
def test_each_thing_that_is_missing_is_named(
    ready: config.Settings, change: dict[str, Path | str], sentence: str
) -> None:
    found = preflight.problems(replace(ready, **change))  # type: ignore[arg-type]
    assert len(found) == 1
    assert sentence in found[0]


def test_a_site_that_was_not_built_is_refused(
    ready: config.Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(config.Settings, "static", tmp_path)
    monkeypatch.setattr(config.Settings, "translations", tmp_path)
    assert [problem.partition(":")[0] for problem in preflight.problems(ready)] == [
        "The styles have not been built",
        "The typefaces of the paper form have not been made",
        *(f"The translation '{code}' has not been compiled" for code in LANGUAGES if code != "en"),
    ]


def test_a_database_that_was_not_migrated_or_holds_a_demonstration_is_refused(
    ready: config.Settings, session: Session, databases: Databases
) -> None:
    listings.listing(session, source="demonstration")
    saying.theme(session).is_demonstration = True
    session.commit()
    with pytest.raises(preflight.NotReady) as refusal:
        preflight.require(ready)
    assert refusal.value.code == 78
    assert "1 demonstration listings remain" in str(refusal.value)
    assert "1 demonstration comments and themes remain" in str(refusal.value)
    with databases.empty() as url:
        assert preflight.problems(replace(ready, database_url=url)) == [
            "The database has not been migrated: run `localoffer migrate`."
        ]


def test_each_gap_that_the_council_must_fill_is_named_by_its_page_and_the_site_starts(
    ready: config.Settings, session: Session, capsys: pytest.CaptureFixture[str]
) -> None:
    page(session, "complaints", body="Ring [[fill The number of the complaints team]] or write.")
    page(session, readiness.STATEMENT, checked_on=today())
    preflight.require(ready)
    preflight.warn(ready)
    assert capsys.readouterr().err.splitlines()[1:] == [
        "  - The page complaints has a gap to fill in: The number of the complaints team."
    ]


def test_a_site_with_made_up_figures_is_refused(ready: config.Settings, session: Session, keys: KeyRing) -> None:
    demonstration.load(session, today=today(), audit_key=keys.audit)
    session.commit()
    assert preflight.problems(ready) == [
        "Made-up figures of the demonstration remain: run `localoffer demonstration remove`."
    ]
    demonstration.remove(session, audit_key=keys.audit, actor="command")
    session.commit()
    assert preflight.problems(ready) == []


def test_a_site_that_leans_on_the_directory_alone_is_warned(
    ready: config.Settings, session: Session, capsys: pytest.CaptureFixture[str]
) -> None:
    leaning = replace(ready, oidc_issuer="https://login.example.org/of-us/v2.0")
    for email, is_enough in (("one@example.gov.uk", False), ("two@example.gov.uk", True)):
        user = accounts.create_user(session, email=email, name="", role=roles.ADMINISTRATOR)
        accounts.set_password(session, user, "a hash")
        session.commit()
        preflight.warn(leaning)
        assert ("Fewer than two administrators have a password" in capsys.readouterr().err) is not is_enough


@pytest.mark.parametrize(
    ("checked", "sentences"),
    [
        (timedelta(days=1), []),
        (timedelta(days=400), ["The short breaks statement should have been reviewed by"]),
        (None, ["Nobody has checked the short breaks statement yet"]),
    ],
)
def test_a_short_breaks_statement_past_its_review_date_is_named(
    session: Session, checked: timedelta | None, sentences: list[str]
) -> None:
    page(session, readiness.STATEMENT, checked_on=today() - checked if checked else None)
    found = readiness.warnings(session, today=today())
    assert [one[: len(sentence)] for one, sentence in zip(found, sentences, strict=True)] == sentences


def test_a_guide_without_a_short_breaks_statement_is_named(session: Session) -> None:
    page(session, "complaints")
    assert readiness.warnings(session, today=today()) == [
        "There is no short breaks statement: publish the page short-breaks-statement."
    ]


def test_a_site_whose_pages_were_not_loaded_is_refused(ready: config.Settings) -> None:
    folder = ready.county / "guide" / "pages"
    folder.mkdir(parents=True)
    (folder / "complaints.md").write_text("---\ntitle: Complaints\n---\n", encoding="utf-8")
    assert preflight.problems(ready) == ["The pages of the guide are not loaded: run `localoffer guide load`."]


FORM = "[life_skills] form_listing in council.toml is 'swimming'"


def name_form_listing(ready: config.Settings, slug: str) -> None:
    path = ready.county / "council.toml"
    text = path.read_text(encoding="utf-8").replace('form_listing = ""', f'form_listing = "{slug}"')
    path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("there", "is_warned"),
    [
        ({"slug": "swimming", "ways_in": (WayIn.REFER_YOURSELF,)}, False),
        ({"slug": "swimming", "ways_in": (WayIn.CONTACT,)}, True),
        ({"slug": "swimming", "ways_in": (WayIn.REFER_YOURSELF,), "status": ListingStatus.DRAFT}, True),
        ({"slug": "swimming-club", "ways_in": (WayIn.REFER_YOURSELF,)}, True),
    ],
)
def test_a_listing_that_shall_lead_to_the_form_and_does_not_is_named(
    ready: config.Settings,
    session: Session,
    capsys: pytest.CaptureFixture[str],
    there: dict[str, Any],
    is_warned: bool,
) -> None:
    name_form_listing(ready, "swimming")
    listings.listing(session, **there)
    session.commit()
    preflight.warn(ready)
    assert (FORM in capsys.readouterr().err) is is_warned


def test_a_district_that_no_postcode_leads_to_is_named(
    ready: config.Settings, session: Session, capsys: pytest.CaptureFixture[str]
) -> None:
    """As where the council's file has a digit of its code wrong."""
    session.add(District(slug="atlantis", gss="E07000999", position=9))
    session.commit()
    preflight.warn(ready)
    (line,) = [line for line in capsys.readouterr().err.splitlines() if "E07000999" in line]
    assert "atlantis" in line


def test_a_page_that_a_rule_of_help_leads_to_and_families_cannot_see_is_named(session: Session) -> None:
    page(session, readiness.STATEMENT, checked_on=today())
    page(session, "short-breaks")
    for code, named in (("there", "short-breaks"), ("nowhere", "no-such-page"), ("none", "")):
        rule = Rule(code, Rung.NOW, 1, Step.SERVICES, {"en": RuleText("Look here.", "")}, page=named)
        session.add(HelpRule(code=code, content=rule.as_json(), made_from={}, versions=[]))
    session.commit()
    assert readiness.warnings(session, today=today()) == [
        "The rule nowhere of “What help can we get?” leads to the page no-such-page, which families cannot see."
    ]


def test_keys_and_tools_of_backups_that_are_not_there_are_named(
    ready: config.Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    preflight.warn(replace(ready, backup_key=tmp_path / "no.key", postgresql_tools=tmp_path))
    said = capsys.readouterr().err
    assert f"There is no {tmp_path / 'no.key'} (LOCALOFFER_BACKUP_KEY)" in said
    assert f"{tmp_path} (LOCALOFFER_POSTGRESQL_TOOLS) has no pg_dump" in said
