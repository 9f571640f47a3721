# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo.tests import tagged

from .common import CustomerCommon

#: What lists and cards of people show that is worked out when it is read.
SHOWN = (
    "completeness",
    "customer_agency_count",
    "customer_alert_text",
    "customer_campaign_count",
    "customer_contact_cost",
    "customer_contact_count",
    "customer_handover_count",
    "customer_in_reach",
    "customer_missing_item_ids",
    "customer_segment_count",
    "customer_state_days",
    "customer_state_move_count",
    "customer_value_id",
    "days_since_contact",
    "next_contact_date",
)


@tagged("post_install", "-at_install")
class TestListCost(CustomerCommon):
    """A page of eighty people costs as many queries as a page of eight."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        topic = cls.env["customer.topic"].create({"name": "Bees"})
        cls.people = cls.env["res.partner"].create(
            [{"name": f"Listed {n}", "user_id": cls.officer.id} for n in range(80)]
        )
        by_person = [{"partner_id": person.id} for person in cls.people]
        cls.env["customer.contact"].create([{**one, "state": "done"} for one in by_person])
        cls.env["crm.lead"].create([{**one, "name": "Asks"} for one in by_person])
        cls.env["customer.preference"].create(
            [{**one, "topic_id": topic.id, "attitude": "allergy"} for one in by_person]
        )
        for person in cls.people[::8]:
            person.activity_schedule("mail.mail_activity_data_call", user_id=cls.officer.id)
        cls.env.flush_all()
        cls.env.cr.flush()

    def _cost(self, name, user, count):
        self.env.flush_all()
        self.env.invalidate_all()
        people = self.people[:count].with_user(user)
        before = self.env.cr.sql_log_count
        people.web_read({"display_name": {}, name: {}})
        return self.env.cr.sql_log_count - before

    def test_each_figure_costs_the_same_for_eighty(self):
        dear = {}
        for user in (self.officer, self.manager):
            for name in SHOWN:
                self._cost(name, user, 2)  # caches of rights and views
                few, many = self._cost(name, user, 8), self._cost(name, user, 80)
                if many > few + 1:
                    dear[user.login, name] = (few, many)
        self.assertFalse(dear)
