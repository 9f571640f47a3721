# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models

KINDS = {"complaint": "complaint", "idea": "suggestion", "praise": "praise", "answer": "opinion"}


class HotelFeedback(models.Model):
    """What a guest said can be taken up in a queue, with its clocks and its closed loop."""

    _inherit = "hotel.feedback"

    service_request_id = fields.Many2one(
        "service.request", "Request", readonly=True, copy=False, index="btree_not_null",
        ondelete="set null", groups="crm_service_queue.group_service_agent",
    )  # fmt: skip

    def action_service_request(self):
        """Open the request made of this, which is made when there is none yet."""
        self.ensure_one()
        if not self.service_request_id:
            self.service_request_id = self.env["service.request"].create(
                {
                    "name": self.name,
                    "description": self.text,
                    "kind": KINDS[self.kind],
                    "partner_id": self.partner_id.id,
                    "email_from": self.email_from,
                    "company_id": self.company_id.id,
                    "channel": "letter" if self.kind == "answer" else "desk",
                    "hotel_stay_id": self.stay_id.id,
                }
            )
        return {
            "type": "ir.actions.act_window",
            "res_model": "service.request",
            "res_id": self.service_request_id.id,
            "view_mode": "form",
        }
