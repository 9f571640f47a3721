# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models


class CustomerCompletenessItem(models.Model):
    """One thing a good record holds, and how much it counts."""

    _name = "customer.completeness.item"
    _description = "Part of a complete record"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    part = fields.Selection(
        "_selection_part",
        "Is there when",
        required=True,
        help="What of the record is looked at. Addons add their own.",
    )
    weight = fields.Integer(default=1, required=True)
    applies_to = fields.Selection(
        [("all", "People and companies"), ("person", "People"), ("company", "Companies")],
        default="all",
        required=True,
    )

    _weight_positive = models.Constraint("CHECK (weight > 0)", "A weight is at least 1.")
    _part_once = models.UniqueIndex(
        "(part, applies_to) WHERE active", "This part counts already: change its weight instead."
    )

    @api.model
    def _selection_part(self):
        checks = self.env["res.partner"]._get_completeness_checks()
        return [(code, self.env._(label)) for code, (label, _names) in checks.items()]

    def _is_for(self, partner):
        self.ensure_one()
        return self.applies_to in ("all", "company" if partner.is_company else "person")

    @api.model_create_multi
    def create(self, vals_list):
        self._start_recount()
        return super().create(vals_list)

    def write(self, vals):
        if set(vals) & {"active", "part", "weight", "applies_to"}:
            self._start_recount()
        return super().write(vals)

    def unlink(self):
        # What is gone leaves no date to compare with: the others carry the change.
        (self.search([]) - self)[:1].weight += 0
        self._start_recount()
        return super().unlink()

    def _start_recount(self):
        self.env.ref("crm_customer_profile.ir_cron_customer_completeness")._trigger()
