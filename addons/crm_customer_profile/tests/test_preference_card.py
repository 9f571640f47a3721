# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo.tests import tagged

from .common import CustomerCommon


@tagged("post_install", "-at_install")
class TestPreferenceCard(CustomerCommon):
    def test_the_desk_sees_the_family_with_what_they_like(self):
        ann, kid = self.env["res.partner"].create([{"name": "Ann"}, {"name": "Kid"}])
        self.env["customer.relation"].create(
            {
                "partner_id": kid.id,
                "other_id": ann.id,
                "kind_id": self.env.ref("crm_customer_profile.relation_kind_parent").id,
            }
        )
        self.env["customer.preference"].create(
            [
                {
                    "partner_id": kid.id,
                    "topic_id": self.env.ref(f"crm_customer_profile.topic_{topic}").id,
                    "attitude": attitude,
                }
                for topic, attitude in (("biscuits", "like"), ("nuts", "allergy"))
            ]
        )
        self.env["customer.need"].create({"partner_id": ann.id, "name": "A quiet table"})
        self.env["customer.purchase.cycle"].create(
            {"partner_id": ann.id, "name": "Rice", "quantity": 40, "grade": "Second"}
        )
        self.env.invalidate_all()
        card = ann.with_user(self.desk)._get_desk_card()
        blocks = {block["key"]: block["lines"] for block in card}
        self.assertEqual(blocks["family"], [{"text": "Child: Kid", "note": "Likes biscuits"}])
        self.assertEqual(blocks["wants"][0]["text"], "A quiet table")
        self.assertIn("40", blocks["cycles"][0]["text"])
        self.assertIn("Second", blocks["cycles"][0]["note"])
