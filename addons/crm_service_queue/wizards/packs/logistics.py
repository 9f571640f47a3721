# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Dispatch of vehicles: a work order is a tour, with its load, from and to."""

from odoo.tools.translate import LazyTranslate

from .insurance import _field

_lt = LazyTranslate(__name__)

#: (model, name, {field: value, or "ref:name" of a record above})
RECORDS = [
    ("service.queue", "queue", {"name": _lt("Dispatch of vehicles"), "code": "FLEET"}),
    ("service.category", "transport", {"name": _lt("Transport"), "queue_id": "ref:queue"}),
    (
        "service.checklist",
        "tour",
        {
            "name": _lt("Tour"),
            "order_properties_definition": [
                _field("tour_vehicle", "char", _lt("Vehicle")),
                _field("tour_load", "float", _lt("Load (kg)")),
                _field("tour_from", "char", _lt("From")),
                _field("tour_to", "char", _lt("To")),
            ],
            "item_ids": [
                {"name": _lt("Vehicle checked"), "sequence": 10},
                {"name": _lt("Load counted and secured"), "sequence": 20},
                {"name": _lt("Delivery note signed"), "sequence": 30},
            ],
        },
    ),
]
