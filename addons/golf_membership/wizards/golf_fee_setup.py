# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..models.golf_fee_schedule import PERIODIC_KINDS
from .golf_fee_setup_account import DUES_KINDS

STEPS = [
    ("accounts", "Accounts"),
    ("journals", "Journals and start"),
    ("revenue", "Revenue"),
    ("done", "Done"),
]


class GolfFeeSetup(models.TransientModel):
    """Guided set-up of a club's fees: accounts, journals, first day, when a fee is revenue.

    It shows what is there and proposes what is missing; nothing is done twice.
    """

    _name = "golf.fee.setup"
    _description = "Set up Membership Fees"
    _rec_name = "company_id"

    company_id = fields.Many2one(
        "res.company",
        string="Club",
        required=True,
        default=lambda self: self.env.company,
        domain="[('id', 'in', allowed_company_ids)]",
    )
    step = fields.Selection(STEPS, required=True, default="accounts")
    account_ids = fields.One2many("golf.fee.setup.account", "setup_id")
    fee_journal_id = fields.Many2one(
        "account.journal",
        string="Journal of invoices",
        domain="[('type', '=', 'sale'), ('company_id', '=', company_id)]",
        help="Empty: a journal of its own is created, so that fees have their own numbers.",
    )
    fee_journal_code = fields.Char("Short code", size=5, default="FEE")
    deferral_journal_id = fields.Many2one(
        "account.journal",
        string="Journal of monthly entries",
        domain="[('type', '=', 'general'), ('company_id', '=', company_id)]",
        help="Empty: a journal of its own is created.",
    )
    deferral_journal_code = fields.Char("Short code of monthly entries", size=5, default="FEED")
    billing_start = fields.Date(
        "Bill fees from",
        help="First day of the periods that the daily run bills. Leave it empty to bill nothing"
        " yet.",
    )
    payment_term_id = fields.Many2one(
        "account.payment.term",
        string="Payment term",
        check_company=True,
        help="For fee schedules that have none.",
    )
    dues_recognition = fields.Selection(
        [("at_once", "When billed"), ("period", "Over the days they are for")],
        "Dues are revenue",
        required=True,
        default="period",
    )
    joining_recognition = fields.Selection(
        [("at_once", "When billed"), ("months", "Over a number of months")],
        "Joining fees are revenue",
        required=True,
        default="at_once",
        help="Whether it is earned at once or over the expected membership is the auditor's"
        " decision.",
    )
    joining_months = fields.Integer("Months", default=36)
    schedule_ids = fields.Many2many(
        "golf.fee.schedule", string="Fees that have not billed yet", compute="_compute_schedule_ids"
    )
    missing = fields.Text(compute="_compute_missing")

    # -------------------------------------------------------------- COMPUTE

    @api.model
    def default_get(self, fields_list):
        values = super().default_get(fields_list)
        company = self.env["res.company"].browse(values.get("company_id")) or self.env.company
        company.get_chart_of_accounts_or_fail()
        known = {
            "fee_journal_id": company.golf_fee_journal_id.id,
            "deferral_journal_id": company.golf_deferral_journal_id.id,
            "billing_start": company.golf_billing_start
            or fields.Date.add(company._golf_today().replace(day=1), months=1),
            "account_ids": self.env["golf.fee.setup.account"]._prepare_accounts(company),
            **self._get_known_revenue(company),
        }
        return values | {name: value for name, value in known.items() if name in fields_list}

    @api.model
    def _get_known_revenue(self, company):
        """Return when fees are revenue by the schedules of a club that is set up already."""
        if not company.golf_deferred_account_id:
            return {}
        schedules = self.env["golf.fee.schedule"].search([("company_id", "=", company.id)])
        dues = schedules.filtered(lambda schedule: schedule.fee_kind == "dues")[:1]
        joining = schedules.filtered(lambda schedule: schedule.fee_kind == "joining")[:1]
        values = {}
        if dues.recognition in ("at_once", "period"):
            values["dues_recognition"] = dues.recognition
        if joining.recognition in ("at_once", "months"):
            values["joining_recognition"] = joining.recognition
            values["joining_months"] = joining.recognition_months
        return values

    @api.depends("company_id")
    def _compute_schedule_ids(self):
        for setup in self:
            schedules = self.env["golf.fee.schedule"].search(
                [("company_id", "=", setup.company_id.id)]
            )
            setup.schedule_ids = schedules.filtered(lambda schedule: not schedule.charge_count)

    @api.depends("company_id", "step")
    def _compute_missing(self):
        for setup in self:
            setup.missing = "\n".join(setup.company_id._get_golf_missing_for_fees())

    # -------------------------------------------------------------- ACTIONS

    def action_next(self):
        """Check the step that is open and go to the next one."""
        self.ensure_one()
        self._check_step()
        names = [name for name, _label in STEPS]
        self.step = names[min(names.index(self.step) + 1, 2)]
        return self._reopen()

    def action_back(self):
        """Go to the step before."""
        self.ensure_one()
        names = [name for name, _label in STEPS]
        self.step = names[max(names.index(self.step) - 1, 0)]
        return self._reopen()

    def action_apply(self):
        """Create what is missing and write the choices, all or nothing.

        :raises UserError: a choice that cannot be, and what to do about it
        """
        self.ensure_one()
        self.check_access("write")
        # Who keeps the chart of accounts may say where fees are booked. Beyond the accounts and
        # journals, only the fee settings of a club of the user and of its tiers are written.
        setup = self.sudo()
        setup._check_all()
        setup.account_ids._apply()
        setup._apply_journals()
        setup.company_id.golf_billing_start = setup.billing_start
        setup._apply_revenue()
        self.step = "done"
        return self._reopen()

    def _reopen(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Set up fees"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "new",
        }

    # ------------------------------------------------------------- BUSINESS

    def _check_step(self):
        if self.step == "accounts":
            self.account_ids._check_accounts()
        elif self.step == "journals":
            self._check_journals()

    def _check_all(self):
        if self.company_id not in self.env.companies:
            raise UserError(
                self.env._("Switch to %(club)s before setting it up.", club=self.company_id.name)
            )
        self.account_ids._check_accounts()
        self._check_journals()
        if self.joining_recognition == "months" and self.joining_months < 1:
            raise UserError(
                self.env._("A joining fee is revenue over at least one month. Enter the months.")
            )

    def _check_journals(self):
        for journal, kind, code in self._get_journals():
            if journal and (journal.type != kind or journal.company_id != self.company_id):
                raise UserError(
                    self.env._(
                        "The journal %(journal)s cannot be used here: choose one of %(club)s of the"
                        " type %(type)s.",
                        journal=journal.display_name,
                        club=self.company_id.name,
                        type=dict(journal._fields["type"]._description_selection(self.env))[kind],
                    )
                )
            if not journal and not code:
                raise UserError(
                    self.env._("Choose each journal, or give the new one a short code.")
                )
        self.company_id._check_golf_billing_start_on(self.billing_start, self.fee_journal_id)

    def _get_journals(self):
        """Return [(journal or none, type, short code of a new one)]."""
        return [
            (self.fee_journal_id, "sale", self.fee_journal_code),
            (self.deferral_journal_id, "general", self.deferral_journal_code),
        ]

    def _apply_journals(self):
        company = self.company_id
        if not self.fee_journal_id:
            dues = self.account_ids.filtered(lambda line: line.kind == "dues").account_id
            names = company._get_golf_translations(lambda env: env._("Membership fees"))
            self.fee_journal_id = self._create_journal("sale", self.fee_journal_code, names, dues)
        if not self.deferral_journal_id:
            names = company._get_golf_translations(lambda env: env._("Deferred membership fees"))
            self.deferral_journal_id = self._create_journal(
                "general", self.deferral_journal_code, names
            )
        company.golf_fee_journal_id = self.fee_journal_id
        company.golf_deferral_journal_id = self.deferral_journal_id

    def _create_journal(self, kind, code, names, account=None):
        """Create a journal; one of the same code gets a number behind it.

        :param dict names: {language code: its name}
        """
        journals = self.env["account.journal"].with_company(self.company_id)
        taken = set(
            journals.with_context(active_test=False)
            .search([("company_id", "=", self.company_id.id)])
            .mapped("code")
        )
        codes = [code.upper(), *(f"{code.upper()[:4]}{number}" for number in range(2, 10))]
        free = [code for code in codes if code not in taken]
        if not free:
            raise UserError(
                self.env._("The short code %(code)s is in use. Enter another.", code=code)
            )
        journal = journals.create(
            {
                "type": kind,
                "code": free[0],
                "name": names["en_US"],
                "company_id": self.company_id.id,
                "default_account_id": account.id if account else False,
            }
        )
        journal.update_field_translations("name", names)
        return journal

    def _apply_revenue(self):
        """Give the fees that have not billed yet their revenue, term and income account."""
        accounts = {line.kind: line.account_id for line in self.account_ids}
        schedules = self.schedule_ids
        periodic = schedules.filtered(lambda schedule: schedule.fee_kind in PERIODIC_KINDS)
        periodic.recognition = self.dues_recognition
        joining = schedules.filtered(lambda schedule: schedule.fee_kind == "joining")
        joining.recognition = self.joining_recognition
        if self.joining_recognition == "months":
            joining.recognition_months = self.joining_months
        if self.payment_term_id:
            bare = schedules.filtered(lambda schedule: not schedule.payment_term_id)
            bare.payment_term_id = self.payment_term_id
        for schedule in schedules:
            kind = "dues" if schedule.fee_kind in DUES_KINDS else schedule.fee_kind
            template = schedule.product_id.product_tmpl_id.with_company(self.company_id)
            # An account that somebody chose for the product stays.
            if kind in ("dues", "joining") and not template.property_account_income_id:
                template.property_account_income_id = accounts[kind]
