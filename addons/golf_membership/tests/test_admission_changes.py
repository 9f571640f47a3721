# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import date

from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .admission_common import COLLECT, AdmissionCommon


@tagged("post_install", "-at_install")
class TestAdmissionChanges(AdmissionCommon):
    """Transfers and new nominees go through the admission of the tier, where it says so."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.strict.write({"change_product_id": cls.fee.id, "transfer_fee": 5000})
        cls.member = cls._admit(cls._make_person("Seller", "1975-05-05"), cls.strict)

    @classmethod
    def _admit(cls, person, tier, **values):
        """Return an active member since the first of the year, by the roster."""
        # As an import of a roster does; no role makes a membership by hand.
        member = (
            cls.env["golf.membership"]
            .sudo()
            .create(
                {
                    "partner_id": person.id,
                    "company_id": cls.club.id,
                    "tier_id": tier.id,
                    "origin": "import",
                    "date_start": "2030-01-01",
                    "term_end": "2030-12-31",
                    **values,
                }
            )
        )
        cls._commit_hooks()
        return member.sudo(False)

    def _apply_for(self, change):
        action = change.with_user(self.officer).action_apply_for_admission()
        return self.env["crm.lead"].with_user(self.officer).browse(action["res_id"])

    # ------------------------------------------------------------- TRANSFER

    def test_not_asked_by_default(self):
        change = self._prepare(self.member, "transfer", partner_to_id=self.candidate)
        self.assertFalse(change.asks_admission or change.admission_problem)
        with self.assertRaisesRegex(UserError, "No application is asked for"):
            change.action_apply_for_admission()
        change.action_confirm()
        self.assertEqual(change.state, "done")

    def test_step_by_step_to_the_transfer(self):
        self.strict.admission_of_transfers = True
        change = self._prepare(self.member, "transfer", partner_to_id=self.candidate)
        self.assertEqual((change.amount_fee, change.hindrance), (5000, False), "the money is shown")
        self.assertIn("Press Apply for admission", change.admission_problem)
        with self.assertRaisesRegex(UserError, "Press Apply for admission"):
            change.action_confirm()
        lead = self._apply_for(change)
        self.assertEqual(self._apply_for(change), lead, "one application")
        self.assertEqual((lead.partner_id, lead.golf_tier_id), (self.candidate, self.strict))
        self.assertEqual((lead.expected_revenue, lead.golf_is_for_change), (5000, True))
        self.assertEqual(lead.action_open_golf_changes()["res_id"], change.id)
        with self.assertRaisesRegex(UserError, "comes by a change of a membership"):
            lead.action_golf_quotation()
        with self.assertRaisesRegex(UserError, "asks for 2 seconders"):
            change.action_confirm()
        lead.golf_seconder_ids = [Command.set(self.seconders.ids)]
        with self.assertRaisesRegex(UserError, "posted for 10 days"):
            change.action_confirm()
        lead.action_post_golf_name()
        with freeze_time("2030-07-12 08:00:00"):
            self.env.invalidate_all()
            self.assertRegex(change.admission_problem, "has not decided on Candidate")
            self._decide(lead, "approved")
            self.assertFalse(lead.golf_pay_until, "the change charges when it is done")
            self.assertFalse(self._activities(lead, COLLECT))
            self.assertFalse(change.admission_problem)
            change.action_confirm()
            self._commit_hooks()
            self.assertEqual(change.successor_ids.partner_id, self.candidate)
            self.assertEqual(self.member.state, "transferred")
            self.assertEqual(lead.won_status, "won")
            with self.assertRaisesRegex(UserError, "has come by this decision"):
                lead.with_user(self.manager).action_withdraw_golf_decision()

    def test_a_refusal_ends_the_change_and_counts_for_the_next(self):
        self.strict.admission_of_transfers = True
        change = self._prepare(self.member, "transfer", partner_to_id=self.candidate)
        lead = self._apply_for(change)
        wizard = self._decide(lead, "refused", reason="Two against")
        self.assertEqual((wizard.amount, wizard.refund_until), (0, False))
        self.assertEqual((change.state, lead.won_status), ("refused", "lost"))
        again = self._prepare(self.member, "transfer", partner_to_id=self.candidate)
        with self.assertRaisesRegex(UserError, "may apply again from 07/01/2031"):
            self._apply_for(again)
        # Nor past the by-laws, on a tier that asks for nothing.
        self.strict.admission_of_transfers = False
        again.invalidate_recordset()
        with self.assertRaisesRegex(UserError, "may apply again from"):
            again.action_confirm()
        with freeze_time("2030-07-02 08:00:00"):
            lead.with_user(self.manager).action_withdraw_golf_decision()
            self.assertEqual((change.state, lead.won_status), ("draft", "pending"))
            again.action_confirm()
            self.assertEqual(again.state, "done", "taken back, it counts no more")

    def test_a_change_that_is_given_up_ends_its_application(self):
        self.strict.admission_of_transfers = True
        change = self._prepare(
            self.member, "transfer", partner_to_id=self.candidate, date="2030-09-01"
        )
        lead = self._apply_for(change)
        change.with_user(self.manager).action_refuse()
        self.assertEqual(lead.won_status, "lost")

    def test_a_planned_change_needs_its_decision_on_the_day(self):
        self.strict.write({"admission_of_transfers": True, "admission_posting_days": 0})
        change = self._prepare(
            self.member, "transfer", partner_to_id=self.candidate, date="2030-09-01"
        )
        lead = self._apply_for(change)
        lead.golf_seconder_ids = [Command.set(self.seconders.ids)]
        self._decide(lead, "approved")
        change.action_confirm()
        self.assertEqual(change.state, "planned")
        lead.with_user(self.manager).action_withdraw_golf_decision()
        self._night("2030-09-01")
        self.assertEqual(change.state, "planned")
        self.assertIn("has not decided", change.problem)
        with freeze_time("2030-09-02 08:00:00"):
            self._decide(lead, "approved")
        self._night("2030-09-02")
        self.assertEqual(change.successor_ids.partner_id, self.candidate)

    def test_whoever_is_exchanged_is_asked_again(self):
        self.strict.write({"admission_of_transfers": True, "admission_posting_days": 0})
        change = self._prepare(self.member, "transfer", partner_to_id=self.candidate)
        lead = self._apply_for(change)
        lead.golf_seconder_ids = [Command.set(self.seconders.ids)]
        self._decide(lead, "approved")
        change.partner_to_id = self._make_person("Somebody else", "1980-01-01")
        with self.assertRaisesRegex(UserError, "admits Somebody else like one who joins"):
            change.action_confirm()

    def test_an_heir_is_not_asked(self):
        self.strict.write({"admission_of_transfers": True, "is_inheritable": True})
        change = self._prepare(self.member, "inheritance", partner_to_id=self.candidate)
        self.assertFalse(change.asks_admission or change.admission_problem)

    # -------------------------------------------------------------- NOMINEE

    def test_a_new_nominee(self):
        company = self.env["res.partner"].create({"name": "Spring Trade", "is_company": True})
        tier = self._make_tier(
            "Strict corporate",
            "corporate",
            500000,
            12000,
            change_product_id=self.fee.id,
            nominee_max=2,
            nominee_change_fee=6000,
            admission_by_committee=True,
            admission_of_nominees=True,
        )
        member = self._admit(
            self._make_person("First", "1980-01-01"), tier, corporate_partner_id=company.id
        )
        [row] = member.person_ids
        for kind, values in (
            ("nominee", {"member_id": row}),
            ("person", {"role": "nominee"}),
        ):
            with self.subTest(kind=kind):
                new = self._make_person(f"Nominee by {kind}", "1985-01-01")
                change = self._prepare(member, kind, partner_to_id=new, **values)
                self.assertTrue(change.asks_admission)
                with self.assertRaisesRegex(UserError, "Press Apply for admission"):
                    change.action_confirm()
                lead = self._apply_for(change)
                self.assertEqual(lead.golf_payer_id, company)
                self._decide(lead, "approved")
                change.action_confirm()
                self.assertIn(new, member._get_people_of("nominee").partner_id)
        card = self._prepare(
            member, "person", role="card", partner_to_id=self._make_person("Card holder")
        )
        self.assertFalse(card.asks_admission, "cards are no nominees")

    # ----------------------------------------------------------- DUPLICATES

    def _refuse(self, person):
        self._decide(self._apply(partner=person), "refused", reason="No")

    def test_a_refusal_follows_a_merge(self):
        self._refuse(self.candidate)
        twin = self._make_person("Candidate", "1985-03-04")
        self.env["base.partner.merge.automatic.wizard"].create({})._merge(
            (self.candidate | twin).ids, twin
        )
        with self.assertRaisesRegex(UserError, "may apply again from"):
            self._apply(partner=twin)

    def test_a_refusal_is_found_on_who_holds_the_same_document(self):
        self._refuse(self.candidate)
        twin = self._make_person("C. Andidate", "1985-03-04")
        pair = self.env["customer.duplicate"].create(
            {"partner_id": self.candidate.id, "other_id": twin.id, "reason": "document"}
        )
        lead = self._make_lead(twin, self.strict, user_id=self.officer.id)
        with self.assertRaisesRegex(UserError, "C. Andidate was refused"):
            lead.with_user(self.officer).action_start_golf_application()
        pair.action_not_same()
        lead.with_user(self.officer).action_start_golf_application()
        self.assertTrue(lead.golf_application_date)

    # --------------------------------------------------------------- NOTICE

    def test_the_notice_for_the_board(self):
        self.candidate.phone = "+86 139 0000 0001"
        lead = self._apply()
        with self.assertRaisesRegex(UserError, "is not posted"):
            lead.action_print_golf_notice()
        lead.action_post_golf_name()
        action = lead.action_print_golf_notice()
        self.assertEqual(action["report_name"], "golf_membership.report_posting_notice")
        html, _kind = (
            self.env["ir.actions.report"]
            .with_user(self.officer)
            ._render_qweb_html("golf_membership.report_posting_notice", lead.ids)
        )
        text = html.decode()
        for words in ("Candidate", "Strict", "Member A, Member B", "07/11/2030"):
            self.assertIn(words, text)
        for secret in ("139 0000", "1985"):
            self.assertNotIn(secret, text)
        self.assertEqual(lead._get_golf_notice()["posting_ends"], date(2030, 7, 11))

    def test_who_may_apply_for_somebody(self):
        self.strict.admission_of_transfers = True
        change = self._prepare(self.member, "transfer", partner_to_id=self.candidate)
        with self.assertRaises(AccessError):
            change.with_user(self._make_staff("executive")).action_apply_for_admission()
        with self.assertRaises(AccessError):
            change.with_user(self.officer).application_id = self._apply(partner=self.person)
