# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

import logging

import psycopg2

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

_logger = logging.getLogger(__name__)

#: Another transaction was on the same rows: rolled back and tried again, it works.
CONFLICTS = (psycopg2.OperationalError, psycopg2.errors.UniqueViolation)


class GolfBillingSlice(models.Model):
    """Some payers of a run: what is charged and billed to them in one go.

    A slice takes two steps, each all or nothing: its charges and draft invoices are made; then
    these drafts are posted. They are one transaction or two; the stage a slice is at says what a
    killed run goes on with.
    """

    _name = "golf.billing.slice"
    _description = "Membership Billing Slice"
    _order = "id"
    _check_company_auto = True

    run_id = fields.Many2one("golf.billing.run", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(
        related="run_id.company_id", string="Club", store=True, precompute=True, index=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    # Bounds, not links: a contact that is merged or deleted leaves the slice as it is.
    first_payer = fields.Integer("First payer", required=True, readonly=True)
    last_payer = fields.Integer("Last payer", required=True, readonly=True)
    stage = fields.Selection(
        [("new", "Waiting"), ("drafted", "Invoices drafted"), ("done", "Posted")],
        required=True,
        default="new",
        readonly=True,
    )
    membership_count = fields.Integer("Memberships", readonly=True)
    charge_count = fields.Integer("Charges made", readonly=True)
    invoice_count = fields.Integer("Invoices posted", readonly=True)
    amount = fields.Monetary("Invoiced", readonly=True)
    failed_count = fields.Integer("Not billed", readonly=True)
    ended_at = fields.Datetime("Finished", readonly=True)

    _to_do_index = models.Index("(run_id, stage, id) WHERE stage != 'done'")

    # ---------------------------------------------------------------- STEPS

    def _advance(self, post):
        """Do the next step of one slice in this transaction; whoever calls commits.

        :param bool post: whether to go on to the end
        """
        self.ensure_one()
        if self.stage == "new":
            self._charge_and_draft(post)
        elif self.stage == "drafted":
            self._post_drafts()

    def _charge_and_draft(self, post):
        """Make the charges these payers lack, and the invoices of all they are to pay."""
        run = self.run_id
        memberships = self.env["golf.membership"].search(
            run._get_membership_domain() & self._get_payer_domain(), order="payer_id, id"
        )
        uncharged = self._each_that_can(
            memberships, lambda some: some._make_expected_charges(run.date, {"slice_id": self.id})
        )
        run._report(memberships=uncharged)
        made = self.env["golf.charge"].search_count([("slice_id", "=", self.id)])
        due = self.env["golf.charge"].search(
            run._get_due_domain() & self._get_payer_domain(), order="payer_id, id"
        )
        problems = self._invoice(due, post)
        run._report(charges=problems)
        self.write(
            {
                "stage": "drafted",
                "membership_count": len(memberships),
                "charge_count": made,
                "failed_count": len(uncharged) + len(problems),
            }
        )
        if post:
            self._finish()

    def _invoice(self, charges, post):
        """Create the invoices of these charges, and post them or leave them as drafts.

        :return: {charge: sentence} of those that cannot be invoiced
        """
        # What a person is billing at this moment is left to that person.
        charges = charges.try_lock_for_update()
        problems = charges._get_billing_problems()
        good = charges.filtered(lambda c: c not in problems)
        # Touched, so that whoever looked at them before now cannot invoice them as well.
        good.filtered(lambda c: c.slice_id != self).slice_id = self
        groups = list(good.grouped(lambda c: c._get_invoice_key()).values())

        def invoice(some):
            moves = self.env["golf.charge"]._draft_invoices(some)
            if post:
                moves._post(soft=False)

        for group, reason in self._each_that_can(groups, invoice).items():
            problems |= dict.fromkeys(group, reason)
        return problems

    def _post_drafts(self):
        """Post the invoices that an earlier transaction drafted."""
        drafts = self._get_charges().move_line_ids.move_id.filtered(lambda m: m.state == "draft")
        drafts.line_ids.fetch(["tax_ids"])  # core asks move by move
        refused = self._each_that_can(drafts, lambda moves: moves._post(soft=False))
        problems = {}
        for move, reason in refused.items():
            problems |= dict.fromkeys(move.invoice_line_ids.golf_charge_id, reason)
        self.env["account.move"].concat(*refused).unlink()
        self.run_id._report(charges=problems)
        self.failed_count += len(problems)
        self._finish()

    def _finish(self):
        """Note what was posted."""
        charges = self._get_charges()
        posted = charges.move_line_ids.move_id.filtered(lambda move: move.state == "posted")
        posted.invoice_line_ids.golf_charge_id._clear_problems()
        self.write(
            {
                "stage": "done",
                "invoice_count": len(posted),
                "amount": sum(posted.mapped("amount_total_signed")),
                "ended_at": fields.Datetime.now(),
            }
        )

    def _get_charges(self):
        """Return the charges that this slice made or took to invoice."""
        return self.env["golf.charge"].search([("slice_id", "=", self.id)])

    # -------------------------------------------------------------- HELPERS

    def _get_payer_domain(self):
        """Return the domain of what the payers of this slice pay."""
        return Domain("payer_id", ">=", self.first_payer) & Domain(
            "payer_id", "<=", self.last_payer
        )

    def _each_that_can(self, items, job):
        """Do ``job`` on all items at once or, where that fails, on halves, until a bad one stands
        alone.

        :param items: records, or a list of anything
        :param job: called with some of the items
        :return: {item: sentence} of those that failed; nothing of them is left
        """
        if not items:
            return {}
        try:
            with self.env.cr.savepoint():
                job(items)
            return {}
        except (*CONFLICTS, psycopg2.InterfaceError):
            raise  # no fault of these items
        except Exception as error:
            if len(items) == 1:
                return {items[0]: self._tell(error)}
        half = len(items) // 2
        return self._each_that_can(items[:half], job) | self._each_that_can(items[half:], job)

    def _tell(self, error):
        """Return an error in a sentence; what is no message to people goes to the log too."""
        if isinstance(error, UserError):
            return str(error)
        _logger.exception("Slice %s of billing run %s", self.id, self.run_id.id)
        return self.env._(
            "It failed for a technical reason, which is in the log of the server: %(error)s",
            error=str(error).strip() or type(error).__name__,
        )
