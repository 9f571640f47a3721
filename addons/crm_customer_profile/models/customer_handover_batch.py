# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


class CustomerHandoverBatch(models.Model):
    """A hand-over of several things at once, with its reason: a transfer, or a departure.

    What is still to be handed over is asked of the records themselves, so that a batch that was
    cut off goes on with what is left, and one that is done finds nothing to do.
    """

    _name = "customer.handover.batch"
    _description = "Hand-over of Several"
    _order = "id desc"
    _rec_name = "reason"

    kind = fields.Selection(
        [
            ("transfer", "Transfer"),
            ("departure", "Departure"),
            ("repair", "Left behind by an archived user"),
        ],
        required=True,
        default="transfer",
        readonly=True,
    )
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company, readonly=True
    )
    user_id = fields.Many2one(
        "res.users",
        string="Ordered by",
        required=True,
        default=lambda self: self.env.user,
        readonly=True,
    )
    from_user_id = fields.Many2one(
        "res.users", string="From", index="btree_not_null", ondelete="restrict", readonly=True
    )
    to_user_id = fields.Many2one(
        "res.users",
        string="To",
        ondelete="restrict",
        readonly=True,
        help="With allocation rules: who gets what no rule is about.",
    )
    by_rules = fields.Boolean("By allocation rules", readonly=True)
    archive_user = fields.Boolean("Archive when done", readonly=True)
    reason = fields.Char(required=True, readonly=True)
    state = fields.Selection(
        [("running", "Running"), ("done", "Done")], required=True, default="running", readonly=True
    )
    problem = fields.Char(readonly=True, help="What could not be handed over, and why.")
    date_done = fields.Datetime("Done on", readonly=True)
    handover_ids = fields.One2many("customer.handover", "batch_id", string="Handed over")
    handover_count = fields.Integer(compute="_compute_handover_count")

    # Two departures of one user at a time would pull at the same people.
    _one_departure = models.UniqueIndex(
        "(from_user_id) WHERE state = 'running' AND kind != 'transfer'",
        "The hand-over of this user is under way already.",
    )

    @api.depends("handover_ids")
    def _compute_handover_count(self):
        groups = self.env["customer.handover"]._read_group(
            [("batch_id", "in", self.ids)], ["batch_id"], ["__count"]
        )
        counts = {batch.id: count for batch, count in groups}
        for batch in self:
            batch.handover_count = counts.get(batch.id, 0)

    @api.constrains("to_user_id", "from_user_id", "reason")
    def _check_target(self):
        for batch in self:
            to_user = batch.to_user_id
            if to_user and (not to_user.active or to_user.share):
                raise ValidationError(
                    self.env._(
                        "%(user)s is archived or no colleague, and cannot be given people. Choose "
                        "somebody else.",
                        user=to_user.name,
                    )
                )
            if to_user and to_user == batch.from_user_id:
                raise ValidationError(
                    self.env._(
                        "%(user)s cannot hand over to himself. Choose somebody else.",
                        user=to_user.name,
                    )
                )
            if not to_user:
                raise ValidationError(
                    self.env._("Say who gets what is handed over; with rules, who gets the rest.")
                )
            if not (batch.reason or "").strip():
                raise ValidationError(self.env._("Say why it is handed over."))

    def action_open_handovers(self):
        """Open what was handed over."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_customer_profile.customer_handover_action"
        )
        return {**action, "domain": [("batch_id", "=", self.id)], "context": {}}

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        if self:
            raise UserError(self.env._("A hand-over is history and cannot be deleted."))
