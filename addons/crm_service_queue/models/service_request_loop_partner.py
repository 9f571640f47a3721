# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models

#: Lines on the card of the desk.
LINES = 5


class ResPartner(models.Model):
    """What was promised to somebody and is still to be kept."""

    _inherit = "res.partner"

    service_promise_count = fields.Integer(
        compute="_compute_service_promise_count",
        groups="crm_service_queue.group_service_user,crm_customer_profile.group_customer_executive",
    )

    def _get_promise_domain(self):
        return [
            ("partner_id", "in", self.ids),
            ("is_open", "=", True),
            ("promise", "not in", (False, "")),
        ]

    def _compute_service_promise_count(self):
        groups = self.env["service.request"]._read_group(
            self._get_promise_domain(), ["partner_id"], ["__count"]
        )
        counts = {partner.id: count for partner, count in groups}
        for partner in self:
            partner.service_promise_count = counts.get(partner.id, 0)

    def action_service_promises(self):
        """Open the requests with a promise that is to be kept."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_service_queue.service_request_action"
        )
        return {
            **action,
            "name": self.env._("Promises"),
            "domain": self._get_promise_domain(),
            "context": {},
            "path": False,
        }

    def _get_desk_card(self):
        blocks = super()._get_desk_card()
        Request = self.env["service.request"]
        if not Request.has_access("read"):
            return blocks
        requests = Request.search(self._get_promise_domain(), order="opened_at", limit=LINES)
        lines = [
            {
                "text": request.promise,
                "note": self.env._(
                    "%(number)s, asked on %(day)s",
                    number=request.number,
                    day=fields.Date.to_string(
                        fields.Datetime.context_timestamp(self, request.opened_at)
                    ),
                ),
            }
            for request in requests
        ]
        if lines:
            title = self.env._("Promised in requests")
            blocks.insert(0, {"key": "service_promises", "title": title, "lines": lines})
        return blocks
