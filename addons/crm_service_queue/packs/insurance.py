# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Incidents and claims of an insurer, or of a club's own insurance."""


def _field(name, type_, string, **more):
    return {"name": name, "type": type_, "string": string, "default": False, **more}


#: (model, name, {field: value, or "ref:name" of a record above})
RECORDS = [
    ("service.queue", "queue", {"name": "Claims desk", "code": "CLAIMS"}),
    (
        "service.category",
        "incident",
        {
            "name": "Incident",
            "queue_id": "ref:queue",
            "request_properties_definition": [
                _field("incident_date", "date", "Date of the incident"),
                _field("incident_place", "char", "Place"),
                _field("incident_cause", "char", "Cause"),
                _field("incident_injured", "boolean", "Somebody was injured"),
            ],
        },
    ),
    (
        "service.category",
        "claim",
        {
            "name": "Claim",
            "queue_id": "ref:queue",
            "is_claim": True,
            "request_properties_definition": [
                _field("claim_policy", "char", "Policy number"),
                _field("claim_amount", "float", "Amount claimed"),
                _field(
                    "claim_state",
                    "selection",
                    "Claim",
                    selection=[
                        ["reported", "Reported"],
                        ["examined", "Examined"],
                        ["accepted", "Accepted"],
                        ["refused", "Refused"],
                        ["settled", "Settled"],
                    ],
                ),
                _field("claim_settlement", "float", "Amount settled"),
            ],
        },
    ),
    ("service.root.cause", "cause", {"name": "Incidents"}),
    ("service.root.cause", "cause_fall", {"name": "Slipped or fell", "parent_id": "ref:cause"}),
    ("service.root.cause", "cause_ball", {"name": "Hit by a ball", "parent_id": "ref:cause"}),
    ("service.root.cause", "cause_cart", {"name": "Vehicle or cart", "parent_id": "ref:cause"}),
    ("service.root.cause", "cause_water", {"name": "Water or fire", "parent_id": "ref:cause"}),
    ("service.root.cause", "cause_theft", {"name": "Theft", "parent_id": "ref:cause"}),
    (
        "service.checklist",
        "survey",
        {
            "name": "Survey of damage",
            "item_ids": [
                {"name": "Take photographs", "sequence": 10},
                {"name": "Note witnesses and their telephone numbers", "sequence": 20},
                {"name": "Estimate the damage", "sequence": 30},
            ],
        },
    ),
]
