# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import timedelta

from dateutil.relativedelta import relativedelta

from odoo import api, models
from odoo.tools import file_open

from .plan.fees import paid_part, read_habits

HABITS_FILE = "golf_membership/demo/plan/fees.csv"
#: Months of fees that the clubs have billed here; what lies before was billed elsewhere.
BILLED_MONTHS = 9
#: The daily run bills the fees of the last so many days; those before were billed in their time.
LEFT_TO_THE_RUN = 6
#: Days from a bill to the day on which it is to be paid.
DUE_AFTER = 14
#: Who is on leave, by club.
AWAY = {"links": "Aoife Kelly"}
#: Who resigns, by club: days since the notice, and since the last day; None for one to come.
LEAVERS = {
    "zhuhai": [("梁国栋", 20, 5)],
    "chungshan": [("冯家辉", 40, None)],  # pays until the membership is reissued
    "links": [("Finn Gallagher", 0, None)],
}
#: What full members of the Links are to spend in the restaurant each quarter.
MINIMUM_SPEND = 120


class GolfDemo(models.AbstractModel):
    """The fees of the demo clubs: set up, billed for some months, and paid by most."""

    _inherit = "golf.demo"

    # --------------------------------------------------------------- SET UP

    @api.model
    def _set_outstanding_accounts(self, club):
        """Have payments of the bank journals stand on outstanding accounts until a statement."""
        Payment = self.env["account.payment"].with_company(club)
        journals = self.env["account.journal"].search(
            [("company_id", "=", club.id), ("type", "=", "bank")]
        )
        for direction in ("inbound", "outbound"):
            account = Payment.new({"company_id": club.id})._get_outstanding_account(direction)
            journals[f"{direction}_payment_method_line_ids"].payment_account_id = account

    @api.model
    def _set_up_fees(self, club, club_key):
        """Go through the guided set-up of fees, and say when dues are billed.

        The clubs of Zhuhai and Chung Shan bill by the year, in advance; the Links by the month.
        """
        setup = self.env["golf.fee.setup"].create(
            {
                "company_id": club.id,
                "billing_start": False,
                "dues_recognition": "period",
                "joining_recognition": "months" if club_key == "links" else "at_once",
                "joining_months": 24,
            }
        )
        setup.action_apply()
        tiers = self.env["res.partner.grade"].search([("company_id", "=", club.id)])
        tiers.lapse_days = 180
        dues = tiers.fee_schedule_ids.filtered(lambda s: s.fee_kind == "dues")
        if club_key == "links":
            dues.filtered("price").write({"cadence": "monthly", "prorate": True})
        else:
            dues.lead_days = 30

    @api.model
    def _set_minimum_spend(self, club_key):
        """Ask the full members of the Links to come to the restaurant, since billing began."""
        if club_key == "links":
            self.env["golf.fee.schedule"].create(
                {
                    "tier_id": self._ref("tier_links_full").id,
                    "fee_kind": "minimum",
                    "product_id": self._ref("links_minimum").id,
                    "price_from": "fixed",
                    "amount": MINIMUM_SPEND,
                    "cadence": "quarterly",
                    "prorate": True,
                    "department_ids": self._ref("category_restaurant").ids,
                    "spend_tax_included": True,
                }
            )

    # -------------------------------------------------------------- BILLING

    @api.model
    def _read_habits(self, club_key):
        with file_open(HABITS_FILE) as source:
            return [habit for habit in read_habits(source) if habit.club == club_key]

    @api.model
    def _charge_fees(self, club, club_key, contacts, members, habits):
        """Return the charges of the last months; nothing of them is billed yet.

        :param contacts: {name: contact} of the club's people
        :param members: memberships of those who stay
        """
        self._analyze()
        first = club._golf_today().replace(day=1)
        club.golf_billing_start = first - relativedelta(months=BILLED_MONTHS)
        self._take_lockers(club, club_key, members, habits, contacts)
        if club_key in AWAY:
            self._go_on_leave(members, contacts[AWAY[club_key]], first)
        return self._charge_until_run(members)

    @api.model
    def _charge_until_run(self, members):
        """Return the charges these members lack, made up to the days that the run bills."""
        if not members:
            return self.env["golf.charge"]
        last = members.company_id._golf_today() - timedelta(days=LEFT_TO_THE_RUN)
        return members._make_expected_charges(last)

    @api.model
    def _bill_fees(self, club, club_key, contacts, members, charges, habits):
        """Bill the fees of the last months, take the money, and let the run of today follow.

        :param contacts: {name: contact} of the club's people
        :param members: memberships of those who stay
        :param charges: their charges until the run
        """
        bills = (
            charges.filtered("amount")
            .sorted("bill_on")
            .grouped(lambda charge: (charge.bill_on, charge._get_invoice_key()))
        )
        invoices = charges._draft_invoices(bills.values())
        for (day, _key), invoice in zip(bills, invoices, strict=True):
            invoice.write(
                {"invoice_date": day, "invoice_date_due": day + timedelta(days=DUE_AFTER)}
            )
        invoices.action_post()
        stories = {contacts[habit.name].id: habit.story for habit in habits if habit.story}
        self._take_payments(invoices, stories)
        self._run_billing(club)
        self._resign(club, club_key, members, contacts)
        self._recognise(club)
        self._set_reminder_levels(club)

    @api.model
    def _take_lockers(self, club, club_key, members, habits, contacts):
        """Give members the lockers and bag places they have had since billing began."""
        by_contact = {member.partner_id: member for member in members}
        self.env["golf.fee.subscription"].create(
            [
                {
                    "membership_id": member.id,
                    "product_id": self._ref(f"{club_key}_{habit.fee}").id,
                    "reference": habit.reference,
                    "date_from": max(member.date_start, club.golf_billing_start),
                }
                for habit in habits
                if habit.fee
                for member in [by_contact[contacts[habit.name]]]
            ]
        )

    @api.model
    def _take_payments(self, invoices, stories):
        """Register what was paid for these invoices of fees.

        :param dict stories: {id of the member's contact: how he or she pays}
        """
        newest = {}
        for invoice in invoices.sorted(lambda move: (move.invoice_date, move.id)):
            newest[invoice.partner_id] = invoice
        in_full = invoices.browse()
        for invoice in invoices:
            members = invoice.invoice_line_ids.golf_charge_id.member_id
            story = next((stories[m.id] for m in members if m.id in stories), "")
            age = (invoice.company_id._golf_today() - invoice.invoice_date).days
            part = paid_part(story, age, newest[invoice.partner_id] == invoice)
            if part == 1:
                in_full |= invoice
            elif part:
                amount = invoice.currency_id.round(invoice.amount_total * part)
                self._pay(invoice, self._get_pay_day(invoice), amount)
        for paid in in_full.grouped(lambda move: move.invoice_date.replace(day=1)).values():
            self._pay(paid, max(paid.mapped(self._get_pay_day)))

    @api.model
    def _run_billing(self, club):
        """Have the run of today bill what is left, as the scheduler does each night."""
        run = self.env["golf.billing.run"]._as_club(club)._open(club)
        for part in run.slice_ids:
            part._advance(post=True)
        run._tally()

    @api.model
    def _recognise(self, club):
        """Plan the revenue of what was billed, and post the months that are over."""
        stale = self.env["golf.deferral"]._find_stale_charges()
        charges = self.env["golf.charge"].browse(stale)
        mine = charges.filtered(lambda charge: charge.company_id == club)
        mine._plan_each_on_its_own(club._get_golf_deferral_journal())
        self.env["account.move"].search(
            [
                ("company_id", "=", club.id),
                ("golf_is_deferral", "=", True),
                ("state", "=", "draft"),
                ("date", "<=", club._golf_today()),
            ]
        )._post()

    @api.model
    def _set_reminder_levels(self, club):
        """Give the club the usual reminders, without the e-mails: nobody is at these addresses."""
        club._add_default_reminder_levels()
        levels = self.env["golf.reminder.level"].search([("company_id", "=", club.id)])
        levels.write({"template_id": False, "make_activity": True, "add_late_fee": False})

    @api.model
    def _go_on_leave(self, members, contact, first):
        """Let a member be on leave since two months ago, for half a year."""
        self.env["golf.leave"].create(
            {
                "membership_id": members.filtered(lambda m: m.partner_id == contact).id,
                "date_from": first - relativedelta(months=2),
                "date_to": first + relativedelta(months=4, days=-1),
                "reason": "Works abroad",
            }
        )

    @api.model
    def _resign(self, club, club_key, members, contacts):
        """Let members resign: some have left, with what they paid too much and their deposit."""
        for name, notice_days, left_days in LEAVERS.get(club_key, ()):
            contact = contacts[name]
            leaver = members.filtered(lambda m: m.partner_id == contact)  # noqa: B023
            today = club._golf_today()
            wizard = self.env["golf.resignation"].create(
                {
                    "membership_ids": leaver.ids,
                    "notice_on": today - timedelta(days=notice_days),
                    "reason": "Moves away",
                    "refund_deposit": left_days is not None,
                }
            )
            if left_days is not None:
                wizard.line_ids.last_day = today - timedelta(days=left_days)
            wizard.action_confirm()
            for note in leaver.leaving_move_ids if left_days is not None else ():
                self._pay(note, today)
