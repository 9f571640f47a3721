# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Dispatch of vehicles: a work order is a tour, with its load, from and to."""

from .insurance import _field

#: (model, name, {field: value, or "ref:name" of a record above})
RECORDS = [
    ("service.queue", "queue", {"name": "Dispatch of vehicles", "code": "FLEET"}),
    ("service.category", "transport", {"name": "Transport", "queue_id": "ref:queue"}),
    (
        "service.checklist",
        "tour",
        {
            "name": "Tour",
            "order_properties_definition": [
                _field("tour_vehicle", "char", "Vehicle"),
                _field("tour_load", "float", "Load (kg)"),
                _field("tour_from", "char", "From"),
                _field("tour_to", "char", "To"),
            ],
            "item_ids": [
                {"name": "Vehicle checked", "sequence": 10},
                {"name": "Load counted and secured", "sequence": 20},
                {"name": "Delivery note signed", "sequence": 30},
            ],
        },
    ),
]
