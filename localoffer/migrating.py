"""Bringing a database to the schema that this version of the code expects."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from localoffer import audit, db
from localoffer.contacting import models as contacting_models
from localoffer.db import Base, Database
from localoffer.easy_read import models as easy_read_models
from localoffer.feedback import models as feedback_models
from localoffer.feedback.corrections import models as correction_models
from localoffer.feedback.surveys import models as survey_models
from localoffer.feedback.taking_part import models as taking_part_models
from localoffer.feedback.usefulness import models as usefulness_models
from localoffer.guide import models as guide_models
from localoffer.guide.duties import models as duty_models
from localoffer.guide.helping import models as help_models
from localoffer.guide.notices import models as notice_models
from localoffer.insight import models as insight_models
from localoffer.jobs import models as job_models
from localoffer.listings import models as listing_models
from localoffer.listings.bulk import models as bulk_models
from localoffer.listings.checks import models as check_models
from localoffer.listings.freshness import models as freshness_models
from localoffer.listings.notices import models as listing_notice_models
from localoffer.outbox import models as outbox_models
from localoffer.places import models as place_models
from localoffer.privacy import models as privacy_models
from localoffer.referrals import models as referral_models
from localoffer.referrals import needs as need_counts
from localoffer.referrals.capacity import models as capacity_models
from localoffer.referrals.casework import models as casework_models
from localoffer.referrals.deciding import models as deciding_models
from localoffer.referrals.queueing import models as queueing_models
from localoffer.signing import models as signing_models
from localoffer.site import health as health_models
from localoffer.staff import models as staff_models
from localoffer.translating import models as translating_models

METADATA = Base.metadata
# imported so that METADATA knows every table
MODELS = (
    *(audit, contacting_models, db, feedback_models, outbox_models, place_models, privacy_models, staff_models),
    *(listing_models, bulk_models, check_models, freshness_models, listing_notice_models),
    *(referral_models, capacity_models, casework_models, deciding_models, need_counts, queueing_models),
    *(guide_models, duty_models, help_models, notice_models),
    *(correction_models, survey_models, taking_part_models, usefulness_models),
    *(easy_read_models, health_models, insight_models, job_models, signing_models, translating_models),
)


def migrate(database: Database) -> str | None:
    """Bring the database to the newest schema; return the revision that it now has."""
    with database.session(writes=True) as session, session.begin():
        connection = session.connection()
        command.upgrade(_config(connection), "head")
        return MigrationContext.configure(connection).get_current_revision()


def is_current(database: Database) -> bool:
    """Return whether the database has the schema that this code expects."""
    with database.engine.connect() as connection:
        has = MigrationContext.configure(connection).get_current_revision()
    return has == ScriptDirectory.from_config(_config(None)).get_current_head()


def differences(connection: Connection) -> list[Any]:
    """Return in what the database differs from the models; empty when the migrations are complete."""
    return list(compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), METADATA))


def _config(connection: Connection | None) -> Config:
    config = Config(Path(__file__).resolve().parent.parent / "alembic.ini")
    config.attributes["connection"] = connection
    return config
