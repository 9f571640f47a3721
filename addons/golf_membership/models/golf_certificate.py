# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain


class GolfCertificate(models.Model):
    """The paper a membership or a debenture stands on: number, holder, deposit, whose it was.

    Made when a membership begins in a tier that issues certificates, or by hand. Who held it, and
    each paper that was issued, is an append-only row.
    """

    _name = "golf.certificate"
    _description = "Membership Certificate"
    _inherit = ["golf.company.check", "mail.thread", "mail.activity.mixin"]
    _order = "number desc, id desc"
    _rec_name = "number"
    _check_company_auto = True

    number = fields.Char("Certificate No.", required=True, copy=False, tracking=True)
    kind = fields.Selection(
        [("membership", "Membership certificate"), ("debenture", "Debenture")],
        required=True,
        default="membership",
        index=True,
    )
    membership_id = fields.Many2one(
        "golf.membership",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
        tracking=True,
    )
    company_id = fields.Many2one(
        related="membership_id.company_id", string="Club", store=True, index=True, precompute=True
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Held by",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
        compute="_compute_partner_id",
        store=True,
        readonly=False,
        precompute=True,
        tracking=True,
    )
    due_on = fields.Date("To be issued by", tracking=True)
    issued_on = fields.Date(readonly=True, copy=False, tracking=True)
    edition = fields.Integer(
        readonly=True, copy=False, default=0, help="How many papers have been issued."
    )
    cancelled_on = fields.Date(readonly=True, copy=False, tracking=True)
    state = fields.Selection(
        [("waiting", "To issue"), ("issued", "Issued"), ("cancelled", "Cancelled")],
        string="Status",
        compute="_compute_state",
        store=True,
        index=True,
    )
    is_late = fields.Boolean("Late", compute="_compute_is_late", search="_search_is_late")
    currency_id = fields.Many2one(related="company_id.currency_id")
    deposit = fields.Monetary(
        help="What is lent to the club against it, and given back some day.",
        groups="golf_membership.group_golf_money",
    )
    charge_id = fields.Many2one(
        "golf.charge",
        string="Deposit charged",
        readonly=True,
        copy=False,
        ondelete="restrict",
        groups="golf_membership.group_golf_money",
    )
    holder_ids = fields.One2many("golf.certificate.holder", "certificate_id", readonly=True)

    _number_uniq = models.UniqueIndex(
        "(company_id, number)", "This certificate number is taken. Every paper has its own."
    )
    # The nightly job twice at once: a membership has one certificate.
    _one_of_membership = models.UniqueIndex(
        "(membership_id) WHERE kind = 'membership' AND cancelled_on IS NULL",
        "This membership has a certificate already.",
    )
    _deposit_not_negative = models.Constraint(
        "CHECK (deposit IS NULL OR deposit >= 0)", "A deposit cannot be negative."
    )

    @api.depends("membership_id")
    def _compute_partner_id(self):
        for paper in self:
            owner = paper.membership_id
            paper.partner_id = paper.partner_id or owner.corporate_partner_id or owner.partner_id

    @api.depends("issued_on", "cancelled_on")
    def _compute_state(self):
        for paper in self:
            issued = "issued" if paper.issued_on else "waiting"
            paper.state = "cancelled" if paper.cancelled_on else issued

    def _compute_is_late(self):
        for paper in self:
            today = (paper.company_id or self.env.company)._golf_today()
            waits = paper.state == "waiting" and paper.due_on
            paper.is_late = bool(waits and paper.due_on < today)

    def _search_is_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        late = Domain("state", "=", "waiting") & Domain(
            "due_on", "<", self.env.company._golf_today()
        )
        return late if True in value else ~late

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            if not vals.get("number"):
                vals["number"] = self._get_next_number(vals)
        papers = super().create(vals_list)
        papers._record_holders(self.env._("Made out"))
        return papers

    @api.model
    def _get_next_number(self, vals):
        company = self.env["golf.membership"].browse(vals["membership_id"]).company_id
        sequence = self.env["ir.sequence"].with_company(company)
        number = sequence.next_by_code("golf.certificate")
        if not number:
            raise UserError(
                self.env._(
                    "There is no sequence for certificates. Create one with the code"
                    " golf.certificate under Settings > Technical > Sequences, or type a number."
                )
            )
        return number

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        if self:
            raise UserError(self.env._("A certificate is cancelled, not deleted."))

    def copy_data(self, default=None):
        raise UserError(self.env._("Every certificate is made out once."))

    # -------------------------------------------------------------- ACTIONS

    def _check_may_issue(self):
        self.check_access("read")
        if not self.env.user.has_group("golf_membership.group_golf_officer"):
            raise AccessError(self.env._("Membership officers issue certificates."))
        gone = self.filtered("cancelled_on")[:1]
        if gone:
            raise UserError(self.env._("%(paper)s is cancelled.", paper=gone.number))

    def action_issue(self):
        """Hand these certificates out for the first time."""
        self._check_may_issue()
        # Who may is asked above; the rows are the product's own record.
        for paper in self.sudo().filtered(lambda p: not p.issued_on):
            paper.write({"issued_on": paper.company_id._golf_today(), "edition": 1})
            paper._record_holders(self.env._("Issued"))
            paper.membership_id._record_change(
                "certificate", paper.issued_on, self.env._("%(no)s issued", no=paper.number)
            )
        self.sudo().activity_unlink(["mail.mail_activity_data_todo"])
        self.sudo()._forget_due()
        return True

    def action_reissue(self):
        """Issue a paper anew for one that was lost; the fee is shown first."""
        self.ensure_one()
        return self.membership_id._get_change_action("reissue", default_certificate_id=self.id)

    def action_transfer(self):
        """Make a debenture over to another person; the fee is shown first."""
        self.ensure_one()
        return self.membership_id._get_change_action("debenture", default_certificate_id=self.id)

    def action_cancel(self):
        """Cancel these certificates: the paper came back, or is void."""
        self._check_may_issue()
        # As above.
        for paper in self.sudo():
            paper.cancelled_on = paper.company_id._golf_today()
            paper._record_holders(self.env._("Cancelled"))
        return True

    def action_charge_deposit(self):
        """Charge the deposit of these certificates to the payers of their memberships."""
        self._check_may_issue()
        # Officers make the charge; accountants invoice it.
        for paper in self.sudo().filtered(lambda p: p.deposit and not p.charge_id):
            paper.charge_id = self.env["golf.charge"].sudo().create(paper._prepare_deposit())
        return self.membership_id[:1].action_open_charges()

    def _prepare_deposit(self):
        """Return the values of the charge of one certificate's deposit."""
        self.ensure_one()
        membership = self.membership_id
        values = membership._prepare_change_charge(
            self.deposit,
            f"deposit:certificate:{self.id}",
            self.env._("Deposit, certificate %(no)s", no=self.number),
        )
        deposits = membership.tier_id._get_schedules("deposit")[:1]
        if deposits:
            values["product_id"] = deposits.product_id.id
        return values | {"fee_kind": "deposit"}

    # ------------------------------------------------------------- BUSINESS

    def _record_holders(self, what):
        """Add to the history of these certificates who holds them now, and why.

        :param str what: what happened
        """
        # The history is the product's own, whoever acts.
        self.env["golf.certificate.holder"].sudo().create(
            [
                {
                    "certificate_id": paper.id,
                    "partner_id": paper.partner_id.id,
                    "date": paper.company_id._golf_today(),
                    "edition": paper.edition,
                    "note": what,
                    "user_id": self.env.uid,
                }
                for paper in self
            ]
        )

    def _hand_over(self, membership, partner, what):
        """Make these certificates over to the holder of another membership.

        :param membership: the one they belong to from now on
        """
        self.write({"membership_id": membership.id, "partner_id": partner.id})
        self._record_holders(what)

    def _reissue(self):
        """Issue one paper anew; the one before is void."""
        self.ensure_one()
        self.write({"issued_on": self.company_id._golf_today(), "edition": self.edition + 1})
        self._record_holders(self.env._("Issued anew, the paper before is void"))

    @api.model
    def _make_due(self, company, limit):
        """Make the certificates that memberships of a club wait for; return the memberships."""
        Membership = self.env["golf.membership"]
        lacking = Membership.search(
            Domain("company_id", "=", company.id)
            & Domain("state", "=", "active")
            & Domain("tier_id.certificate_days", ">", 0)
            & ~Domain("certificate_ids", "any", [("kind", "=", "membership")]),
            limit=limit,
            order="id",
        )
        papers = self.create(
            [
                {
                    "membership_id": membership.id,
                    "due_on": fields.Date.add(
                        membership.date_start, days=membership.tier_id.certificate_days
                    ),
                }
                for membership in lacking
            ]
        )
        for paper in papers:
            told = paper.membership_id._told_to_officer()
            told._remind_officer(paper._get_due_summary(told.env), paper.due_on)
        return lacking

    def _get_due_summary(self, env):
        return env._("Issue the certificate %(no)s", no=self.number)

    def _forget_due(self):
        """Take these papers off the lists of officers: they are handed out."""
        for paper in self:
            # Whoever was told may read another language than who hands it out.
            texts = list(paper.company_id._get_golf_translations(paper._get_due_summary).values())
            paper.membership_id.activity_ids.filtered_domain([("summary", "in", texts)]).unlink()
