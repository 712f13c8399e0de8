"""Council staff: accounts, roles, sign-in, and the guard of everything under ``/admin``."""

from __future__ import annotations

from flask import Flask, Response, request

from localoffer.staff import (
    council_account,
    guard,
    home,
    languages_admin,
    navigation,
    own,
    people_admin,
    security,
    sessions,
    views,
)


def init_app(app: Flask) -> None:
    """Give the application its sessions and the sign-in of staff."""
    app.session_interface = sessions.StoredSessions(
        app.extensions["localoffer_database"], app.extensions["localoffer_keys"]
    )
    security.init_app(app)
    council_account.init_app(app)
    app.register_blueprint(views.blueprint)
    guard.add(app, people_admin.blueprint)
    guard.add(app, languages_admin.blueprint)
    home.add_tiles(app, permission="people.manage", make=people_admin.tiles)

    @app.after_request
    def forget_on_leaving(response: Response) -> Response:
        if request.endpoint == "security.logout":
            response.headers["Clear-Site-Data"] = '"cache", "storage"'
        return response


def register_admin(app: Flask) -> None:
    """Put all admin screens that features gave (``guard.add``) on the application; the last step of ``create_app``."""
    parent = guard.parent(app)
    home.register(parent)
    own.register(parent)
    council_account.register(parent)

    @app.context_processor
    def in_templates() -> dict[str, object]:
        if not request or not request.path.startswith("/admin"):
            return {}
        return {"may": guard.allowed, "staff_groups": navigation.groups_for, "staff_member": guard.signed_in()}

    app.register_blueprint(parent)
