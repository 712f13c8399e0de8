"""Settings refuse to start half-configured, and name what is missing."""

from __future__ import annotations

from pathlib import Path

import pytest

import config

pytestmark = pytest.mark.any_database

PRODUCTION = {
    "LOCALOFFER_ENV": "production",
    "LOCALOFFER_BASE_URL": "https://localoffer.example.org",
    "LOCALOFFER_DATABASE_URL": "postgresql+psycopg://localoffer@db/localoffer",
    "LOCALOFFER_VAR": "/var/lib/localoffer",
    "LOCALOFFER_KEYS": "/etc/localoffer/keys.json",
    "LOCALOFFER_SECRET_KEY": "x" * 40,
    "LOCALOFFER_SMTP_URL": "smtp://mail.example.org",
    "LOCALOFFER_MAIL_FROM": "local-offer@example.org",
    "LOCALOFFER_TEAM_ADDRESS": "team@example.org",
    "LOCALOFFER_DUTY_ADDRESS": "duty@example.org",
}


def test_production_starts_with_everything_given() -> None:
    assert config.load(PRODUCTION).is_production


@pytest.mark.parametrize("name", sorted(set(PRODUCTION) - {"LOCALOFFER_ENV"}))
def test_production_names_each_setting_that_is_missing(name: str) -> None:
    with pytest.raises(config.SettingsError, match=name):
        config.load({key: value for key, value in PRODUCTION.items() if key != name})


def test_production_refuses_plain_http() -> None:
    with pytest.raises(config.SettingsError, match="https://"):
        config.load({**PRODUCTION, "LOCALOFFER_BASE_URL": "http://localoffer.example.org"})


def test_production_refuses_a_short_secret() -> None:
    with pytest.raises(config.SettingsError, match="32 characters"):
        config.load({**PRODUCTION, "LOCALOFFER_SECRET_KEY": "short"})


def test_an_unknown_environment_is_refused() -> None:
    with pytest.raises(config.SettingsError, match="demonstration, test or production"):
        config.load({"LOCALOFFER_ENV": "staging"})


def test_a_demonstration_needs_nothing_and_keeps_its_secret(tmp_path: Path) -> None:
    first = config.load({"LOCALOFFER_VAR": str(tmp_path)})
    second = config.load({"LOCALOFFER_VAR": str(tmp_path)})
    assert first.is_demonstration
    assert first.secret_key == second.secret_key
    assert first.database_url.endswith("localoffer.sqlite3")


def test_the_session_cookie_is_tied_to_the_host_under_https_alone() -> None:
    assert config.load(PRODUCTION).as_flask_config()["SESSION_COOKIE_NAME"] == "__Host-session"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("LOCALOFFER_PROXIES", "one"),
        ("LOCALOFFER_FORMS_AN_HOUR", "0"),
        ("LOCALOFFER_FORMS_AN_HOUR", "many"),
        ("LOCALOFFER_KEEP_FREE_MB", "half"),
        ("LOCALOFFER_VIDEO_MB", "0"),
        ("LOCALOFFER_LOG_LEVEL", "LOUD"),
        ("LOCALOFFER_SMTP_URL", "mail.example.org:secret"),
        ("LOCALOFFER_DATABASE_URL", "mysql://user:secret@db/localoffer"),
    ],
)
def test_a_setting_that_makes_no_sense_is_named_and_not_repeated(name: str, value: str) -> None:
    with pytest.raises(config.SettingsError, match=name) as refusal:
        config.load({**PRODUCTION, name: value})
    assert "secret" not in str(refusal.value)


ID = "0123abcd-0123-0123-0123-0123456789ab"
NOTIFY_KEY = f"local_offer-{ID}-{ID}"


