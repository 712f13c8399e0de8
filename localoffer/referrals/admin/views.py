"""The addresses of the team's screens. Each page stands in a module of its own; all are in English only."""

from __future__ import annotations

from flask import Blueprint

from localoffer.referrals.admin import (
    agreeing,
    assigning,
    entering,
    exporting,
    finding,
    letter,
    noting,
    one,
    opinions,
    queue,
    revealing,
    saved_views,
    seeing_to,
    tasks,
)
from localoffer.referrals.deciding import admin_letter_views, admin_moving

blueprint = Blueprint("referrals", __name__, url_prefix="/referrals")
blueprint.get("")(queue.index)
blueprint.post("/assign")(assigning.assign_ticked)
blueprint.get("/find", endpoint="find")(finding.ask)
blueprint.post("/find", endpoint="look_for")(finding.find)
blueprint.get("/views", endpoint="saved_views")(saved_views.index)
blueprint.get("/views/new", endpoint="new_view")(saved_views.new)
blueprint.post("/views/new", endpoint="save_view")(saved_views.save)
blueprint.post("/views/keys")(saved_views.set_keys)
blueprint.post("/views/<int:number>/open-with", endpoint="open_with_view")(saved_views.open_with)
blueprint.post("/views/<int:number>/remove", endpoint="remove_view")(saved_views.remove)
blueprint.get("/set-aside")(queue.set_aside)
blueprint.get("/tasks")(tasks.tasks)
blueprint.get("/opinions")(opinions.opinions)
blueprint.get("/enter")(entering.enter)
blueprint.post("/enter")(entering.take_down)
blueprint.get("/<reference>")(one.show)
blueprint.get("/<reference>/move")(admin_moving.where_to)
blueprint.post("/<reference>/move")(admin_moving.move)
blueprint.post("/<reference>/assign")(assigning.assign)
blueprint.get("/<reference>/agreed")(agreeing.agreed)
blueprint.post("/<reference>/agreed")(agreeing.save_agreed)
blueprint.get("/<reference>/outcomes")(agreeing.outcomes)
blueprint.post("/<reference>/outcomes")(agreeing.save_outcomes)
blueprint.get("/<reference>/case-number")(agreeing.case_number)
blueprint.post("/<reference>/case-number")(agreeing.save_case_number)
blueprint.post("/<reference>/notes")(noting.add_note)
blueprint.get("/<reference>/notes/<note>")(noting.change_note)
blueprint.post("/<reference>/notes/<note>")(noting.save_note)
blueprint.post("/<reference>/export")(exporting.export)
blueprint.post("/<reference>/reveal")(revealing.reveal)
blueprint.post("/<reference>/release")(seeing_to.release)
blueprint.post("/<reference>/urgent")(seeing_to.answer_urgent)
blueprint.post("/<reference>/write")(seeing_to.write)
blueprint.post("/<reference>/tasks")(seeing_to.add_task)
blueprint.post("/<reference>/tasks/<task>")(seeing_to.finish_task)
blueprint.post("/<reference>/letter")(letter.letter)
blueprint.get("/<reference>/letters/<int:number>", endpoint="decision_letter")(admin_letter_views.letter)
blueprint.post("/<reference>/letters", endpoint="make_decision_letter")(admin_letter_views.make)
