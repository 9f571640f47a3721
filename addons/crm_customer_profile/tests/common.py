# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo.tests import TransactionCase, new_test_user


class CustomerCommon(TransactionCase):
    """People of the club's staff, one for each role; no demo data is needed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={**cls.env.context, "no_reset_password": True})
        roles = {
            "officer": "officer",
            "colleague": "officer",
            "supervisor": "supervisor",
            "manager": "manager",
            "executive": "executive",
            "desk": "service",
        }
        cls.staff = {
            login: new_test_user(
                cls.env,
                login=f"customer_{login}",
                groups=f"crm_customer_profile.group_customer_{group}",
            )
            for login, group in roles.items()
        }
        for login, user in cls.staff.items():
            setattr(cls, login, user)
        # The good practice that is shipped has tests of its own; elsewhere nothing is planned.
        cls.env["customer.state.rule"].search([]).plan_id = False
        cls.env["res.company"].search([]).customer_revisit_days = 0
