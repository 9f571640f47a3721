# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models

#: Which department belongs to which role of the hotel; the key is the end of the group's name.
ROLES = [
    ("reception", "Reception"),
    ("reservations", "Reservations"),
    ("housekeeping", "Housekeeping"),
    ("laundry", "Laundry"),
    ("kitchen", "Kitchen"),
    ("guest_relations", "Guest relations"),
]


class CustomerDepartment(models.Model):
    """A department of the hotel: whoever has its role gets its traces."""

    _inherit = "customer.department"

    hotel_role = fields.Selection(
        ROLES,
        "Role in the hotel",
        help="Users with this role find the traces of the department on their screen.",
    )

    def write(self, vals):
        result = super().write(vals)
        if "hotel_role" in vals:
            self.env.registry.clear_cache()  # record rules name the departments of a user
        return result


class ResUsers(models.Model):
    """Whose departments a user works for."""

    _inherit = "res.users"

    hotel_department_ids = fields.Many2many(
        "customer.department",
        string="Departments in the hotel",
        compute="_compute_hotel_department_ids",
        compute_sudo=True,
        help="By the roles of the user.",
    )

    def _compute_hotel_department_ids(self):
        by_role = self.env["customer.department"].search([("hotel_role", "!=", False)])
        for user in self:
            user.hotel_department_ids = by_role.filtered(
                lambda department, user=user: user.has_group(
                    f"hotel_guest_profile.group_hotel_{department.hotel_role}"
                )
            )
