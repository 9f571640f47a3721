# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models


class CustomerCompetitor(models.Model):
    """Another house that our customers use or consider."""

    _name = "customer.competitor"
    _description = "Competitor"
    _order = "name, id"

    name = fields.Char(required=True)
    active = fields.Boolean(default=True)
    note = fields.Text("Strengths and weaknesses", help="What staff should know in a talk.")
    company_id = fields.Many2one("res.company", index=True, help="Empty: for every company.")
    competition_ids = fields.One2many("customer.competition", "competitor_id", "Customers")
    people_count = fields.Integer("People", compute="_compute_people_count")

    _name_unique = models.UniqueIndex(
        "(lower(name), COALESCE(company_id, 0))", "There is a competitor of this name already."
    )

    def _compute_people_count(self):
        groups = self.env["customer.competition"]._read_group(
            [("competitor_id", "in", self.ids), ("standing", "!=", "left")],
            ["competitor_id"],
            ["partner_id:count_distinct"],
        )
        counts = {competitor.id: count for competitor, count in groups}
        for competitor in self:
            competitor.people_count = counts.get(competitor.id, 0)

    def action_open_people(self):
        """Open who uses or considers this competitor."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_customer_profile.customer_competition_action"
        )
        return {**action, "domain": [("competitor_id", "=", self.id)], "context": {}}
