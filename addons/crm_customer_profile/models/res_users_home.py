# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, models

#: [(levels and departments, the action their work begins with)]
HOMES = (
    (
        ("officer", "supervisor", "manager", "promotion", "development", "service"),
        "customer_my_day_action",
    ),
    (("executive",), "customer_value_action"),
)


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
        """Let those who have got a level or a department start where they work, unless they chose.

        Who serves people starts with My Day; who only reads, with what the customers are worth.
        """
        newcomers = self.filtered(
            lambda user: (
                not user.share and not user.action_id and user.company_id.customer_land_on_my_day
            )
        )
        # The administrator keeps the home he has; he is a manager by installation only.
        newcomers -= self.env.ref("base.user_root") | self.env.ref("base.user_admin")
        for names, action in HOMES:
            home = self.env.ref(f"crm_customer_profile.{action}", False)
            groups = [f"crm_customer_profile.group_customer_{name}" for name in names]
            mine = newcomers.filtered(
                lambda user, groups=groups: any(user.has_group(group) for group in groups)
            )
            newcomers -= mine
            if home and mine:
                # As whoever may give groups may set the home, and nobody else comes here.
                mine.sudo().action_id = home.id
