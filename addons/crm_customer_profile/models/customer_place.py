# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models


class CustomerPlace(models.Model):
    """A place where people are served: a course, a hotel, an office in town."""

    _name = "customer.place"
    _description = "Service Place"
    _order = "sequence, name, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company", index=True, help="Empty: a place of every company.")
    address_id = fields.Many2one("res.partner", ondelete="set null")
    team_id = fields.Many2one("crm.team", help="Who serves there.", ondelete="set null")
    partner_ids = fields.One2many("res.partner", "customer_place_id", string="Served here")
    people_count = fields.Integer("People", compute="_compute_people_count")

    def _compute_people_count(self):
        groups = self.env["res.partner"]._read_group(
            [("customer_place_id", "in", self.ids)], ["customer_place_id"], ["__count"]
        )
        counts = {place.id: count for place, count in groups}
        for place in self:
            place.people_count = counts.get(place.id, 0)

    def action_open_people(self):
        """Open who is usually served here."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_customer_profile.customer_action"
        )
        return {**action, "domain": [("customer_place_id", "=", self.id)], "path": False}
