# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Incidents and claims of an insurer, or of a club's own insurance."""

from odoo.tools.translate import LazyTranslate

_lt = LazyTranslate(__name__)


def _field(name, type_, string, **more):
    return {"name": name, "type": type_, "string": string, "default": False, **more}


#: (model, name, {field: value, or "ref:name" of a record above})
RECORDS = [
    ("service.queue", "queue", {"name": _lt("Claims desk"), "code": "CLAIMS"}),
    (
        "service.category",
        "incident",
        {
            "name": _lt("Incident"),
            "queue_id": "ref:queue",
            "request_properties_definition": [
                _field("incident_date", "date", _lt("Date of the incident")),
                _field("incident_place", "char", _lt("Place")),
                _field("incident_cause", "char", _lt("Cause")),
                _field("incident_injured", "boolean", _lt("Somebody was injured")),
            ],
        },
    ),
    (
        "service.category",
        "claim",
        {
            "name": _lt("Claim"),
            "queue_id": "ref:queue",
            "is_claim": True,
            "request_properties_definition": [
                _field("claim_policy", "char", _lt("Policy number")),
                _field("claim_amount", "float", _lt("Amount claimed")),
                _field(
                    "claim_state",
                    "selection",
                    _lt("Claim"),
                    selection=[
                        ["reported", _lt("Reported")],
                        ["examined", _lt("Examined")],
                        ["accepted", _lt("Accepted")],
                        ["refused", _lt("Refused")],
                        ["settled", _lt("Settled")],
                    ],
                ),
                _field("claim_settlement", "float", _lt("Amount settled")),
            ],
        },
    ),
    ("service.root.cause", "cause", {"name": _lt("Incidents")}),
    (
        "service.root.cause",
        "cause_fall",
        {"name": _lt("Slipped or fell"), "parent_id": "ref:cause"},
    ),
    ("service.root.cause", "cause_ball", {"name": _lt("Hit by a ball"), "parent_id": "ref:cause"}),
    (
        "service.root.cause",
        "cause_cart",
        {"name": _lt("Vehicle or cart"), "parent_id": "ref:cause"},
    ),
    ("service.root.cause", "cause_water", {"name": _lt("Water or fire"), "parent_id": "ref:cause"}),
    ("service.root.cause", "cause_theft", {"name": _lt("Theft"), "parent_id": "ref:cause"}),
    (
        "service.checklist",
        "survey",
        {
            "name": _lt("Survey of damage"),
            "item_ids": [
                {"name": _lt("Take photographs"), "sequence": 10},
                {"name": _lt("Note witnesses and their telephone numbers"), "sequence": 20},
                {"name": _lt("Estimate the damage"), "sequence": 30},
            ],
        },
    ),
]
