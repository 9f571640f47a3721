# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.fields import Domain

GROUPS = "crm_customer_profile.group_customer_user"


class ResPartner(models.Model):
    """The segments a person is in."""

    _inherit = "res.partner"

    customer_segment_member_ids = fields.One2many(
        "customer.segment.member", "partner_id", "In segments since", groups=GROUPS
    )
    customer_segment_ids = fields.Many2many(
        "customer.segment",
        string="Segments",
        compute="_compute_customer_segment_ids",
        search="_search_customer_segment_ids",
        groups=GROUPS,
        help="As far as they are shared with you.",
    )
    customer_segment_count = fields.Integer(compute="_compute_customer_segment_ids", groups=GROUPS)

    @api.depends_context("uid")
    @api.depends("customer_segment_member_ids")
    def _compute_customer_segment_ids(self):
        groups = dict(
            self.env["customer.segment.member"]._read_group(
                [("partner_id", "in", self.ids), ("segment_id.active", "=", True)],
                ["partner_id"],
                ["segment_id:recordset"],
            )
        )
        for partner in self:
            segments = groups.get(partner._origin, self.env["customer.segment"])
            partner.customer_segment_ids = segments
            partner.customer_segment_count = len(segments)

    @api.model
    def _search_customer_segment_ids(self, operator, value):
        if operator in Domain.NEGATIVE_OPERATORS:
            return NotImplemented
        if operator == "in" and (False in value or None in value):
            return NotImplemented
        # Only through segments that the reader may see: whose members he finds tells of them.
        return Domain("customer_segment_member_ids", "any", [("segment_id", operator, value)])

    def action_open_customer_segments(self):
        """Open the segments this person is in."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_customer_profile.customer_segment_action"
        )
        action["domain"] = [("member_ids.partner_id", "=", self.id)]
        action["context"] = {}
        return action
