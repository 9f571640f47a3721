# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models


class CustomerPreferenceNote(models.TransientModel):
    """Write down what a person told, also an allergy that the writer may not read back.

    The desk hears of an allergy first, and must not have to ask for rights to pass it on.
    """

    _name = "customer.preference.note"
    _description = "Note a Preference"

    partner_id = fields.Many2one("res.partner", "Person", required=True, ondelete="cascade")
    attitude = fields.Selection(
        selection=lambda self: (
            self.env["customer.preference"]._fields["attitude"]._description_selection(self.env)
        ),
        required=True,
        default="allergy",
    )
    topic_id = fields.Many2one("customer.topic", required=True, ondelete="cascade")
    exception_text = fields.Char("Except")
    note = fields.Char()

    def action_note(self):
        """Record the preferences, and forget what was typed here."""
        self.partner_id.check_access("read")
        self.env["customer.preference"].check_access("create")
        # The record rule hides the new record from who may not read it, so it cannot be made with
        # the writer's rights; who recorded it is kept nevertheless.
        self.env["customer.preference"].sudo().create(
            [
                {
                    "partner_id": note.partner_id.id,
                    "attitude": note.attitude,
                    "topic_id": note.topic_id.id,
                    "exception_text": note.exception_text,
                    "note": note.note,
                    "user_id": self.env.uid,
                }
                for note in self
            ]
        )
        # The writer's copy would stay readable for hours otherwise.
        self.sudo().unlink()
        return {"type": "ir.actions.act_window_close"}
