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
        preferences = self.env["customer.preference"].sudo()
        values = [note._prepare_preference() for note in self]
        # What a colleague has passed on already, in the same words, is neither doubled nor
        # complained about: that would tell that it is there.
        preferences.create([vals for vals in values if not preferences._is_known(vals)])
        # The writer's copy would stay readable for hours otherwise.
        self.sudo().unlink()
        return {"type": "ir.actions.act_window_close"}

    def _prepare_preference(self):
        return {
            "partner_id": self.partner_id.id,
            "attitude": self.attitude,
            "topic_id": self.topic_id.id,
            "exception_text": self.exception_text,
            "note": self.note,
            "user_id": self.env.uid,
        }
