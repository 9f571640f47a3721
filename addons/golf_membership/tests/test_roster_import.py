# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

import csv
import io
from decimal import Decimal

from odoo.tests import freeze_time, tagged
from odoo.tools import SQL

from .roster_common import RosterCommon
from .test_roster_rules import read_expected, roster_bytes

TOUCHED = (
    "golf.membership",
    "golf.membership.event",
    "res.partner",
    "golf.club.brand",
    "account.move",
    "account.move.line",
    "mail.message",
)


# The day from which the roster looks back: its members had joined, none after it.
@freeze_time("2026-07-01 04:00:00")
@tagged("post_install", "-at_install")
class TestRosterImport(RosterCommon):
    """The roster of 1,200 members, as the club keeps it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.expected = read_expected()
        cls.cells = {
            str(line): cells
            for line, cells in enumerate(
                csv.DictReader(io.StringIO(roster_bytes().decode("utf-8-sig"))), start=2
            )
        }
        cls.good = {
            line: cells for line, cells in cls.cells.items() if line not in cls.expected["bad_rows"]
        }
        cls.roster = cls._make_roster(roster_bytes())
        cls.roster.action_check()
        cls._import(cls.roster)
        cls.members = cls.env["golf.membership"].search([("company_id", "=", cls.club.id)])

    def test_good_rows_are_in_and_bad_rows_are_not(self):
        self.assertEqual(self.roster.state, "done")
        self.assertFalse(self.roster.notice)
        self.assertEqual(
            (self.roster.row_count, self.roster.imported_count, self.roster.bad_count),
            (1200, 1170, 30),
        )
        self.assertEqual(self.roster.progress, 100)
        bad = self.roster.line_ids.filtered(lambda line: line.status == "bad")
        reasons = {str(line.line_number): line.reason_code for line in bad}
        self.assertEqual(reasons, self.expected["bad_rows"])
        self.assertEqual(
            sorted(self.members.mapped("number")),
            sorted(cells["member_no"] for cells in self.good.values()),
        )
        # Nothing of a bad row is kept, such as its e-mail address or its member number.
        emails = {self.cells[line]["email"] for line in reasons} - {""}
        self.assertFalse(self.env["res.partner"].search([("email", "in", sorted(emails))]))

    def test_bad_rows_come_back_with_their_reasons(self):
        self.assertIn(
            f"/{self.roster.id}/bad_rows_file", self.roster.action_download_bad_rows()["url"]
        )
        content = self.roster._make_bad_rows_file()
        self.assertTrue(content.startswith(b"\xef\xbb\xbf"))
        rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
        self.assertEqual({row["line"]: row["reason"] for row in rows}, self.expected["bad_rows"])
        self.assertEqual(list(rows[0]), ["line", *self.cells["2"], "reason", "what_to_do"])
        for row in rows:
            told = {column: row[column] for column in self.cells["2"]}
            self.assertEqual(told, self.cells[row["line"]])
            self.assertRegex(row["what_to_do"], r"^\S.* .*\.$")

    def test_every_field_of_every_row(self):
        by_number = {member.number: member for member in self.members}
        by_partner = {member.partner_id: member.number for member in self.members}
        genders = {"M": "male", "F": "female"}
        for line, cells in self.good.items():
            member = by_number[cells["member_no"]]
            partner = member.partner_id
            told = {
                "name": partner.name,
                "gender": partner.gender,
                "birthday": str(partner.birthday or ""),
                "phone": (partner.phone or "").replace(" ", ""),
                "email": partner.email or "",
                "tier": member.tier_id.name,
                "company": member.corporate_partner_id.name or "",
                "joined_on": str(member.date_start),
                "paid_until": str(member.date_end or ""),
                "referrer": by_partner.get(member.referrer_partner_id, ""),
                "handicap": partner.golf_handicap if partner.golf_has_handicap else "",
                "playing_since": str(partner.golf_playing_since or ""),
                "brands": sorted(partner.golf_brand_ids.mapped("name")),
                "joining_fee": member.agreed_joining_fee,
                "dues": member.agreed_dues,
                "balance": member.opening_due,
                "deposit": member.deposit_balance,
            }
            self.assertEqual(
                told,
                {
                    "name": cells["name"],
                    "gender": genders[cells["gender"]],
                    "birthday": cells["birthday"],
                    "phone": cells["mobile"] and f"+86{cells['mobile']}",
                    "email": cells["email"],
                    "tier": cells["tier"],
                    "company": cells["company"],
                    "joined_on": cells["joined_on"],
                    "paid_until": cells["paid_until"],
                    "referrer": cells["referrer_no"],
                    "handicap": float(cells["handicap"]) if cells["handicap"] else "",
                    "playing_since": cells["playing_since"],
                    "brands": sorted(filter(None, cells["club_brands"].split(";"))),
                    "joining_fee": float(cells["joining_fee"]),
                    "dues": float(cells["annual_dues"]),
                    "balance": float(cells["balance_due"]),
                    "deposit": float(cells["deposit"]),
                },
                f"line {line}",
            )
        handicaps = {cells["handicap"] for cells in self.good.values()}
        self.assertTrue({"-0.0", "-1.7", "", "35.8"} <= handicaps, "the roster has them all")

    def test_memberships_are_running_with_tier_and_history(self):
        active = self.members.filtered(lambda member: member.state == "active")
        lapsed = self.members - active
        paid = {cells["member_no"]: cells["paid_until"] for cells in self.good.values()}
        self.assertEqual(set(lapsed.mapped("state")), {"lapsed"})
        self.assertEqual(
            set(lapsed.mapped("number")),
            {number for number, until in paid.items() if until and until < "2026-07-01"},
        )
        for member in active:
            self.assertEqual(member.partner_id.grade_id, member.tier_id)
        self.assertFalse(lapsed.partner_id.grade_id)
        self.assertEqual(set(self.members.mapped("origin")), {"import"})
        self.assertEqual(len(self.members.event_ids), 1170)
        self.assertEqual(set(self.members.event_ids.mapped("kind")), {"imported"})
        self.assertEqual(self.members.event_ids.user_id, self.manager)

    def test_companies_are_shared_contacts_and_not_parents(self):
        named = [cells["company"] for cells in self.good.values() if cells["company"]]
        companies = self.members.corporate_partner_id
        self.assertEqual(len(companies), len(set(named)))
        self.assertEqual(set(companies.mapped("is_company")), {True})
        self.assertFalse(self.members.partner_id.parent_id)

    def test_balances_tie_to_the_ledger(self):
        owed = sum(Decimal(cells["balance_due"]) for cells in self.good.values())
        deposited = sum(Decimal(cells["deposit"]) for cells in self.good.values())
        self.assertGreater(owed, 0)
        moves = self.env["account.move"].search([("golf_roster_import_id", "=", self.roster.id)])
        self.assertEqual(set(moves.mapped("state")), {"posted"})
        self.assertEqual(set(moves.mapped("date")), {self.roster.date})
        lines = moves.line_ids
        receivable = lines.filtered(lambda line: line.account_type == "asset_receivable")
        deposits = lines.filtered(lambda line: line.account_id == self.roster.deposit_account_id)
        opening = lines - receivable - deposits
        self.assertAlmostEqual(sum(receivable.mapped("debit")), float(owed), 2)
        self.assertAlmostEqual(sum(deposits.mapped("credit")), float(deposited), 2)
        self.assertEqual(opening.account_id, self.roster.opening_account_id)
        self.assertEqual(receivable.partner_id, receivable.golf_membership_id.partner_id)
        self.assertEqual(self.roster.roster_balance, float(owed))
        self.assertEqual(self.roster.ledger_balance, float(owed))
        self.assertEqual(self.roster.roster_deposit, float(deposited))
        self.assertEqual(self.roster.ledger_deposit, float(deposited))
        self.assertEqual(self.roster.ledger_difference, 0)
        self.assertFalse(lines.tax_ids)
        self.assertEqual(set(receivable.mapped("no_followup")), {False})

    def test_importing_it_again_changes_nothing(self):
        before = self._get_fingerprint()
        again = self._make_roster(roster_bytes())
        again.action_check()
        self.assertEqual(
            (again.good_count, again.unchanged_count, again.bad_count), (1170, 1170, 30)
        )
        self._import(again)
        self.assertEqual(
            (again.state, again.imported_count, again.unchanged_count), ("done", 0, 1170)
        )
        self.assertEqual(self._get_fingerprint(), before)
        self.assertEqual(again.ledger_balance, self.roster.ledger_balance)
        self.assertEqual(again.ledger_difference, 0)

    def _get_fingerprint(self):
        """Return the rows, to the last column, of each table that an import touches."""
        self.env.flush_all()
        fingerprint = {}
        for name in TOUCHED:
            table = SQL.identifier(self.env[name]._table)
            query = SQL("SELECT count(*), sum(hashtext(row::text)) FROM %s AS row", table)
            fingerprint[name] = self.env.execute_query(query)
        return fingerprint
