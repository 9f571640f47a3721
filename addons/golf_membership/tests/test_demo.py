# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

import doctest
from datetime import timedelta

from odoo import Command
from odoo.modules import Manifest
from odoo.tests import TransactionCase, tagged
from odoo.tools.convert import convert_file

from odoo.addons.golf_membership.demo.golf_demo_fees import MINIMUM_SPEND
from odoo.addons.golf_membership.demo.plan import fees, people

MODULE = "golf_membership"
#: Months of sales besides joining; the demo itself has more of the same.
MONTHS = 1


@tagged("post_install", "-at_install")
class TestDemo(TransactionCase):
    """The demo files load on a database without demo data, and hold what they promise."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        if not cls.env.ref(f"{MODULE}.demo_company_zhuhai", raise_if_not_found=False):
            cls._load_demo()
        cls.clubs = cls.env["golf.demo"]._get_clubs()
        cls.club_ids = [club.id for club in cls.clubs.values()]
        cls.memberships = cls.env["golf.membership"].search([("company_id", "in", cls.club_ids)])

    @classmethod
    def _load_demo(cls):
        env = cls.env(context=dict(cls.env.context, tracking_disable=True))
        idref = {}
        for filename in Manifest.for_addon(MODULE)["demo"]:
            if filename == "demo/build.xml":
                # The same, but fewer months: what follows finds nothing left to build.
                env["golf.demo"]._build(months=MONTHS)
            convert_file(env, MODULE, filename, idref, "init", noupdate=True)

    def test_sixty_members_in_all_states(self):
        self.assertGreaterEqual(len(self.memberships), 60)
        self.assertEqual(
            set(self.memberships.mapped("state")),
            {
                *("pending", "upcoming", "active", "suspended", "lapsed", "resigned"),
                *("transferred", "deceased", "cancelled"),
            },
        )
        self.assertEqual(
            set(self.memberships.mapped("money_state")),
            {"not_invoiced", "invoiced", "part_paid", "paid", "reversed"},
        )
        self.assertTrue(any(self.memberships.mapped("is_renewal_due")))
        for club in self.clubs.values():
            members = self.memberships.filtered(lambda m: m.company_id == club)  # noqa: B023
            self.assertIn("active", members.mapped("state"), club.name)

    def test_somebody_has_left_with_the_money(self):
        left = self.memberships.filtered(lambda m: m.state == "resigned")
        self.assertEqual(set(left.leaving_move_ids.mapped("move_type")), {"out_refund"})
        self.assertGreaterEqual(len(left.leaving_move_ids), 2, "dues credited, deposit refunded")
        self.assertFalse(any(left.leaving_move_ids.mapped("amount_residual")), "paid out")
        self.assertFalse(any(left.mapped("deposit_held")))
        kinds = set(left.event_ids.mapped("kind"))
        self.assertTrue({"resigned", "deposit_refunded"} <= kinds, kinds)
        leaving = self.memberships.filtered(lambda m: m.state == "active" and m.last_day)
        self.assertTrue(leaving, "somebody has given notice")
        waiting = self.memberships.filtered("is_waiting_reissue")
        self.assertEqual(waiting.mapped("reissue_place"), [1], "one pays until it is reissued")

    def test_somebody_is_on_leave_and_pays_nothing_for_it(self):
        leave = self.memberships.leave_ids
        today = leave.company_id._golf_today()
        self.assertTrue(leave.date_from < today < leave.date_to)
        member = leave.membership_id
        self.assertEqual(member.state, "active")
        dues = member.charge_ids.filtered(lambda charge: charge.fee_kind == "dues")
        self.assertTrue(dues)
        self.assertLess(max(dues.mapped("period_end")), leave.date_from)

    def test_what_was_not_spent_is_billed(self):
        charges = self.memberships.charge_ids.filtered(lambda c: c.fee_kind == "minimum")
        whole = charges.filtered(lambda c: (c.period_end - c.period_start).days > 88)
        amounts = set(whole.mapped("amount"))
        self.assertIn(MINIMUM_SPEND, amounts, "one did not come at all")
        self.assertTrue(any(0 < amount < MINIMUM_SPEND for amount in amounts), amounts)
        self.assertIn(0, charges.mapped("amount"), "one spent it")
        for charge in charges.filtered("amount"):
            self.assertEqual(charge.move_line_ids.price_subtotal, charge.amount)

    def test_members_have_the_level_of_their_tier(self):
        active = self.memberships.filtered(lambda m: m.state == "active")
        for membership in active:
            self.assertEqual(membership.partner_id.grade_id, membership.tier_id)

    def test_a_review_has_one_up_and_one_down(self):
        ladder = self.env.ref(f"{MODULE}.demo_ladder_zhuhai")
        lines = ladder.review_ids.line_ids
        self.assertEqual(sorted(lines.mapped("direction")), ["down", "up"])
        self.assertFalse(any(lines.mapped("problem")))
        host = self.env.ref(f"{MODULE}.demo_partner_member").golf_membership_ids[:1]
        self.assertEqual(host.guest_count, 3)
        self.assertTrue(host.benefit_use_ids)

    def test_every_club_has_tiers_of_all_kinds(self):
        Tier = self.env["res.partner.grade"]
        kinds = {kind for kind, _label in Tier._fields["membership_kind"].selection}
        for club in self.clubs.values():
            tiers = Tier.search([("company_id", "=", club.id)])
            self.assertEqual(set(tiers.mapped("membership_kind")), kinds, club.name)
            self.assertTrue(all(tier.benefit_ids for tier in tiers))
        zhuhai = self.env.ref(f"{MODULE}.demo_tier_zhuhai_individual")
        self.assertEqual((zhuhai.joining_fee, zhuhai.annual_dues), (238000, 6000))
        self.assertEqual(self.clubs["zhuhai"].currency_id.name, "CNY")
        self.assertEqual(self.clubs["links"].currency_id.name, "EUR")

    def test_the_books_are_in_order(self):
        moves = self.env["account.move"].search([("company_id", "in", self.club_ids)])
        # Revenue of months to come waits for its day.
        moves -= moves.filtered(lambda m: m.golf_is_deferral and m.auto_post == "at_date")
        self.assertEqual(set(moves.mapped("state")), {"posted"})
        self.assertTrue({"out_invoice", "out_refund", "entry"} <= set(moves.mapped("move_type")))
        today = max(club._golf_today() for club in self.clubs.values())
        self.assertLessEqual(max(moves.mapped("date")), today)
        for club in self.clubs.values():
            deposits = self.env["account.move.line"]._read_group(
                [("account_id", "=", club.golf_deposit_account_id.id)], [], ["balance:sum"]
            )[0][0]
            members = self.memberships.filtered(lambda m: m.company_id == club)  # noqa: B023
            billed = members.charge_ids.filtered(lambda charge: charge.fee_kind == "deposit")
            held = sum(members.mapped("deposit_balance")) + sum(
                charge.amount_billed - charge.amount_credited for charge in billed
            )
            self.assertEqual(-deposits, held, club.name)

    def test_the_fees_are_billed_paid_and_tied(self):
        for club in self.clubs.values():
            charges = self.env["golf.charge"].search([("company_id", "=", club.id)])
            states = set(charges.mapped("state"))
            self.assertTrue({"bank_confirmed", "invoiced"} <= states, (club.name, states))
            run = self.env["golf.billing.run"].search([("company_id", "=", club.id)])
            self.assertEqual((run.state, run.failed_count), ("done", 0), club.name)
            year = club._golf_today().replace(month=1, day=1)
            report = (
                self.env["golf.fee.report"]
                .with_company(club)
                .with_context(allowed_company_ids=club.ids)
            )
            told = report.get_report(year, club._golf_today(), club.id)
            self.assertFalse(told["differences"], club.name)
            self.assertFalse([tie for tie in told["ties"] if tie["closing"]["untied"]])

    def test_the_accountant_has_work(self):
        arrears = self.env["golf.arrears"].search([("company_id", "in", self.club_ids)])
        self.assertTrue({"0", "1", "4"} <= set(arrears.mapped("age")), arrears.mapped("age"))
        club = self.clubs["zhuhai"]
        items = self.env["account.move.line"].with_context(allowed_company_ids=club.ids)
        self.assertTrue(
            items.search(
                [
                    ("golf_is_member_item", "=", True),
                    ("parent_state", "=", "posted"),
                    ("reconciled", "=", False),
                    ("amount_residual", "<", 0),
                ]
            )
        )
        waiting = self.env["account.payment"].search(
            [("golf_is_fee_payment", "=", True), ("is_matched", "=", False)]
        )
        self.assertTrue(waiting.filtered(lambda payment: payment.company_id == club))
        lines = self.env["account.bank.statement.line"].search(
            [("company_id", "=", club.id), ("is_reconciled", "=", False)]
        )
        self.assertTrue(lines)

    def test_applications_are_open_at_several_stages(self):
        leads = self.env["crm.lead"].search(
            [("company_id", "in", self.club_ids), ("golf_tier_id", "!=", False)]
        )
        open_leads = leads.filtered(lambda lead: lead.won_status == "pending")
        self.assertGreaterEqual(len(open_leads.stage_id), 3)
        self.assertIn("sent", open_leads.order_ids.mapped("state"))

    def test_a_name_is_posted(self):
        posted = self.env["crm.lead"].search(
            [("company_id", "in", self.club_ids), ("golf_posted_on", "!=", False)]
        )
        self.assertEqual((len(posted), posted.golf_change_ids.kind), (2, "transfer"))
        for lead in posted:
            self.assertEqual(len(lead.golf_seconder_ids), 2)
            self.assertRegex(lead.golf_admission_problem, "is posted until")

    def test_the_pyramid_has_grown(self):
        club = self.clubs["zhuhai"]
        today = club._golf_today()
        Pyramid = self.env["golf.tier.pyramid"].with_context(allowed_company_ids=club.ids)
        pyramid = Pyramid.create(
            {
                "company_id": club.id,
                "date_from": today - timedelta(days=180),
                "date_to": today,
            }
        )
        pyramid.action_show()
        lines = pyramid.line_ids
        for name in ("count_start", "count_joined", "count_in", "count_left", "count_end"):
            self.assertTrue(sum(lines.mapped(name)), name)

    def test_a_package_is_put_together_on_the_quotation(self):
        """Row C39: options change the price. Row C49: a pack at the price of the tier."""
        member = self.env.ref(f"{MODULE}.demo_partner_member")
        template = self.env.ref(f"{MODULE}.demo_package_zhuhai")
        club = self.clubs["zhuhai"]
        choices = template.attribute_line_ids.product_template_value_ids
        dear = choices.filtered("price_extra")
        pack_id = self.env.ref(f"{MODULE}.demo_zhuhai_pack").id
        self.assertEqual(sorted(dear.mapped("price_extra")), [4800, 6000])
        order = (
            self.env["sale.order"]
            .with_company(club)
            .with_context(allowed_company_ids=club.ids)
            .create(
                {
                    "partner_id": member.id,
                    "company_id": club.id,
                    "order_line": [
                        Command.create(
                            {
                                "product_id": template.product_variant_id.id,
                                "product_no_variant_attribute_value_ids": [Command.set(ids)],
                            }
                        )
                        for ids in ((), dear.ids)
                    ]
                    + [Command.create({"product_id": pack_id})],
                }
            )
        )
        plain, full, pack = order.order_line.mapped("price_subtotal")
        self.assertGreater(full, plain)
        self.assertLess(pack, 8800, "the pricelist of the tier")

    def test_a_manager_has_members_to_call(self):
        kind = self.env.ref(f"{MODULE}.mail_activity_type_manager_call")
        self.assertIn(kind, self.memberships.activity_ids.activity_type_id)

    def test_growth_by_region(self):
        referrals = self.env["golf.referral"].search([("company_id", "in", self.club_ids)])
        self.assertGreaterEqual(len(referrals.state_id), 3)

    def test_a_fourth_card_is_charged_by_the_year(self):
        [card] = self.memberships.charge_ids.filtered(lambda c: c.fee_kind == "card")
        self.assertEqual(len(card.membership_id._get_card_rows()), 4)
        self.assertEqual(card.state, "invoiced")

    def test_a_company_says_who_decides_and_pays(self):
        member = self.memberships.filtered("company_decider_ids")
        self.assertEqual(len(member.company_payer_ids), 1)
        sides = set(member.corporate_partner_id.relation_side_ids.mapped("role_id.name"))
        self.assertTrue({"Decider", "Payer"} <= sides, sides)

    def test_users_have_their_roles(self):
        for role in ("officer", "manager", "accountant", "shop", "executive"):
            user = self.env.ref(f"{MODULE}.demo_user_{role}")
            self.assertEqual(user.login, role)
            self.assertTrue(user.has_group(f"{MODULE}.group_golf_{role}"))
            self.assertEqual(user.company_id, self.clubs["zhuhai"])
        member = self.env.ref(f"{MODULE}.demo_user_member")
        self.assertTrue(member.share)
        self.assertIn("active", member.partner_id.golf_membership_ids.mapped("state"))

    def test_nobody_is_left_to_welcome(self):
        todo = self.env["golf.membership"].search(
            self.env["golf.membership"]._get_unwelcomed_domain()
        )
        self.assertFalse(todo & self.memberships, "no mail may go out to demo addresses")

    def test_a_file_of_ratings_has_come_in(self):
        brought = self.env["golf.play.import"].search([("company_id", "in", self.club_ids)])
        self.assertEqual((brought.state, brought.imported_count), ("done", 3))
        self.assertIn("slope rating lies between", brought._make_bad_rows_file().decode())

    def test_building_again_changes_nothing(self):
        before = self.env["sale.order"].search_count([])
        self.env["golf.demo"]._load_accounting()
        self.env["golf.demo"]._build()
        self.assertEqual(self.env["sale.order"].search_count([]), before)
        self.assertEqual(
            self.env["golf.membership"].search_count([("company_id", "in", self.club_ids)]),
            len(self.memberships),
        )

    def test_examples_of_the_plan(self):
        for plan in (people, fees):
            result = doctest.testmod(plan)
            self.assertGreater(result.attempted, 0)
            self.assertFalse(result.failed)
