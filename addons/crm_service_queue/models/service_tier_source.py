# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models


class ServiceTierSource(models.Model):
    """Being this elsewhere gives a tier of service: a grade, a level of VIPs, a class."""

    _name = "service.tier.source"
    _description = "Who Gets a Service Tier"
    _order = "tier_id, id"
    _rec_name = "source"

    tier_id = fields.Many2one("service.tier", required=True, index=True, ondelete="cascade")
    source = fields.Reference("_selection_source", "Is", required=True)
    standing = fields.Char(compute="_compute_standing", store=True, precompute=True, index=True)

    _standing_once = models.UniqueIndex(
        "(standing)", "This gives a tier of service already; take it out there first."
    )

    @api.model
    def _selection_source(self):
        names = self.env["res.partner"]._get_standing_models()
        models_ = self.env["ir.model"].sudo().search([("model", "in", names)])
        return [(model.model, model.name) for model in models_]

    @api.depends("source")
    def _compute_standing(self):
        for row in self:
            row.standing = f"{row.source._name},{row.source.id}" if row.source else False
