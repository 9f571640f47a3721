# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models


class ServiceCallScriptStep(models.Model):
    """A sentence to say, or a question and where its answers lead."""

    _name = "service.call.script.step"
    _description = "Step of a Call Script"
    _order = "script_id, sequence, id"
    _rec_name = "text"

    script_id = fields.Many2one(
        "service.call.script", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    kind = fields.Selection([("say", "Say"), ("ask", "Ask")], required=True, default="say")
    text = fields.Text(required=True, translate=True)
    answer_ids = fields.One2many("service.call.script.answer", "step_id", "Answers")
