# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, models

LANDING = ("officer", "supervisor", "manager", "promotion", "development", "service")


class ResUsers(models.Model):
    _inherit = "res.users"

    @api.model_create_multi
    def create(self, vals_list):
        users = super().create(vals_list)
        users._land_on_my_day()
        return users

    def write(self, vals):
        done = super().write(vals)
        if "group_ids" in vals and "action_id" not in vals:
            self._land_on_my_day()
        return done

    def _land_on_my_day(self):
        """Let those who have got a level or a department start with My Day, unless they chose."""
        home = self.env.ref("crm_customer_profile.customer_my_day_action", False)
        groups = [f"crm_customer_profile.group_customer_{name}" for name in LANDING]
        newcomers = self.filtered(
            lambda user: (
                not user.share
                and not user.action_id
                and user.company_id.customer_land_on_my_day
                and any(user.has_group(group) for group in groups)
            )
        )
        # The administrator keeps the home he has; he is a manager by installation only.
        newcomers -= self.env.ref("base.user_root") | self.env.ref("base.user_admin")
        if home and newcomers:
            # As whoever may give groups may set the home, and nobody else comes here.
            newcomers.sudo().action_id = home.id
