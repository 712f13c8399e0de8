"""Settings of the site, read once from environment variables that begin with ``LOCALOFFER_``.

Standard library only, and read by ``create_app`` alone. A default stands here only where it is right in production and
harmless in public; anything else that is missing stops the start with one sentence for each gap.
"""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent
_ID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
_NOTIFY = ("KEY", "EMAIL_TEMPLATE", "TEXT_TEMPLATE")
_OIDC = ("ISSUER", "CLIENT_ID", "CLIENT_SECRET")
# addresses at which Microsoft lets the people of any directory in
_OF_MANY = {"common", "organizations", "consumers"}
_NEEDED = {
    "LOCALOFFER_BASE_URL": "the address that families type, for example https://localoffer.example.org",
    "LOCALOFFER_DATABASE_URL": "the database, for example postgresql+psycopg://localoffer@db/localoffer",
    "LOCALOFFER_VAR": "the folder that the site may write to",
    "LOCALOFFER_KEYS": "the path of the key file that `localoffer keys create` made",
    "LOCALOFFER_SECRET_KEY": "a random value of at least 32 characters",
    "LOCALOFFER_SMTP_URL": "the mail server, for example smtp+starttls://user:password@mail.example.org:587"
    " (or LOCALOFFER_NOTIFY_EMAIL_TEMPLATE)",
    "LOCALOFFER_MAIL_FROM": "the address that mail is sent from",
    "LOCALOFFER_TEAM_ADDRESS": "the mailbox that hears of each new referral",
    "LOCALOFFER_DUTY_ADDRESS": "the mailbox that somebody watches when a child may be at risk now",
}


class SettingsError(Exception):
    """Raised when settings are missing or contradict each other; ``problems`` holds one sentence for each."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True)
class Settings:
    """Everything the application is told from outside.

    ``environment`` is ``demonstration`` (a person tries the product on one machine), ``test`` or ``production``.
    Paths are absolute. ``base_url`` has no trailing slash and is what every address in a mail begins with.
    """

    environment: str
    base_url: str
    database_url: str
    var: Path
    keys: Path
    secret_key: str = field(repr=False)
    county: Path = ROOT / "county" / "staffordshire"
    smtp_url: str | None = field(default=None, repr=False)
    notify_key: str = field(default="", repr=False)
    notify_email_template: str = ""
    notify_text_template: str = ""
    notify_url: str = "https://api.notifications.service.gov.uk"
    oidc_issuer: str = ""
    oidc_client_id: str = ""
    oidc_client_secret: str = field(default="", repr=False)
    oidc_roles: dict[str, str] = field(default_factory=dict)
    mail_from: str = "local-offer@council.example.org"
    team_address: str = "life-skills-team@council.example.org"
    duty_address: str = "duty@council.example.org"
    proxies: int = 0
    forms_an_hour: int = 20_000
    keep_free_mb: int = 500
    video_mb: int = 60
    backups: Path | None = None
    backup_key: Path | None = None
    postgresql_tools: Path | None = None
    log_level: str = "INFO"

    @property
    def templates(self) -> Path:
        return ROOT / "templates"

    @property
    def translations(self) -> Path:
        return ROOT / "translations"

    @property
    def static(self) -> Path:
        return ROOT / "static"

    @property
    def is_production(self) -> bool:
        return self.environment == "production"

    @property
    def is_demonstration(self) -> bool:
        return self.environment == "demonstration"

    @property
    def sends_texts(self) -> bool:
        """Whether text messages have a way out: GOV.UK Notify, or the folder of a demonstration without mail server."""
        return bool(self.notify_text_template) or not (self.smtp_url or self.notify_key)

    @property
    def secure(self) -> bool:
        """Whether the site is served over HTTPS; always true in production."""
        return self.base_url.startswith("https://")

    def as_flask_config(self) -> dict[str, object]:
        """Return the mapping that ``create_app`` puts into ``app.config``; ours under ``SETTINGS``."""
        host = urlsplit(self.base_url).netloc
        return {
            "SETTINGS": self,
            "SECRET_KEY": self.secret_key,
            "TRUSTED_HOSTS": [host, host.rsplit(":", 1)[0], *(["localhost"] if self.is_demonstration else [])],
            "MAX_CONTENT_LENGTH": 2 * 1024 * 1024,
            "MAX_FORM_MEMORY_SIZE": 512 * 1024,
            "MAX_FORM_PARTS": 500,
            "PREFERRED_URL_SCHEME": "https" if self.secure else "http",
            "SESSION_COOKIE_NAME": "__Host-session" if self.secure else "session",
            "SESSION_COOKIE_SECURE": self.secure,
            "SESSION_COOKIE_HTTPONLY": True,
            "SESSION_COOKIE_SAMESITE": "Lax",
            "SESSION_COOKIE_PATH": "/",
            "WTF_CSRF_TIME_LIMIT": None,
            "WTF_CSRF_SSL_STRICT": True,
        }


def load(environ: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings.

    Raises:
        SettingsError: when a setting cannot be read; in production, too, when something that has no safe default is
            missing.
    """
    environment = environ.get("LOCALOFFER_ENV", "demonstration")
    if environment not in {"demonstration", "test", "production"}:
        raise SettingsError([f"LOCALOFFER_ENV is {environment!r}: use demonstration, test or production."])
    if problems := [*_unset(environ, environment), *_unreadable(environ)]:
        raise SettingsError(problems)
    if environment == "production":
        return _production(environ)
    var = Path(environ.get("LOCALOFFER_VAR", ROOT / "var")).resolve()
    port = environ.get("PORT", "8000")
    return Settings(
        environment=environment,
        base_url=environ.get("LOCALOFFER_BASE_URL", f"http://127.0.0.1:{port}").rstrip("/"),
        database_url=_database_url(environ.get("LOCALOFFER_DATABASE_URL", f"sqlite:///{var / 'localoffer.sqlite3'}")),
        var=var,
        keys=Path(environ.get("LOCALOFFER_KEYS", var / "keys.json")).resolve(),
        secret_key=environ.get("LOCALOFFER_SECRET_KEY") or _remembered_secret(var),
        **_shared(environ),
    )


