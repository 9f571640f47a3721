# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models


class CrmStage(models.Model):
    _inherit = "crm.stage"

    is_qualified = fields.Boolean(
        "Makes the customer an opportunity",
        compute="_compute_is_qualified",
        store=True,
        readonly=False,
        help="A request in this stage is worth an offer: its customer moves from potential to "
        "opportunity. At first every stage but the first one.",
    )

    @api.depends("is_won")
    def _compute_is_qualified(self):
        first = self.env["crm.stage"].search([], limit=1, order="sequence, id")
        for stage in self:
            stage.is_qualified = stage.is_won or (
                bool(first) and stage._origin != first and stage.sequence > first.sequence
            )
