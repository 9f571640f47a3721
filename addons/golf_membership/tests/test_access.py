# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import Form, new_test_user, tagged
from odoo.tools import mute_logger

from odoo.addons.crm_customer_profile.tests.access_common import find_wrong_rights

from .access_table import MODELS
from .common import GolfCommon

MONEY_FIELDS = ("amount_due", "deposit_balance", "money_state", "order_id", "opening_due")


@tagged("post_install", "-at_install")
class TestAccess(GolfCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.membership = cls._make_active()
        cls.users = {
            role: cls._make_staff(role)
            for role in ("shop", "officer", "manager", "accountant", "executive")
        }
        cls.users["internal"] = new_test_user(cls.env, "plain", groups="base.group_user")
        cls.users["portal"] = new_test_user(cls.env, "stranger", groups="base.group_portal")
        cls.member_user = new_test_user(cls.env, "member_login", groups="base.group_portal")
        # The login of the member himself: the contact of the user is the member.
        cls.member_user.partner_id = cls.person

    @mute_logger("odoo.addons.base.models.ir_model", "odoo.addons.base.models.ir_rule")
    def test_each_role_on_each_model(self):
        self.assertFalse(find_wrong_rights(self.env, MODELS, self.users))

    def test_money_is_hidden_from_the_shop(self):
        shop = self.users["shop"]
        shop.group_ids += self.env.ref("base.group_allow_export")
        membership = self.membership.with_user(shop)
        membership.read(["number", "partner_id", "tier_id", "state", "handicap_text"])
        for field in MONEY_FIELDS:
            with self.subTest(field=field):
                with self.assertRaises(AccessError):
                    membership.read([field])
                with self.assertRaises(AccessError):
                    membership.search([(field, "!=", False)])
                with self.assertRaises(AccessError):
                    membership.export_data([field])
                with self.assertRaises(AccessError):
                    membership.search([], order=field)
        with self.assertRaises(AccessError):
            membership.formatted_read_group([], ["money_state"], ["__count"])
        with self.assertRaises(AccessError):
            membership.formatted_read_group([], ["state"], ["amount_due:sum"])
        self.assertFalse(set(MONEY_FIELDS) & set(membership.fields_get()))

    def test_everybody_opens_what_the_form_of_a_membership_shows(self):
        for role in ("shop", "officer", "manager", "accountant", "executive"):
            with self.subTest(role=role):
                form = Form(self.membership.with_user(self.users[role]))
                self.assertEqual(form.number, self.membership.number)

    def test_profile_is_hidden_from_those_without_a_role(self):
        person = self.person.with_user(self.users["internal"])
        for field in ("birthday", "golf_handicap", "golf_membership_ids"):
            with self.assertRaises(AccessError):
                person.read([field])

    def test_officer_cannot_touch_derived_fields(self):
        membership = self.membership.with_user(self.users["officer"])
        membership.user_id = self.users["officer"]
        for values in (
            {"state": "cancelled"},
            {"term_end": "2099-01-01"},
            {"partner_id": self.person.copy().id},
            {"number": "1"},
            {"tier_id": self.junior.id},
            {"order_id": False},
            {"origin": "import"},
        ):
            with self.subTest(values=values), self.assertRaises(AccessError):
                membership.write(values)

    def test_tiers_are_configured_by_managers_only(self):
        self.tier.with_user(self.users["manager"]).age_min = 21
        officer = self.users["officer"]
        with self.assertRaises(AccessError):
            self.tier.with_user(officer).age_min = 22
        with self.assertRaises(AccessError):
            self.env["res.partner.grade"].with_user(officer).create(
                {"name": "Mine", "membership_kind": "individual"}
            )

    def test_portal_member_sees_own_record_only(self):
        mine = self.env["golf.membership"].with_user(self.member_user).search([])
        self.assertEqual(mine, self.membership)
        mine.read(["number", "state", "date_end"])
        with self.assertRaises(AccessError):
            mine.read(["amount_due"])
        other = self.env["golf.membership"].with_user(self.users["portal"])
        self.assertFalse(other.search([]))
        with self.assertRaises(AccessError):
            self.membership.with_user(self.users["portal"]).read(["number"])

    def test_executive_writes_nothing(self):
        executive = self.users["executive"]
        order = self.membership.order_id.with_user(executive)
        order.read(["name", "amount_total"])
        lead = self.membership.opportunity_id.with_user(executive)
        lead.read(["name"])
        for record, values in (
            (self.membership.with_user(executive), {"user_id": executive.id}),
            (order, {"note": "x"}),
            (lead, {"name": "x"}),
            (self.person.with_user(executive), {"name": "x"}),
            (order.invoice_ids, {"ref": "x"}),
            (self.tier.with_user(executive), {"name": "x"}),
        ):
            with self.subTest(model=record._name), self.assertRaises(AccessError):
                record.write(values)

    def test_clubs_are_kept_apart(self):
        other_club = self.env["res.company"].create({"name": "Other Links"})
        stranger = new_test_user(
            self.env,
            "other_manager",
            groups="golf_membership.group_golf_manager",
            company_id=other_club.id,
            company_ids=[Command.set(other_club.ids)],
        )
        for model in ("golf.membership", "golf.membership.event"):
            self.assertFalse(self.env[model].with_user(stranger).search([]))
        tiers = self.env["res.partner.grade"].with_user(stranger).search([])
        self.assertFalse(tiers & (self.tier | self.junior | self.honorary))
        with self.assertRaises(AccessError):
            self.membership.with_user(stranger).read(["number"])
        with self.assertRaises(AccessError):
            self.tier.with_user(stranger).read(["name"])

    def test_officer_goes_the_whole_way_to_the_order(self):
        officer = self.users["officer"]
        person = self._make_person("By Officer", "1980-01-01")
        lead = self._make_lead(person, user_id=officer.id).with_user(officer)
        order = (
            self.env["sale.order"].with_user(officer).browse(lead.action_golf_quotation()["res_id"])
        )
        order.action_confirm()
        membership = order.golf_membership_ids
        self.assertEqual(membership.state, "pending")
        self._commit_hooks()
        accountant = self.users["accountant"]
        invoice = order.with_user(accountant).sudo(False)._create_invoices()
        invoice.action_post()
        self._pay(invoice.with_user(accountant))
        self._commit_hooks()
        self.assertEqual(membership.state, "active")
