# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import date, timedelta

from .fee_common import FeeCommon
from .fee_recount import Recount, first_dues, unused_dues


class FeeOperations(FeeCommon):
    """A club and its books on paper; what may be done with fees, in Odoo and on paper alike.

    An operation draws what it is done to, and tells whether there was anything to do it to.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.club.golf_renewal_notice_days = 0
        cls._get_schedule(cls.tier).prorate = True
        cls.books = Recount()
        # Four members taken over, two of whom have one payer; two have paid.
        members = [cls._take_over(f"会员{number}") for number in range(4)]
        members[1].payer_id = members[0].payer_id
        cls.members = members[0].union(*members[1:])
        # One who pays after the year and was billed for none here yet: until somebody leaves.
        cls.after = cls._make_tier("After", "individual", None, 6000, term="club_year")
        cls._get_schedule(cls.after).write({"prorate": True, "timing": "arrears"})
        began = {"date_start": date(cls.year - 1, 1, 1), "term_end": False}
        cls.late_payer = cls._take_over("后付会员", tier=cls.after, **began)
        invoices = cls._bill(cls._charge(cls.members))
        for invoice in invoices:
            cls._note_invoice(cls.books, invoice)
        cls._note_payment(cls.books, invoices[1], 600000)
        cls._commit_hooks()

    def _get_operations(self):
        return (
            self._join,
            self._renew,
            self._pay_full,
            self._pay_part,
            self._pay_over,
            self._credit_part,
            self._credit_whole,
            self._waive_unbilled,
            self._waive_billed,
            self._resign,
            self._leave_in_arrears,
            # These need something to have happened before, so they are drawn more often.
            *[self._unmatch] * 2,
            *[self._apply] * 3,
        )

    def _choose(self, dice, books, sign, is_open):
        """Choose a document with lines that is open, or not; ``None`` if there is none."""
        keys = [
            key
            for key, paper in books.papers.items()
            if paper.lines and paper.sign == sign and bool(paper.left) == is_open
        ]
        return self.env["account.move"].browse(dice.choice(sorted(keys))) if keys else None

    def _join(self, dice, books):
        joined = date(self.year, dice.randint(1, 12), dice.randint(1, 28))
        person = self._make_person(f"新会员{dice.random()}", "1990-01-01")
        membership = self._make_pending(person, golf_start_date=joined)
        invoice = self._invoice(membership.order_id)
        year_end, before = date(self.year, 12, 31), date(self.year - 1, 12, 31)
        expected = {
            "joining": 23800000,
            "dues": first_dues(600000, joined, year_end, (year_end - before).days),
        }
        lines = {charge.id: expected[charge.fee_kind] for charge in membership.charge_ids}
        books.invoice(invoice.id, person.id, lines)
        return True

    def _renew(self, dice, books):
        member = dice.choice(self.members)
        charges = self._charge(member, date(self.year + 1, 1, 1))
        if not charges:
            return False
        invoice = self._bill(charges)
        leaves = member.last_day or date.max
        lines = {
            charge.id: 600000 - unused_dues(600000, start, date(start.year, 12, 31), leaves)
            for charge in charges
            for start in [charge.period_start]
        }
        books.invoice(invoice.id, invoice.partner_id.id, lines)
        return True

    def _pay_full(self, dice, books):
        invoice = self._choose(dice, books, 1, True)
        if not invoice:
            return False
        self._note_payment(books, invoice, books.papers[invoice.id].left)
        return True

    def _pay_part(self, dice, books):
        invoice = self._choose(dice, books, 1, True)
        if not invoice or books.papers[invoice.id].left < 2:
            return False
        self._note_payment(books, invoice, dice.randint(1, books.papers[invoice.id].left - 1))
        return True

    def _pay_over(self, dice, books):
        invoice = self._choose(dice, books, 1, True)
        if not invoice:
            return False
        cents = books.papers[invoice.id].left + dice.randint(1, 500000)
        self._note_payment(books, invoice, cents)
        return True

    def _credit_part(self, dice, books):
        invoice = self._choose(dice, books, 1, dice.random() < 0.5)
        if not invoice:
            return False
        charge = dice.choice(invoice.invoice_line_ids.golf_charge_id)
        left = books.papers[invoice.id].lines[charge.id] - books.credited(charge.id)
        if left < 2:
            return False
        return self._give_credit(books, invoice, {charge: dice.randint(1, left)})

    def _credit_whole(self, dice, books):
        invoice = self._choose(dice, books, 1, dice.random() < 0.5)
        if not invoice:
            return False
        lines = books.papers[invoice.id].lines
        if any(books.credited(charge) for charge in lines):
            return False
        charges = invoice.invoice_line_ids.golf_charge_id
        return self._give_credit(books, invoice, {c: lines[c.id] for c in charges})

    def _give_credit(self, books, invoice, cents):
        amounts = {charge: amount / 100 for charge, amount in cents.items()}
        # Odoo sets a credit note against what is open of its invoice when it is posted.
        note = self._credit_lines(invoice, amounts, reconcile=False)
        lines = {charge.id: amount for charge, amount in cents.items()}
        books.credit(note.id, note.partner_id.id, lines, invoice.id)
        return True

    def _waive_unbilled(self, dice, books):
        member = dice.choice(self.members)
        charges = self._charge(member, date(self.year + 1, 1, 1))
        if not charges:
            return False
        charges.sudo()._waive("Goodwill")
        self.assertEqual(set(charges.mapped("state")), {"waived"})
        return True

    def _waive_billed(self, dice, books):
        invoice = self._choose(dice, books, 1, True)
        charge = invoice and invoice.invoice_line_ids.golf_charge_id
        # What is open of one charge among several is not on paper.
        if not charge or len(charge) > 1 or charge.state not in ("invoiced", "part_paid"):
            return False
        left, notes = books.papers[invoice.id].left, charge.sudo()._waive("Goodwill")[charge]
        self.assertEqual(self._cents(sum(notes.mapped("amount_total"))), left)
        books.credit(notes.id, notes.partner_id.id, {charge.id: left}, invoice.id)
        return True

    def _resign(self, dice, books):
        member = dice.choice(self.members)
        charges = member.charge_ids.filtered(lambda c: c.fee_kind == "dues" and not c.waived_on)
        if member.last_day or not charges or any(books.credited(c.id) for c in charges):
            return False
        last_day = self.today + timedelta(days=dice.randint(0, 400))
        expected = {
            charge.id: unused_dues(600000, charge.period_start, charge.period_end, last_day)
            for charge in charges
        }
        notes = member.sudo()._resign(self.today, last_day, "Moves away")
        credited = {}
        for note in notes:
            lines = {
                line.golf_charge_id.id: self._cents(line.price_total)
                for line in note.invoice_line_ids
            }
            credited |= lines
            books.credit(note.id, note.partner_id.id, lines, note.reversed_entry_id.id)
        self.assertEqual(credited, {key: cents for key, cents in expected.items() if cents})
        return True

    def _leave_in_arrears(self, dice, books):
        member = self.late_payer
        if member.last_day:
            return False
        last_day = max(self.today - timedelta(days=dice.randint(1, 390)), date(self.year - 1, 1, 1))
        self.assertFalse(member.sudo()._resign(last_day, last_day, "Moves away"))
        expected = [
            600000 - unused_dues(600000, date(year, 1, 1), date(year, 12, 31), last_day)
            for year in range(self.year - 1, last_day.year + 1)
        ]
        billed = member.search(member._get_charged_domain(self.club)) & member
        invoice = self._bill(billed.sudo()._make_expected_charges(self.today).sudo(False))
        self.assertFalse(billed._get_expected_charges(date(self.year + 9, 1, 1)))
        lines = member.charge_ids.sorted("period_start")
        self.assertEqual([self._cents(charge.amount) for charge in lines], expected)
        books.invoice(
            invoice.id, invoice.partner_id.id, dict(zip(lines.ids, expected, strict=True))
        )
        return True

    def _unmatch(self, dice, books):
        matched = sorted({match[0] for match in books.matches})
        if not matched:
            return False
        invoice = self.env["account.move"].browse(dice.choice(matched))
        invoice.line_ids.remove_move_reconcile()
        books.unmatch(invoice.id)
        return True

    def _apply(self, dice, books):
        note = self._choose(dice, books, -1, True)
        if not note:
            return False
        payer = books.papers[note.id].payer
        open_ids = sorted(
            key
            for key, paper in books.papers.items()
            if paper.payer == payer and paper.sign == 1 and paper.left
        )
        if not open_ids:
            return False
        invoice = note.browse(dice.choice(open_ids))
        credit = note.line_ids.filtered(lambda line: line.display_type == "payment_term")
        invoice.js_assign_outstanding_line(credit.id)
        books.match(invoice.id, note.id)
        return True
