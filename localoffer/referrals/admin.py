"""The addresses of the team's screens. Each page stands in a module of its own; all are in English only."""

from __future__ import annotations

from flask import Blueprint

from localoffer.referrals import (
    admin_entering,
    admin_letter,
    admin_one,
    admin_opinions,
    admin_queue,
    admin_seeing_to,
    admin_tasks,
)

blueprint = Blueprint("referrals", __name__, url_prefix="/referrals")
blueprint.get("")(admin_queue.index)
blueprint.get("/set-aside")(admin_queue.set_aside)
blueprint.get("/tasks")(admin_tasks.tasks)
blueprint.get("/opinions")(admin_opinions.opinions)
blueprint.get("/enter")(admin_entering.enter)
blueprint.post("/enter")(admin_entering.take_down)
blueprint.get("/<reference>")(admin_one.show)
blueprint.post("/<reference>/move")(admin_one.move)
blueprint.post("/<reference>/release")(admin_seeing_to.release)
blueprint.post("/<reference>/urgent")(admin_seeing_to.answer_urgent)
blueprint.post("/<reference>/write")(admin_seeing_to.write)
blueprint.post("/<reference>/tasks/<task>")(admin_seeing_to.finish_task)
blueprint.post("/<reference>/letter")(admin_letter.letter)
