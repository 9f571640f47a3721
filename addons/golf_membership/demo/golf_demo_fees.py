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

    # -------------------------------------------------------------- BILLING

    @api.model
    def _bill_fees(self, club, club_key, contacts, members):
        """Bill the fees of the last months, take the money, and let the run of today follow.

        :param contacts: {name: contact} of the club's people
        :param members: memberships of those who stay
        """
        with file_open(HABITS_FILE) as source:
            habits = [habit for habit in read_habits(source) if habit.club == club_key]
        self._analyze()
        today = club._golf_today()
        club.golf_billing_start = today.replace(day=1) - relativedelta(months=BILLED_MONTHS)
        self._take_lockers(club, club_key, members, habits, contacts)
        charges = members._make_expected_charges(today - timedelta(days=LEFT_TO_THE_RUN))
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
        self._recognise(club)
        self._set_reminder_levels(club)
        if club_key == "links":
            self._leave(club, members, contacts)

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
    def _leave(self, club, members, contacts):
        """Let one member go on leave, and another one resign."""
        by_contact = {member.partner_id: member for member in members}
        next_month = club._golf_today().replace(day=1) + relativedelta(months=1)
        self.env["golf.leave"].create(
            {
                "membership_id": by_contact[contacts["Aoife Kelly"]].id,
                "date_from": next_month,
                "date_to": next_month + relativedelta(months=3, days=-1),
                "reason": "Works abroad until spring",
            }
        )
        self.env["golf.resignation"].create(
            {
                "membership_ids": by_contact[contacts["Finn Gallagher"]].ids,
                "reason": "Moves away",
            }
        ).action_confirm()
