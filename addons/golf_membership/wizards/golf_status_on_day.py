# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models


class GolfStatusOnDay(models.TransientModel):
    """Who was what on a past day."""

    _name = "golf.status.on.day"
    _description = "Status on a Day"

    day = fields.Date(required=True, default=lambda self: self.env.company._golf_today())
    state = fields.Selection("_selection_state", string="Status", help="Empty: all.")

    def _selection_state(self):
        return self.env["golf.membership"]._selection_status_on_day()

    def action_show(self):
        """List the memberships there were on the day, with their status then."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "golf_membership.golf_membership_action_on_day"
        )
        wanted = [self.state] if self.state else [key for key, _label in self._selection_state()]
        action.update(
            name=self.env._("Members on %(day)s", day=fields.Date.to_string(self.day)),
            domain=[("status_on_day", "in", wanted)],
            context={"golf_status_day": fields.Date.to_string(self.day)},
        )
        return action
