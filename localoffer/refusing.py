"""How a command ends that cannot do what it was asked: one sentence that says why, and a telling exit status."""

from __future__ import annotations

import sys
from typing import Any, NoReturn

import click
from sqlalchemy.exc import OperationalError, ProgrammingError

from localoffer.installing import Installation, NotInstalled
from localoffer.room import NoRoom

REFUSED, NOT_CONFIGURED = 1, 78


class Commands(click.Group):
    """A group of commands that answers what is missing with a sentence instead of a trace."""

    def invoke(self, context: click.Context) -> Any:
        """Run the command; end with 78 where keys, county or database are not there yet, with 1 for want of room."""
        try:
            return super().invoke(context)
        except NotInstalled as error:
            refuse(str(error), NOT_CONFIGURED)
        except NoRoom as error:
            refuse(str(error))
        except (OperationalError, ProgrammingError):
            # what the database says may hold the address it is reached by
            refuse(
                "The database does not answer or has not been migrated: "
                "check LOCALOFFER_DATABASE_URL, then run `localoffer migrate`.",
                NOT_CONFIGURED,
            )


def only_in_demonstration(installation: Installation, command: str) -> None:
    """Refuse a command that would harm a real site, unless this is a demonstration."""
    if not installation.settings.is_demonstration:
        refuse(f"`localoffer {command}` is for demonstration mode alone (LOCALOFFER_ENV=demonstration).")


def refuse(sentence: str, status: int = REFUSED) -> NoReturn:
    """Say why and end the command."""
    click.echo(sentence, err=True)
    sys.exit(status)