def _production(environ: Mapping[str, str]) -> Settings:
    return Settings(
        environment="production",
        base_url=environ["LOCALOFFER_BASE_URL"].rstrip("/"),
        database_url=_database_url(environ["LOCALOFFER_DATABASE_URL"]),
        var=Path(environ["LOCALOFFER_VAR"]).resolve(),
        keys=Path(environ["LOCALOFFER_KEYS"]).resolve(),
        secret_key=environ["LOCALOFFER_SECRET_KEY"],
        **_shared(environ),
    )


def _unset(environ: Mapping[str, str], environment: str) -> list[str]:
    """Return one sentence for each thing that production has no safe default for and was not given."""
    if environment != "production":
        return []
    needed = dict(_NEEDED)
    if environ.get("LOCALOFFER_NOTIFY_EMAIL_TEMPLATE"):
        needed.pop("LOCALOFFER_SMTP_URL")
    problems = [f"{name} is missing: {what}." for name, what in needed.items() if not environ.get(name)]
    if not environ.get("LOCALOFFER_BASE_URL", "https://").startswith("https://"):
        problems.append("LOCALOFFER_BASE_URL must begin with https:// in production.")
    if 0 < len(environ.get("LOCALOFFER_SECRET_KEY", "")) < 32:
        problems.append("LOCALOFFER_SECRET_KEY is shorter than 32 characters.")
    return problems


def _unreadable(environ: Mapping[str, str]) -> list[str]:
    """Return one sentence for each setting that was given and makes no sense; never its value, which may be secret."""
    problems = []
    if not (environ.get("LOCALOFFER_PROXIES") or "0").isdecimal():
        problems.append("LOCALOFFER_PROXIES must be a number: how many proxies stand in front.")
    if not (environ.get("LOCALOFFER_KEEP_FREE_MB") or "0").isdecimal():
        problems.append("LOCALOFFER_KEEP_FREE_MB must be a number: how many megabytes of disk imports leave free.")
    if not re.fullmatch(r"0*[1-9]\d*", environ.get("LOCALOFFER_FORMS_AN_HOUR") or "1"):
        problems.append(
            "LOCALOFFER_FORMS_AN_HOUR must be a number of 1 or more: after how many further forms must wait."
        )
    if (environ.get("LOCALOFFER_LOG_LEVEL") or "INFO") not in _LOG_LEVELS:
        problems.append(f"LOCALOFFER_LOG_LEVEL must be one of {', '.join(_LOG_LEVELS)}.")
    if not re.fullmatch(r"0*[1-9]\d*", environ.get("LOCALOFFER_VIDEO_MB") or "1"):
        problems.append("LOCALOFFER_VIDEO_MB must be a number of 1 or more: how many megabytes a video may have.")
    smtp = environ.get("LOCALOFFER_SMTP_URL")
    if smtp and not smtp.startswith(("smtp://", "smtp+starttls://", "smtps://")):
        problems.append("LOCALOFFER_SMTP_URL must begin with smtp://, smtp+starttls:// or smtps://.")
    database = environ.get("LOCALOFFER_DATABASE_URL")
    if database and not _database_url(database).startswith(("sqlite:///", "postgresql+psycopg://")):
        problems.append("LOCALOFFER_DATABASE_URL must begin with postgresql+psycopg:// or sqlite:///.")
    return [*problems, *_notify_problems(environ), *_oidc_problems(environ)]


