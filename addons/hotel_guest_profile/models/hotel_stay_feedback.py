# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models


class HotelStay(models.Model):
    """What a guest told during a stay, and what to think of when he leaves."""

    _inherit = "hotel.stay"

    feedback_ids = fields.One2many(
        "hotel.feedback",
        "stay_id",
        groups="hotel_guest_profile.group_hotel_user",
    )

    def _get_check_out_prompts(self):
        """Return what the receptionist says and hands over at the check-out of one stay.

        :return: list of dicts: ``kind`` (gift: improved, and something to hand over; improved;
            complaint: still open; ask), ``text``, ``feedback_id`` or False. What is handed over is
            noted by ``hotel.feedback.action_hand_over``.
        """
        self.ensure_one()
        Feedback = self.env["hotel.feedback"]
        prompts = []
        for row in Feedback._get_to_hand_over(self.partner_id):
            values = {"subject": row.name, "result": row.result or "", "gift": row.gift or ""}
            if row.gift:
                kind = "gift"
                text = self.env._(
                    "Improved since “%(subject)s”: %(result)s Hand over: %(gift)s.", **values
                )
            else:
                kind = "improved"
                text = self.env._("Improved since “%(subject)s”: %(result)s", **values)
            prompts.append({"kind": kind, "text": text, "feedback_id": row.id})
        for row in Feedback._get_open_grievances(self.partner_id):
            text = self.env._(
                "Still open: “%(subject)s”. Say how it stands, with an apology.", subject=row.name
            )
            prompts.append({"kind": "complaint", "text": text, "feedback_id": row.id})
        if self.partner_id:
            text = self.env._("Ask what could be better, and write it down.")
            prompts.append({"kind": "ask", "text": text, "feedback_id": False})
        return prompts
