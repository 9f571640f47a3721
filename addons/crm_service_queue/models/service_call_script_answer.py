# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ServiceCallScriptAnswer(models.Model):
    """An answer the customer may give, and the step it leads to."""

    _name = "service.call.script.answer"
    _description = "Answer in a Call Script"
    _order = "step_id, sequence, id"

    step_id = fields.Many2one(
        "service.call.script.step", required=True, index=True, ondelete="cascade"
    )
    script_id = fields.Many2one(related="step_id.script_id")
    sequence = fields.Integer(default=10)
    name = fields.Char("If the answer is", required=True, translate=True)
    next_step_id = fields.Many2one(
        "service.call.script.step",
        "Go on with",
        index="btree_not_null",
        ondelete="set null",
        domain="[('script_id', '=', script_id)]",
        help="Empty: the call ends here.",
    )

    @api.constrains("step_id", "next_step_id")
    def _check_same_script(self):
        for answer in self:
            if answer.next_step_id and answer.next_step_id.script_id != answer.script_id:
                raise ValidationError(
                    self.env._("An answer leads to a step of the same script; choose one of them.")
                )
