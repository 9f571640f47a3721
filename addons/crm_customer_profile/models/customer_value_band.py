# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models


class CustomerValueBand(models.Model):
    """From this measure on, so many points."""

    _name = "customer.value.band"
    _description = "Band of Customer Value"
    _order = "part_id, start, id"
    _rec_name = "start"

    part_id = fields.Many2one("customer.value.part", required=True, index=True, ondelete="cascade")
    start = fields.Float("From", digits=(16, 2), required=True)
    points = fields.Float(digits=(5, 1), required=True)

    _points_in_range = models.Constraint(
        "CHECK (points BETWEEN 0 AND 100)", "Points go from 0 to 100."
    )
    _start_once = models.UniqueIndex(
        "(part_id, start)", "Two bands of a part cannot begin at the same measure."
    )
