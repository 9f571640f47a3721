# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

import psycopg2

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import GolfCommon


@tagged("post_install", "-at_install")
class TestTier(GolfCommon):
    def test_fee_products_sell_their_tier(self):
        products = self.tier.joining_fee_product_id | self.tier.dues_product_id
        self.assertEqual(products.grade_id, self.tier)
        self.assertEqual(set(products.mapped("service_tracking")), {"partnership"})
        self.assertEqual((self.tier.joining_fee, self.tier.annual_dues), (238000, 6000))

    def test_a_fee_belongs_to_one_tier(self):
        with self.assertRaisesRegex(ValidationError, "product of its own"):
            self.junior.dues_product_id = self.tier.dues_product_id

    def test_kind_is_locked_once_sold(self):
        self.tier.membership_kind = "couple"
        self._make_pending()
        with self.assertRaisesRegex(UserError, "can no longer change"):
            self.tier.membership_kind = "individual"
        with self.assertRaisesRegex(UserError, "Archive it instead"):
            self.tier.unlink()

    def test_unused_tier_can_be_deleted(self):
        self.junior.unlink()
        self.assertFalse(self.junior.exists())

    def test_age_band(self):
        for band in ({"age_min": -1}, {"age_min": 30, "age_max": 20}):
            with (
                mute_logger("odoo.sql_db"),
                self.assertRaises(psycopg2.errors.CheckViolation),
                self.env.cr.savepoint(),
            ):
                self.tier.write(band)
                self.tier.flush_recordset()

    def test_golf_tier_has_a_company(self):
        with self.assertRaises(ValidationError):
            self.tier.company_id = False

    def test_opens_its_members(self):
        membership = self._make_pending()
        self.assertEqual(self.tier.membership_count, 1)
        action = self.tier.action_open_memberships()
        self.assertEqual(self.env["golf.membership"].search(action["domain"]), membership)
