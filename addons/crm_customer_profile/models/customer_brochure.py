# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models


class CustomerBrochure(models.Model):
    """Printed or electronic material that is sent to people, each once."""

    _name = "customer.brochure"
    _description = "Brochure"
    _order = "sequence, name, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    file = fields.Binary(attachment=True, help="Attached when it is sent by e-mail.")
    file_name = fields.Char()
    product_tmpl_id = fields.Many2one("product.template", string="About")
    company_id = fields.Many2one("res.company", help="Empty: for every company.")
    contact_ids = fields.Many2many("customer.contact", string="Sent with", readonly=True)
    contact_count = fields.Integer("Sent", compute="_compute_contact_count")

    def _compute_contact_count(self):
        counts = dict(
            self.env["customer.contact"]._read_group(
                [("brochure_ids", "in", self.ids)], ["brochure_ids"], ["__count"]
            )
        )
        for brochure in self:
            brochure.contact_count = counts.get(brochure, 0)

    def action_view_contacts(self):
        """Open the contacts with which the brochure was sent."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.name,
            "res_model": "customer.contact",
            "view_mode": "list,form",
            "domain": [("brochure_ids", "in", self.ids)],
        }
