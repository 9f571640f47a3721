# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import Command
from odoo.tests import tagged

from .common import GolfCommon


@tagged("post_install", "-at_install")
class TestPerformance(GolfCommon):
    """Costs grow with the records touched, not faster."""

    def _make_imported(self, count, offset=0):
        people = self.env["res.partner"].create(
            [{"name": f"Member {offset + index}"} for index in range(count)]
        )
        return (
            self.env["golf.membership"]
            .sudo()
            .create(
                [
                    {
                        "number": f"P{offset + index}",
                        "partner_id": person.id,
                        "tier_id": self.tier.id,
                        "company_id": self.club.id,
                        "origin": "import",
                        "date_start": "2020-01-01",
                        "term_end": "2099-12-31",
                    }
                    for index, person in enumerate(people)
                ]
            )
        )

    def _count_queries(self, job):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        job()
        self._commit_hooks()
        return self.env.cr.sql_log_count - before

    def test_creating_members_is_set_based(self):
        self._make_imported(2, offset=1000)
        few = self._count_queries(lambda: self._make_imported(10))
        many = self._count_queries(lambda: self._make_imported(40, offset=100))
        # Contacts, memberships, trackings and events go in by batches; what is left per record
        # is core's own (a contact's commercial fields).
        self.assertLess(many - few, 30 * 2, (few, many))

    def test_refreshing_states_is_set_based(self):
        members = self._make_imported(60)
        self._commit_hooks()

        def lapse(batch):
            self.env.flush_all()
            self.env.cr.execute(
                "UPDATE golf_membership SET date_end = '2021-01-01' WHERE id = ANY(%s)", [batch.ids]
            )
            self.env.invalidate_all()
            batch._refresh_states()

        few = self._count_queries(lambda: lapse(members[:10]))
        many = self._count_queries(lambda: lapse(members[10:50]))
        self.assertLess(many - few, 30 * 2, (few, many))

    def test_list_reads_in_constant_queries(self):
        members = self._make_imported(40)
        fields_read = ["number", "partner_id", "phone", "tier_id", "handicap_text", "amount_due"]
        few = self._count_queries(lambda: members[:5].read(fields_read))
        many = self._count_queries(lambda: members.read(fields_read))
        self.assertLessEqual(many, few)

    def _make_invoices(self, product, count, offset):
        people = self.env["res.partner"].create(
            [{"name": f"Payer {offset + i}", "birthday": "1980-01-01"} for i in range(count)]
        )
        orders = self.env["sale.order"].create(
            [
                {
                    "partner_id": person.id,
                    "order_line": [Command.create({"product_id": product.id})],
                }
                for person in people
            ]
        )
        orders.action_confirm()
        invoices = orders._create_invoices()
        invoices.action_post()
        return invoices

    def test_paying_costs_little_more_than_in_core(self):
        """What admission adds to registering a payment, against the payment of a plain sale."""
        plain = self._make_invoices(self._make_fee("Green fee", 500), 6, 0)
        golf = self._make_invoices(self.tier.dues_product_id, 6, 100)
        self._pay(self._make_invoices(self.tier.dues_product_id, 1, 200))
        core = self._count_queries(lambda: self._pay(plain))
        ours = self._count_queries(lambda: self._pay(golf))
        self.assertLess(ours - core, 6 * 20, (core, ours))
        memberships = golf.line_ids.sale_line_ids.order_id.golf_membership_ids
        self.assertEqual(set(memberships.mapped("state")), {"active"})
        self.assertEqual(len(memberships), 6)