def _notify_problems(environ: Mapping[str, str]) -> list[str]:
    """Return one sentence for each thing that GOV.UK Notify would not take, or that leaves its use unclear."""
    key, by_mail, by_text = (environ.get(f"LOCALOFFER_NOTIFY_{name}", "") for name in _NOTIFY)
    problems = []
    if key and not re.fullmatch(f".+-{_ID}-{_ID}", key):
        problems.append("LOCALOFFER_NOTIFY_KEY must be a whole key of GOV.UK Notify: a name and two ids.")
    if bool(key) != bool(by_mail or by_text):
        problems.append("LOCALOFFER_NOTIFY_KEY and a template for mail or texts belong together: one is missing.")
    for name, template in (("EMAIL", by_mail), ("TEXT", by_text)):
        if template and not re.fullmatch(_ID, template):
            problems.append(f"LOCALOFFER_NOTIFY_{name}_TEMPLATE must be the id of a template.")
    if not environ.get("LOCALOFFER_NOTIFY_URL", "https://").startswith(("https://", "http://127.0.0.1:")):
        problems.append("LOCALOFFER_NOTIFY_URL must begin with https://.")
    if by_mail and environ.get("LOCALOFFER_SMTP_URL"):
        problems.append("LOCALOFFER_SMTP_URL and LOCALOFFER_NOTIFY_EMAIL_TEMPLATE are both set: mail goes one way.")
    return problems


def _oidc_problems(environ: Mapping[str, str]) -> list[str]:
    """Return one sentence for each thing without which nobody could sign in with an account of the council's."""
    issuer, *others = (environ.get(f"LOCALOFFER_OIDC_{name}", "") for name in _OIDC)
    problems = []
    if issuer and not issuer.startswith(("https://", "http://127.0.0.1:")):
        problems.append("LOCALOFFER_OIDC_ISSUER must begin with https://.")
    if any(part in _OF_MANY for part in issuer.split("/")):
        problems.append("LOCALOFFER_OIDC_ISSUER must name the council's own directory, by its id.")
    if any((issuer, *others)) and not all((issuer, *others)):
        problems.append("LOCALOFFER_OIDC_ISSUER, _CLIENT_ID and _CLIENT_SECRET belong together: one is missing.")
    if not all("=" in pair for pair in _pairs(environ)):
        problems.append("LOCALOFFER_OIDC_ROLES must be pairs like LocalOffer.Editor=editor, with commas between them.")
    return problems


def _pairs(environ: Mapping[str, str]) -> list[str]:
    return [pair.strip() for pair in environ.get("LOCALOFFER_OIDC_ROLES", "").split(",") if pair.strip()]


def _database_url(given: str) -> str:
    """Return the address with the one PostgreSQL driver that is installed, however it was written."""
    return re.sub(r"^postgres(ql)?://", "postgresql+psycopg://", given)


def _shared(environ: Mapping[str, str]) -> dict[str, Any]:
    shared: dict[str, Any] = {}
    for name in ("county", "backups", "backup_key", "postgresql_tools"):
        if path := environ.get(f"LOCALOFFER_{name.upper()}"):
            shared[name] = Path(path).resolve()
    notify = (f"notify_{name.lower()}" for name in (*_NOTIFY, "URL"))
    oidc = (f"oidc_{name.lower()}" for name in _OIDC)
    for name in ("smtp_url", *notify, *oidc, "mail_from", "team_address", "duty_address", "log_level"):
        if value := environ.get(f"LOCALOFFER_{name.upper()}"):
            shared[name] = value
    shared["oidc_roles"] = {theirs.strip(): ours.strip() for theirs, ours in (p.split("=", 1) for p in _pairs(environ))}
    if "log_level" not in shared and environ.get("LOCALOFFER_ENV", "demonstration") == "demonstration":
        shared["log_level"] = "WARNING"
    for name in ("proxies", "forms_an_hour", "keep_free_mb", "video_mb"):
        if number := environ.get(f"LOCALOFFER_{name.upper()}"):
            shared[name] = int(number)
    return shared


def _remembered_secret(var: Path) -> str:
    """Return the secret key that this machine's demonstration made for itself, so that a restart loses no session."""
    path = var / "secret-key"
    if not path.exists():
        var.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(48), encoding="utf-8")
    return path.read_text(encoding="utf-8")