def test_notify_can_take_the_place_of_the_mail_server() -> None:
    without = {name: value for name, value in PRODUCTION.items() if name != "LOCALOFFER_SMTP_URL"}
    given = {"LOCALOFFER_NOTIFY_KEY": NOTIFY_KEY, "LOCALOFFER_NOTIFY_EMAIL_TEMPLATE": ID}
    loaded = config.load({**without, **given})
    assert loaded.notify_email_template == ID
    assert not loaded.sends_texts
    assert NOTIFY_KEY not in repr(loaded)


def test_texts_need_notify_beside_a_mail_server() -> None:
    assert not config.load(PRODUCTION).sends_texts
    given = {"LOCALOFFER_NOTIFY_KEY": NOTIFY_KEY, "LOCALOFFER_NOTIFY_TEXT_TEMPLATE": ID}
    assert config.load({**PRODUCTION, **given}).sends_texts


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"KEY": "local_offer-secret", "TEXT_TEMPLATE": ID}, "whole key"),
        ({"KEY": NOTIFY_KEY}, "belong together"),
        ({"TEXT_TEMPLATE": ID}, "belong together"),
        ({"KEY": NOTIFY_KEY, "TEXT_TEMPLATE": "our texts"}, "LOCALOFFER_NOTIFY_TEXT_TEMPLATE must be the id"),
        ({"KEY": NOTIFY_KEY, "EMAIL_TEMPLATE": ID}, "mail goes one way"),
        ({"URL": "http://notify.example.org"}, "LOCALOFFER_NOTIFY_URL must begin with https://"),
    ],
)
def test_settings_of_notify_that_make_no_sense_are_named(given: dict[str, str], named: str) -> None:
    told = {f"LOCALOFFER_NOTIFY_{name}": value for name, value in given.items()}
    with pytest.raises(config.SettingsError, match=named) as refusal:
        config.load({**PRODUCTION, **told})
    assert "secret" not in str(refusal.value)


def test_a_council_says_from_how_many_forms_an_hour_further_ones_wait() -> None:
    assert config.load({**PRODUCTION, "LOCALOFFER_FORMS_AN_HOUR": "300"}).forms_an_hour == 300


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_an_address_of_postgresql_works_however_it_is_written(scheme: str) -> None:
    loaded = config.load({**PRODUCTION, "LOCALOFFER_DATABASE_URL": f"{scheme}://localoffer@db/localoffer"})
    assert loaded.database_url == "postgresql+psycopg://localoffer@db/localoffer"


DIRECTORY = {"ISSUER": "https://login.example.org/of-us/v2.0", "CLIENT_ID": "local-offer", "CLIENT_SECRET": "quiet"}


def test_the_councils_directory_and_the_roles_that_it_gives_are_read(tmp_path: Path) -> None:
    told = {**DIRECTORY, "ROLES": "LocalOffer.Editor=editor, LocalOffer.Triage=triage"}
    loaded = config.load(
        {"LOCALOFFER_VAR": str(tmp_path), **{f"LOCALOFFER_OIDC_{name}": value for name, value in told.items()}}
    )
    assert (loaded.oidc_issuer, loaded.oidc_client_id) == (DIRECTORY["ISSUER"], DIRECTORY["CLIENT_ID"])
    assert loaded.oidc_roles == {"LocalOffer.Editor": "editor", "LocalOffer.Triage": "triage"}
    assert "quiet" not in repr(loaded)


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"CLIENT_SECRET": ""}, "belong together"),
        ({"ISSUER": ""}, "belong together"),
        ({"ISSUER": "http://login.example.org"}, "LOCALOFFER_OIDC_ISSUER must begin with https://"),
        ({"ISSUER": "https://login.microsoftonline.com/common/v2.0"}, "the council's own directory"),
        ({"ROLES": "editor"}, "LOCALOFFER_OIDC_ROLES must be pairs"),
    ],
    ids=str,
)
def test_a_directory_that_lets_nobody_or_anybody_in_is_named(given: dict[str, str], says: str) -> None:
    told = {f"LOCALOFFER_OIDC_{name}": value for name, value in {**DIRECTORY, **given}.items()}
    with pytest.raises(config.SettingsError, match=says):
        config.load(told)
