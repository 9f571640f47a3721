# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models
from odoo.tools import format_date

#: As many are shown at the front desk; the person's page has the rest.
LINES = 5


class ResPartner(models.Model):
    """What somebody has asked for, on his page and at the front desk."""

    _inherit = "res.partner"

    service_request_count = fields.Integer(
        "Requests",
        compute="_compute_service_request_counts",
        groups="crm_service_queue.group_service_user,crm_customer_profile.group_customer_executive",
    )
    service_open_count = fields.Integer(
        "Open requests",
        compute="_compute_service_request_counts",
        groups="crm_service_queue.group_service_user,crm_customer_profile.group_customer_executive",
    )

    def _compute_service_request_counts(self):
        groups = self.env["service.request"]._read_group(
            [("partner_id", "child_of", self.ids)], ["partner_id", "is_open"], ["__count"]
        )
        every, still_open = {}, {}
        for person, is_open, count in groups:
            # A company's are those of its people, too.
            for id_ in {*map(int, person.sudo()._get_service_path()), person.id}:
                every[id_] = every.get(id_, 0) + count
                if is_open:
                    still_open[id_] = still_open.get(id_, 0) + count
        for partner in self:
            partner.service_request_count = every.get(partner.id, 0)
            partner.service_open_count = still_open.get(partner.id, 0)

    def _get_service_path(self):
        """Return the ids of the person and of all above him."""
        ids, person = [], self
        while person and person.id not in ids:
            ids.append(person.id)
            person = person.parent_id
        return ids

    def action_open_service_requests(self):
        """Open what the person, or a company's people, asked for."""
        self.ensure_one()
        return {
            **self.env["ir.actions.act_window"]._for_xml_id(
                "crm_service_queue.service_request_action"
            ),
            "domain": [("partner_id", "child_of", self.id)],
            "context": {"default_partner_id": self.id},
            "path": False,
        }

    def _get_desk_card(self):
        """Show what is still to be done for the person."""
        blocks = super()._get_desk_card()
        lines = self._get_desk_service_requests()
        if lines:
            blocks.append(
                {
                    "key": "service_requests",
                    "title": self.env._("Open requests"),
                    "lines": lines,
                }
            )
        return blocks

    def _get_desk_service_requests(self):
        Request = self.env["service.request"]
        if not Request.has_access("read"):
            return []
        requests = Request.search(
            [("partner_id", "child_of", self.id), ("is_open", "=", True)], limit=LINES
        )
        states = dict(Request._fields["state"]._description_selection(self.env))
        return [
            {
                "text": request.display_name,
                "note": " · ".join(
                    filter(
                        None,
                        (
                            states[request.state],
                            format_date(self.env, request.opened_at),
                            request.user_id.name,
                        ),
                    )
                ),
                "tone": "danger" if request.kind == "complaint" else "",
            }
            for request in requests
        ]
