# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import timedelta

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from odoo.addons.crm_customer_profile.models.customer_import_sentences import sentence

from ..models.golf_roster_sentences import FILE_SENTENCES, ROW_SENTENCES
from ..roster import problems
from .roster_common import RosterCommon
from .test_roster_rules import make_csv


@tagged("post_install", "-at_install")
class TestRosterRefusals(RosterCommon):
    """What is refused as a whole, in a sentence, with nothing half written; and who may try."""

    def _assert_refused(self, sentence_part, action):
        """Check that ``action`` is refused in these words and leaves nothing behind."""
        self.env.flush_all()
        lines = self.env["golf.roster.import.line"].search_count([])
        people = self.env["res.partner"].search_count([])
        with self.assertRaisesRegex(UserError, sentence_part), self.cr.savepoint():
            action()
        self.env.invalidate_all()
        self.assertEqual(self.env["golf.roster.import.line"].search_count([]), lines)
        self.assertEqual(self.env["res.partner"].search_count([]), people)

    def test_files_that_are_no_rosters(self):
        for part, content in {
            "is empty": b"\n",
            "not a table": b"%PDF-1.4",
            "These columns are missing: member_no": b"name\nAnn",
            "no members": make_csv(),
        }.items():
            with self.subTest(part=part):
                self._assert_refused(part, self._make_roster(content).action_check)
        roster = self._make_roster(b"").with_user(self.manager)
        self._assert_refused("Choose the file first", roster.action_check)

    def test_another_file_takes_the_preview_back(self):
        roster = self._check(self._member("1"), self._member("2", name=""))
        self.assertEqual((roster.state, roster.good_count, roster.bad_count), ("checked", 1, 1))
        roster.file = self._make_roster(make_csv(self._member("3"))).file
        self.assertEqual((roster.state, roster.row_count), ("draft", 0))
        self._assert_refused("Check .* first", roster.action_import)

    def test_nothing_good_is_nothing_to_import(self):
        roster = self._check(self._member("1", name=""))
        self._assert_refused("has no good row", roster.action_import)
        good = self._check(self._member("1"))
        self._assert_refused("No row of this file was refused", good.action_download_bad_rows)

    def test_accounts_and_journal_are_found_and_can_be_told(self):
        roster = self._check(self._member("1", balance_due="1"))
        self.assertEqual(roster.journal_id.type, "general")
        self.assertEqual(roster.opening_account_id.internal_group, "equity")
        self.assertEqual(roster.deposit_account_id.internal_group, "liability")
        account = self.env["account.account"].create(
            {"name": "Bonds of members", "code": "219999", "account_type": "liability_non_current"}
        )
        self.club.golf_deposit_account_id = account
        self.assertEqual(self._check(self._member("1")).deposit_account_id, account)

    def test_missing_journal_or_account(self):
        for field, label in {
            "journal_id": "Opening journal",
            "opening_account_id": "Opening balance account",
            "deposit_account_id": "Members' deposits account",
        }.items():
            with self.subTest(field=field):
                roster = self._check(self._member("1", balance_due="1", deposit="1"))
                roster[field] = False
                self._assert_refused(f"Choose: {label}", roster.action_import)
                self.assertEqual(roster.state, "checked")

    def test_without_amounts_no_accounts_are_needed(self):
        roster = self._check(self._member("1"))
        roster.write({"journal_id": False, "opening_account_id": False})
        roster.deposit_account_id = False
        self._import(roster)
        self.assertEqual(roster.imported_count, 1)

    def test_accounts_of_the_wrong_kind(self):
        roster = self._check(self._member("1", balance_due="1", deposit="1"))
        income = self.company_data["default_account_revenue"]
        receivable = self.company_data["default_account_receivable"]
        with self.cr.savepoint() as savepoint:
            roster.deposit_account_id = income
            self._assert_refused("not a liability", roster.action_import)
            savepoint.rollback()
        roster.invalidate_recordset()
        roster.opening_account_id = receivable
        self._assert_refused("cannot be a receivable", roster.action_import)

    def test_closed_period_and_future(self):
        roster = self._check(self._member("1", balance_due="1"))
        self.club.fiscalyear_lock_date = roster.date
        self._assert_refused("books are closed", roster.action_import)
        roster.date = roster.date + timedelta(days=1)
        self._assert_refused("lie in the future", roster.action_import)

    def test_every_problem_has_a_sentence(self):
        self.assertEqual(set(ROW_SENTENCES), set(problems.ROW_CODES))
        keys = ("column", "value", "number", "line", "holder", "tier", "count", "expected", "years")
        keys += (
            "today",
            "birthday",
            "joined",
            "first",
            "last",
            "error",
            "limit",
            "missing",
            "found",
        )
        values = dict.fromkeys((*keys, "repeated"), "X")
        for code, text in (ROW_SENTENCES | FILE_SENTENCES).items():
            with self.subTest(code=code):
                self.assertRegex(sentence(self.env, text, values), r"^[A-Z].*[.X]$")

    def test_reasons_of_given_rows_hold_what_they_name(self):
        roster = self._check(
            self._member("1", balance_due="12,0x"), self._member("1"), self._member("2", tier="Tin")
        )
        reasons = roster.line_ids.mapped("reason")
        self.assertIn("12,0x under balance_due is not a number", reasons[0])
        self.assertIn("1 stands on line 2", reasons[1])
        self.assertIn("no tier Tin", reasons[2])

    # ---------------------------------------------------------------- ACCESS

    def test_only_managers_see_and_import_rosters(self):
        roster = self._check(self._member("1"))
        for role in ("shop", "officer", "accountant", "executive"):
            user = self._make_staff(role)
            with self.subTest(role=role):
                for record in (roster, roster.line_ids):
                    with self.assertRaises(AccessError):
                        record.with_user(user).read(["display_name"])
                for action in ("action_check", "action_import"):
                    with self.assertRaises(AccessError):
                        getattr(roster.with_user(user), action)()
                with self.assertRaises(AccessError):
                    self.env["golf.roster.import"].with_user(user).create({"name": "Mine"})

    def test_managers_cannot_touch_rows_or_results(self):
        roster = self._check(self._member("1"))
        with self.assertRaises(AccessError):
            roster.line_ids.write({"status": "bad"})
        with self.assertRaises(AccessError):
            roster.line_ids.unlink()
        for vals in ({"state": "done"}, {"imported_count": 9}, {"notice": "x"}):
            with self.assertRaisesRegex(UserError, "by itself"):
                roster.write(vals)
        with self.assertRaisesRegex(UserError, "by itself"):
            roster.create({"name": "x", "state": "running"})

    def test_clubs_are_kept_apart(self):
        roster = self._check(self._member("1"))
        other = self.env["res.company"].create({"name": "Other Links"})
        stranger = new_test_user(
            self.env,
            login="stranger",
            groups="golf_membership.group_golf_manager",
            company_id=other.id,
            company_ids=[Command.set(other.ids)],
        )
        self.assertFalse(roster.with_user(stranger).search([]))
        self.assertFalse(roster.line_ids.with_user(stranger).search([]))
        with self.assertRaises(AccessError):
            roster.with_user(stranger).action_import()

    def test_a_manager_needs_no_accounting_rights(self):
        self.assertFalse(self.manager.has_group("account.group_account_invoice"))
        roster = self._check(self._member("1", balance_due="350.50", deposit="1000"))
        self._import(roster)
        self.assertEqual((roster.ledger_balance, roster.ledger_deposit), (350.5, 1000))
        move = self.env["account.move"].search([("golf_roster_import_id", "=", roster.id)])
        self.assertEqual(move.create_uid, self.manager)

    def test_a_done_import_can_be_deleted_and_its_members_stay(self):
        roster = self._import(self._check(self._member("1", balance_due="1")))
        member = roster.sudo().line_ids.membership_id
        roster.unlink()
        self.assertTrue(member.exists())
        self.assertEqual(member.opening_due, 1)
