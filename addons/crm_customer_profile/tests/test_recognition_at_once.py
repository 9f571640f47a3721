# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

import uuid

from odoo.tests import tagged
from odoo.tools import mute_logger

from .concurrency_common import ConcurrencyCase, death_after


@tagged("post_install", "-at_install")
class TestRecognitionAtOnce(ConcurrencyCase):
    """Two sessions with a cursor each, and a job that is killed."""

    def setUp(self):
        super().setUp()
        self.word = f"zz{uuid.uuid4().hex[:12]}"
        with self._session() as env:
            self.filed_to = env["customer.key"]._get_filed_to()
            people = env["res.partner"].create(
                [{"name": f"{self.word} {index}"} for index in range(7)]
            )
            self.ids = people.ids
        self.addCleanup(self._remove)

    def _remove(self):
        with self._session() as env:
            env["res.partner"].browse(self.ids).unlink()
            env["customer.key"]._set_filed_to(self.filed_to)

    def _keys(self):
        with self._session() as env:
            env.cr.execute(
                "SELECT partner_id, kind, key FROM customer_key WHERE partner_id = ANY(%s)",
                [self.ids],
            )
            return set(env.cr.fetchall())

    @mute_logger("odoo.sql_db", "odoo.service.model")
    def test_a_phone_and_a_card_at_once(self):
        person = self.ids[0]

        def new_phone(env):
            env["res.partner"].browse(person).phone = "+86 139 2222 3333"

        def new_card(env):
            env["customer.identifier"].create(
                {"partner_id": person, "kind": "card", "value": self.word.upper()}
            )

        self.assertEqual(self._run_at_once(new_phone, new_card), [None, None])
        keys = {(kind, key) for partner_id, kind, key in self._keys() if partner_id == person}
        self.assertIn(("phone", "8613922223333"), keys)
        self.assertIn(("number", self.word), keys)
        self.assertIn(("name", f"{self.word}0"), keys)

    @mute_logger("odoo.sql_db", "odoo.service.model")
    def test_one_card_for_two_people_at_once(self):
        def give(person):
            def job(env):
                env["customer.identifier"].create(
                    {"partner_id": person, "kind": "card", "value": self.word}
                )

            return job

        outcomes = self._run_at_once(give(self.ids[0]), give(self.ids[1]))
        self.assertEqual(sum(outcome is None for outcome in outcomes), 1, outcomes)
        with self._session() as env:
            cards = env["customer.identifier"].search([("normalised", "=", self.word)])
            self.assertEqual(len(cards), 1)

    def test_the_filing_job_killed_and_resumed(self):
        whole = self._keys()
        with self._session() as env:
            env.cr.execute("DELETE FROM customer_key WHERE partner_id = ANY(%s)", [self.ids])
            env["customer.key"]._set_filed_to(min(self.ids) - 1)
        with (
            death_after(self.registry, "customer.key", "_file_slice", 3),
            self._session() as env,
        ):
            env["customer.key"]._cron_file_contacts(batch_size=2)
        self.assertEqual(len({row[0] for row in self._keys()}), 4, "two slices of two committed")
        with self._session() as env:
            env["customer.key"]._cron_file_contacts(batch_size=2)
        self.assertEqual(self._keys(), whole)
