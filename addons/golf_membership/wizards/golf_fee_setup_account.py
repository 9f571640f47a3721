# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import Command, api, fields, models
from odoo.exceptions import UserError

from ..models.res_company_fees import ACCOUNT_TYPES

#: What each account is for: type of account, field of the company that names it.
ACCOUNT_KINDS = {
    "receivable": ("asset_receivable", "golf_receivable_account_id"),
    "deferred": ("liability_current", "golf_deferred_account_id"),
    "deposit": ("liability_current", "golf_deposit_account_id"),
    "dues": ("income", None),
    "joining": ("income", None),
}
#: Where the accounts of a chart's own stand that ours are put beside; sub-accounts in China.
CHART_CODES = {
    "cn": ("112201", "220301", "224101", "500101", "500102"),
    "cn_large_bis": ("112201", "220301", "224101", "600101", "600102"),
    "de_skr03": ("1411", "0991", "1733", "8201", "8202"),
    "de_skr04": ("1211", "3901", "3551", "4201", "4202"),
    "generic_coa": ("1212", "2121", "2122", "4001", "4002"),
}
#: The fees whose products take the account of dues; a joining fee has its own.
DUES_KINDS = ("dues", "minimum", "locker", "storage", "card", "absence", "late")


class GolfFeeSetupAccount(models.TransientModel):
    """One account of the guided set-up: one that is there, or one to create."""

    _name = "golf.fee.setup.account"
    _description = "Account of the Fee Set-up"
    _order = "id"

    setup_id = fields.Many2one("golf.fee.setup", required=True, ondelete="cascade")
    company_id = fields.Many2one(related="setup_id.company_id")
    kind = fields.Selection(
        [
            ("receivable", "Members' receivable"),
            ("deferred", "Deferred fees"),
            ("deposit", "Members' deposits"),
            ("dues", "Dues income"),
            ("joining", "Joining fee income"),
        ],
        "For",
        required=True,
    )
    account_type = fields.Selection(
        [
            ("asset_receivable", "Receivable"),
            ("liability_current", "Current Liabilities"),
            ("income", "Income"),
        ],
        compute="_compute_account_type",
    )
    account_id = fields.Many2one(
        "account.account",
        string="Existing account",
        domain="[('account_type', '=', account_type), ('company_ids', 'parent_of', company_id)]",
        help="Leave it empty to create the account beside it.",
    )
    code = fields.Char("New code")
    name = fields.Char("New account")
    is_there = fields.Boolean("In use", compute="_compute_is_there")

    @api.depends("kind")
    def _compute_account_type(self):
        for line in self:
            line.account_type = ACCOUNT_KINDS[line.kind][0] if line.kind else False

    @api.depends("account_id")
    def _compute_is_there(self):
        for line in self:
            line.is_there = bool(line.account_id)

    @api.model
    def _prepare_accounts(self, company):
        """Return the commands of one line an account, with what is there and what is proposed."""
        accounts = self.env["account.account"].with_company(company)
        used = set()
        commands = []
        codes = CHART_CODES.get(company.chart_template) or self._get_codes_beside(company)
        names = self._get_account_names(self.with_context(lang=company._get_golf_lang()).env)
        for kind, start in zip(ACCOUNT_KINDS, codes, strict=True):
            code = accounts._search_new_account_code(start, cache=used)
            used.add(code)
            commands.append(
                Command.create(
                    {
                        "kind": kind,
                        "account_id": self._find_account(company, kind).id,
                        "code": code,
                        "name": names[kind],
                    }
                )
            )
        return commands

    @api.model
    def _get_account_names(self, env):
        """Return {kind: name of a new account}, in the language of ``env``."""
        return {
            "receivable": env._("Membership fees receivable"),
            "deferred": env._("Deferred membership fees"),
            "deposit": env._("Members' deposits"),
            "dues": env._("Membership dues"),
            "joining": env._("Joining fees"),
        }

    @api.model
    def _get_codes_beside(self, company):
        """Return the codes to start from in a chart this addon does not know.

        Those of the chart's first accounts of the same types.
        """
        accounts = self.env["account.account"].with_company(company)
        codes = []
        for kind in ACCOUNT_KINDS:
            account = accounts.search(
                [
                    *accounts._check_company_domain(company),
                    ("account_type", "=", ACCOUNT_KINDS[kind][0]),
                ],
                order="code",
                limit=1,
            )
            codes.append(account.code or "1000")
        return codes

    @api.model
    def _find_account(self, company, kind):
        """Return the account that is in use for ``kind``, or that an earlier set-up created."""
        fname = ACCOUNT_KINDS[kind][1]
        if fname and company[fname]:
            return company[fname]
        return (
            self.env.ref(self._get_xml_id(company, kind), raise_if_not_found=False)
            or self.env["account.account"]
        )

    @api.model
    def _get_xml_id(self, company, kind):
        """Return the external id of a created account, in the manner of Odoo's own charts."""
        return f"account.{company.id}_golf_{kind}"

    def _check_accounts(self):
        """Check the choices before anything is written.

        :raises UserError: an account of the wrong type, of another club, or a code in use
        """
        for line in self:
            company, account = line.company_id, line.account_id
            label = dict(self._fields["kind"]._description_selection(self.env))[line.kind]
            if account:
                company._check_golf_account(account, line._get_types(), label)
            elif not line.code or not line.name:
                raise UserError(
                    self.env._(
                        "%(purpose)s: choose an account, or give the new one a code and a name.",
                        purpose=label,
                    )
                )
            else:
                line._check_code_is_free(label)

    def _get_types(self):
        """Return the types that an account of this use may have."""
        self.ensure_one()
        kind, fname = ACCOUNT_KINDS[self.kind]
        return ACCOUNT_TYPES.get(fname) or (kind, "income_other")

    def _check_code_is_free(self, label):
        self.ensure_one()
        accounts = self.env["account.account"].with_company(self.company_id)
        taken = accounts.search(
            [*accounts._check_company_domain(self.company_id), ("code", "=", self.code)], limit=1
        )
        twice = self.setup_id.account_ids.filtered(
            lambda line: line != self and not line.account_id and line.code == self.code
        )
        if taken or twice:
            raise UserError(
                self.env._(
                    "%(purpose)s: the code %(code)s is that of %(account)s. Choose that account or"
                    " give another code.",
                    purpose=label,
                    code=self.code,
                    account=taken.name or twice[0].name,
                )
            )

    def _apply(self):
        """Create what is missing and put each account to its use."""
        for line in self:
            if not line.account_id:
                line.account_id = line._create_account()
            fname = ACCOUNT_KINDS[line.kind][1]
            if fname and line.company_id[fname] != line.account_id:
                line.company_id[fname] = line.account_id

    def _create_account(self):
        """Create one account, known by its external id so that no second run makes another."""
        self.ensure_one()
        kind, lang = self.kind, self.company_id._get_golf_lang()
        account = (
            self.env["account.account"]
            .with_company(self.company_id)
            .with_context(lang=lang)
            ._load_records(
                [
                    {
                        "xml_id": self._get_xml_id(self.company_id, kind),
                        "values": {
                            "code": self.code,
                            "name": self.name,
                            "account_type": ACCOUNT_KINDS[kind][0],
                            "reconcile": kind in ("receivable", "deposit"),
                            "company_ids": [Command.link(self.company_id.id)],
                        },
                        "noupdate": True,
                    }
                ]
            )
        )
        names = self.company_id._get_golf_translations(
            lambda env: self._get_account_names(env)[kind]
        )
        if self.name == names[lang]:  # as proposed: everybody reads it in his or her language
            account.update_field_translations("name", names)
        return account
