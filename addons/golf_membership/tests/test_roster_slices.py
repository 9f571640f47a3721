# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

import contextlib
from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.crm_customer_profile.tests.concurrency_common import Killed

from .roster_common import RosterCommon


@tagged("post_install", "-at_install")
class TestRosterSlices(RosterCommon):
    """Slices of two rows, and what happens when one of them does not come to its end."""

    def setUp(self):
        super().setUp()
        self.Import = type(self.env["golf.roster.import"])
        self.startPatcher(patch.object(self.Import, "_get_slice_size", lambda self: 2))

    def _start(self, *members):
        """Return an import that has been started and not run."""
        roster = self._check(*members)
        roster.action_import()
        return roster.sudo()

    def _make_members(self, count, **cells):
        return [self._member(str(number), **cells) for number in range(1, count + 1)]

    def _test_cut(self, method, good_calls, cut_by=Killed):
        roster = self._start(*self._make_members(7, balance_due="100", mobile="15501815908"))
        original = getattr(self.Import, method)
        calls = []

        def cut(self, *args):
            result = original(self, *args)
            calls.append(args)
            if len(calls) > good_calls:
                raise cut_by
            return result

        # assertRaises would take back what the import has committed.
        with patch.object(self.Import, method, cut), contextlib.suppress(Killed):
            self._run_scheduler(roster)
        self.assertGreater(len(calls), good_calls)
        self.env.invalidate_all()
        members = roster.line_ids.membership_id
        self.assertEqual(roster.state, "running")
        self.assertEqual(len(members), 2, "the first slice is in, the one that was cut is not")
        self.assertEqual(sum(members.mapped("opening_due")), 200)
        self.assertEqual(len(self._get_moves(roster)), 1)
        self._run_scheduler(roster)
        self.assertEqual((roster.state, roster.imported_count), ("done", 7))
        self.assertEqual(len(self._get_moves(roster)), 4)
        self.assertEqual(roster.ledger_balance, 700)
        self.assertEqual(len(roster.line_ids.membership_id.event_ids), 7)
        self.assertEqual(self.env["res.partner"].search_count([("name", "=like", "Member _")]), 7)

    def _get_moves(self, roster):
        return self.env["account.move"].search([("golf_roster_import_id", "=", roster.id)])

    def test_cut_when_the_contacts_are_made(self):
        self._test_cut("_take_people", 1)

    def test_cut_when_the_members_are_made(self):
        self._test_cut("_admit", 1)

    def test_cut_when_the_balances_are_booked(self):
        self._test_cut("_book_opening", 1)

    @mute_logger("odoo.addons.base.models.ir_cron")
    def test_failed_before_the_commit(self):
        self._test_cut("_refresh_counters", 1, cut_by=RuntimeError)

    def test_progress_is_told_after_each_slice(self):
        roster = self._start(*self._make_members(5))
        seen = []
        original = self.Import._refresh_counters

        def watch(self):
            original(self)
            seen.append((self.imported_count, round(self.progress)))

        with patch.object(self.Import, "_refresh_counters", watch):
            self._run_scheduler(roster)
        self.assertEqual(seen, [(2, 40), (4, 80), (5, 100), (5, 100)])

    @mute_logger("odoo.sql_db")
    def test_a_row_odoo_refuses_is_reported_and_the_others_stay(self):
        same = {"name": "Ann Lee", "email": "ann@example.com", "balance_due": "10"}
        # Twice the same person, the second time brought in by the first: only Odoo's own check
        # of the contacts sees that.
        roster = self._start(
            self._member("1", **same, paid_until="2021-12-31"),
            self._member("2", **same, joined_on="2022-01-01", referrer_no="1"),
            self._member("3", balance_due="10"),
        )
        self._run_scheduler(roster)
        statuses = dict(roster.line_ids.mapped(lambda line: (line.member_no, line.status)))
        self.assertEqual(statuses, {"1": "imported", "2": "bad", "3": "imported"})
        refused = roster.line_ids.filtered(lambda line: line.status == "bad")
        self.assertEqual(refused.reason_code, "refused")
        self.assertIn("Ann Lee cannot have referred", refused.reason)
        self.assertEqual((roster.state, roster.ledger_balance), ("done", 20))
        self.assertEqual(roster.ledger_difference, 0)

    def test_a_number_given_away_since_the_preview(self):
        roster = self._start(*self._make_members(3))
        self.env["golf.membership"].sudo().create(
            {
                "number": "2",
                "partner_id": self._make_person("Someone Else").id,
                "tier_id": self.tier.id,
                "company_id": self.club.id,
                "date_start": "2020-01-01",
            }
        )
        self._run_scheduler(roster)
        second = roster.line_ids.filtered(lambda line: line.member_no == "2")
        self.assertEqual((second.status, second.reason_code), ("bad", "member_no taken"))
        self.assertIn("Someone Else", second.reason)
        self.assertEqual((roster.imported_count, roster.bad_count), (2, 1))

    def test_referrers_may_stand_further_down_or_be_members_already(self):
        (former,) = self._take(self._member("900"))
        members = self._take(
            self._member("1", referrer_no="5"),
            self._member("2", referrer_no="900"),
            self._member("3", referrer_no="4"),
            self._member("4", referrer_no="3"),
            self._member("5"),
        )
        by_number = {member.number: member for member in members | former}
        for number, referrer in {"1": "5", "2": "900", "3": "4"}.items():
            self.assertEqual(
                by_number[number].referrer_partner_id, by_number[referrer].partner_id, number
            )
        self.assertFalse(by_number["5"].referrer_partner_id)
        # 4 was brought by 3, whom 4 brought: of a circle the first word counts.
        self.assertFalse(by_number["4"].referrer_partner_id)
        last = self.env["golf.roster.import"].search([("company_id", "=", self.club.id)])[0]
        self.assertRegex(last.notice, "could not be taken.*: 4$")

    def test_books_closed_on_the_way_stop_the_import_and_it_goes_on_later(self):
        roster = self._start(*self._make_members(3, balance_due="10"))
        self.club.fiscalyear_lock_date = roster.date
        self._run_scheduler(roster)
        self.assertEqual((roster.state, roster.imported_count), ("checked", 0))
        self.assertIn("books are closed", roster.notice)
        self.assertFalse(roster.line_ids.membership_id)
        self.club.fiscalyear_lock_date = False
        self._import(roster.with_user(self.manager))
        self.assertEqual((roster.state, roster.imported_count), ("done", 3))
        self.assertFalse(roster.notice)

    def test_a_running_import_is_left_alone(self):
        roster = self._start(*self._make_members(1)).with_user(self.manager)
        for change in (
            roster.unlink,
            roster.action_check,
            roster.action_import,
            lambda: roster.write({"date": "2020-01-01"}),
            lambda: roster.write({"state": "draft"}),
        ):
            with self.assertRaises(UserError):
                change()

    def test_queries_do_not_grow_with_the_rows(self):
        """A slice of 80 rows asks as often as one of 20, give or take what Odoo batches."""
        self._take(*self._make_members(1, balance_due="1", club_brands="PING"))  # warm caches
        counts = []
        for first, size in ((1000, 20), (2000, 80)):
            members = [
                self._member(
                    str(first + position),
                    mobile=f"1550181{first + position}",
                    email=f"m{first + position}@example.com",
                    balance_due="100",
                    deposit="500",
                    referrer_no=str(first),
                    handicap="12.3",
                    club_brands="PING;Mizuno",
                )
                for position in range(size)
            ]
            members[0]["referrer_no"] = ""
            roster = self._start(*members)
            with patch.object(self.Import, "_get_slice_size", lambda self: 100):
                before = self.cr.sql_log_count
                self._run_scheduler(roster)
                counts.append(self.cr.sql_log_count - before)
            self.assertEqual(roster.imported_count, size)
        self.assertLess(counts[1] - counts[0], 20, counts)
        self.assertLess(counts[1], 350)
