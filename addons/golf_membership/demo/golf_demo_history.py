# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, models

from ..membership import state as rules

#: Those whose past is not told: they have not been members.
NOT_YET = (rules.PENDING, rules.UPCOMING, rules.CANCELLED)


class GolfDemo(models.AbstractModel):
    """The history of the demo members, dated as if the clubs had kept it here all along."""

    _inherit = "golf.demo"

    @api.model
    def _tell_history(self, memberships):
        """Add since when members are members, and since when some are not any more.

        What happened while the demo was loaded is dated today; comparisons between two days need
        the days on which it would have happened.
        """
        memberships._sync_history()
        values = []
        for membership in memberships.filtered(lambda m: m.state not in NOT_YET):
            today = membership.company_id._golf_today()
            steps = [(membership.date_start, None, rules.ACTIVE)]
            if membership.state != rules.ACTIVE:
                since = rules.state_since(membership._get_state_facts(), today) or today
                steps.append((max(since, membership.date_start), rules.ACTIVE, membership.state))
            values += [
                {
                    "membership_id": membership.id,
                    "kind": "state",
                    "date": day,
                    "state_from": before,
                    "state_to": state,
                    "note": "Known from the former system",
                }
                for day, before, state in steps
            ]
        self.env["golf.membership.event"].create(values)
