# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import UserError


class CustomerSegmentMember(models.Model):
    """A person in a segment: found by its rules, or put on the list by somebody."""

    _name = "customer.segment.member"
    _description = "Person in a Segment"
    _inherit = ["customer.person.part"]
    _order = "id desc"
    _rec_name = "partner_id"
    _log_access = False

    segment_id = fields.Many2one("customer.segment", required=True, ondelete="cascade")
    partner_id = fields.Many2one(
        "res.partner", "Customer", required=True, index=True, ondelete="cascade"
    )
    added_on = fields.Datetime(
        "Since", required=True, readonly=True, default=lambda self: fields.Datetime.now()
    )
    added_by_id = fields.Many2one(
        "res.users", "Added by", readonly=True, default=lambda self: self.env.user
    )
    kind = fields.Selection(related="segment_id.kind", string="Kind of segment")

    _once = models.UniqueIndex("(segment_id, partner_id)", "This person is in the segment already.")

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            for vals in vals_list:
                vals.pop("added_by_id", None)
                vals.pop("added_on", None)
        members = super().create(vals_list)
        members._check_fixed()
        members.segment_id._count()
        return members

    def write(self, vals):
        if self and not self.env.su:
            raise UserError(self.env._("Take the person off the list and add another one."))
        return super().write(vals)

    def unlink(self):
        segments = self.segment_id
        self._check_fixed()
        done = super().unlink()
        segments.exists()._count()
        return done

    def _check_fixed(self):
        live = self.segment_id.filtered(lambda segment: segment.kind == "live")
        if live and not self.env.su:
            raise UserError(
                self.env._(
                    "%(name)s is a live filter: who is in it is told by its rules. Freeze it as a "
                    "fixed list to choose people yourself.",
                    name=live[0].name,
                )
            )
